//! Answering requests for time-stamps (RFC 3161 §2.4.2).

use base::Instant;

use super::Serial;
use crate::asn1::write;
use crate::cms::sign_enclosed;
use crate::timestamp::{TimestampRequest, imprint};
use crate::{
    Certificate, ObjectIdentifier, PkiError, Signer, TimestampFault, oid, trust::is_time_stamping,
};

/// A time-stamping authority. Its clock is whoever calls it.
#[derive(Clone, Copy)]
pub struct TimestampAuthority<'a> {
    certificate: &'a Certificate,
    signer: &'a dyn Signer,
    /// Enclosed with each token: the issuers of the certificate.
    chain: &'a [Certificate],
    policy: ObjectIdentifier,
}

/// Why no time-stamp is given: bits of PKIFailureInfo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampRefusal {
    BadAlgorithm,
    BadRequest,
    BadFormat,
    UnacceptedPolicy,
    UnacceptedExtension,
    SystemFailure,
}

impl StampRefusal {
    const fn bit(self) -> u8 {
        match self {
            Self::BadAlgorithm => 0,
            Self::BadRequest => 2,
            Self::BadFormat => 5,
            Self::UnacceptedPolicy => 15,
            Self::UnacceptedExtension => 16,
            Self::SystemFailure => 25,
        }
    }

    /// TimeStampResp with status `rejection`.
    pub fn to_der(self) -> Vec<u8> {
        let failure = write::named_bits(&[self.bit()]);
        write::sequence(&[write::sequence(&[write::small(2), failure])])
    }

    /// What to answer a request that could not be read.
    pub const fn of(error: &PkiError) -> Self {
        match error {
            PkiError::UnknownAlgorithm(_) | PkiError::Weak(_) => Self::BadAlgorithm,
            PkiError::Timestamp(TimestampFault::Critical) => Self::UnacceptedExtension,
            PkiError::Timestamp(_) => Self::BadRequest,
            _ => Self::BadFormat,
        }
    }
}

impl<'a> TimestampAuthority<'a> {
    /// # Errors
    /// When the certificate is not for time-stamps alone.
    pub fn new(
        certificate: &'a Certificate,
        signer: &'a dyn Signer,
        chain: &'a [Certificate],
        policy: ObjectIdentifier,
    ) -> Result<Self, PkiError> {
        if !is_time_stamping(certificate) {
            return Err(TimestampFault::Purpose.into());
        }
        Ok(Self { certificate, signer, chain, policy })
    }

    /// The answer to the bytes of a request: a token, or a refusal with its reason. `serial` is never
    /// used twice.
    pub fn answer(&self, request: &[u8], serial: &Serial, now: Instant) -> Vec<u8> {
        match TimestampRequest::from_der(request) {
            Ok(request) => self.stamp(&request, serial, now).unwrap_or_else(StampRefusal::to_der),
            Err(error) => StampRefusal::of(&error).to_der(),
        }
    }

    fn stamp(
        &self,
        request: &TimestampRequest,
        serial: &Serial,
        now: Instant,
    ) -> Result<Vec<u8>, StampRefusal> {
        if request.digest_algorithm().weakness().is_some() {
            return Err(StampRefusal::BadAlgorithm);
        }
        if request.policy().is_some_and(|policy| policy != self.policy) {
            return Err(StampRefusal::UnacceptedPolicy);
        }
        let info = self.info(request, serial, now);
        let chain = if request.wants_certificate() { self.chain } else { &[] };
        let token = sign_enclosed(oid::TST_INFO, &info, self.signer, self.certificate, chain);
        let token = token.map_err(|_| StampRefusal::SystemFailure)?;
        Ok(write::sequence(&[write::sequence(&[write::small(0)]), token]))
    }

    /// TSTInfo, exact to the second.
    fn info(&self, request: &TimestampRequest, serial: &Serial, now: Instant) -> Vec<u8> {
        let mut parts = vec![
            write::small(1),
            write::oid(self.policy),
            imprint(request.digest_algorithm(), request.imprint()),
            serial.to_der(),
            write::generalized_time(now),
            write::sequence(&[write::small(1)]),
        ];
        parts.extend(request.nonce().map(|nonce| write::element(0x02, &[nonce])));
        write::sequence(&parts)
    }
}
