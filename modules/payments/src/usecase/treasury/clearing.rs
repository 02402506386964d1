//! Entries that the treasury makes itself: what arrived, what is given back, what is counted for
//! another bill, what is taken back by the office.

use audit::Who;
use base::{Error, Id, Kind, Rupiah};
use contracts::BillId;
use db::Tx;

use crate::domain::account::Account;
use crate::domain::allocation::{self, Misfit};
use crate::domain::channel::Channel;
use crate::domain::entry::{Entry, EntryKind, Line, Side};
use crate::domain::receipt::{self, Receipt};
use crate::store::overpayments::{self, Overpaid};
use crate::store::{entries, receipts};
use crate::usecase::Ledger;
use crate::usecase::ledger::settlement;
use crate::usecase::refused::{PostError, Refused};
use crate::usecase::reverse::Reversal;

/// Under these names the house books for itself; no partner can have one. The reference is what it
/// is about, so that it happens once.
pub(crate) const OVERPAYMENT: &str = "house/overpayment";
pub(crate) const STATEMENT: &str = "house/statement";
const REVERSAL: &str = "house/reversal";

/// What an entry of the house is about.
struct About<'a> {
    kind: EntryKind,
    channel: Channel,
    source: (&'a str, String),
    who: &'a Who,
    note: &'a str,
}

impl Ledger {
    fn house_entry(&self, about: &About<'_>, lines: Vec<Line>) -> Entry {
        let now = self.cell().now();
        Entry {
            id: self.cell().new_id(),
            kind: about.kind,
            booked_at: now,
            day: now.date(self.cell().zone()),
            paid_at: now,
            channel: about.channel,
            partner: Some(about.source.0.to_owned()),
            reference: Some(about.source.1.clone()),
            slip: None,
            code: None,
            reverses: None,
            actor: about.who.id.clone(),
            note: about.note.to_owned(),
            lines,
        }
    }

    /// Books that what a partner held arrived in the treasury, less what it kept.
    pub(crate) async fn clear_partner(
        &self,
        tx: &mut Tx,
        (partner, statement): (&str, &str),
        (gross, fee): (Rupiah, Rupiah),
        (who, note): (&Who, &str),
    ) -> Result<Entry, Error> {
        let held = Account::Partner(partner.to_owned());
        if overpayments::balance(tx, &held.to_string()).await? < gross {
            return Err(Error::new(Kind::Conflict, "payments/partner-overdrawn"));
        }
        let net = Rupiah(gross.0.saturating_sub(fee.0));
        let mut lines = vec![
            Line::debit(Account::Treasury, None, net),
            Line::debit(Account::Fee, None, fee),
            Line::credit(held, None, gross),
        ];
        lines.retain(|line| line.amount > Rupiah::ZERO);
        let source = (STATEMENT, statement.to_owned());
        let (kind, channel) = (EntryKind::Clearing, Channel::Internal);
        let entry = self.house_entry(&About { kind, channel, source, who, note }, lines);
        self.add(tx, &entry, who).await?;
        Ok(entry)
    }

    /// Gives an overpayment back out of the treasury.
    ///
    /// # Errors
    /// `payments/treasury-short` while the money has not arrived there.
    pub(crate) async fn refund(
        &self,
        tx: &mut Tx,
        of: &Overpaid,
        (who, note): (&Who, &str),
    ) -> Result<Entry, Error> {
        if overpayments::balance(tx, Account::Treasury.kind()).await? < of.amount {
            return Err(Error::new(Kind::Conflict, "payments/treasury-short"));
        }
        let lines = vec![
            Line::debit(Account::Overpayment, of.about, of.amount),
            Line::credit(Account::Treasury, None, of.amount),
        ];
        let source = (OVERPAYMENT, of.entry.to_string());
        let (kind, channel) = (EntryKind::Refund, Channel::Internal);
        let entry = self.house_entry(&About { kind, channel, source, who, note }, lines);
        self.add(tx, &entry, who).await?;
        Ok(entry)
    }

