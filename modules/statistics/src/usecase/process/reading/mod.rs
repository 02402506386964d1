//! A table from bytes to figures and findings: nothing here is kept, all of it follows from the file, the
//! layout, the code lists and the last version.

mod basis;
mod convert;
mod preview;

use std::collections::BTreeMap;

use base::{Error, Kind, Result};
use layout::Layout;
use serde::{Deserialize, Serialize};

use crate::domain::examination::Finding;
use crate::domain::figure::Figure;

pub(super) use basis::Basis;
pub use preview::{Head, Line, Preview};

/// How a table is read: of which sheet, by which layout, and what people said about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arranged {
    /// The name of the sheet; empty for a CSV.
    pub sheet: String,
    pub layout: Layout,
    /// What stands in a cell instead of what the file has, by its place: `C12`.
    #[serde(default)]
    pub corrected: BTreeMap<String, String>,
    /// Why figures of regions are missing that the table does not name.
    #[serde(default)]
    pub absent: Option<Absent>,
}

/// Why there is no figure of a region at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absent {
    /// `...`: there is something, but nobody knows how much.
    NotAvailable,
    /// `NA`: there can be nothing.
    NotApplicable,
}

/// What a table says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examined {
    /// Each figure with the cell it was read from; a dash for regions that the table does not name.
    pub figures: Vec<(String, Figure)>,
    /// Errors first.
    pub findings: Vec<Finding>,
    /// Findings beyond those that are kept.
    pub left_out: usize,
    pub preview: Preview,
}

impl Absent {
    pub const ALL: [Self; 2] = [Self::NotAvailable, Self::NotApplicable];

    /// As a form sends it, and the end of its translation key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAvailable => "not-available",
            Self::NotApplicable => "not-applicable",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// Does the work of a large table beside the requests of others.
pub(crate) async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let lost = |error| Error::new(Kind::Internal, "statistics/table").caused_by(error);
    tokio::task::spawn_blocking(work).await.map_err(lost)?
}
