//! Booking money that comes in: ledger, receipts, notice and trace in one transaction.

use std::sync::Arc;

use audit::Who;
use base::{Date, Error, Instant, Kind, Rupiah};
use cell::Cell;
use contracts::{Bill, BillId, Bills, Settlement};
use db::Tx;

use super::refused::{PostError, Refused};
use crate::audit_kinds;
use crate::domain::account::Account;
use crate::domain::allocation;
use crate::domain::channel::Channel;
use crate::domain::code::Code;
use crate::domain::entry::{Entry, EntryKind, Line, balance};
use crate::domain::receipt::{self, Receipt};
use crate::store::{entries, receipts};

/// The books of a cell. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    cell: Cell,
    bills: Arc<dyn Bills>,
}

/// Money that comes in.
#[derive(Debug, Clone)]
pub struct Incoming<'a> {
    pub channel: Channel,
    /// Who brings it, and its reference there: the same reference is booked once. `None` where the
    /// house itself takes the money.
    pub source: Option<(&'a str, &'a str)>,
    /// The number on the payer's slip and in the bank's files, where it is another.
    pub slip: Option<&'a str>,
    pub code: Option<&'a Code>,
    pub bills: &'a [BillId],
    pub amount: Rupiah,
    /// Where the money lies now.
    pub into: Account,
    pub paid_at: Instant,
    /// The day that counts for the penalty.
    pub paid_on: Date,
    pub who: &'a Who,
    pub note: &'a str,
    pub unfit: Unfit,
}

/// What becomes of money that does not settle its bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It has not moved yet: whoever brings it is told why, and keeps it.
    Refuse,
    /// It has moved: it is booked as an overpayment, to be given back or counted elsewhere.
    Book,
}

/// Money that was booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub entry: Entry,
    pub amount: Rupiah,
    /// One for each bill; none when it was an overpayment.
    pub receipts: Vec<Receipt>,
    /// It had been booked before under the same reference; nothing was added.
    pub repeated: bool,
}

impl Posted {
    /// Whether nothing was owed for it.
    pub fn is_overpayment(&self) -> bool {
        self.receipts.is_empty()
    }
}

impl Ledger {
    pub fn new(cell: Cell, bills: Arc<dyn Bills>) -> Self {
        Self { cell, bills }
    }

    pub fn cell(&self) -> &Cell {
        &self.cell
    }

    pub fn bills(&self) -> &dyn Bills {
        &*self.bills
    }

    /// Books money in the caller's transaction. A repeat of the same reference adds nothing and
    /// gives what was given before.
    ///
    /// # Errors
    /// [`Refused`] by [`Unfit::Refuse`], and `DuplicateReference` always; nothing is stored then.
    pub async fn post(&self, tx: &mut Tx, money: &Incoming<'_>) -> Result<Posted, PostError> {
        if let Some(posted) = repeated(tx, money).await? {
            return Ok(posted);
        }
        let bills = self.bills_on(tx, money.bills, money.paid_on).await?;
        match (fit(&bills, money), money.unfit) {
            (Ok(()), _) => self.settle(tx, money, &bills).await,
            (Err(refused), Unfit::Refuse) => Err(refused.into()),
            (Err(_), Unfit::Book) => {
                let about = money.bills.first().copied();
                let lines = allocation::unowed(money.amount, &money.into, about);
                let entry = self.draft(EntryKind::Payment, money, lines);
                self.add(tx, &entry, money.who).await?;
                let amount = money.amount;
                Ok(Posted { entry, amount, receipts: Vec::new(), repeated: false })
            }
        }
    }

    /// The bills as they stand on a day, in the order of `ids`; those that do not exist are left out.
    pub async fn bills_on(
        &self,
        tx: &mut Tx,
        ids: &[BillId],
        day: Date,
    ) -> Result<Vec<Bill>, Error> {
        let mut bills = Vec::with_capacity(ids.len());
        for id in ids {
            bills.extend(self.bills.find(tx, *id, day).await?);
        }
        Ok(bills)
    }

