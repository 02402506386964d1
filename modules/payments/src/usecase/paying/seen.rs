//! A payment code as its page shows it: how it stands, what it costs, how to pay.

use std::collections::BTreeSet;

use base::{Date, Error, Instant, Kind, Result, Rupiah};
use contracts::{Bill, Standing};
use db::Tx;
use jiff::ToSpan;

use crate::domain::account::Account;
use crate::domain::entry::{EntryKind, Side};
use crate::store::codes::{self, Made};
use crate::store::entries::{self, Stored};
use crate::store::receipts::{self, Issued};
use crate::store::{partners, qr};
use crate::usecase::ledger::Ledger;

/// How a code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeState {
    /// It can be paid.
    Waiting,
    /// It was paid; there are receipts.
    Paid,
    /// Money came for it when nothing was owed any more.
    Overpaid,
    /// A bill of it was paid otherwise, or nothing is owed for it now.
    Changed,
    Expired,
}

impl CodeState {
    /// The word of translation keys and of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Paid => "paid",
            Self::Overpaid => "overpaid",
            Self::Changed => "changed",
            Self::Expired => "expired",
        }
    }
}

/// A virtual account that pays the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub bank: String,
    /// Its number: what the bank gave us, and the code.
    pub account: String,
    /// The same in groups, as people read it.
    pub grouped: String,
}

/// From when on the code costs more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    pub from: Date,
    pub total: Rupiah,
}

/// A code with everything its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub made: Made,
    pub state: CodeState,
    /// As they stand today.
    pub bills: Vec<Bill>,
    /// What the open ones cost today.
    pub total: Rupiah,
    /// Those of the payment that stands, else of one that was taken back.
    pub receipts: Vec<Issued>,
    /// When the last payment of the code was taken back, if none stands.
    pub reversed_at: Option<Instant>,
    /// Money of this code for which nothing was owed.
    pub held: Rupiah,
    /// QRIS payments that were booked for it, taken back or not.
    pub paid_by_qr: usize,
    /// How many facts the books have about it: the page looks anew when it grows.
    pub facts: usize,
}

impl Seen {
    /// Changes whenever the page would: told to the script that watches.
    pub fn mark(&self) -> String {
        format!("{}-{}", self.state.as_str(), self.facts)
    }
}

/// The code behind an address.
///
/// # Errors
/// `payments/unknown-code`.
pub async fn look(ledger: &Ledger, token: &str) -> Result<Seen> {
    ledger.cell().db().read(async |tx: &mut Tx| see(tx, ledger, token).await).await
}

pub(crate) async fn see(tx: &mut Tx, ledger: &Ledger, token: &str) -> Result<Seen> {
    let made = codes::by_token(tx, token).await?;
    let made = made.ok_or_else(|| Error::new(Kind::NotFound, "payments/unknown-code"))?;
    let booked = entries::of_code(tx, &made.code).await?;
    let bills = ledger.bills_on(tx, &made.bills, ledger.cell().today()).await?;
    let mut seen = Seen {
        state: CodeState::Waiting,
        total: sum(&bills),
        bills,
        receipts: Vec::new(),
        reversed_at: None,
        held: Rupiah::ZERO,
        paid_by_qr: 0,
        facts: booked.len(),
        made,
    };
    for stored in booked.iter().filter(|stored| stored.entry.kind == EntryKind::Payment) {
        seen.paid_by_qr +=
            usize::from(stored.entry.channel == crate::domain::channel::Channel::Qris);
        seen.count(tx, stored, &booked).await?;
    }
    seen.state = seen.judge(ledger.cell().now());
    Ok(seen)
}

impl Seen {
    async fn count(&mut self, tx: &mut Tx, stored: &Stored, all: &[Stored]) -> Result<()> {
        let entry = &stored.entry;
        let reversal = all.iter().find(|other| other.entry.reverses == Some(entry.id));
        let issued = receipts::of_entry(tx, entry.id).await?;
        match reversal {
            Some(reversal) if self.stands().is_none() => {
                self.reversed_at = Some(reversal.entry.booked_at);
                self.receipts = issued;
            }
            Some(_) => {}
            None if issued.is_empty() => {
                self.held = Rupiah(self.held.0.saturating_add(unowed(stored).0));
            }
            None => {
                self.receipts = issued;
                self.reversed_at = None;
            }
        }
        Ok(())
    }

