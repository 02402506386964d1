//! The services of SNAP that a bank or an acquirer calls here: what is owed on a virtual account,
//! that it was paid, what became of a payment, that a QRIS code was paid.

mod account;
mod notify;
mod payment;
mod status;

use base::{Error, Kind};
use db::Tx;
use serde::Serialize;
use snap::{Case, Refusal, Service};

use super::answering::{Again, Asked, Sent, again, remember};
use super::ledger::Ledger;
use super::refused::{PostError, Refused};
use crate::domain::partner::Partner;

pub use account::inquiry;
pub use notify::{QrPaid, book_qr, notify};
pub use payment::pay;
pub use status::status;

/// How a service ends inside its transaction.
pub(crate) enum End<R> {
    Reply(R),
    /// Nothing was done; the partner is told why.
    Refused(Refusal),
}

impl<R> From<Case> for End<R> {
    fn from(case: Case) -> Self {
        Self::Refused(Refusal::new(case))
    }
}

/// Runs a service: a repeated X-EXTERNAL-ID is told so, everything else is answered and stored
/// together with what it did.
pub(crate) async fn serve<R, F>(
    ledger: &Ledger,
    service: Service,
    asked: &Asked<'_>,
    work: F,
) -> Result<Sent, Error>
where
    R: Serialize,
    F: AsyncFnOnce(&mut Tx) -> Result<End<R>, PostError> + Clone,
{
    let partner = asked.partner;
    let done = ledger
        .cell()
        .db()
        .write_by_keys(async |tx: &mut Tx| -> Result<Sent, PostError> {
            match again(tx, ledger, asked).await? {
                Some(Again::Same(sent)) => return Ok(sent),
                Some(Again::Conflict) => return Ok(refuse(partner, service, Case::Conflict)),
                None => {}
            }
            let sent = match (work.clone())(tx).await {
                Ok(End::Reply(reply)) => accept(&reply)?,
                Ok(End::Refused(refusal)) => told(partner, service, &refusal),
                Err(PostError::Refused(refused)) => refuse(partner, service, case(refused)),
                Err(PostError::House(error)) => return Err(error.into()),
            };
            remember(tx, ledger, asked, &sent).await?;
            Ok(sent)
        })
        .await;
    done.map_err(Error::from)
}

/// Who stands in the books for what a partner brings: nobody of the house did it.
pub fn partner_as_who(partner: &Partner) -> audit::Who {
    audit::Who { id: format!("partner/{}", partner.id), ..audit::Who::system() }
}

/// The reply to a request that is refused.
pub fn told(partner: &Partner, service: Service, refusal: &Refusal) -> Sent {
    let reply = refusal.reply(service, &partner.terms.snap);
    let body = serde_json::to_string(&reply).unwrap_or_default();
    Sent { status: reply.response_code.status(), body }
}

fn refuse(partner: &Partner, service: Service, case: Case) -> Sent {
    told(partner, service, &Refusal::new(case))
}

fn accept(reply: &impl Serialize) -> Result<Sent, Error> {
    let body = serde_json::to_string(reply)
        .map_err(|e| Error::new(Kind::Internal, "payments/reply").caused_by(e))?;
    Ok(Sent { status: 200, body })
}

/// How SNAP says it.
fn case(refused: Refused) -> Case {
    match refused {
        Refused::UnknownBill | Refused::UnknownCode => Case::BillNotFound,
        Refused::NothingOwed => Case::BillNotFound,
        Refused::ExpiredCode => Case::ExpiredBill,
        Refused::Paid => Case::PaidBill,
        Refused::Amount { .. } => Case::InvalidAmount,
        Refused::DuplicateReference => Case::DuplicateReference,
        Refused::UnknownPayment => Case::TransactionNotFound,
        Refused::TooLate | Refused::NotReversible => Case::NotPermitted,
    }
}

/// How SNAP says that something failed on our side. What is not certain must not look refused: the
/// bank asks again.
pub fn fault(error: &Error) -> Case {
    match (error.kind(), error.code()) {
        (_, "db/outcome-unknown") => Case::Timeout,
        (Kind::Unavailable, _) => Case::BackendUnreachable,
        (Kind::TooMany, _) => Case::TooManyRequests,
        _ => Case::InternalError,
    }
}
