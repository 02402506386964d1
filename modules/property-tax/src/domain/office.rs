//! The tax office as it stands on its papers.

use serde::{Deserialize, Serialize};

/// Who issues notices, where, and where one pays. A setting of the cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// `Badan Pendapatan Daerah`.
    pub agency: String,
    /// Where notices are issued: `Sangatta`.
    pub place: String,
    /// `Kepala Badan Pendapatan Daerah`.
    pub signatory_title: String,
    pub signatory_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory_nip: Option<String>,
    /// Where one can pay, one place each.
    pub pay_at: Vec<String>,
}

impl Default for Office {
    /// Before anybody filled it in: no name is invented.
    fn default() -> Self {
        Self {
            agency: "Badan Pendapatan Daerah".to_owned(),
            place: String::new(),
            signatory_title: "Kepala Badan Pendapatan Daerah".to_owned(),
            signatory_name: String::new(),
            signatory_nip: None,
            pay_at: Vec::new(),
        }
    }
}