    async fn settle(
        &self,
        tx: &mut Tx,
        money: &Incoming<'_>,
        bills: &[Bill],
    ) -> Result<Posted, PostError> {
        let lines = allocation::settling(bills, &money.into, money.paid_on);
        let entry = self.draft(EntryKind::Payment, money, lines);
        let number = || receipt::fresh_number(self.cell.random());
        let made: Vec<Receipt> =
            bills.iter().map(|bill| Receipt::of(bill, number(), money.paid_on)).collect();
        self.add(tx, &entry, money.who).await?;
        receipts::add(tx, entry.id, &made).await?;
        for receipt in &made {
            self.bills.settle(tx, &settlement(&entry, receipt)).await?;
        }
        Ok(Posted { entry, amount: money.amount, receipts: made, repeated: false })
    }

    /// An entry that is about to be booked now.
    fn draft(&self, kind: EntryKind, money: &Incoming<'_>, lines: Vec<Line>) -> Entry {
        let now = self.cell.now();
        Entry {
            id: self.cell.new_id(),
            kind,
            booked_at: now,
            day: now.date(self.cell.zone()),
            paid_at: money.paid_at,
            channel: money.channel,
            partner: money.source.map(|(partner, _)| partner.to_owned()),
            reference: money.source.map(|(_, reference)| reference.to_owned()),
            slip: money.slip.map(str::to_owned),
            code: money.code.cloned(),
            reverses: None,
            actor: money.who.id.clone(),
            note: money.note.to_owned(),
            lines,
        }
    }

    /// Books an entry with its trace. What does not balance is not stored, whoever made it.
    pub(crate) async fn add(&self, tx: &mut Tx, entry: &Entry, who: &Who) -> Result<(), Error> {
        let amount = balance(&entry.lines)
            .map_err(|e| Error::new(Kind::Internal, "payments/unbalanced").caused_by(e))?;
        entries::add(tx, entry, amount).await?;
        let facts = serde_json::json!({
            "amount": amount.0,
            "channel": entry.channel.as_str(),
            "digest": hex(&entry.digest()),
        });
        let kind = audit_kinds::of(entry.kind);
        let trace = audit::Entry::new(kind, who, subject(entry.id)).after(facts);
        audit::record(tx, &self.cell, trace).await?;
        Ok(())
    }
}

/// How the audit trail calls an entry.
pub fn subject(entry: base::Id<Entry>) -> String {
    format!("ledger/{entry}")
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub(crate) fn settlement(entry: &Entry, receipt: &Receipt) -> Settlement {
    Settlement {
        bill: receipt.bill,
        entry: entry.id.to_string(),
        receipt: receipt.number.clone(),
        paid_on: receipt.paid_on,
        at: entry.booked_at,
        principal: receipt.principal,
        penalty: receipt.penalty,
        waived: receipt.waived,
        channel: entry.channel.as_str().to_owned(),
    }
}

fn fit(bills: &[Bill], money: &Incoming<'_>) -> Result<(), Refused> {
    if bills.len() != money.bills.len() {
        return Err(Refused::UnknownBill);
    }
    Ok(allocation::check(bills, money.amount)?)
}

/// What was booked before under the same reference.
async fn repeated(tx: &mut Tx, money: &Incoming<'_>) -> Result<Option<Posted>, PostError> {
    let Some((partner, reference)) = money.source else { return Ok(None) };
    let Some(stored) = entries::by_reference(tx, partner, reference).await? else {
        return Ok(None);
    };
    let issued = receipts::of_entry(tx, stored.entry.id).await?;
    let receipts: Vec<Receipt> = issued.into_iter().map(|issued| issued.receipt).collect();
    let same = stored.entry.kind == EntryKind::Payment
        && stored.amount_in() == money.amount
        && stored.entry.code.as_ref() == money.code
        && (receipts.is_empty() || covers(&receipts, money.bills));
    match same {
        true => {
            Ok(Some(Posted { amount: money.amount, entry: stored.entry, receipts, repeated: true }))
        }
        false => Err(Refused::DuplicateReference.into()),
    }
}

fn covers(receipts: &[Receipt], bills: &[BillId]) -> bool {
    receipts.len() == bills.len() && receipts.iter().all(|r| bills.contains(&r.bill))
}
