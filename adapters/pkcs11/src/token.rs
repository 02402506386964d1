//! A token as somebody who signs.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::slot::Slot;
use pki::{
    Certificate, DigestAlgorithm, KeyKind, PkiError, PublicKey, SignatureAlgorithm, Signer,
    ecdsa_to_der,
};
use ports::signing::Secret;

use crate::TokenError;
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
}

/// A key in a token, with its certificate.
pub struct Token {
    pkcs11: Pkcs11,
    slot: Slot,
    settings: TokenSettings,
    certificate: Certificate,
    key: PublicKey,
    algorithm: SignatureAlgorithm,
    session: Mutex<State>,
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
        let pkcs11 = load(&settings)?;
        let slot = find(&pkcs11, &settings.token)?;
        let open = Open::new(&pkcs11, slot, &settings.pin, &settings.label)?;
        let der = open.certificate(&settings.label)?;
        let certificate = Certificate::from_der(&der).map_err(TokenError::Certificate)?;
        let key = certificate.public_key().map_err(TokenError::Certificate)?.clone();
        let algorithm = algorithm(key.kind())?;
        let session = Mutex::new(State::Open(open));
        let token = Self { pkcs11, slot, settings, certificate, key, algorithm, session };
        let trial = token.try_sign(TRIAL)?;
        match token.key.verify(algorithm, TRIAL, &trial) {
            Ok(()) => Ok(token),
            Err(_) => Err(TokenError::OtherCertificate(token.settings.label.clone())),
        }
    }

    /// The certificate that stands beside the key.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Signs, in a new session if the old one has died.
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, TokenError> {
        let mut state = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Open(open) = &*state {
            match self.sign_in(open, message) {
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
        let opened = Open::new(&self.pkcs11, self.slot, &self.settings.pin, &self.settings.label);
        if let Err(TokenError::Pin) = opened {
            *state = State::Refused;
        }
        let open = opened?;
        let value = self.sign_in(&open, message)?;
        *state = State::Open(open);
        Ok(value)
    }

    fn sign_in(&self, open: &Open, message: &[u8]) -> Result<Vec<u8>, TokenError> {
        match self.algorithm {
            // Not every token hashes for ECDSA (SoftHSM does not); every one signs a digest.
            SignatureAlgorithm::Ecdsa(digest) => {
                let fixed = open.sign(&Mechanism::Ecdsa, &digest.digest(&[message]))?;
                ecdsa_to_der(&fixed, self.key.kind()).map_err(|e| TokenError::Device(e.to_string()))
            }
            _ => open.sign(&Mechanism::Sha256RsaPkcs, message),
        }
    }
}

impl Signer for Token {
    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        self.try_sign(message).map_err(|error| {
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

fn load(settings: &TokenSettings) -> Result<Pkcs11, TokenError> {
    let fault =
        |why: Error| TokenError::Module { path: settings.module.clone(), why: why.to_string() };
    let pkcs11 = Pkcs11::new(&settings.module).map_err(fault)?;
    match pkcs11.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) => Ok(pkcs11),
        // Another key of the same library was opened before.
        Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(pkcs11),
        Err(other) => Err(fault(other)),
    }
}

fn find(pkcs11: &Pkcs11, wanted: &str) -> Result<Slot, TokenError> {
    let mut found = Vec::new();
    for slot in pkcs11.get_slots_with_initialized_token()? {
        let label = pkcs11.get_token_info(slot)?.label().to_owned();
        if label == wanted {
            return Ok(slot);
        }
        found.push(label);
    }
    Err(TokenError::NoToken { wanted: wanted.to_owned(), found })
}

fn algorithm(kind: KeyKind) -> Result<SignatureAlgorithm, TokenError> {
    match kind {
        KeyKind::Rsa { .. } => Ok(SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256)),
        KeyKind::P256 => Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256)),
        KeyKind::P384 => Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384)),
        _ => Err(TokenError::Key),
    }
}