    /// The receipts that stand.
    fn stands(&self) -> Option<&[Issued]> {
        let stand = self.reversed_at.is_none() && !self.receipts.is_empty();
        stand.then_some(&self.receipts)
    }

    fn judge(&self, now: Instant) -> CodeState {
        let open = self.bills.iter().all(|bill| bill.standing == Standing::Open);
        match () {
            () if self.stands().is_some() => CodeState::Paid,
            () if self.held > Rupiah::ZERO => CodeState::Overpaid,
            () if !open || self.bills.len() != self.made.bills.len() => CodeState::Changed,
            () if self.made.expires_at < now => CodeState::Expired,
            () => CodeState::Waiting,
        }
    }
}

fn unowed(stored: &Stored) -> Rupiah {
    let lines = stored.entry.lines.iter();
    let held = lines.filter(|l| l.account == Account::Overpayment && l.side == Side::Credit);
    Rupiah(held.fold(0, |sum, line| sum.saturating_add(line.amount.0)))
}

fn sum(bills: &[Bill]) -> Rupiah {
    let open = bills.iter().filter(|bill| bill.standing == Standing::Open);
    Rupiah(open.fold(0, |sum, bill| sum.saturating_add(bill.total().0)))
}

/// The banks whose virtual accounts take the code.
///
/// # Errors
/// Those of the database.
pub async fn ways(ledger: &Ledger, made: &Made) -> Result<Vec<Way>> {
    let known = ledger.cell().db().read(async |tx: &mut Tx| partners::list(tx).await).await?;
    let way = |partner: crate::domain::partner::Partner| {
        let service = partner.service_id?.trim().to_owned();
        let account = format!("{service}{}", made.code.digits());
        Some(Way { bank: partner.name, account, grouped: format!("{service} {}", made.code) })
    };
    Ok(known.into_iter().map(|k| k.partner).filter(|p| p.active).filter_map(way).collect())
}

/// The first day within a month on which the open bills cost more than today. Interest never
/// shrinks by waiting, so the day is found by halving.
///
/// # Errors
/// Those of the database.
pub async fn later(ledger: &Ledger, seen: &Seen) -> Result<Option<Later>> {
    let today = ledger.cell().today();
    let on = async |tx: &mut Tx, days: i32| -> Result<(Date, Rupiah)> {
        let day = today.checked_add(days.days()).unwrap_or(today);
        Ok((day, sum(&ledger.bills_on(tx, &seen.made.bills, day).await?)))
    };
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<Option<Later>> {
            let (mut same, mut more) = (0, 31);
            let mut found = on(tx, more).await?;
            if found.1 <= seen.total {
                return Ok(None);
            }
            while more - same > 1 {
                let middle = same + (more - same) / 2;
                match on(tx, middle).await? {
                    at if at.1 > seen.total => (more, found) = (middle, at),
                    _ => same = middle,
                }
            }
            Ok(Some(Later { from: found.0, total: found.1 }))
        })
        .await
}

/// The QRIS code that was issued last, whether it still counts or not.
///
/// # Errors
/// Those of the database.
pub async fn last_qr(ledger: &Ledger, made: &Made) -> Result<Option<qr::Qr>> {
    let found = ledger.cell().db().read(async |tx: &mut Tx| qr::latest(tx, &made.code).await);
    Ok(found.await?)
}

/// The bills of the code that can still be paid, for a new code.
pub fn still_open(seen: &Seen) -> Vec<contracts::BillId> {
    let open = seen.bills.iter().filter(|bill| bill.standing == Standing::Open);
    open.map(|bill| bill.id).collect::<BTreeSet<_>>().into_iter().collect()
}
