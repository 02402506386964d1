//! A token as somebody who signs.

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use cryptoki::mechanism::Mechanism;
use pki::{
    Certificate, DigestAlgorithm, KeyKind, PkiError, PublicKey, SignatureAlgorithm, Signer,
    ecdsa_to_der,
};
use ports::signing::Secret;

use crate::TokenError;
use crate::library::Library;
use crate::session::Open;

/// Where the key is.
pub struct TokenSettings {
    /// The vendor's library, such as `/usr/lib/softhsm/libsofthsm2.so`.
    pub module: PathBuf,
    /// The label of the token (CK_TOKEN_INFO).
    pub token: String,
    /// The label of key and certificate (CKA_LABEL).
    pub label: String,
    pub pin: Secret,
    /// The certificate of the key, where it is kept elsewhere; else it is read from the token.
    pub certificate: Option<Certificate>,
}

impl TokenSettings {
    /// The same once more; the PIN in it is wiped as the first.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self {
            module: self.module.clone(),
            token: self.token.clone(),
            label: self.label.clone(),
            pin: self.pin.duplicate(),
            certificate: self.certificate.clone(),
        }
    }
}

/// A key in a token, with its certificate.
pub struct Token {
    settings: TokenSettings,
    certificate: Certificate,
    key: PublicKey,
    algorithm: SignatureAlgorithm,
    /// Before the library: a session is closed while there still is one.
    session: Mutex<State>,
    library: Arc<Library>,
    has_failed: AtomicBool,
}

enum State {
    Open(Open),
    Closed,
    /// The PIN was refused: another try might lock the token.
    Refused,
}

/// What is signed once when a token is opened, to see that key and certificate belong together.
const TRIAL: &[u8] = b"pelangi: does this key belong to this certificate?";

impl Token {
    /// Opens the token and signs once on trial.
    pub fn open(settings: TokenSettings) -> Result<Self, TokenError> {
        let library = Library::load(&settings.module)?;
        let open = begin(&library, &settings)?;
        let certificate = match &settings.certificate {
            Some(certificate) => certificate.clone(),
            None => Certificate::from_der(&open.certificate(&settings.label)?)
                .map_err(TokenError::Certificate)?,
        };
        let key = certificate.public_key().map_err(TokenError::Certificate)?.clone();
        let algorithm = algorithm(key.kind())?;
        let trial = sign_in(&open, algorithm, key.kind(), TRIAL)?;
        if key.verify(algorithm, TRIAL, &trial).is_err() {
            return Err(TokenError::OtherCertificate(settings.label));
        }
        let (session, has_failed) = (Mutex::new(State::Open(open)), AtomicBool::new(false));
        Ok(Self { settings, certificate, key, algorithm, session, library, has_failed })
    }

    /// The public half of the key, for whoever issues its certificate: the private half has shown
    /// that it is there.
    pub fn public_key(settings: &TokenSettings) -> Result<PublicKey, TokenError> {
        let library = Library::load(&settings.module)?;
        let open = begin(&library, settings)?;
        let key = open.public_key(&settings.label)?;
        let algorithm = algorithm(key.kind())?;
        let trial = sign_in(&open, algorithm, key.kind(), TRIAL)?;
        match key.verify(algorithm, TRIAL, &trial) {
            Ok(()) => Ok(key),
            Err(_) => Err(TokenError::OtherPublicKey(settings.label.clone())),
        }
    }

    /// The certificate that stands beside the key.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Whether the last signature failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::Relaxed)
    }

    /// Whether the PIN was refused when a session was opened anew.
    pub(crate) fn refused_the_pin(&self) -> bool {
        matches!(&*self.session.lock().unwrap_or_else(PoisonError::into_inner), State::Refused)
    }

    /// Signs, in a new session if the old one has died.
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, TokenError> {
        let mut state = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Open(open) = &*state {
            match sign_in(open, self.algorithm, self.key.kind(), message) {
                Ok(value) => return Ok(value),
                Err(error) => {
                    tracing::warn!(%error, "the session with the token died; a new one is opened");
                }
            }
        }
        if let State::Refused = *state {
            return Err(TokenError::Pin);
        }
        *state = State::Closed;
        let opened = begin(&self.library, &self.settings);
        if let Err(TokenError::Pin) = opened {
            *state = State::Refused;
        }
        let open = opened?;
        let value = sign_in(&open, self.algorithm, self.key.kind(), message)?;
        *state = State::Open(open);
        Ok(value)
    }
}

/// A session with the token of the settings, wherever it is now.
fn begin(library: &Library, settings: &TokenSettings) -> Result<Open, TokenError> {
    let slot = library.slot(&settings.token)?;
    Open::new(library.pkcs11(), slot, &settings.pin, &settings.label)
}

fn sign_in(
    open: &Open,
    algorithm: SignatureAlgorithm,
    kind: KeyKind,
    message: &[u8],
) -> Result<Vec<u8>, TokenError> {
    match algorithm {
        // Not every token hashes for ECDSA (SoftHSM does not); every one signs a digest.
        SignatureAlgorithm::Ecdsa(digest) => {
            let fixed = open.sign(&Mechanism::Ecdsa, &digest.digest(&[message]))?;
            ecdsa_to_der(&fixed, kind).map_err(|e| TokenError::Device(e.to_string()))
        }
        _ => open.sign(&Mechanism::Sha256RsaPkcs, message),
    }
}

impl Signer for Token {
    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        let signed = self.try_sign(message);
        self.has_failed.store(signed.is_err(), Ordering::Relaxed);
        signed.map_err(|error| {
            tracing::error!(%error, "the token did not sign");
            PkiError::Signing
        })
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TokenSettings { token, label, .. } = &self.settings;
        f.debug_struct("Token").field("token", token).field("label", label).finish_non_exhaustive()
    }
}

fn algorithm(kind: KeyKind) -> Result<SignatureAlgorithm, TokenError> {
    match kind {
        KeyKind::Rsa { .. } => Ok(SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256)),
        KeyKind::P256 => Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256)),
        KeyKind::P384 => Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384)),
        _ => Err(TokenError::Key),
    }
}
