//! Numbers of virtual accounts.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The biller's number at a bank: digits, padded with spaces on the left to eight characters. It is
/// kept as it came, so an echo has the padding of the request.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PartnerServiceId(String);

/// The payer's number at the biller: 1 to 20 digits; some banks allow fewer.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CustomerNo(String);

/// Both, one after the other: up to 28 characters.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VirtualAccountNo(String);

/// Why a text is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    #[error("a partnerServiceId is digits, padded with spaces on the left to 8 characters")]
    PartnerServiceId,
    #[error("a customerNo has 1 to 20 digits")]
    CustomerNo,
    #[error("a virtualAccountNo is partnerServiceId and customerNo, at most 28 characters")]
    VirtualAccountNo,
}

impl PartnerServiceId {
    const LENGTH: usize = 8;

    /// Takes up to eight characters as they come.
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        let digits = text.trim_start_matches(' ');
        if text.len() <= Self::LENGTH && is_digits(digits) {
            return Ok(Self(text.to_owned()));
        }
        Err(AccountError::PartnerServiceId)
    }

    /// The number with its padding.
    pub fn padded(digits: &str) -> Result<Self, AccountError> {
        let id = Self::parse(digits.trim_start_matches(' '))?;
        Ok(Self(format!("{:>width$}", id.0, width = Self::LENGTH)))
    }

    /// Without the padding.
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches(' ')
    }
}

impl CustomerNo {
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        if text.len() <= 20 && is_digits(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(AccountError::CustomerNo)
    }
}

impl VirtualAccountNo {
    pub fn parse(text: &str) -> Result<Self, AccountError> {
        if text.len() <= 28 && is_digits(text.trim_start_matches(' ')) {
            return Ok(Self(text.to_owned()));
        }
        Err(AccountError::VirtualAccountNo)
    }

    /// The number of a customer at a biller.
    pub fn of(partner: &PartnerServiceId, customer: &CustomerNo) -> Self {
        Self(format!("{}{}", partner.0, customer.0))
    }

    /// Whether it is the number of this customer at this biller, whatever the padding.
    pub fn belongs_to(&self, partner: &PartnerServiceId, customer: &CustomerNo) -> bool {
        let rest = self.0.trim_start_matches(' ').strip_prefix(partner.digits());
        rest == Some(customer.as_str())
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// What the three have in common: a text, shown and read as it is.
macro_rules! number {
    ($name:ident) => {
        impl $name {
            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = crate::text::filled(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

number!(PartnerServiceId);
number!(CustomerNo);
number!(VirtualAccountNo);
