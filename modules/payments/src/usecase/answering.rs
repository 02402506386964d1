//! Answering a partner: once for each X-EXTERNAL-ID and day, the answer stored with what it did.

use base::{Date, Instant, Rupiah};
use db::Tx;
use sha2::{Digest, Sha256};

use super::ledger::Ledger;
use super::refused::PostError;
use crate::domain::partner::Partner;
use crate::store::requests::{self, Answered, Quote, RequestId};

/// How long ago a payment may have been made that is only told now.
const TOLD_LATE_SECONDS: i64 = 7 * 86_400;

/// A verified request.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub partner: &'a Partner,
    /// Names it among the partner's requests of the day.
    pub external_id: &'a str,
    /// What was called, as in the list of requests.
    pub service: &'static str,
    pub body: &'a [u8],
}

/// What is sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub status: u16,
    pub body: String,
}

/// What an X-EXTERNAL-ID that was used before is answered with.
pub(crate) enum Again {
    /// The stored answer: the very same bytes came again, and the partner wants that.
    Same(Sent),
    /// It is a conflict.
    Conflict,
}

impl Asked<'_> {
    fn id(&self, day: Date) -> RequestId<'_> {
        RequestId { partner: &self.partner.id, day, external_id: self.external_id }
    }

    fn hash(&self) -> Vec<u8> {
        Sha256::new().chain_update(self.service).chain_update(self.body).finalize().to_vec()
    }
}

/// What was answered before under the same id.
pub(crate) async fn again(
    tx: &mut Tx,
    ledger: &Ledger,
    asked: &Asked<'_>,
) -> Result<Option<Again>, PostError> {
    let Some(before) = requests::find(tx, asked.id(ledger.cell().today())).await? else {
        return Ok(None);
    };
    let same = asked.partner.terms.snap.repeat_gets_stored_reply
        && before.service == asked.service
        && before.request_hash == asked.hash();
    Ok(Some(match same {
        true => Again::Same(Sent { status: before.status, body: before.reply }),
        false => Again::Conflict,
    }))
}

/// Stores an answer in the transaction of what it tells.
pub(crate) async fn remember(
    tx: &mut Tx,
    ledger: &Ledger,
    asked: &Asked<'_>,
    sent: &Sent,
) -> Result<(), PostError> {
    let cell = ledger.cell();
    let answered = Answered {
        service: asked.service.to_owned(),
        request_hash: asked.hash(),
        status: sent.status,
        reply: sent.body.clone(),
    };
    requests::add(tx, asked.id(cell.today()), cell.now(), &answered).await?;
    Ok(())
}

/// Remembers what a partner was told just now: for a while that amount settles the bill.
pub(crate) async fn quote(
    tx: &mut Tx,
    ledger: &Ledger,
    partner: &Partner,
    key: &str,
    amount: Rupiah,
) -> Result<(), PostError> {
    let cell = ledger.cell();
    let quote = Quote { quoted_at: cell.now(), day: cell.today(), amount };
    requests::quote(tx, &partner.id, key, quote).await?;
    Ok(())
}

/// When a payment was made, by what the partner says of it. What lies in the future, or too far in
/// the past, counts from now.
pub(crate) fn paid_at(ledger: &Ledger, partner: &Partner, told: Option<Instant>) -> Instant {
    let now = ledger.cell().now();
    let latest = now.plus_seconds(i64::from(partner.terms.snap.tolerance_seconds));
    let earliest = now.plus_seconds(-TOLD_LATE_SECONDS);
    told.filter(|told| (earliest..=latest).contains(told)).unwrap_or(now)
}

/// The day that counts for the penalty: that of the payment; or that of the inquiry, when the
/// partner was told this very amount shortly before. So nobody is refused for midnight. What was told
/// later than it was paid, as by a clock that was ahead, dates no payment.
pub(crate) async fn day_that_counts(
    tx: &mut Tx,
    ledger: &Ledger,
    partner: &Partner,
    key: &str,
    (amount, paid_at): (Rupiah, Instant),
) -> Result<Date, PostError> {
    let valid = i64::from(partner.terms.quote_minutes) * 60;
    let quote = requests::find_quote(tx, &partner.id, key).await?;
    let apart = i64::from(partner.terms.snap.tolerance_seconds);
    let holds = |quote: &Quote| {
        quote.amount == amount
            && quote.quoted_at <= paid_at.plus_seconds(apart)
            && paid_at <= quote.quoted_at.plus_seconds(valid)
    };
    let quoted = quote.filter(holds).map(|quote| quote.day);
    Ok(quoted.unwrap_or_else(|| paid_at.date(ledger.cell().zone())))
}
