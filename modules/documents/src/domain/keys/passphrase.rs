//! The phrase that opens a key. Only its person knows it; nothing resets it.

use zeroize::Zeroizing;

/// Fewest characters.
pub const SHORTEST: usize = 12;
/// Most characters: a form field, not a book.
const LONGEST: usize = 256;

/// A passphrase on its way from the form to the key. The memory is wiped when it goes; it has no
/// `Debug`, cannot be cloned, compared or serialised (UU 11/2008 art. 11 (1) b: only the signer
/// controls it).
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase cannot protect a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseFault {
    #[error("the passphrase is shorter than {SHORTEST} characters")]
    Short,
    #[error("the passphrase is longer than {LONGEST} characters")]
    Long,
    #[error("the passphrase is easily guessed")]
    Weak,
}

impl Passphrase {
    /// Takes the text over; no second copy remains with the caller.
    pub fn new(text: impl Into<Zeroizing<String>>) -> Self {
        Self(text.into())
    }

    /// The bytes that the key is derived from. Whoever calls this answers for every copy.
    pub fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both are the same, for the field that repeats a new one.
    pub fn is_repeated_by(&self, again: &Self) -> bool {
        *self.0 == *again.0
    }

    /// Whether it is good for a new key. `context` is what somebody would guess of this person: the
    /// sign-in name, the name, the NIP, the names of office and government.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check(&self, context: &[&str]) -> Result<(), PassphraseFault> {
        match self.0.chars().count() {
            length if length < SHORTEST => Err(PassphraseFault::Short),
            length if length > LONGEST => Err(PassphraseFault::Long),
            _ if identity::is_easily_guessed(&self.0, context) => Err(PassphraseFault::Weak),
            _ => Ok(()),
        }
    }
}
