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

const WRONG_SECRET_WORDS: &str = "passphrase anda salah";

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
        if self.json.is_none() {
            return match self.length {
                0 => format!("HTTP {}, nothing in it", self.status),
                n => format!("HTTP {}, {n} bytes that are no JSON", self.status),
            };
        }
        let said = self.message().map(|words| self.veil.cover(words));
        let code = self.code().map(|code| format!(", code {code}")).unwrap_or_default();
        match said {
            Some(said) if !said.is_empty() => format!("HTTP {}{code}: {said}", self.status),
            _ => format!("HTTP {}{code}", self.status),
        }
    }

    /// What it means for a signature, when there is no file in it. Everything was sent, so only an
    /// answer that is known to mean that nothing was signed is a refusal. Of every other one nobody
    /// knows: the service may have signed and then broken (500), a gateway may have given up waiting
    /// (408, 502, 504), a file may have been lost on the way (200 and nothing in it).
    pub fn refusal_to_sign(&self) -> SigningError {
        let known =
            |state: &CertificateState| !state.can_sign() && *state != CertificateState::Unknown;
        match (self.status, self.state().filter(known)) {
            _ if self.is_wrong_secret() => SigningError::WrongSecret,
            (_, Some(state)) => SigningError::CannotSign(state),
            // Turned away at the door, unread.
            (429 | 503, _) => SigningError::Busy(self.words()),
            (401 | 403, _) => SigningError::Refused(format!(
                "{}; the service does not take the name and password of this program",
                self.words()
            )),
            (404 | 405 | 411 | 413..=415 | 431, _) => SigningError::Refused(self.words()),
            _ => SigningError::Unknown(self.words()),
        }
    }

    /// By its code, or by the one sentence that is known, where a refusal comes without code.
    fn is_wrong_secret(&self) -> bool {
        let said = self.message().unwrap_or_default().to_lowercase();
        let by_words = self.code().is_none() && said.trim() == WRONG_SECRET_WORDS;
        self.code() == Some(WRONG_SECRET) || (by_words && (400..=499).contains(&self.status))
    }

    fn message(&self) -> Option<&str> {
        let json = self.json.as_ref()?;
        let text = |name| json.get(name).and_then(Value::as_str);
        text("message").or_else(|| text("error"))
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
        Lost::NoAnswer(problem) | Lost::Nonsense(problem) => SigningError::Unknown(problem),
        Lost::Forbidden(problem) => SigningError::Refused(problem),
    }
}
