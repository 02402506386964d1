//! What an answer says, and what a failure means before and after a signature was asked for.

use outgoing::{Heard, Lost};
use ports::signing::{CertificateState, SigningError};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::call::Call;

/// An answer, taken apart. Its body may hold a token: it is wiped.
pub(crate) struct Said {
    pub status: u16,
    body: Zeroizing<Vec<u8>>,
    call: &'static str,
}

/// Section 10.2.
#[derive(Deserialize, Default)]
struct Fault {
    #[serde(default)]
    error: String,
    #[serde(default)]
    error_description: String,
}

/// What must not be repeated of what a service says.
#[derive(Default)]
pub(crate) struct Veil {
    secrets: Vec<Zeroizing<String>>,
    names: Vec<String>,
}

impl Veil {
    #[must_use]
    pub fn over(mut self, secret: &str) -> Self {
        self.secrets.push(Zeroizing::new(secret.to_owned()));
        self
    }

    #[must_use]
    pub fn of(mut self, name: &str) -> Self {
        self.names.push(name.to_owned());
        self
    }

    fn cover(&self, words: &str) -> String {
        let secrets: Vec<&str> = self.secrets.iter().map(|secret| secret.as_str()).collect();
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        outgoing::covered(words, &secrets, &names)
    }
}

impl Said {
    pub fn of(call: &'static str, heard: Heard) -> Self {
        Self { status: heard.status, body: Zeroizing::new(heard.body), call }
    }

    pub const fn is_good(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// The answer, when it has the form of the standard.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The answer to a question that was asked before anything is signed.
    ///
    /// # Errors
    /// What [`Self::before_signing`] says of another answer; `Garbled` for one of another form.
    pub fn asked<T: DeserializeOwned>(&self, veil: &Veil) -> Result<T, SigningError> {
        if !self.is_good() {
            return Err(self.before_signing(veil));
        }
        self.read().ok_or_else(|| SigningError::Garbled(self.words(veil)))
    }

    /// Everything that is said, in one line.
    pub fn words(&self, veil: &Veil) -> String {
        let (call, status) = (self.call, self.status);
        let Some(fault) = self.read::<Fault>() else {
            return match self.body.len() {
                0 => format!("{call}: HTTP {status}, nothing in it"),
                n => format!("{call}: HTTP {status}, {n} bytes that are not what the standard has"),
            };
        };
        let said = [fault.error, fault.error_description].map(|text| veil.cover(&text));
        let said: Vec<&str> = said.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
        match said.is_empty() {
            true => format!("{call}: HTTP {status}"),
            false => format!("{call}: HTTP {status}, {}", said.join(": ")),
        }
    }

    /// What it means when no signature was asked for yet: nothing was signed, whatever it is.
    pub fn before_signing(&self, veil: &Veil) -> SigningError {
        if let Some(known) = self.known() {
            return known;
        }
        match self.status {
            408 | 429 | 500 | 502..=599 => SigningError::Busy(self.words(veil)),
            401 | 403 => self.stranger(veil),
            200..=299 => SigningError::Garbled(self.words(veil)),
            _ => self.refused(veil),
        }
    }

    /// What it means when a signature was asked for. The service may have signed before it broke
    /// (500), before a gateway gave up waiting for it (408, 502, 504), and before it answered nonsense.
    pub fn at_signing(&self, veil: &Veil) -> SigningError {
        if let Some(known) = self.known() {
            return known;
        }
        match self.status {
            429 | 503 => SigningError::Busy(self.words(veil)),
            // Turned away at the door, unread (section 10.1): the token ended on the way.
            401 => SigningError::Busy(self.words(veil)),
            403 => self.stranger(veil),
            200..=299 | 408 | 500 | 502 | 504..=599 => SigningError::Unknown(self.words(veil)),
            _ => self.refused(veil),
        }
    }

    fn stranger(&self, veil: &Veil) -> SigningError {
        let words = self.words(veil);
        let advice = "the service does not take the identity of this program";
        SigningError::Refused(format!("{words}; {advice}"))
    }

    fn refused(&self, veil: &Veil) -> SigningError {
        SigningError::Refused(self.words(veil))
    }

    /// The faults that the standard names (sections 10.2, 11.5, 11.6, 11.10), and those that
    /// version 1 named and services kept.
    fn known(&self) -> Option<SigningError> {
        use CertificateState::{Expire, NotRegistered, Revoke, Suspend};
        // A service that broke may have signed, whatever it says (5xx).
        if !matches!(self.status, 400..=499) {
            return None;
        }
        let Fault { error, error_description } = self.read()?;
        let said = error_description.to_lowercase();
        let says = |words: &[&str]| words.iter().all(|word| said.contains(word));
        let of_key = |word| says(&[word, "credential"]) || says(&[word, "certificate"]);
        let cannot = |state| Some(SigningError::CannotSign(state));
        match error.as_str() {
            "invalid_authentication_data" | "invalid_pin" | "invalid_otp" => {
                Some(SigningError::WrongSecret)
            }
            "temporarily_unavailable" => {
                Some(SigningError::Busy(format!("{}: {error}", self.call)))
            }
            _ if of_key("locked") || of_key("disabled") || of_key("suspended") => cannot(Suspend),
            _ if of_key("revoked") => cannot(Revoke),
            _ if of_key("expired") => cannot(Expire),
            _ if says(&["invalid parameter", "userid"]) => cannot(NotRegistered),
            _ if says(&["invalid parameter", "credentialid"]) => cannot(NotRegistered),
            _ => None,
        }
    }
}

/// What a lost call means: only a lost `signHash` may have signed something.
pub(crate) fn lost(call: Call, lost: Lost) -> SigningError {
    let at = |problem: String| format!("{}: {problem}", call.name());
    match lost {
        Lost::NotSent(problem) => SigningError::NotSent(at(problem)),
        Lost::NoAnswer(problem) | Lost::Nonsense(problem) if call == Call::SignHash => {
            SigningError::Unknown(at(problem))
        }
        Lost::NoAnswer(problem) => SigningError::NotSent(at(problem)),
        Lost::Nonsense(problem) => SigningError::Garbled(at(problem)),
        Lost::Forbidden(problem) => SigningError::Refused(at(problem)),
    }
}
