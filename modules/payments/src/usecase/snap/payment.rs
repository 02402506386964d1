//! Service 25, payment: a virtual account was paid.

use audit::Who;
use base::{Error, Rupiah};
use db::Tx;
use snap::body::{BillDetail, Flag, PaymentAccount, PaymentReply, PaymentRequest, StatusCode};
use snap::{Case, Refusal, ResponseMessage, Service, Text};

use super::account::{account, amount, holder, success, words};
use super::{End, partner_as_who, serve};
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::code::Code;
use crate::domain::receipt::Receipt;
use crate::store::{codes, entries};
use crate::usecase::answering::{Asked, Sent, day_that_counts, paid_at};
use crate::usecase::ledger::{Incoming, Ledger, Posted, Unfit};
use crate::usecase::refused::{PostError, Refused};

/// Books a payment. By `flagAdvise` the bank says that the money has moved: it is booked then,
/// whatever became of the bill in between.
///
/// # Errors
/// Faults of the house only: everything a bank can do wrong is an answer.
pub async fn pay(
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &PaymentRequest,
) -> Result<Sent, Error> {
    let paid = match request.paid_amount.rupiah() {
        Ok(paid) => paid,
        Err(error) => return refused(ledger, asked, &Refusal::from(error)).await,
    };
    let who = partner_as_who(asked.partner);
    serve(ledger, Service::VaPayment, asked, async |tx: &mut Tx| {
        match account(asked.partner, &request.partner_service_id, &request.customer_no) {
            Ok(code) => {
                let posted = book(tx, ledger, asked, request, (&code, paid, &who)).await?;
                Ok(End::Reply(reply(request, &posted)?))
            }
            Err(case) => Ok(case.into()),
        }
    })
    .await
}

/// Answers a refusal that needs nothing from the books, and remembers it.
async fn refused(ledger: &Ledger, asked: &Asked<'_>, why: &Refusal) -> Result<Sent, Error> {
    serve(ledger, Service::VaPayment, asked, async |_: &mut Tx| {
        Ok(End::<PaymentReply>::Refused(why.clone()))
    })
    .await
}

async fn book(
    tx: &mut Tx,
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &PaymentRequest,
    (code, paid, who): (&Code, Rupiah, &Who),
) -> Result<Posted, PostError> {
    let partner = asked.partner;
    let made = codes::find(tx, code).await?.ok_or(Refused::UnknownCode)?;
    let told = request.trx_date_time.as_ref().map(snap::Timestamp::instant);
    let paid_at = paid_at(ledger, partner, told);
    let moved = request.flag_advise == Flag::Yes;
    let paid_on = day_that_counts(tx, ledger, partner, code.digits(), (paid, paid_at)).await?;
    let money = Incoming {
        channel: Channel::VirtualAccount,
        source: Some((&partner.id, request.payment_request_id.as_str())),
        slip: request.reference_no.as_deref(),
        code: Some(code),
        bills: &made.bills,
        amount: paid,
        into: Account::Partner(partner.id.clone()),
        paid_at,
        paid_on,
        who,
        note: "",
        unfit: if moved { Unfit::Book } else { Unfit::Refuse },
    };
    if made.expires_at < paid_at && !moved && !is_known(tx, &money).await? {
        return Err(Refused::ExpiredCode.into());
    }
    ledger.post(tx, &money).await
}

/// Whether it was booked before: then the answer of that time counts, not the age of the code.
async fn is_known(tx: &mut Tx, money: &Incoming<'_>) -> Result<bool, PostError> {
    let Some((partner, reference)) = money.source else { return Ok(false) };
    Ok(entries::by_reference(tx, partner, reference).await?.is_some())
}

fn reply(request: &PaymentRequest, posted: &Posted) -> Result<PaymentReply, PostError> {
    let (english, indonesia) = match posted.is_overpayment() {
        false => ("Success", "Sukses"),
        true => {
            ("Received; nothing was owed, it will be returned", "Diterima sebagai kelebihan bayar")
        }
    };
    let payer = posted.receipts.first().map(|receipt| receipt.payer.as_str());
    Ok(PaymentReply {
        response_code: success(Service::VaPayment),
        response_message: ResponseMessage::new(Case::Success.words()),
        virtual_account_data: Some(PaymentAccount {
            payment_flag_status: StatusCode::Success,
            payment_flag_reason: words(english, indonesia)?,
            partner_service_id: request.partner_service_id.clone(),
            customer_no: request.customer_no.clone(),
            virtual_account_no: request.virtual_account_no.clone(),
            virtual_account_name: holder(payer)?,
            payment_request_id: request.payment_request_id.clone(),
            paid_amount: amount(posted.amount)?,
            total_amount: Some(amount(posted.amount)?),
            trx_date_time: request.trx_date_time.clone(),
            reference_no: request.reference_no.clone(),
            journal_num: request.journal_num.clone(),
            flag_advise: request.flag_advise,
            bill_details: details(posted)?,
            additional_info: None,
        }),
    })
}

/// One line for each bill, with the number of its receipt (NTPD).
pub(super) fn details(posted: &Posted) -> Result<Vec<BillDetail>, PostError> {
    let detail = |receipt: &Receipt| {
        Ok(BillDetail {
            bill_no: Text::new(receipt.bill.nop.digits()).ok(),
            bill_name: Text::new(format!("PBB {}", receipt.bill.tax_year)).ok(),
            bill_amount: Some(amount(receipt.total())?),
            bill_reference_no: Text::new(receipt.number.clone()).ok(),
            status: Some(StatusCode::Success),
            ..BillDetail::default()
        })
    };
    posted.receipts.iter().map(detail).collect()
}
