//! Response codes: HTTP status, service, case.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{CaseCode, Service};

/// Seven digits, for example `4042514`. A text on the wire: a number would lose nothing here, but
/// partners compare texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ResponseCode {
    pub service: Service,
    pub case: CaseCode,
}

/// Why a text is no response code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResponseCodeError {
    #[error("a response code has seven digits, for example 2002400")]
    Malformed,
    #[error("service {0:02} is not spoken here")]
    Service(u8),
}

/// What is said beside the code: at most 150 characters; the rest is cut off.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ResponseMessage(String);

impl ResponseCode {
    pub fn parse(text: &str) -> Result<Self, ResponseCodeError> {
        let malformed = ResponseCodeError::Malformed;
        if text.len() != 7 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(malformed);
        }
        let case = format!("{}{}", &text[..3], &text[5..]);
        let case = CaseCode::parse(&case).map_err(|_| malformed)?;
        let service = text[3..5].parse().map_err(|_| malformed)?;
        let service = Service::of(service).ok_or(ResponseCodeError::Service(service))?;
        Ok(Self { service, case })
    }

    /// The status the reply must travel with.
    pub fn status(self) -> u16 {
        self.case.status()
    }

    pub fn is_success(self) -> bool {
        self.case == CaseCode::SUCCESS
    }
}

impl ResponseMessage {
    const LONGEST: usize = 150;

    pub fn new(text: &str) -> Self {
        Self(text.chars().take(Self::LONGEST).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}{}{:02}", self.case.status(), self.service, self.case.case())
    }
}

impl fmt::Display for ResponseMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ResponseCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ResponseCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = crate::text::filled(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl Serialize for ResponseMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ResponseMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(&text))
    }
}
