//! Who may answer for an issuer (RFC 6960 §4.2.2.2): itself, or whom it certified for that.

use base::Instant;
use der::Decode as _;
use der::asn1::{AnyRef, OctetStringRef};

use crate::asn1::bytes;
use crate::{
    Certificate, DigestAlgorithm, Name, PkiError, RevocationFault, SignatureAlgorithm, oid,
};

/// Who signed an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Responder {
    /// The issuer of the certificate itself.
    Issuer,
    /// Somebody else, certified by the same issuer for OCSP alone.
    Delegated(Certificate),
}

/// How the answer names its signer.
#[derive(Debug, Clone)]
pub(super) enum ResponderId {
    Name(Name),
    KeyHash(Vec<u8>),
}

/// The signed part of an answer.
pub(super) struct SignedAnswer {
    pub data: Vec<u8>,
    pub algorithm: Vec<u8>,
    pub signature: Vec<u8>,
    pub responder: ResponderId,
    pub certificates: Vec<Certificate>,
    pub produced_at: Instant,
}

impl ResponderId {
    pub fn read(id: AnyRef<'_>) -> Result<Self, PkiError> {
        let what = "the responder's id";
        match bytes(id).first() {
            Some(0xa1) => Name::from_der(id.value()).map(Self::Name),
            Some(0xa2) => {
                let hash = <&OctetStringRef>::from_der(id.value()).map_err(PkiError::der(what))?;
                Ok(Self::KeyHash(hash.as_bytes().to_vec()))
            }
            _ => Err(PkiError::Rule { what, rule: "a name or a key's hash" }),
        }
    }

    fn is(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Name(name) => name == certificate.subject(),
            Self::KeyHash(hash) => *hash == certificate.key_hash(DigestAlgorithm::Sha1),
        }
    }
}

impl SignedAnswer {
    pub fn verify(
        &self,
        issuer: &Certificate,
        others: &[Certificate],
    ) -> Result<Responder, PkiError> {
        let algorithm = SignatureAlgorithm::from_der(&self.algorithm)?;
        let check = |signer: &Certificate| {
            signer.public_key()?.verify(algorithm, &self.data, &self.signature)
        };
        if self.responder.is(issuer) && check(issuer).is_ok() {
            return Ok(Responder::Issuer);
        }
        let mut refused = PkiError::Revocation(RevocationFault::Responder);
        for candidate in self.certificates.iter().chain(others) {
            if !self.responder.is(candidate) {
                continue;
            }
            match check(candidate).and_then(|()| self.check_delegated(candidate, issuer)) {
                Ok(()) => return Ok(Responder::Delegated(candidate.clone())),
                Err(error) => refused = error,
            }
        }
        if self.responder.is(issuer) {
            check(issuer)?
        }
        Err(refused)
    }

    /// Certified by the issuer itself, for this and explicitly so, when it answered.
    fn check_delegated(&self, signer: &Certificate, issuer: &Certificate) -> Result<(), PkiError> {
        let refused = Err(RevocationFault::NotAuthorised.into());
        let purpose =
            signer.purposes().is_some_and(|purposes| purposes.contains(oid::OCSP_SIGNING));
        let usage = signer
            .key_usage()
            .is_none_or(|usage| usage.digital_signature() || usage.non_repudiation());
        if !purpose || !usage || !signer.is_valid_at(self.produced_at) {
            return refused;
        }
        if !signer.may_be_issued_by(issuer) {
            return refused;
        }
        signer.verify_signed_by(issuer.public_key()?)
    }
}
