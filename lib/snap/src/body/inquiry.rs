//! Service 24: the bank asks what is owed on a virtual account.

use serde::{Deserialize, Serialize};

use super::read::check_account;
use super::{Bilingual, BillDetail, BodyError, Reply, Request, StatusCode};
use crate::{
    Amount, CustomerNo, Dialect, PartnerServiceId, ResponseCode, ResponseMessage, Service, Text,
    Timestamp, VirtualAccountNo,
};

/// What the bank asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InquiryRequest {
    pub partner_service_id: PartnerServiceId,
    pub customer_no: CustomerNo,
    pub virtual_account_no: VirtualAccountNo,
    pub inquiry_request_id: Text<128>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trx_date_init: Option<Timestamp>,
    /// A number or a text, as the bank likes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_code: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_bank_code: Option<Text<3>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// What we answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InquiryReply {
    pub response_code: ResponseCode,
    pub response_message: ResponseMessage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtual_account_data: Option<InquiryAccount>,
}

/// The account and what is owed on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InquiryAccount {
    pub inquiry_status: StatusCode,
    pub inquiry_reason: Bilingual,
    pub partner_service_id: PartnerServiceId,
    pub customer_no: CustomerNo,
    pub virtual_account_no: VirtualAccountNo,
    pub virtual_account_name: Text<255>,
    pub inquiry_request_id: Text<128>,
    pub total_amount: Amount,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bill_details: Vec<BillDetail>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

impl Request for InquiryRequest {
    const SERVICE: Service = Service::VaInquiry;

    fn check(&self, dialect: &Dialect) -> Result<(), BodyError> {
        let account = &self.virtual_account_no;
        check_account(&self.partner_service_id, &self.customer_no, account, dialect)
    }
}

impl Reply for InquiryReply {
    const SERVICE: Service = Service::VaInquiry;

    fn code(&self) -> ResponseCode {
        self.response_code
    }
}
