//! The services spoken here.

use std::fmt;

/// A service of SNAP, by its code (ASPI developer portal; 73 from partners' documents).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// 24: the bank asks what is owed.
    VaInquiry,
    /// 25: the bank tells of a payment.
    VaPayment,
    /// 26: the bank asks what became of a payment.
    VaStatus,
    /// 47: we ask the acquirer for a code.
    QrGenerate,
    /// 51: we ask the acquirer what became of a code.
    QrQuery,
    /// 52: the acquirer tells of a payment.
    QrNotify,
    /// 73: an access token.
    Token,
}

impl Service {
    pub const ALL: [Self; 7] = [
        Self::VaInquiry,
        Self::VaPayment,
        Self::VaStatus,
        Self::QrGenerate,
        Self::QrQuery,
        Self::QrNotify,
        Self::Token,
    ];

    /// The two digits inside a response code.
    pub const fn code(self) -> u8 {
        match self {
            Self::VaInquiry => 24,
            Self::VaPayment => 25,
            Self::VaStatus => 26,
            Self::QrGenerate => 47,
            Self::QrQuery => 51,
            Self::QrNotify => 52,
            Self::Token => 73,
        }
    }

    pub fn of(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.code() == code)
    }

    /// The path below `/{version}`, for example `/v1.0`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::VaInquiry => "/transfer-va/inquiry",
            Self::VaPayment => "/transfer-va/payment",
            Self::VaStatus => "/transfer-va/status",
            Self::QrGenerate => "/qr/qr-mpm-generate",
            Self::QrQuery => "/qr/qr-mpm-query",
            Self::QrNotify => "/qr/qr-mpm-notify",
            Self::Token => "/access-token/b2b",
        }
    }

    /// All of these are `POST`.
    pub const fn method(self) -> &'static str {
        "POST"
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.code())
    }
}
