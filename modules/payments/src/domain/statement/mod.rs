//! End-of-day files of banks: layouts as data, and reading them line by line.

mod layout;
mod number;
mod read;

use base::{Date, Rupiah};
use contracts::BillId;

use super::code::Code;

pub use layout::{Decimal, Layout, LayoutError, layouts};
pub use number::amount;
pub use read::{Fault, FileError, read};

/// A file that was understood as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The layout that its heading fits.
    pub layout: String,
    pub lines: Vec<BankLine>,
    /// Gross: what payers paid, less what the bank took back.
    pub total: Rupiah,
    /// What the bank kept for its service.
    pub fee: Rupiah,
}

/// One line of a bank's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankLine {
    /// Counted from 1 in the file.
    pub line: u64,
    pub paid_on: Date,
    /// `10:15:30`, where the file tells it.
    pub paid_time: Option<String>,
    pub reference: String,
    /// The number on the payer's slip (NTPD).
    pub slip: Option<String>,
    pub code: Option<Code>,
    pub bill: Option<BillId>,
    /// What the payer paid; below zero where the bank took it back.
    pub amount: Rupiah,
    /// What the bank kept of it; below zero beside an amount below zero.
    pub fee: Rupiah,
}

impl BankLine {
    /// Whether the bank took a payment back by this line.
    pub fn is_reversal(&self) -> bool {
        self.amount < Rupiah::ZERO
    }
}

impl Statement {
    /// What arrives in the treasury's account.
    pub fn net(&self) -> Rupiah {
        Rupiah(self.total.0.saturating_sub(self.fee.0))
    }

    /// The first and the last day of its lines; `None` without lines.
    pub fn period(&self) -> Option<(Date, Date)> {
        let days = self.lines.iter().map(|line| line.paid_on);
        Some((days.clone().min()?, days.max()?))
    }
}
