//! Holding a bank's file against the ledger: every line lands in exactly one bucket.

mod action;
mod matching;

use base::{Id, Rupiah};
use contracts::BillId;

use super::code::Code;
use super::entry::Entry;

pub use action::{Action, allowed, arrived};
pub use matching::reconcile;

/// What a line of the file, or a payment of ours, turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    /// Both sides, the same amount.
    Matched,
    /// The bank has money that nobody told us of.
    OnlyAtBank,
    /// We were told of money that the file lacks.
    OnlyHere,
    /// The same payment with another amount.
    Different,
    /// A payment stands twice, or a bill was paid twice.
    Duplicate,
    /// Taken back, on one side or on both.
    Reversed,
}

impl Bucket {
    pub const ALL: [Self; 6] = [
        Self::Matched,
        Self::OnlyAtBank,
        Self::OnlyHere,
        Self::Different,
        Self::Duplicate,
        Self::Reversed,
    ];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::OnlyAtBank => "only-at-bank",
            Self::OnlyHere => "only-here",
            Self::Different => "different",
            Self::Duplicate => "duplicate",
            Self::Reversed => "reversed",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bucket| bucket.as_str() == text)
    }
}

/// A payment of ours that the file may tell of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    pub entry: Id<Entry>,
    pub reference: Option<String>,
    pub slip: Option<String>,
    /// Numbers on its receipts: banks print them on slips.
    pub receipts: Vec<String>,
    pub code: Option<Code>,
    pub bills: Vec<BillId>,
    pub amount: Rupiah,
    pub reversed: bool,
    /// An earlier file told of it.
    pub reconciled: bool,
    /// It was paid in the period of the file, so that the file should tell of it.
    pub expected: bool,
}

/// What was found. `line` and `ours` are places in what was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    pub bucket: Bucket,
    pub line: Option<usize>,
    pub ours: Option<usize>,
    pub file_amount: Rupiah,
    pub ours_amount: Rupiah,
    /// Whether a person has to say what becomes of it.
    pub needs_decision: bool,
    /// What of the line has arrived and stands in the books, as far as it is known now.
    pub arrived: Rupiah,
}

/// What a bucket adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub count: i64,
    pub file: Rupiah,
    pub ours: Rupiah,
}

/// The sum of each bucket, in their order.
pub fn sums(
    findings: impl IntoIterator<Item = (Bucket, Rupiah, Rupiah)>,
) -> [(Bucket, Sum); Bucket::ALL.len()] {
    let mut sums = Bucket::ALL.map(|bucket| (bucket, Sum::default()));
    for (bucket, file, ours) in findings {
        if let Some((_, sum)) = sums.iter_mut().find(|(known, _)| *known == bucket) {
            sum.count += 1;
            sum.file = Rupiah(sum.file.0.saturating_add(file.0));
            sum.ours = Rupiah(sum.ours.0.saturating_add(ours.0));
        }
    }
    sums
}

/// Whether the buckets together are what the file says.
pub fn adds_up(findings: &[Finding], total: Rupiah) -> bool {
    let sum = |sum: Rupiah, finding: &Finding| sum.checked_add(finding.file_amount);
    findings.iter().try_fold(Rupiah::ZERO, sum) == Some(total)
}