    /// Settles a bill with an overpayment. What is left of it is an overpayment of the new entry.
    ///
    /// # Errors
    /// `UnknownBill`, `Paid`, `NothingOwed`; `Amount` when the overpayment is too small.
    pub(crate) async fn compensate(
        &self,
        tx: &mut Tx,
        of: &Overpaid,
        bill: BillId,
        (who, note): (&Who, &str),
    ) -> Result<Entry, PostError> {
        let today = self.cell().today();
        let bills = self.bills_on(tx, &[bill], today).await?;
        let owed = match bills.as_slice() {
            [] => return Err(Refused::UnknownBill.into()),
            _ => allocation::owed(&bills).map_err(Refused::from)?,
        };
        if owed > of.amount {
            return Err(Refused::from(Misfit::Amount { owed }).into());
        }
        let mut lines = allocation::settling(&bills, &Account::Overpayment, today);
        if let Some(first) = lines.first_mut() {
            *first = Line::debit(Account::Overpayment, of.about, of.amount);
        }
        let left = Rupiah(of.amount.0.saturating_sub(owed.0));
        if left > Rupiah::ZERO {
            lines.push(Line::credit(Account::Overpayment, of.about, left));
        }
        let source = (OVERPAYMENT, of.entry.to_string());
        let (kind, channel) = (EntryKind::Payment, Channel::Compensation);
        let entry = self.house_entry(&About { kind, channel, source, who, note }, lines);
        self.add(tx, &entry, who).await?;
        let number = || receipt::fresh_number(self.cell().random());
        let made: Vec<Receipt> = bills.iter().map(|b| Receipt::of(b, number(), today)).collect();
        receipts::add(tx, entry.id, &made).await?;
        for receipt in &made {
            self.bills().settle(tx, &settlement(&entry, receipt)).await?;
        }
        Ok(entry)
    }

    /// Takes a payment back by the office: its bills are open again, and the money, which stays
    /// where it is, becomes an overpayment to be given back or counted elsewhere.
    ///
    /// # Errors
    /// `UnknownPayment`, `NotReversible` for what settles nothing or was taken back before.
    pub(crate) async fn keep_as_overpayment(
        &self,
        tx: &mut Tx,
        of: Id<Entry>,
        (who, note): (&Who, &str),
    ) -> Result<Entry, PostError> {
        let original = entries::find(tx, of).await?.ok_or(Refused::UnknownPayment)?;
        let settled = receipts::of_entry(tx, of).await?;
        let place = original.entry.lines.iter().find(|line| line.account.holds_money());
        let (Some(first), Some(place)) = (settled.first(), place) else {
            return Err(Refused::NotReversible.into());
        };
        let at = self.cell().now();
        let reversal = Reversal { of, source: None, at, who, note };
        if self.reverse(tx, &reversal).await?.repeated {
            return Err(Refused::NotReversible.into());
        }
        let lines =
            allocation::unowed(original.amount_in(), &place.account, Some(first.receipt.bill));
        let source = (REVERSAL, of.to_string());
        let (kind, channel) = (EntryKind::Payment, Channel::Internal);
        let entry = self.house_entry(&About { kind, channel, source, who, note }, lines);
        self.add(tx, &entry, who).await?;
        Ok(entry)
    }
}

/// What an entry moves on an account: debit, then credit.
pub(crate) fn moved(entry: &Entry, account: &Account) -> (Rupiah, Rupiah) {
    let on = entry.lines.iter().filter(|line| line.account == *account);
    on.fold((Rupiah::ZERO, Rupiah::ZERO), |(debit, credit), line| match line.side {
        Side::Debit => (Rupiah(debit.0.saturating_add(line.amount.0)), credit),
        Side::Credit => (debit, Rupiah(credit.0.saturating_add(line.amount.0))),
    })
}
