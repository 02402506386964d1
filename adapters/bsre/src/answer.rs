//! What an answer says, as far as anybody knows its forms.

use outgoing::{Heard, Lost};
use ports::PortError;
use ports::signing::{CertificateState, SigningError};
use serde_json::Value;

use crate::veil::Veil;

/// An answer, taken apart.
pub(crate) struct Said<'a> {
    pub status: u16,
    /// `None`: it is no JSON, whatever its header says.
    pub json: Option<Value>,
    length: usize,
    veil: Veil<'a>,
}

/// The codes that are known (`status_code`).
const CAN_SIGN: i64 = 1111;
const NOT_REGISTERED: i64 = 2011;
const NO_CERTIFICATE: i64 = 2021;
const WRONG_SECRET: i64 = 2031;

impl<'a> Said<'a> {
    pub fn of(heard: &Heard, veil: Veil<'a>) -> Self {
        let json = serde_json::from_slice(&heard.body).ok();
        Self { status: heard.status, json, length: heard.body.len(), veil }
    }

    /// `status_code`, as a number or as a text.
    pub fn code(&self) -> Option<i64> {
        match self.json.as_ref()?.get("status_code")? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The state of a certificate, by its word or by its code. Where both are said, the worse holds.
    pub fn state(&self) -> Option<CertificateState> {
        let word = self.json.as_ref().and_then(|json| json.get("status")).and_then(Value::as_str);
        let by_word = word.and_then(|word| CertificateState::parse(&word.trim().to_uppercase()));
        let by_code = match self.code() {
            Some(CAN_SIGN) => Some(CertificateState::Issue),
            Some(NOT_REGISTERED) => Some(CertificateState::NotRegistered),
            Some(NO_CERTIFICATE) => Some(CertificateState::NoCertificate),
            _ => None,
        };
        match (by_code, by_word) {
            (Some(CertificateState::Issue) | None, word) => word.or(by_code),
            (code, _) => code,
        }
    }

    /// Everything that is said, in one line.
    pub fn words(&self) -> String {
        let Some(json) = &self.json else {
            return match self.length {
                0 => format!("HTTP {}, nothing in it", self.status),
                n => format!("HTTP {}, {n} bytes that are no JSON", self.status),
            };
        };
        let text = |name| json.get(name).and_then(Value::as_str);
        let said = text("message").or_else(|| text("error")).map(|words| self.veil.cover(words));
        let code = self.code().map(|code| format!(", code {code}")).unwrap_or_default();
        match said {
            Some(said) if !said.is_empty() => format!("HTTP {}{code}: {said}", self.status),
            _ => format!("HTTP {}{code}", self.status),
        }
    }

    /// What it means for a signature, when there is no file in it.
    pub fn refusal_to_sign(&self) -> SigningError {
        let state = self.state().filter(|state| !state.can_sign());
        match (self.status, self.code(), state) {
            (_, Some(WRONG_SECRET), _) => SigningError::WrongSecret,
            (_, _, Some(state)) => SigningError::CannotSign(state),
            // Known to exist, and not what it means.
            (_, Some(code), _) if code != CAN_SIGN => SigningError::Refused(self.words()),
            (200, ..) => SigningError::Garbled(self.words()),
            (429 | 503, ..) => SigningError::Busy(self.words()),
            // A gateway gave up waiting; behind it the work may have gone on.
            (408 | 502 | 504, ..) => SigningError::Unknown(self.words()),
            (401 | 403, ..) => SigningError::Refused(format!(
                "{}; the service does not take the name and password of this program",
                self.words()
            )),
            _ => SigningError::Refused(self.words()),
        }
    }

    /// What it means for a question.
    pub fn refusal(&self) -> PortError {
        match self.status {
            200 => PortError::Garbled(self.words()),
            429 | 500.. => PortError::Unreachable(self.words()),
            _ => PortError::Refused(self.words()),
        }
    }
}

/// What a lost call means for a signature.
pub(crate) fn lost(lost: Lost) -> SigningError {
    match lost {
        Lost::NotSent(problem) => SigningError::NotSent(problem),
        Lost::NoAnswer(problem) => SigningError::Unknown(problem),
        Lost::Nonsense(problem) => SigningError::Garbled(problem),
        Lost::Forbidden(problem) => SigningError::Refused(problem),
    }
}
