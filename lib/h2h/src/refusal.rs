//! What is answered to a request that is not accepted.

use serde::{Deserialize, Serialize};
use snap::{Stale, WrongSignature};

use crate::{Code, HeaderError};

/// Why a request is refused: a code, and the fields it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{code} {}{}", self.message, self.told())]
pub struct Refusal {
    #[serde(rename = "kode")]
    pub code: Code,
    #[serde(rename = "pesan")]
    message: String,
    /// Every field that is missing or wrong, in the order of the documentation.
    #[serde(rename = "rincian", default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// What is wrong with one field or header. It holds names and rules, never a value that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    #[serde(rename = "kolom")]
    pub field: String,
    #[serde(rename = "alasan")]
    pub reason: String,
}

impl Refusal {
    pub fn new(code: Code) -> Self {
        Self { code, message: code.words().to_owned(), problems: Vec::new() }
    }

    /// A refusal about a field.
    pub fn about(code: Code, field: impl Into<String>, reason: impl Into<String>) -> Self {
        let problem = Problem { field: field.into(), reason: reason.into() };
        Self { problems: vec![problem], ..Self::new(code) }
    }

    /// The HTTP status it travels with.
    pub fn status(&self) -> u16 {
        self.code.status()
    }

    /// What is said beside the code.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The body of the reply.
    pub fn bytes(&self) -> Vec<u8> {
        // Texts and lists of texts always have a JSON form.
        serde_json::to_vec(self).unwrap_or_default()
    }

    fn told(&self) -> String {
        self.problems.iter().map(|p| format!("; {}: {}", p.field, p.reason)).collect()
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<WrongSignature> for Refusal {
    fn from(_: WrongSignature) -> Self {
        Self::new(Code::Unauthorized)
    }
}

impl From<Stale> for Refusal {
    fn from(_: Stale) -> Self {
        Self::new(Code::Unauthorized)
    }
}

impl From<HeaderError> for Refusal {
    /// Which header is missing may be told; whoever asks has its documentation too. About one that
    /// is there but wrong only its form is told.
    fn from(error: HeaderError) -> Self {
        Self::about(Code::Unauthorized, error.header().name(), error.reason())
    }
}
