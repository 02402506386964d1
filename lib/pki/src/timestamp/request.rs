//! Asking for a time-stamp, and taking the answer only when it answers that.

use const_oid::ObjectIdentifier;
use der::Tagged as _;

use super::TimestampToken;
use crate::asn1::tsp::{RequestRef, ResponseRef};
use crate::asn1::{bytes, read, write};
use crate::{DigestAlgorithm, PkiError, TimestampFault};

/// A request (RFC 3161 §2.4.1). Ours always ask for the certificate, so that the token stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampRequest {
    digest: DigestAlgorithm,
    imprint: Vec<u8>,
    policy: Option<ObjectIdentifier>,
    /// The bytes of the INTEGER.
    nonce: Option<Vec<u8>>,
    wants_certificate: bool,
}

impl TimestampRequest {
    /// For bytes whose digest is `imprint`. `nonce` is chance that the answer must repeat; 8 bytes do.
    pub fn new(digest: DigestAlgorithm, imprint: &[u8], nonce: &[u8]) -> Self {
        // As a number that is not negative, in its one form: what comes back is compared with it.
        let number = write::unsigned(nonce);
        let nonce = number.get(2..).map(<[u8]>::to_vec);
        let imprint = imprint.to_vec();
        Self { digest, imprint, policy: None, nonce, wants_certificate: true }
    }

    /// The same under a policy of the authority.
    #[must_use]
    pub fn under(self, policy: ObjectIdentifier) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// Reads a request, for an authority.
    ///
    /// # Errors
    /// [`TimestampFault::Imprint`] when the imprint has not the length of its digest,
    /// [`TimestampFault::Critical`] for extensions, of which none is known.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiError> {
        let request: RequestRef<'_> = read(der, "a time-stamp request")?;
        if request.version != 1 {
            return Err(TimestampFault::Version(request.version).into());
        }
        if request.extensions.is_some_and(|list| !list.is_empty()) {
            return Err(TimestampFault::Critical.into());
        }
        let digest = DigestAlgorithm::from_identifier(request.imprint.digest.0)?;
        let imprint = request.imprint.value.as_bytes().to_vec();
        if imprint.len() != digest.length() {
            return Err(TimestampFault::Imprint.into());
        }
        Ok(Self {
            digest,
            imprint,
            policy: request.policy,
            nonce: request.nonce.map(|nonce| nonce.as_bytes().to_vec()),
            wants_certificate: request.certificate,
        })
    }

    /// The bytes to send as `application/timestamp-query`.
    pub fn to_der(&self) -> Vec<u8> {
        let mut parts = vec![write::small(1), imprint(self.digest, &self.imprint)];
        parts.extend(self.policy.map(write::oid));
        parts.extend(self.nonce.as_ref().map(|nonce| write::element(0x02, &[nonce])));
        parts.extend(self.wants_certificate.then(|| write::boolean(true)));
        write::sequence(&parts)
    }

    pub const fn digest_algorithm(&self) -> DigestAlgorithm {
        self.digest
    }

    pub fn imprint(&self) -> &[u8] {
        &self.imprint
    }

    pub const fn policy(&self) -> Option<ObjectIdentifier> {
        self.policy
    }

    pub(crate) fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }

    pub(crate) const fn wants_certificate(&self) -> bool {
        self.wants_certificate
    }

    /// The token in an answer, when it is granted and is for this request: imprint, nonce and policy
    /// (§2.4.2). Its signature is checked too; whether its signer is trusted is not.
    pub fn accept(&self, response: &[u8]) -> Result<TimestampToken, PkiError> {
        let response: ResponseRef<'_> = read(response, "an answer of a time-stamping authority")?;
        // granted, granted with modifications
        let status = response.status.status;
        if !matches!(status, 0 | 1) {
            let reason = response.status.failure.and_then(|bits| {
                bits.bits().position(|bit| bit).and_then(|bit| u8::try_from(bit).ok())
            });
            return Err(TimestampFault::Refused { status, reason }.into());
        }
        let token = response.token.ok_or(TimestampFault::NoToken)?;
        if token.tag() != der::Tag::Sequence {
            return Err(TimestampFault::NoToken.into());
        }
        let token = TimestampToken::from_der(&bytes(token))?;
        self.check(&token)?;
        token.verify()?;
        Ok(token)
    }

    fn check(&self, token: &TimestampToken) -> Result<(), PkiError> {
        token.check_imprint(self.digest, &self.imprint)?;
        if token.nonce() != self.nonce() {
            return Err(TimestampFault::Nonce.into());
        }
        match (self.policy, token.policy()) {
            (None, _) => Ok(()),
            (Some(asked), Some(followed)) if asked == followed => Ok(()),
            (Some(asked), followed) => {
                Err(TimestampFault::Policy(followed.unwrap_or(asked)).into())
            }
        }
    }
}

/// MessageImprint.
pub(crate) fn imprint(digest: DigestAlgorithm, value: &[u8]) -> Vec<u8> {
    let algorithm = write::sequence(&[write::oid(digest.oid()), write::NULL.to_vec()]);
    write::sequence(&[algorithm, write::octets(value)])
}
