//! Service 24, inquiry: what is owed on a virtual account.

use base::{Error, Rupiah};
use contracts::Bill;
use db::Tx;
use snap::body::{Bilingual, BillDetail, InquiryAccount, InquiryReply, InquiryRequest, StatusCode};
use snap::{
    Amount, Case, CaseCode, CustomerNo, PartnerServiceId, ResponseCode, ResponseMessage, Service,
    Text,
};

use super::{End, serve};
use crate::domain::code::Code;
use crate::domain::partner::Partner;
use crate::usecase::answering::{Asked, Sent, quote};
use crate::usecase::ledger::Ledger;
use crate::usecase::refused::PostError;

/// Answers what is owed for a virtual account today, and remembers that it was told.
///
/// # Errors
/// Faults of the house only: everything a bank can do wrong is an answer.
pub async fn inquiry(
    ledger: &Ledger,
    asked: &Asked<'_>,
    request: &InquiryRequest,
) -> Result<Sent, Error> {
    serve(ledger, Service::VaInquiry, asked, async |tx: &mut Tx| {
        let code = match account(asked.partner, &request.partner_service_id, &request.customer_no) {
            Ok(code) => code,
            Err(case) => return Ok(case.into()),
        };
        let owed = ledger.owed_for(tx, &code, ledger.cell().today()).await?;
        quote(tx, ledger, asked.partner, code.digits(), owed.total).await?;
        Ok(End::Reply(InquiryReply {
            response_code: success(Service::VaInquiry),
            response_message: ResponseMessage::new(Case::Success.words()),
            virtual_account_data: Some(told(request, &owed.bills, owed.total)?),
        }))
    })
    .await
}

/// The payment code inside a virtual account of this partner.
pub(super) fn account(
    partner: &Partner,
    service: &PartnerServiceId,
    customer: &CustomerNo,
) -> Result<Code, Case> {
    if partner.service_id.as_deref() != Some(service.digits()) {
        return Err(Case::BillNotFound);
    }
    Code::parse(customer.as_str()).map_err(|_| Case::BillNotFound)
}

pub(super) fn success(service: Service) -> ResponseCode {
    ResponseCode { service, case: CaseCode::SUCCESS }
}

fn told(
    request: &InquiryRequest,
    bills: &[Bill],
    total: Rupiah,
) -> Result<InquiryAccount, PostError> {
    Ok(InquiryAccount {
        inquiry_status: StatusCode::Success,
        inquiry_reason: words("Success", "Sukses")?,
        partner_service_id: request.partner_service_id.clone(),
        customer_no: request.customer_no.clone(),
        virtual_account_no: request.virtual_account_no.clone(),
        virtual_account_name: holder(bills.first().map(|bill| bill.payer.as_str()))?,
        inquiry_request_id: request.inquiry_request_id.clone(),
        total_amount: amount(total)?,
        bill_details: bills.iter().map(detail).collect::<Result<_, _>>()?,
        additional_info: None,
    })
}

/// One bill: NOP, year, and what is owed for it.
fn detail(bill: &Bill) -> Result<BillDetail, PostError> {
    let year = bill.id.tax_year;
    Ok(BillDetail {
        bill_no: Text::new(bill.id.nop.digits()).ok(),
        bill_name: Text::new(format!("PBB {year}")).ok(),
        bill_description: Some(words(
            &format!("Property tax {year}, penalty included"),
            &format!("PBB-P2 {year}, termasuk sanksi"),
        )?),
        bill_amount: Some(amount(bill.total())?),
        ..BillDetail::default()
    })
}

/// The name on an account; what the register lacks is told in general.
pub(super) fn holder(name: Option<&str>) -> Result<Text<255>, PostError> {
    let clean: String =
        name.unwrap_or_default().chars().filter(|c| !c.is_control()).take(255).collect();
    Text::new(clean).or_else(|_| Text::new("WAJIB PAJAK")).map_err(|e| fault(&e))
}

pub(super) fn amount(amount: Rupiah) -> Result<Amount, PostError> {
    Amount::of(amount).map_err(|e| fault(&e))
}

pub(super) fn words(english: &str, indonesia: &str) -> Result<Bilingual, PostError> {
    let text = |words: &str| Text::new(words).map_err(|e| fault(&e));
    Ok(Bilingual { english: text(english)?, indonesia: text(indonesia)? })
}

/// What cannot be written on the wire, though it stands in the books.
pub(super) fn fault(error: &dyn std::error::Error) -> PostError {
    let told = error.to_string();
    PostError::House(Error::new(base::Kind::Internal, "payments/reply").caused_by(told))
}
