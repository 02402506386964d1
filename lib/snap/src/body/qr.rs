//! Services 47, 51 and 52: a QRIS code from the acquirer, what became of it, and its payment.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Reply, Request};
use crate::{Amount, ResponseCode, ResponseMessage, Service, Text, Timestamp};

/// We ask for a code (47).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QrGenerateRequest {
    pub partner_reference_no: Text<64>,
    /// Left out, the payer types it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    pub merchant_id: Text<64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_merchant_id: Option<Text<32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_id: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal_id: Option<Text<16>>,
    /// Until when the code may be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity_period: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// The code (47).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QrGenerateReply {
    pub response_code: ResponseCode,
    pub response_message: ResponseMessage,
    /// The acquirer's number of the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_no: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_reference_no: Option<Text<64>>,
    /// The text of the QRIS code.
    pub qr_content: Text<512>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_name: Option<Text<25>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_id: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal_id: Option<Text<16>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// We ask what became of a code (51).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QrQueryRequest {
    pub original_reference_no: Text<64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_partner_reference_no: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_external_id: Option<Text<36>>,
    /// The service of the original, `47`.
    pub service_code: Text<2>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_id: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_merchant_id: Option<Text<32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// What became of it (51).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QrQueryReply {
    pub response_code: ResponseCode,
    pub response_message: ResponseMessage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_reference_no: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_partner_reference_no: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_code: Option<Text<2>>,
    pub latest_transaction_status: TransactionStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_status_desc: Option<Text<50>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_time: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The merchant fee, where the acquirer tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal_id: Option<Text<16>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// The acquirer tells of a payment (52).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QrNotifyRequest {
    pub original_reference_no: Text<64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_partner_reference_no: Option<Text<64>>,
    pub latest_transaction_status: TransactionStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_status_desc: Option<Text<50>>,
    pub amount: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_code: Option<Text<11>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_store_id: Option<Text<64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// We have heard it (52).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QrNotifyReply {
    pub response_code: ResponseCode,
    pub response_message: ResponseMessage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}

/// What became of a transaction. 00 to 07 are the standard's; 08 and 09 are used by one provider
/// at least. Only [`TransactionStatus::Success`] means money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransactionStatus {
    Success,
    Initiated,
    Paying,
    Pending,
    Refunded,
    Cancelled,
    Failed,
    NotFound,
    Expired,
    Rejected,
    /// Two characters nobody told us about.
    Other(Text<2>),
}

impl TransactionStatus {
    const KNOWN: [(&'static str, Self); 10] = [
        ("00", Self::Success),
        ("01", Self::Initiated),
        ("02", Self::Paying),
        ("03", Self::Pending),
        ("04", Self::Refunded),
        ("05", Self::Cancelled),
        ("06", Self::Failed),
        ("07", Self::NotFound),
        ("08", Self::Expired),
        ("09", Self::Rejected),
    ];

    /// The two characters.
    pub fn code(&self) -> &str {
        match self {
            Self::Other(code) => code,
            known => Self::KNOWN.iter().find(|(_, s)| s == known).map_or("", |(code, _)| code),
        }
    }
}

impl fmt::Display for TransactionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for TransactionStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for TransactionStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Text::<2>::deserialize(deserializer)?;
        let known = Self::KNOWN.into_iter().find(|(known, _)| *known == code.as_str());
        Ok(known.map_or(Self::Other(code), |(_, status)| status))
    }
}

impl Request for QrGenerateRequest {
    const SERVICE: Service = Service::QrGenerate;
}

impl Request for QrQueryRequest {
    const SERVICE: Service = Service::QrQuery;
}

impl Request for QrNotifyRequest {
    const SERVICE: Service = Service::QrNotify;
}

impl Reply for QrGenerateReply {
    const SERVICE: Service = Service::QrGenerate;

    fn code(&self) -> ResponseCode {
        self.response_code
    }
}

impl Reply for QrQueryReply {
    const SERVICE: Service = Service::QrQuery;

    fn code(&self) -> ResponseCode {
        self.response_code
    }
}

impl Reply for QrNotifyReply {
    const SERVICE: Service = Service::QrNotify;

    fn code(&self) -> ResponseCode {
        self.response_code
    }
}
