//! Service 52: the acquirer tells what became of a QRIS code.

use base::{Date, Error, Instant, Rupiah};
use db::Tx;
use snap::body::{QrNotifyReply, QrNotifyRequest, TransactionStatus};
use snap::{Case, Refusal, ResponseMessage, Service};

use super::account::success;
use super::{End, partner_as_who, serve};
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::store::codes;
use crate::store::qr::{self, Qr};
use crate::usecase::answering::{Asked, Sent};
use crate::usecase::ledger::{Incoming, Ledger, Posted, Unfit};
use crate::usecase::refused::{PostError, Refused};

/// A code that was paid, by what the acquirer says.
#[derive(Debug, Clone, Copy)]
pub struct QrPaid<'a> {
    pub amount: Rupiah,
    pub paid_at: Instant,
    /// The acquirer's own reference.
    pub slip: &'a str,
}

/// Books the payment of a QRIS code. What is no payment is heard and changes nothing.
///
/// # Errors
/// Faults of the house only.
pub async fn notify(
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &QrNotifyRequest,
) -> Result<Sent, Error> {
    serve(ledger, Service::QrNotify, asked, async |tx: &mut Tx| {
        let amount = match request.amount.rupiah() {
            Ok(amount) => amount,
            Err(error) => return Ok(End::Refused(Refusal::from(error))),
        };
        let reference = request.original_partner_reference_no.as_deref();
        let found = match reference {
            Some(reference) => qr::find(tx, reference).await?,
            None => qr::by_acquirer(tx, &request.original_reference_no).await?,
        };
        let Some(qr) = found else { return Ok(Case::TransactionNotFound.into()) };
        if request.latest_transaction_status == TransactionStatus::Success {
            let slip = request.original_reference_no.as_str();
            let paid = QrPaid { amount, paid_at: ledger.cell().now(), slip };
            book(tx, ledger, asked, &qr, paid).await?;
        }
        Ok(End::Reply(QrNotifyReply {
            response_code: success(Service::QrNotify),
            response_message: ResponseMessage::new(Case::Success.words()),
            additional_info: None,
        }))
    })
    .await
}

async fn book(
    tx: &mut Tx,
    ledger: &Ledger,
    asked: &Asked<'_>,
    qr: &Qr,
    paid: QrPaid<'_>,
) -> Result<Posted, PostError> {
    let who = partner_as_who(asked.partner);
    book_qr(tx, ledger, &asked.partner.id, qr, paid, &who).await
}

/// Books the payment of a QRIS code that a partner issued: by its notification, or because it was
/// asked. The money has moved, so it is booked whatever became of the bills.
///
/// # Errors
/// `DuplicateReference` when the code was booked with another amount.
pub async fn book_qr(
    tx: &mut Tx,
    ledger: &Ledger,
    partner: &str,
    qr: &Qr,
    paid: QrPaid<'_>,
    who: &audit::Who,
) -> Result<Posted, PostError> {
    let made = codes::find(tx, &qr.code).await?.ok_or(Refused::UnknownCode)?;
    let money = Incoming {
        channel: Channel::Qris,
        source: Some((partner, &qr.reference)),
        slip: Some(paid.slip),
        code: Some(&qr.code),
        bills: &made.bills,
        amount: paid.amount,
        into: Account::Partner(partner.to_owned()),
        paid_at: paid.paid_at,
        paid_on: day_that_counts(ledger, qr, paid),
        who,
        note: "",
        unfit: Unfit::Book,
    };
    ledger.post(tx, &money).await
}

/// A code carries the amount of the day for which it was issued: that day counts when exactly this
/// amount was paid before the code ended.
fn day_that_counts(ledger: &Ledger, qr: &Qr, paid: QrPaid<'_>) -> Date {
    let in_time = paid.amount == qr.amount && paid.paid_at <= qr.expires_at;
    if in_time { qr.day } else { paid.paid_at.date(ledger.cell().zone()) }
}
