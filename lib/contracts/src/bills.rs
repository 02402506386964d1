//! What people owe, offered by the module that knows why, used by the module that takes the money.

use std::fmt;

use base::{Date, Instant, Nop, NopVillage, Rupiah};
use db::Tx;

use crate::Answer;

/// Names a bill: the tax of one object for one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BillId {
    pub nop: Nop,
    pub tax_year: i64,
}

/// `640804000301201470-2026`, as in the subject of an audit entry.
impl fmt::Display for BillId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.nop.digits(), self.tax_year)
    }
}

/// A bill as it stands on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    pub id: BillId,
    /// In full. Whoever shows it to the public masks it.
    pub payer: String,
    /// Where the object lies.
    pub address: String,
    pub due_date: Date,
    pub standing: Standing,
    /// The tax itself; zero when nothing is owed.
    pub principal: Rupiah,
    /// Late months that count on that day.
    pub months: u32,
    /// The whole penalty of those months, before any waiver.
    pub penalty: Rupiah,
    /// The part of the penalty that a waiver in force takes away; at most `penalty`.
    pub waived: Rupiah,
    /// What the waiver rests on; empty without one.
    pub waiver_basis: String,
}

impl Bill {
    /// What has to be paid on that day.
    pub fn total(&self) -> Rupiah {
        // Each is an amount of one notice: the sum cannot leave what a rupiah amount can hold.
        Rupiah(self.principal.0.saturating_add(self.penalty.0).saturating_sub(self.waived.0))
    }

    /// Whether the principal belongs to earlier years, which are booked apart.
    pub fn is_arrears(&self, paid_on: Date) -> bool {
        self.id.tax_year < i64::from(paid_on.year())
    }
}

/// A village in which objects lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Village {
    pub code: NopVillage,
    pub name: String,
    /// The name of its district (kecamatan).
    pub district: String,
}

/// How a bill stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can be paid.
    Open,
    /// It was paid, here or by what the imported system says.
    Paid,
    /// It was cancelled.
    Cancelled,
    /// Nothing is asked for: exempt, below the minimum, or written off.
    Nothing,
}

/// A bill was paid in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    pub bill: BillId,
    /// The entry of the ledger.
    pub entry: String,
    /// The number on the receipt (NTPD).
    pub receipt: String,
    /// The day that counts for the penalty.
    pub paid_on: Date,
    pub at: Instant,
    pub principal: Rupiah,
    /// Before the waiver.
    pub penalty: Rupiah,
    pub waived: Rupiah,
    /// The way the money came: `va`, `qris`, `teller` …
    pub channel: String,
}

/// A payment was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopening {
    pub bill: BillId,
    /// The entry of the ledger that reverses, and the one that is reversed.
    pub entry: String,
    pub reversed: String,
    pub at: Instant,
}

/// Knows what is owed, and remembers what was paid.
pub trait Bills: Send + Sync + 'static {
    /// The bill as it stands on `day`; `None` when nothing was ever issued for it.
    ///
    /// Best asked in a reading transaction before the one that pays: [`Bills::settle`] asks again
    /// whether it is open and for how much, and on PostgreSQL whoever reads what was paid in a
    /// writing transaction collides with payments of neighbours.
    fn find<'a>(&'a self, tx: &'a mut Tx, id: BillId, day: Date) -> Answer<'a, Option<Bill>>;

    /// All bills of an object, the latest year first.
    fn of_object<'a>(&'a self, tx: &'a mut Tx, nop: Nop, day: Date) -> Answer<'a, Vec<Bill>>;

    /// The bills of a village that can be paid on `day`, by object and year.
    fn open_in_village<'a>(
        &'a self,
        tx: &'a mut Tx,
        village: NopVillage,
        day: Date,
    ) -> Answer<'a, Vec<Bill>>;

    /// All villages, by code: for whoever sends people there.
    fn villages<'a>(&'a self, tx: &'a mut Tx) -> Answer<'a, Vec<Village>>;

    /// Notes in the payment's own transaction that a bill was paid: from the commit on every look-up
    /// says so.
    ///
    /// # Errors
    /// `contracts/bill-not-open` when it cannot be paid any more.
    fn settle<'a>(&'a self, tx: &'a mut Tx, settlement: &'a Settlement) -> Answer<'a, ()>;

    /// Notes in the reversal's own transaction that a payment was taken back.
    ///
    /// # Errors
    /// `contracts/not-settled-so` when the bill is not settled by the entry that is reversed.
    fn reopen<'a>(&'a self, tx: &'a mut Tx, reopening: &'a Reopening) -> Answer<'a, ()>;

    /// Every settlement that stands, by entry of the ledger, at most `limit` of them after `after`:
    /// for whoever holds the ledger against the notices.
    fn settlements<'a>(
        &'a self,
        tx: &'a mut Tx,
        after: Option<(String, BillId)>,
        limit: usize,
    ) -> Answer<'a, Vec<Settlement>>;
}
