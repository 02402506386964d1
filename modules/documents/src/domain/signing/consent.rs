//! What somebody agrees to: up to fifty letters, each with the hash of its PDF, until a moment.

use base::{Error, Id, Instant, Kind};
use passkey::intent::{Batch, Inclusion, Intent};
use passkey::{Challenge, PasskeyError};

use super::attempt::Attempt;

/// How long somebody may take from choosing letters to agreeing.
pub const MINUTES: i64 = 10;

/// Letters that are signed together. Used once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub id: Id<Self>,
    /// Id of the account.
    pub account: String,
    pub account_name: String,
    pub made_at: Instant,
    pub expires_at: Instant,
    /// What a passkey is asked over.
    pub challenge: [u8; 32],
    pub given: Option<Given>,
}

/// How it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub at: Instant,
    /// `passkey` or `totp`.
    pub factor: String,
    /// Of a passkey: what anybody can judge again. Of a code: that there was one.
    pub evidence: String,
    pub address: String,
    pub agent: String,
}

impl Consent {
    /// # Errors
    /// `documents/consent-used`, `documents/consent-over`.
    pub fn ensure_open(&self, now: Instant) -> Result<(), Error> {
        match &self.given {
            Some(_) => Err(Error::new(Kind::Conflict, "documents/consent-used")),
            None if now >= self.expires_at => {
                Err(Error::new(Kind::Conflict, "documents/consent-over"))
            }
            None => Ok(()),
        }
    }

    /// The intents of its letters, in their order. `signer` is id and name of the account.
    ///
    /// # Errors
    /// [`PasskeyError`] for none, too many, or one twice.
    pub fn batch(
        signer: (&str, &str),
        attempts: &[Attempt],
        expires: Instant,
    ) -> Result<Batch, PasskeyError> {
        let intents: Vec<Challenge> =
            attempts.iter().map(|one| intent(signer, one, expires)).collect();
        Batch::new(&intents)
    }

    /// That these rows are what was agreed to. They lie in a database between agreeing and signing:
    /// whoever changes a letter, a file, a position or the name of the signer there makes another
    /// challenge than the one that was answered.
    ///
    /// # Errors
    /// `documents/consent-doubted`.
    pub fn ensure_agreed(&self, attempts: &[Attempt]) -> Result<(), Error> {
        match self.of(attempts) {
            Ok(batch) if batch.challenge().0 == self.challenge => Ok(()),
            _ => Err(doubted("letters")),
        }
    }

    /// That a letter was among those this consent was given for: kept with its evidence.
    pub fn inclusion(&self, attempts: &[Attempt], place: usize) -> Option<Inclusion> {
        self.of(attempts).ok()?.inclusion(place)
    }

    fn of(&self, attempts: &[Attempt]) -> Result<Batch, PasskeyError> {
        Self::batch((&self.account, &self.account_name), attempts, self.expires_at)
    }

    /// The challenge as the page carries it back, lower-case hexadecimal: a code proves nothing about
    /// files, so whoever agrees by one says along with it which challenge their page showed.
    pub fn digest(&self) -> String {
        self.challenge.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The code of [`doubted`].
pub const DOUBTED: &str = "documents/consent-doubted";

/// What is stored is not what was agreed to: somebody else than the program changed it.
pub fn doubted(what: &'static str) -> Error {
    Error::new(Kind::Forbidden, DOUBTED).with("what", what)
}

/// Ids and words have no `/`, and what may have one stands last: no two intents share a text.
fn intent((account, name): (&str, &str), it: &Attempt, expires: Instant) -> Challenge {
    let signer = format!("{account}/{name}");
    let (standing, basis) = (it.standing.as_str(), it.basis.as_str());
    let field = format!("{}/{standing}/{}/{basis}/{}", it.letter, it.position, it.field);
    let document = bytes(&it.base);
    Intent { document, signer: &signer, field: &field, nonce: it.nonce, expires }.challenge()
}

/// 64 hexadecimal digits as bytes. The store keeps nothing else; were it otherwise, the hash would
/// match no file.
fn bytes(hex: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(pair).ok();
        *byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or_default();
    }
    bytes
}
