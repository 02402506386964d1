//! The regency's own account codes (kode rekening): without them no report is signed.

use base::Result;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::{Treasury, bad};
use crate::permissions::READ;
use crate::store::chart;

/// The sorts of accounts that need a code, in the order of the page.
pub const KINDS: [&str; 12] = [
    "treasury",
    "partner",
    "till",
    "collector",
    "principal-current",
    "principal-arrears",
    "penalty",
    "penalty-waived",
    "overpayment",
    "temporary",
    "fee",
    "cash-difference",
];

/// One row of the chart; empty texts where nobody set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub kind: &'static str,
    pub code: String,
    pub name: String,
}

impl Treasury {
    /// The chart, in the order of [`KINDS`].
    ///
    /// # Errors
    /// Those of the right.
    pub async fn chart(&self, actor: &Actor) -> Result<Vec<Row>> {
        authorise(actor, READ, Resource::Cell)?;
        let read = async |tx: &mut Tx| -> Result<_> { Ok(chart::with_names(tx).await?) };
        let mut known = self.cell().db().read(read).await?;
        let row = |kind: &'static str| {
            let (code, name) = known.remove(kind).unwrap_or_default();
            Row { kind, code, name }
        };
        Ok(KINDS.map(row).into())
    }
}

/// Checks a row that is proposed.
pub(super) fn check(kind: &str, code: &str, name: &str) -> Result<()> {
    let code = code.trim();
    let coded = (3..=40).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    let known = KINDS.contains(&kind) && (3..=120).contains(&name.trim().chars().count());
    if coded && known { Ok(()) } else { Err(bad("payments/chart-row")) }
}
