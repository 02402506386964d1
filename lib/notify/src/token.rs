//! The secrets inside links: derived from the keys of the cell, stored nowhere.

use base::Id;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cell::Cell;
use subtle::ConstantTimeEq;

/// What a link does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opens {
    /// Says: yes, I asked for these messages.
    Consent,
    /// Ends them.
    Stop,
    /// Shows what a message is about.
    Message,
}

const ID: usize = 26;
/// 96 bits: short enough for an SMS, and far beyond guessing.
const MAC: usize = 12;

impl Opens {
    fn purpose(self) -> &'static str {
        match self {
            Self::Consent => "notify/consent",
            Self::Stop => "notify/stop",
            Self::Message => "notify/message",
        }
    }

    /// The id and its proof: 42 letters and digits.
    pub fn token<T>(self, cell: &Cell, id: Id<T>) -> String {
        let id = id.to_string();
        let mac = cell.keys().mac(self.purpose(), id.as_bytes());
        format!("{id}{}", URL_SAFE_NO_PAD.encode(&mac[..MAC]))
    }

    /// The id, when this cell made the token for this use.
    pub fn id<T>(self, cell: &Cell, token: &str) -> Option<Id<T>> {
        let (text, proof) = token.split_at_checked(ID)?;
        let proof = URL_SAFE_NO_PAD.decode(proof).ok()?;
        let mac = cell.keys().mac(self.purpose(), text.as_bytes());
        let made_here: bool = mac[..MAC].ct_eq(&proof).into();
        Id::parse(text).filter(|_| made_here)
    }
}
