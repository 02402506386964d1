//! Entries of the counter and of collectors: each a method of the ledger, so that no money moves
//! past it.

use audit::Who;
use base::{Date, Error, Instant, Rupiah};
use db::Tx;

use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::collecting::deposit::{self, Cash, Outcome};
use crate::domain::collecting::tts::Tts;
use crate::domain::entry::{Entry, EntryKind, Line};
use crate::domain::receipt::{self, Receipt};
use crate::store::receipts;
use crate::usecase::Ledger;
use crate::usecase::ledger::settlement;

/// References of the counter in the ledger. No partner can have such an id.
pub(crate) const TELLER: &str = "@loket";
const SLIPS: &str = "@sts";
const TEMPORARY: &str = "@tts";

/// What an entry of the house says besides its lines.
#[derive(Debug, Clone, Copy)]
struct Said<'a> {
    kind: EntryKind,
    channel: Channel,
    source: Option<(&'a str, &'a str)>,
    slip: Option<&'a str>,
    paid_at: Instant,
    note: &'a str,
}

/// Cash on its way from a collector.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deposited<'a> {
    pub tts: &'a Tts,
    pub outcome: &'a Outcome,
    pub counts_on: Date,
    pub into: &'a Account,
    pub slip: &'a str,
}

impl Ledger {
    /// Books what a count found too much (above zero) or too little.
    pub(crate) async fn book_difference(
        &self,
        tx: &mut Tx,
        till: &Account,
        difference: Rupiah,
        (who, reason): (&Who, &str),
    ) -> Result<Entry, Error> {
        let amount = Rupiah(difference.0.saturating_abs());
        let (up, down) = match difference > Rupiah::ZERO {
            true => (till.clone(), Account::CashDifference),
            false => (Account::CashDifference, till.clone()),
        };
        let lines = vec![Line::debit(up, None, amount), Line::credit(down, None, amount)];
        let said = self.said(EntryKind::CashDifference, Channel::Internal, reason);
        self.book(tx, &said, lines, who).await
    }

    /// Books that the cash of a drawer arrived in the treasury.
    pub(crate) async fn book_hand_over(
        &self,
        tx: &mut Tx,
        till: &Account,
        amount: Rupiah,
        (slip, note): (&str, &str),
        who: &Who,
    ) -> Result<Entry, Error> {
        let lines = vec![
            Line::debit(Account::Treasury, None, amount),
            Line::credit(till.clone(), None, amount),
        ];
        let said = self.said(EntryKind::Deposit, Channel::Internal, note);
        let said = Said { source: Some((SLIPS, slip)), slip: Some(slip), ..said };
        self.book(tx, &said, lines, who).await
    }

    /// Books cash that a collector took against a temporary receipt.
    pub(crate) async fn book_temporary(
        &self,
        tx: &mut Tx,
        tts: &Tts,
        who: &Who,
    ) -> Result<Entry, Error> {
        let collector = Account::Collector(tts.number.collector.clone());
        let lines = vec![
            Line::debit(collector, None, tts.amount),
            Line::credit(Account::Temporary, Some(tts.bill), tts.amount),
        ];
        let number = tts.number.to_string();
        let said = self.said(EntryKind::Temporary, Channel::Collector, "");
        let source = Some((TEMPORARY, tts.id.as_str()));
        let said = Said { source, slip: Some(&number), paid_at: tts.taken_at, ..said };
        self.book(tx, &said, lines, who).await
    }

    /// Books that the cash of a temporary receipt was deposited: it settles its bill with a final
    /// receipt, or becomes an overpayment.
    pub(crate) async fn book_deposit(
        &self,
        tx: &mut Tx,
        it: &Deposited<'_>,
        who: &Who,
    ) -> Result<Entry, Error> {
        let tts = it.tts;
        let cash = Cash {
            amount: tts.amount,
            bill: tts.bill,
            collector: &tts.number.collector,
            into: it.into,
        };
        let number = tts.number.to_string();
        let said = self.said(EntryKind::Deposit, Channel::Collector, "");
        let source = Some((SLIPS, number.as_str()));
        let said = Said { source, slip: Some(it.slip), paid_at: tts.taken_at, ..said };
        let lines = deposit::lines(cash, it.outcome, it.counts_on);
        let entry = self.book(tx, &said, lines, who).await?;
        if let Some(bill) = it.outcome.bill() {
            let number = receipt::fresh_number(self.cell().random());
            let made = Receipt::of(bill, number, it.counts_on);
            receipts::add(tx, entry.id, std::slice::from_ref(&made)).await?;
            self.bills().settle(tx, &settlement(&entry, &made)).await?;
        }
        Ok(entry)
    }

    fn said<'a>(&self, kind: EntryKind, channel: Channel, note: &'a str) -> Said<'a> {
        Said { kind, channel, source: None, slip: None, paid_at: self.cell().now(), note }
    }

    async fn book(
        &self,
        tx: &mut Tx,
        said: &Said<'_>,
        lines: Vec<Line>,
        who: &Who,
    ) -> Result<Entry, Error> {
        let now = self.cell().now();
        let entry = Entry {
            id: self.cell().new_id(),
            kind: said.kind,
            booked_at: now,
            day: now.date(self.cell().zone()),
            paid_at: said.paid_at,
            channel: said.channel,
            partner: said.source.map(|(partner, _)| partner.to_owned()),
            reference: said.source.map(|(_, reference)| reference.to_owned()),
            slip: said.slip.map(str::to_owned),
            code: None,
            reverses: None,
            actor: who.id.clone(),
            note: said.note.to_owned(),
            lines,
        };
        self.add(tx, &entry, who).await?;
        Ok(entry)
    }
}
