//! Service 25: the bank tells of a payment.

use serde::{Deserialize, Serialize};

use super::read::check_account;
use super::{Bilingual, BillDetail, BodyError, Flag, Reply, Request, StatusCode};
use crate::{
    Amount, CustomerNo, Dialect, PartnerServiceId, ResponseCode, ResponseMessage, Service, Text,
    Timestamp, VirtualAccountNo,
};

/// What the bank tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentRequest {
    pub partner_service_id: PartnerServiceId,
    pub customer_no: CustomerNo,
    pub virtual_account_no: VirtualAccountNo,
    /// Often that of the inquiry. The same one again is the same payment.
    pub payment_request_id: Text<128>,
    pub paid_amount: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtual_account_name: Option<Text<255>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trx_id: Option<Text<64>>,
    /// A number or a text, as the bank likes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_code: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_bank_code: Option<Text<3>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_amount: Option<Amount>,
    /// When the payer paid, by the bank's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trx_date_time: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_no: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journal_num: Option<Text<6>>,
    /// `Y`: the bank does not know whether its first message arrived.
    #[serde(default)]
    pub flag_advise: Flag,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bill_details: Vec<BillDetail>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// What we answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentReply {
    pub response_code: ResponseCode,
    pub response_message: ResponseMessage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtual_account_data: Option<PaymentAccount>,
}

/// The account and what was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentAccount {
    pub payment_flag_status: StatusCode,
    pub payment_flag_reason: Bilingual,
    pub partner_service_id: PartnerServiceId,
    pub customer_no: CustomerNo,
    pub virtual_account_no: VirtualAccountNo,
    pub virtual_account_name: Text<255>,
    pub payment_request_id: Text<128>,
    pub paid_amount: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trx_date_time: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_no: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journal_num: Option<Text<6>>,
    #[serde(default)]
    pub flag_advise: Flag,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bill_details: Vec<BillDetail>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

impl Request for PaymentRequest {
    const SERVICE: Service = Service::VaPayment;

    fn check(&self, dialect: &Dialect) -> Result<(), BodyError> {
        let account = &self.virtual_account_no;
        check_account(&self.partner_service_id, &self.customer_no, account, dialect)
    }
}

impl Reply for PaymentReply {
    const SERVICE: Service = Service::VaPayment;

    fn code(&self) -> ResponseCode {
        self.response_code
    }
}
