//! An entry of the ledger: one fact, and the accounts it moves by equal sums.

use base::{Date, Id, Instant, Rupiah};
use contracts::BillId;
use sha2::{Digest, Sha256};

use super::account::Account;
use super::channel::Channel;
use super::code::Code;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Money came in; what was owed is settled, the rest is an overpayment.
    Payment,
    /// An earlier entry is taken back.
    Reversal,
    /// A village collector took cash against a temporary receipt (TTS).
    Temporary,
    /// Cash went from a drawer or a collector to the treasury (STS).
    Deposit,
    /// What a partner held arrived in the treasury.
    Clearing,
    /// An overpayment was given back.
    Refund,
    /// A cash count found too much or too little.
    CashDifference,
}

impl EntryKind {
    pub const ALL: [Self; 7] = [
        Self::Payment,
        Self::Reversal,
        Self::Temporary,
        Self::Deposit,
        Self::Clearing,
        Self::Refund,
        Self::CashDifference,
    ];

    /// The word in the database and in translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Reversal => "reversal",
            Self::Temporary => "temporary",
            Self::Deposit => "deposit",
            Self::Clearing => "clearing",
            Self::Refund => "refund",
            Self::CashDifference => "cash-difference",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One side of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub account: Account,
    /// The bill it is about, where it is about one.
    pub bill: Option<BillId>,
    pub side: Side,
    /// Above zero.
    pub amount: Rupiah,
}

/// Left or right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Debit,
    Credit,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Debit => Self::Credit,
            Self::Credit => Self::Debit,
        }
    }
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: Id<Self>,
    pub kind: EntryKind,
    pub booked_at: Instant,
    /// The day of the books, in the zone of the cell.
    pub day: Date,
    pub paid_at: Instant,
    pub channel: Channel,
    pub partner: Option<String>,
    pub reference: Option<String>,
    /// The number on the payer's slip and in the bank's files, where it is another.
    pub slip: Option<String>,
    pub code: Option<Code>,
    pub reverses: Option<Id<Self>>,
    /// Id of an account, or `system`.
    pub actor: String,
    pub note: String,
    pub lines: Vec<Line>,
}

/// Why lines are no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unbalanced {
    #[error("an entry moves at least two accounts")]
    TooFew,
    #[error("a line moves more than nothing")]
    NotPositive,
    #[error("debits and credits differ")]
    Differ,
    #[error("the sum is larger than an amount of rupiah can be")]
    TooLarge,
}

impl Line {
    pub fn debit(account: Account, bill: Option<BillId>, amount: Rupiah) -> Self {
        Self { account, bill, side: Side::Debit, amount }
    }

    pub fn credit(account: Account, bill: Option<BillId>, amount: Rupiah) -> Self {
        Self { account, bill, side: Side::Credit, amount }
    }

    /// What stands on the left, and on the right.
    pub fn sides(&self) -> (Rupiah, Rupiah) {
        match self.side {
            Side::Debit => (self.amount, Rupiah::ZERO),
            Side::Credit => (Rupiah::ZERO, self.amount),
        }
    }
}

/// The sum that lines move.
///
/// # Errors
/// When they are not an entry: this is asked before anything is stored.
pub fn balance(lines: &[Line]) -> Result<Rupiah, Unbalanced> {
    if lines.len() < 2 {
        return Err(Unbalanced::TooFew);
    }
    let (mut debit, mut credit) = (Rupiah::ZERO, Rupiah::ZERO);
    for line in lines {
        if line.amount <= Rupiah::ZERO {
            return Err(Unbalanced::NotPositive);
        }
        let (left, right) = line.sides();
        debit = debit.checked_add(left).ok_or(Unbalanced::TooLarge)?;
        credit = credit.checked_add(right).ok_or(Unbalanced::TooLarge)?;
    }
    if debit == credit { Ok(debit) } else { Err(Unbalanced::Differ) }
}

/// The lines that take others back.
pub fn mirrored(lines: &[Line]) -> Vec<Line> {
    lines.iter().map(|line| Line { side: line.side.other(), ..line.clone() }).collect()
}

impl Entry {
    /// SHA-256 over everything the entry says, each part with its length before it.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let mut add = |part: &str| {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        };
        add("pelangi-ledger-1");
        for part in [
            &*self.id.to_string(),
            self.kind.as_str(),
            &self.booked_at.to_string(),
            &self.day.to_string(),
            &self.paid_at.to_string(),
            self.channel.as_str(),
            self.partner.as_deref().unwrap_or_default(),
            self.reference.as_deref().unwrap_or_default(),
            self.slip.as_deref().unwrap_or_default(),
            self.code.as_ref().map_or("", Code::digits),
            &self.reverses.map(|id| id.to_string()).unwrap_or_default(),
            &self.actor,
            &self.note,
        ] {
            add(part);
        }
        for line in &self.lines {
            let (debit, credit) = line.sides();
            add(&line.account.to_string());
            add(&line.bill.map(|bill| bill.to_string()).unwrap_or_default());
            add(&debit.0.to_string());
            add(&credit.0.to_string());
        }
        hash.finalize().into()
    }
}
