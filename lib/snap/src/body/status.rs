//! Service 26: the bank asks what became of a payment.

use serde::{Deserialize, Serialize};

use super::read::check_account;
use super::{Bilingual, BillDetail, BodyError, Reply, Request, StatusCode};
use crate::{
    Amount, CustomerNo, Dialect, PartnerServiceId, ResponseCode, ResponseMessage, Service, Text,
    Timestamp, VirtualAccountNo,
};

/// What the bank asks. At least one of the two ids should be there; `inquiryRequestId` is mandatory
/// in the standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusRequest {
    pub partner_service_id: PartnerServiceId,
    pub customer_no: CustomerNo,
    pub virtual_account_no: VirtualAccountNo,
    pub inquiry_request_id: Text<128>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_request_id: Option<Text<128>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// What we answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusReply {
    pub response_code: ResponseCode,
    pub response_message: ResponseMessage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtual_account_data: Option<StatusAccount>,
}

/// The account and its payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusAccount {
    pub payment_flag_status: StatusCode,
    pub payment_flag_reason: Bilingual,
    pub partner_service_id: PartnerServiceId,
    pub customer_no: CustomerNo,
    pub virtual_account_no: VirtualAccountNo,
    pub inquiry_request_id: Text<128>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_request_id: Option<Text<128>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trx_date_time: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_no: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bill_details: Vec<BillDetail>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

impl Request for StatusRequest {
    const SERVICE: Service = Service::VaStatus;

    fn check(&self, dialect: &Dialect) -> Result<(), BodyError> {
        let account = &self.virtual_account_no;
        check_account(&self.partner_service_id, &self.customer_no, account, dialect)
    }
}

impl Reply for StatusReply {
    const SERVICE: Service = Service::VaStatus;

    fn code(&self) -> ResponseCode {
        self.response_code
    }
}
