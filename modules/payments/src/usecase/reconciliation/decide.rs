//! What becomes of a finding, once two people agree.

use audit::Who;
use base::{Error, Instant, Kind, Result, Rupiah};
use contracts::BillId;
use db::Tx;

use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::reconciliation::{Action, Bucket, allowed, arrived};
use crate::store::findings::{self, Found};
use crate::store::statements::{self, Loaded, StatementState};
use crate::store::{codes, entries, overpayments, receipts};
use crate::usecase::reverse::Reversal;
use crate::usecase::{Incoming, Treasury, Unfit};

/// Noon: when a file tells the day and not the time.
const NO_TIME: &str = "12:00:00";

/// A finding that waits, its file, and an action that fits it.
pub(crate) async fn check(
    tx: &mut Tx,
    (statement, number): (&str, i64),
    action: &str,
) -> Result<(Loaded, Found, Action)> {
    let unknown = || Error::new(Kind::NotFound, "payments/unknown-finding");
    let file = statements::find(tx, statement).await?.ok_or_else(unknown)?;
    let found = findings::find(tx, statement, number).await?.ok_or_else(unknown)?;
    if file.state != StatementState::Open || !found.is_open() {
        return Err(Error::new(Kind::Conflict, "payments/finding-decided"));
    }
    let action = Action::parse(action);
    let fits =
        |action: &Action| allowed(found.bucket, found.file, found.entry.is_some()).contains(action);
    let action = action.filter(fits);
    let action = action.ok_or_else(|| Error::new(Kind::Invalid, "payments/finding-action"))?;
    Ok((file, found, action))
}

/// Does it, and notes on the finding what was done.
pub(crate) async fn carry_out(
    tx: &mut Tx,
    treasury: &Treasury,
    at: (&str, i64),
    action: &str,
    (proposal, who, note): (&str, &Who, &str),
) -> Result<()> {
    let (file, mut found, action) = check(tx, at, action).await?;
    let desk = Desk { treasury, file: &file, who, note };
    match action {
        Action::Book if found.bucket == Bucket::Different => {
            desk.correct(tx, &mut found).await?;
        }
        Action::Book => desk.book(tx, &mut found).await?,
        Action::Reverse => desk.take_back(tx, &found).await?,
        Action::Await | Action::Explain => {}
    }
    found.arrived = arrived(found.bucket, action, found.file, found.ours);
    found.action = Some(action);
    found.proposal = Some(proposal.to_owned());
    match findings::decide(tx, &found).await? {
        true => Ok(()),
        false => Err(Error::new(Kind::Conflict, "payments/finding-decided")),
    }
}

struct Desk<'a> {
    treasury: &'a Treasury,
    file: &'a Loaded,
    who: &'a Who,
    note: &'a str,
}

impl Desk<'_> {
    /// Books what the bank has: it settles its bill when it fits, else it is an overpayment.
    async fn book(&self, tx: &mut Tx, found: &mut Found) -> Result<()> {
        let bills = self.bills(tx, found).await?;
        found.entry = Some(self.post(tx, found, &bills, found.file).await?);
        Ok(())
    }

    /// The bank is right about an amount. More than ours: the rest is an overpayment. Less: what
    /// was booked is taken back, and what is there is booked.
    async fn correct(&self, tx: &mut Tx, found: &mut Found) -> Result<()> {
        let bills = self.bills(tx, found).await?;
        let more = Rupiah(found.file.0.saturating_sub(found.ours.0));
        if more > Rupiah::ZERO {
            return self.post(tx, found, &bills, more).await.map(drop);
        }
        self.take_back(tx, found).await?;
        found.entry = Some(self.post(tx, found, &bills, found.file).await?);
        Ok(())
    }

    /// Takes our payment back.
    async fn take_back(&self, tx: &mut Tx, found: &Found) -> Result<()> {
        let unknown = || Error::new(Kind::NotFound, "payments/unknown-payment");
        let of = found.entry.ok_or_else(unknown)?;
        let stored = entries::find(tx, of).await?.ok_or_else(unknown)?;
        let held = Account::Partner(self.file.partner.clone());
        if overpayments::balance(tx, &held.to_string()).await? < stored.amount_in() {
            return Err(Error::new(Kind::Conflict, "payments/partner-overdrawn"));
        }
        let at = self.treasury.cell().now();
        let reversal = Reversal { of, source: None, at, who: self.who, note: self.note };
        self.treasury.ledger().reverse(tx, &reversal).await?;
        Ok(())
    }

    async fn post(
        &self,
        tx: &mut Tx,
        found: &Found,
        bills: &[BillId],
        amount: Rupiah,
    ) -> Result<base::Id<crate::domain::entry::Entry>> {
        let partner = self.file.partner.as_str();
        let reference = self.free_reference(tx, found).await?;
        let money = Incoming {
            channel: Channel::Reconciliation,
            source: Some((partner, &reference)),
            slip: found.slip.as_deref(),
            code: found.code.as_ref(),
            bills,
            amount,
            into: Account::Partner(partner.to_owned()),
            paid_at: self.paid_at(found),
            paid_on: found.paid_on.unwrap_or_else(|| self.treasury.cell().today()),
            who: self.who,
            note: self.note,
            unfit: Unfit::Book,
        };
        Ok(self.treasury.ledger().post(tx, &money).await?.entry.id)
    }

    /// The bank's reference; where it was used already, with what names this finding behind it.
    async fn free_reference(&self, tx: &mut Tx, found: &Found) -> Result<String> {
        let taken = entries::by_reference(tx, &self.file.partner, &found.reference).await?;
        Ok(match taken {
            None => found.reference.clone(),
            Some(_) => format!("{}/{}/{}", found.reference, self.file.id, found.number),
        })
    }

    fn paid_at(&self, found: &Found) -> Instant {
        let cell = self.treasury.cell();
        let time = found.paid_time.as_deref().unwrap_or(NO_TIME);
        let day = found.paid_on.unwrap_or_else(|| cell.today());
        let mut parts = time.split(':').map(|part| part.parse::<i8>().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        let (hour, minute, second) = (next(), next(), next());
        cell.zone().instant_of(day.at(hour, minute, second, 0))
    }

    /// What the money was meant for: the code, the bill of the line, or what ours settled.
    async fn bills(&self, tx: &mut Tx, found: &Found) -> Result<Vec<BillId>> {
        if let Some(code) = &found.code
            && let Some(made) = codes::find(tx, code).await?
        {
            return Ok(made.bills);
        }
        if let Some(entry) = found.entry {
            let settled = receipts::of_entry(tx, entry).await?;
            if !settled.is_empty() {
                return Ok(settled.into_iter().map(|issued| issued.receipt.bill).collect());
            }
        }
        Ok(found.bill.into_iter().collect())
    }
}
