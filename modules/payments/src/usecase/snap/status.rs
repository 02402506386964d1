//! Service 26, status: what became of a payment.

use base::Error;
use db::Tx;
use snap::body::{Bilingual, StatusAccount, StatusCode, StatusReply, StatusRequest};
use snap::{Case, ResponseMessage, Service, Text, Timestamp};

use super::account::{account, amount, success, words};
use super::payment::details;
use super::{End, serve};
use crate::store::entries::{self, Stored};
use crate::store::receipts;
use crate::usecase::answering::{Asked, Sent};
use crate::usecase::ledger::{Ledger, Posted};
use crate::usecase::refused::PostError;

/// Answers whether a payment stands in the books.
///
/// # Errors
/// Faults of the house only.
pub async fn status(
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &StatusRequest,
) -> Result<Sent, Error> {
    serve(ledger, Service::VaStatus, asked, async |tx: &mut Tx| {
        let (service, customer) = (&request.partner_service_id, &request.customer_no);
        if let Err(case) = account(asked.partner, service, customer) {
            return Ok(case.into());
        }
        let reference = request.payment_request_id.as_deref();
        let reference = reference.unwrap_or(request.inquiry_request_id.as_str());
        match entries::by_reference(tx, &asked.partner.id, reference).await? {
            None => Ok(Case::TransactionNotFound.into()),
            Some(stored) => Ok(End::Reply(reply(tx, ledger, request, stored).await?)),
        }
    })
    .await
}

async fn reply(
    tx: &mut Tx,
    ledger: &Ledger,
    request: &StatusRequest,
    stored: Stored,
) -> Result<StatusReply, PostError> {
    let reversed = entries::reversal_of(tx, stored.entry.id).await?.is_some();
    let issued = receipts::of_entry(tx, stored.entry.id).await?;
    let posted = Posted {
        amount: stored.amount_in(),
        entry: stored.entry,
        receipts: issued.into_iter().map(|issued| issued.receipt).collect(),
        repeated: true,
    };
    let entry = &posted.entry;
    let (payment_flag_status, payment_flag_reason) = state(reversed)?;
    Ok(StatusReply {
        response_code: success(Service::VaStatus),
        response_message: ResponseMessage::new(Case::Success.words()),
        virtual_account_data: Some(StatusAccount {
            payment_flag_status,
            payment_flag_reason,
            partner_service_id: request.partner_service_id.clone(),
            customer_no: request.customer_no.clone(),
            virtual_account_no: request.virtual_account_no.clone(),
            inquiry_request_id: request.inquiry_request_id.clone(),
            payment_request_id: entry.reference.clone().and_then(|r| Text::new(r).ok()),
            paid_amount: Some(amount(posted.amount)?),
            total_amount: Some(amount(posted.amount)?),
            trx_date_time: Some(Timestamp::at(entry.paid_at, ledger.cell().zone())),
            reference_no: entry.slip.clone().and_then(|slip| Text::new(slip).ok()),
            bill_details: details(&posted)?,
            additional_info: None,
        }),
    })
}

fn state(reversed: bool) -> Result<(StatusCode, Bilingual), PostError> {
    Ok(match reversed {
        false => (StatusCode::Success, words("Success", "Sukses")?),
        true => (StatusCode::Failed, words("Reversed", "Dibatalkan")?),
    })
}
