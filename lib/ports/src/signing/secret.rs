//! What only the signer knows.

use zeroize::Zeroizing;

/// What kind of secret it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// The phrase that opens the key.
    Passphrase,
    /// A code for once, from the signer's telephone.
    Totp,
}

/// A secret on its way from the form to the signer. The memory is wiped when it goes. It has neither
/// `Debug` nor `Clone` nor `PartialEq`, and cannot be serialised: only the signer may control it (UU
/// 11/2008, article 11(1)b), so it stands in no log, queue or database.
pub struct Secret {
    kind: SecretKind,
    text: Zeroizing<String>,
}

impl Secret {
    /// Takes the phrase over: no second copy remains with the caller.
    pub fn passphrase(text: impl Into<Zeroizing<String>>) -> Self {
        Self { kind: SecretKind::Passphrase, text: text.into() }
    }

    /// Takes the code over.
    pub fn totp(text: impl Into<Zeroizing<String>>) -> Self {
        Self { kind: SecretKind::Totp, text: text.into() }
    }

    pub fn kind(&self) -> SecretKind {
        self.kind
    }

    /// The secret itself. Whoever calls this answers for every copy that is made of it.
    pub fn expose(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A second one, for work that another thread does. It is wiped as the first.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self { kind: self.kind, text: self.text.clone() }
    }
}
