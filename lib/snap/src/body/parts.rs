//! What several bodies have in common.

use serde::{Deserialize, Serialize};

use crate::{Amount, Text};

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    pub english: Text<200>,
    pub indonesia: Text<200>,
}

/// `Y` or `N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Flag {
    #[serde(rename = "Y")]
    Yes,
    #[default]
    #[serde(rename = "N")]
    No,
}

/// State of an inquiry or payment inside a reply (`inquiryStatus`, `paymentFlagStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatusCode {
    #[serde(rename = "00")]
    Success,
    /// Refused for the reason beside it.
    #[serde(rename = "01")]
    Failed,
    #[serde(rename = "02")]
    Timeout,
}

/// One bill of a group. Only the amount and one of the names must be there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BillDetail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_code: Option<Text<2>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_no: Option<Text<18>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_name: Option<Text<20>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_description: Option<Bilingual>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_sub_company: Option<Text<5>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_amount: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_reference_no: Option<Text<64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Bilingual>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_info: Option<serde_json::Value>,
}
