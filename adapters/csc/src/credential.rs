//! One credential: its certificates, how it signs, and what its owner must give (section 11.5).

use base::Instant;
use pki::{Certificate, KeyUsage};
use ports::signing::{CertificateState, SigningError};

use crate::algorithm::Way;
use crate::call::{AuthPart, Call, CredentialAnswer, CredentialBody, KeyPart, decoded};
use crate::client::Csc;
use crate::factors::Factors;

/// A key that somebody keeps for somebody.
pub(crate) struct Credential {
    pub id: String,
    pub certificate: Certificate,
    /// Those above it.
    pub chain: Vec<Certificate>,
    pub way: Way,
    pub factors: Factors,
    /// `multisign`: signatures in one authorisation.
    pub most: usize,
    status: (String, Option<String>),
}

impl Credential {
    /// Whether it could sign now: by the word of the service, and by its certificate.
    pub fn state(&self, now: Instant) -> CertificateState {
        let (key, certificate) = &self.status;
        let word = certificate.as_deref().unwrap_or("valid").to_ascii_lowercase();
        match (key.to_ascii_lowercase().as_str(), word.as_str()) {
            (_, "revoked") => CertificateState::Revoke,
            (_, "expired") => CertificateState::Expire,
            (_, "suspended") | ("disabled", _) => CertificateState::Suspend,
            ("enabled", "valid") if self.certificate.is_valid_at(now) => CertificateState::Issue,
            ("enabled", "valid") => CertificateState::Expire,
            _ => CertificateState::Unknown,
        }
    }
}

impl Csc {
    /// Reads a credential.
    ///
    /// # Errors
    /// `CannotSign` for one that the service does not know, `Refused` for one that signs in a way
    /// that is not known here.
    pub(crate) async fn credential(&self, id: &str) -> Result<Credential, SigningError> {
        let body = CredentialBody { credential: id, certificates: "chain", auth_info: true };
        let said = self.ask(Call::CredentialsInfo, &body).await?;
        let answer: CredentialAnswer = said.asked(&self.veil().await.of(id))?;
        read(id, answer)
    }
}

fn read(id: &str, answer: CredentialAnswer) -> Result<Credential, SigningError> {
    let CredentialAnswer { key, cert, auth, multisign } = answer;
    let garbled = |problem: &str| SigningError::Garbled(format!("credentials/info: {problem}"));
    let all = cert.certificates.iter().map(|text| Certificate::from_der(&decoded(text)?).ok());
    let all: Option<Vec<Certificate>> = all.collect();
    let mut all = all.ok_or_else(|| garbled("a certificate cannot be read"))?.into_iter();
    let none = SigningError::CannotSign(CertificateState::NoCertificate);
    let certificate = all.next().ok_or(none)?;
    let usage = certificate.key_usage();
    if certificate.is_ca() || usage.is_some_and(|it: KeyUsage| !may_sign(it)) {
        return Err(garbled("its first certificate is not for signing documents"));
    }
    let way = way(&key, &certificate)?;
    let factors = factors(auth)?;
    let (status, most) = ((key.status, cert.status), multisign.max(1));
    let (id, chain) = (id.to_owned(), all.collect());
    Ok(Credential { id, certificate, chain, way, factors, most, status })
}

const fn may_sign(usage: KeyUsage) -> bool {
    usage.digital_signature() || usage.non_repudiation()
}

fn way(key: &KeyPart, certificate: &Certificate) -> Result<Way, SigningError> {
    let public = certificate.public_key().map_err(|error| {
        SigningError::Garbled(format!("credentials/info: its key cannot be read: {error}"))
    })?;
    Way::among(&key.algo, public.kind()).ok_or_else(|| {
        let kind = public.kind().name();
        SigningError::Refused(format!("its {kind} key is offered with no algorithm that is known"))
    })
}

fn factors(auth: AuthPart) -> Result<Factors, SigningError> {
    match auth.mode.as_str() {
        "explicit" => Ok(Factors { objects: auth.objects, expression: auth.expression }),
        // Version 1 had a word of its own for "nothing is asked".
        "implicit" => Ok(Factors::default()),
        "oauth2code" => Err(SigningError::Refused(
            "the credential is opened by a page of the service (oauth2code), which is not done \
             here: ask the operator for explicit authorisation"
                .to_owned(),
        )),
        _ => Err(SigningError::Garbled("credentials/info: its mode is not known".to_owned())),
    }
}
