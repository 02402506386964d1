//! The regency's own account codes (kode rekening): without them no report is signed.

use std::collections::BTreeSet;

use base::Result;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::{Treasury, bad};
use crate::domain::proposal::ChartRow;
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

/// Digits with dots or dashes between them.
pub fn is_code(text: &str) -> bool {
    let text = text.trim();
    let digits = |b: u8| b.is_ascii_digit() || b == b'.' || b == b'-';
    (3..=40).contains(&text.len()) && text.bytes().all(digits)
}

/// A name that stands in a report.
pub fn is_name(text: &str) -> bool {
    (3..=120).contains(&text.trim().chars().count())
}

/// Checks a row that is proposed.
pub(super) fn check(kind: &str, code: &str, name: &str) -> Result<()> {
    match KINDS.contains(&kind) && is_code(code) && is_name(name) {
        true => Ok(()),
        false => Err(bad("payments/chart-row")),
    }
}

/// Checks rows that are proposed together: at least one, each account once.
pub(super) fn check_rows(rows: &[ChartRow]) -> Result<()> {
    rows.iter().try_for_each(|row| check(&row.account, &row.code, &row.name))?;
    let accounts: BTreeSet<&str> = rows.iter().map(|row| row.account.as_str()).collect();
    match !rows.is_empty() && accounts.len() == rows.len() {
        true => Ok(()),
        false => Err(bad("payments/chart-same")),
    }
}
