//! A token that may be away for a while: opened when it is first needed, and anew after it failed.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use pki::Certificate;

use crate::{Token, TokenError, TokenSettings};

/// Settings of a token, with the token while it is there.
pub struct Reachable {
    settings: TokenSettings,
    state: Mutex<State>,
}

enum State {
    Away,
    Open(Arc<Token>),
    /// The PIN was refused: another try might lock the token.
    Refused,
}

impl Reachable {
    /// Nothing is opened yet.
    pub fn new(settings: TokenSettings) -> Self {
        Self { settings, state: Mutex::new(State::Away) }
    }

    pub fn settings(&self) -> &TokenSettings {
        &self.settings
    }

    /// The token, opened at the first call and after a signature failed, for the certificate of the
    /// settings or else for this one. It waits for the device: not for a thread that serves others.
    ///
    /// # Errors
    /// As [`Token::open`]. [`TokenError::Pin`] stays until the program is restarted.
    pub fn token(&self, certificate: Option<&Certificate>) -> Result<Arc<Token>, TokenError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Refused => return Err(TokenError::Pin),
            State::Open(token) if token.refused_the_pin() => {
                *state = State::Refused;
                return Err(TokenError::Pin);
            }
            State::Open(token) if !token.has_failed() => return Ok(Arc::clone(token)),
            State::Open(_) | State::Away => {}
        }
        // Whoever still signs keeps the old one; without it the library begins anew.
        *state = State::Away;
        let mut settings = self.settings.duplicate();
        settings.certificate = settings.certificate.or_else(|| certificate.cloned());
        let opened = Token::open(settings).map(Arc::new);
        *state = match &opened {
            Ok(token) => State::Open(Arc::clone(token)),
            Err(TokenError::Pin) => State::Refused,
            Err(_) => State::Away,
        };
        opened
    }
}

impl fmt::Debug for Reachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TokenSettings { token, label, .. } = &self.settings;
        f.debug_struct("Reachable")
            .field("token", token)
            .field("label", label)
            .finish_non_exhaustive()
    }
}
