//! The bodies a bank sends, from what it knows.

use base::Rupiah;
use snap::body::{
    Flag, InquiryRequest, PaymentRequest, QrNotifyRequest, StatusRequest, TransactionStatus,
};
use snap::{Amount, CustomerNo, PartnerServiceId, Text, Timestamp, VirtualAccountNo};

use crate::BankError;

/// A virtual account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub partner_service_id: PartnerServiceId,
    pub customer_no: CustomerNo,
}

/// A payment into a virtual account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaPayment {
    pub account: Account,
    /// The same one again is the same payment.
    pub request_id: String,
    pub reference: String,
    pub amount: Rupiah,
    pub paid_at: Timestamp,
    /// The bank does not know whether it told this before.
    pub advise: bool,
}

/// A QRIS code was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrNotice {
    /// Of the code, as we named it in the order.
    pub reference: String,
    pub acquirer_reference: String,
    pub amount: Rupiah,
}

impl Account {
    /// From the digits a payer types: the biller's, and the payment code.
    pub fn parse(service_id: &str, code: &str) -> Result<Self, BankError> {
        let partner_service_id = PartnerServiceId::padded(service_id).map_err(BankError::setup)?;
        let customer_no = CustomerNo::parse(code).map_err(BankError::setup)?;
        Ok(Self { partner_service_id, customer_no })
    }

    fn number(&self) -> VirtualAccountNo {
        VirtualAccountNo::of(&self.partner_service_id, &self.customer_no)
    }

    pub(super) fn inquiry(
        &self,
        request_id: &str,
        now: Timestamp,
    ) -> Result<InquiryRequest, BankError> {
        Ok(InquiryRequest {
            partner_service_id: self.partner_service_id.clone(),
            customer_no: self.customer_no.clone(),
            virtual_account_no: self.number(),
            inquiry_request_id: text(request_id)?,
            trx_date_init: Some(now),
            channel_code: None,
            amount: None,
            source_bank_code: None,
            additional_info: None,
        })
    }

    pub(super) fn status(&self, request_id: &str) -> Result<StatusRequest, BankError> {
        Ok(StatusRequest {
            partner_service_id: self.partner_service_id.clone(),
            customer_no: self.customer_no.clone(),
            virtual_account_no: self.number(),
            inquiry_request_id: text(request_id)?,
            payment_request_id: Some(text(request_id)?),
            additional_info: None,
        })
    }
}

impl VaPayment {
    pub(super) fn request(&self) -> Result<PaymentRequest, BankError> {
        Ok(PaymentRequest {
            partner_service_id: self.account.partner_service_id.clone(),
            customer_no: self.account.customer_no.clone(),
            virtual_account_no: self.account.number(),
            payment_request_id: text(&self.request_id)?,
            paid_amount: Amount::of(self.amount).map_err(BankError::setup)?,
            virtual_account_name: None,
            trx_id: None,
            channel_code: None,
            source_bank_code: None,
            total_amount: None,
            trx_date_time: Some(self.paid_at.clone()),
            reference_no: Some(text(&self.reference)?),
            journal_num: None,
            flag_advise: if self.advise { Flag::Yes } else { Flag::No },
            bill_details: Vec::new(),
            additional_info: None,
        })
    }
}

impl QrNotice {
    pub(super) fn request(&self) -> Result<QrNotifyRequest, BankError> {
        Ok(QrNotifyRequest {
            original_reference_no: text(&self.acquirer_reference)?,
            original_partner_reference_no: Some(text(&self.reference)?),
            latest_transaction_status: TransactionStatus::Success,
            transaction_status_desc: None,
            amount: Amount::of(self.amount).map_err(BankError::setup)?,
            bank_code: None,
            external_store_id: None,
            additional_info: None,
        })
    }
}

fn text<const MAX: usize>(value: &str) -> Result<Text<MAX>, BankError> {
    Text::new(value).map_err(|error| BankError::setup(format!("`{value}` {error}")))
}
