//! What is answered to a request that is not accepted.

use serde::{Deserialize, Serialize};

use crate::body::BodyError;
use crate::{
    AmountError, Case, Dialect, HeaderError, MessageError, ResponseCode, ResponseMessage, Service,
    Stale, WrongSignature,
};

/// Why a request is refused: a case and the name of the field it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct Refusal {
    pub case: Case,
    /// Name of a header or field. Never a value.
    pub field: Option<String>,
}

/// A reply that has only a code and a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorReply {
    pub response_code: ResponseCode,
    pub response_message: ResponseMessage,
}

impl Refusal {
    pub fn new(case: Case) -> Self {
        Self { case, field: None }
    }

    /// A refusal about a header or field.
    pub fn about(case: Case, field: impl Into<String>) -> Self {
        Self { case, field: Some(field.into()) }
    }

    /// What is said: the words of the case, and the field in braces.
    pub fn message(&self) -> ResponseMessage {
        let words = self.case.words();
        match &self.field {
            Some(field) => ResponseMessage::new(&format!("{words} {{{field}}}")),
            None => ResponseMessage::new(words),
        }
    }

    /// The reply of a service in a dialect. It travels with `response_code.status()`.
    pub fn reply(&self, service: Service, dialect: &Dialect) -> ErrorReply {
        let response_code = dialect.code(service, self.case);
        ErrorReply { response_code, response_message: self.message() }
    }
}

impl From<WrongSignature> for Refusal {
    fn from(_: WrongSignature) -> Self {
        Self::new(Case::Unauthorized)
    }
}

impl From<Stale> for Refusal {
    fn from(_: Stale) -> Self {
        Self::new(Case::StaleTimestamp)
    }
}

impl From<MessageError> for Refusal {
    /// A body that is no JSON has no hash; it is told before the signature could be compared.
    fn from(_: MessageError) -> Self {
        Self::new(Case::BadRequest)
    }
}

impl From<HeaderError> for Refusal {
    fn from(error: HeaderError) -> Self {
        Self { case: error.case(), field: error.told().map(|header| header.name().to_owned()) }
    }
}

impl From<BodyError> for Refusal {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::NotJson { .. } => Self::new(Case::BadRequest),
            BodyError::Missing { field } => Self::about(Case::MissingField, field),
            BodyError::Format { field, .. } => Self::about(Case::InvalidFormat, field),
        }
    }
}

impl From<AmountError> for Refusal {
    fn from(error: AmountError) -> Self {
        match error {
            AmountError::Currency => Self::about(Case::InvalidFormat, "currency"),
            AmountError::Malformed => Self::about(Case::InvalidFormat, "value"),
            AmountError::Fraction => Self::new(Case::InvalidAmount),
        }
    }
}
