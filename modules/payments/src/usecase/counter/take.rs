//! Cash over the counter: what is owed, and the payment.

use base::{Instant, Nop, Result, Rupiah};
use contracts::{Bill, BillId, Standing};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::booking::TELLER;
use super::shifts::till;
use super::{conflict, invalid};
use crate::domain::channel::Channel;
use crate::domain::code::Code;
use crate::permissions::TELL;
use crate::store::counter::{shifts, tts};
use crate::usecase::{Incoming, Ledger, PostError, Posted, Refused, Unfit};

/// What a teller found.
#[derive(Debug, Clone)]
pub struct Found {
    /// When it was a payment code.
    pub code: Option<Code>,
    /// As they stand today; those that can be paid first.
    pub bills: Vec<AtCounter>,
}

/// A bill at the counter.
#[derive(Debug, Clone)]
pub struct AtCounter {
    pub bill: Bill,
    /// The number of a temporary receipt: a collector has the cash already.
    pub collected: Option<String>,
}

impl AtCounter {
    pub fn is_open(&self) -> bool {
        self.bill.standing == Standing::Open
    }
}

/// Cash that a payer puts on the counter.
#[derive(Debug, Clone)]
pub struct Taking<'a> {
    /// Made with the form: the same form sent twice is one payment.
    pub token: &'a str,
    pub code: Option<&'a Code>,
    pub bills: &'a [BillId],
    /// What the teller was shown.
    pub owed: Rupiah,
    /// What the payer gave; the rest is given back.
    pub given: Rupiah,
}

/// Looks for a NOP or a payment code.
///
/// # Errors
/// `payments/counter-query` for neither; those of an unknown or expired code; `payments/unknown-bill`.
pub async fn find(ledger: &Ledger, actor: &Actor, query: &str) -> Result<Found> {
    authorise(actor, TELL, Resource::Cell)?;
    let day = ledger.cell().today();
    let (nop, code) = (Nop::parse(query).ok(), Code::parse(query).ok());
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<Found> {
            let bills = match (nop, &code) {
                (Some(nop), _) => ledger.bills().of_object(tx, nop, day).await?,
                (None, Some(code)) => ledger.owed_for(tx, code, day).await?.bills,
                (None, None) => return Err(invalid("payments/counter-query")),
            };
            if bills.is_empty() {
                return Err(Refused::UnknownBill.into());
            }
            let mut found = Vec::with_capacity(bills.len());
            for bill in bills {
                let collected = tts::waiting_for(tx, bill.id).await?;
                let collected = collected.first().map(|tts| tts.number.to_string());
                found.push(AtCounter { bill, collected });
            }
            found.sort_by_key(|found| !found.is_open());
            Ok(Found { code: code.clone().filter(|_| nop.is_none()), bills: found })
        })
        .await
}

/// Books the cash into the teller's drawer, with receipts at once. The same form again gives what
/// was given before.
///
/// # Errors
/// `payments/shift-missing` without an open shift; `payments/given-short`; those of
/// [`Ledger::post`]: a bill that is paid is refused before any cash moves.
pub async fn take(ledger: &Ledger, actor: &Actor, taking: &Taking<'_>) -> Result<Posted> {
    authorise(actor, TELL, Resource::Cell)?;
    if taking.given < taking.owed {
        return Err(invalid("payments/given-short").with("owed", taking.owed));
    }
    let now = ledger.cell().now();
    let posted =
        ledger.cell().db().write(async |tx: &mut Tx| post(tx, ledger, actor, taking, now).await);
    Ok(posted.await?)
}

async fn post(
    tx: &mut Tx,
    ledger: &Ledger,
    actor: &Actor,
    taking: &Taking<'_>,
    now: Instant,
) -> std::result::Result<Posted, PostError> {
    let shift = shifts::open_of(tx, actor.id()).await?;
    let shift = shift.ok_or_else(|| conflict("payments/shift-missing"))?;
    let who = actor.who();
    let money = Incoming {
        channel: Channel::Teller,
        source: Some((TELLER, taking.token)),
        slip: None,
        code: taking.code,
        bills: taking.bills,
        amount: taking.owed,
        into: till(&shift.id),
        paid_at: now,
        paid_on: ledger.cell().today(),
        who: &who,
        note: "",
        unfit: Unfit::Refuse,
    };
    let posted = ledger.post(tx, &money).await?;
    if !posted.repeated {
        shifts::note(tx, &shift.id, posted.entry.id, posted.amount).await?;
    }
    Ok(posted)
}
