//! What a reply can say, whatever the service, and the digits for it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What became of a request. A dialect may give a case other digits than the usual ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    Success,
    BadRequest,
    /// A field or header is there but not in its form.
    InvalidFormat,
    /// A mandatory field or header is not there.
    MissingField,
    /// Wrong signature, or nobody we know. No detail is told.
    Unauthorized,
    /// The signed time is too far from ours. By default told like a wrong signature.
    StaleTimestamp,
    /// The access token is missing, unknown or expired.
    InvalidToken,
    /// Known, but not allowed to (from this address, this service).
    NotPermitted,
    TransactionNotFound,
    /// No such bill or virtual account.
    BillNotFound,
    InvalidAmount,
    PaidBill,
    PartnerNotFound,
    ExpiredBill,
    /// The same X-EXTERNAL-ID again on one day.
    Conflict,
    /// The same reference with another amount.
    DuplicateReference,
    TooManyRequests,
    GeneralError,
    InternalError,
    /// Something behind us does not answer; the outcome may be unknown.
    BackendUnreachable,
    Timeout,
}

/// HTTP status and case, without the service between them: `40414`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseCode {
    http: u16,
    case: u8,
}

/// Why a text is no case code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a case is five digits, an HTTP status from 200 to 599 and two more, for example 40414")]
pub struct CaseCodeError;

impl Case {
    pub const ALL: [Self; 21] = [
        Self::Success,
        Self::BadRequest,
        Self::InvalidFormat,
        Self::MissingField,
        Self::Unauthorized,
        Self::StaleTimestamp,
        Self::InvalidToken,
        Self::NotPermitted,
        Self::TransactionNotFound,
        Self::BillNotFound,
        Self::InvalidAmount,
        Self::PaidBill,
        Self::PartnerNotFound,
        Self::ExpiredBill,
        Self::Conflict,
        Self::DuplicateReference,
        Self::TooManyRequests,
        Self::GeneralError,
        Self::InternalError,
        Self::BackendUnreachable,
        Self::Timeout,
    ];

    /// The usual digits and words. Read in partners' documents, except 403 01, 404 13, 404 19,
    /// 429 00 and 500 00, whose meaning differs between banks or is told second hand.
    const fn usual(self) -> (u16, u8, &'static str) {
        match self {
            Self::Success => (200, 0, "Successful"),
            Self::BadRequest => (400, 0, "Bad Request"),
            Self::InvalidFormat => (400, 1, "Invalid Field Format"),
            Self::MissingField => (400, 2, "Invalid Mandatory Field"),
            Self::Unauthorized | Self::StaleTimestamp => (401, 0, "Unauthorized"),
            Self::InvalidToken => (401, 1, "Invalid Token (B2B)"),
            Self::NotPermitted => (403, 1, "Feature Not Allowed"),
            Self::TransactionNotFound => (404, 1, "Transaction Not Found"),
            Self::BillNotFound => (404, 12, "Invalid Bill/Virtual Account Not Found"),
            Self::InvalidAmount => (404, 13, "Invalid Amount"),
            Self::PaidBill => (404, 14, "Paid Bill"),
            Self::PartnerNotFound => (404, 16, "Partner Not Found"),
            Self::ExpiredBill => (404, 19, "Expired Bill"),
            Self::Conflict => (409, 0, "Conflict"),
            Self::DuplicateReference => (409, 1, "Duplicate Reference"),
            Self::TooManyRequests => (429, 0, "Too Many Requests"),
            Self::GeneralError => (500, 0, "General Error"),
            Self::InternalError => (500, 1, "Internal Server Error"),
            Self::BackendUnreachable => (500, 2, "External Server Error"),
            Self::Timeout => (504, 0, "Timeout"),
        }
    }

    /// The digits where a dialect says nothing else.
    pub const fn usual_code(self) -> CaseCode {
        let (http, case, _) = self.usual();
        CaseCode { http, case }
    }

    /// What is said beside the digits.
    pub const fn words(self) -> &'static str {
        self.usual().2
    }
}

impl CaseCode {
    pub const SUCCESS: Self = Self { http: 200, case: 0 };

    /// Reads five digits.
    pub fn parse(text: &str) -> Result<Self, CaseCodeError> {
        if text.len() != 5 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CaseCodeError);
        }
        let http = text[..3].parse().map_err(|_| CaseCodeError)?;
        let case = text[3..].parse().map_err(|_| CaseCodeError)?;
        if (200..600).contains(&http) { Ok(Self { http, case }) } else { Err(CaseCodeError) }
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        self.http
    }

    /// The last two digits.
    pub const fn case(self) -> u8 {
        self.case
    }
}

impl fmt::Display for CaseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}{:02}", self.http, self.case)
    }
}

impl Serialize for CaseCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CaseCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
