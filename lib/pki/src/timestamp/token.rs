//! Time-stamp tokens: CMS around a TSTInfo (RFC 3161 §2.4.2).

use base::Instant;
use const_oid::ObjectIdentifier;
use der::Decode as _;

use crate::asn1::read;
use crate::asn1::tsp::TstInfo;
use crate::certificate::hex;
use crate::cms::SignedData;
use crate::trust::is_time_stamping;
use crate::{Certificate, DigestAlgorithm, PkiError, TimestampFault, oid, time};

/// A token. Reading it has checked its form: enclosed TSTInfo, signed reference to the certificate,
/// a certificate for time-stamps alone.
#[derive(Debug, Clone)]
pub struct TimestampToken {
    der: Vec<u8>,
    signed: SignedData,
    certificate: Certificate,
    time: Instant,
    serial: Vec<u8>,
    policy: Option<ObjectIdentifier>,
    digest: DigestAlgorithm,
    imprint: Vec<u8>,
    nonce: Option<Vec<u8>>,
}

impl TimestampToken {
    /// Reads a TimeStampToken in DER, all of it.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiError> {
        let signed = SignedData::parse(der)?;
        if signed.content_type() != oid::TST_INFO {
            return Err(TimestampFault::NotTstInfo.into());
        }
        if signed.reference().is_none() {
            return Err(TimestampFault::NoReference.into());
        }
        let certificate = signed.signer_certificate()?.clone();
        if !is_time_stamping(&certificate) {
            return Err(TimestampFault::Purpose.into());
        }
        let content = signed.content().ok_or(TimestampFault::NotTstInfo)?.to_vec();
        let info: TstInfo<'_> = read(&content, "TSTInfo")?;
        if info.version != 1 {
            return Err(TimestampFault::Version(info.version).into());
        }
        if info.extensions.iter().flatten().any(|extension| extension.critical) {
            return Err(TimestampFault::Critical.into());
        }
        Ok(Self {
            der: der.to_vec(),
            signed,
            certificate,
            time: time::generalized(info.time).ok_or(TimestampFault::Time)?,
            serial: info.serial.as_bytes().to_vec(),
            policy: ObjectIdentifier::from_der(info.policy.0).ok(),
            digest: DigestAlgorithm::from_identifier(info.imprint.digest.0)?,
            imprint: info.imprint.value.as_bytes().to_vec(),
            nonce: info.nonce.map(|nonce| nonce.as_bytes().to_vec()),
        })
    }

    pub fn to_der(&self) -> &[u8] {
        &self.der
    }

    /// genTime: when the authority says the bytes existed.
    pub const fn time(&self) -> Instant {
        self.time
    }

    pub fn serial_hex(&self) -> String {
        hex(&self.serial)
    }

    /// The policy it follows; none when its identifier has numbers too large to be shown.
    pub const fn policy(&self) -> Option<ObjectIdentifier> {
        self.policy
    }

    /// With which digest the stamped bytes were digested.
    pub const fn digest_algorithm(&self) -> DigestAlgorithm {
        self.digest
    }

    /// The digest of the stamped bytes.
    pub fn imprint(&self) -> &[u8] {
        &self.imprint
    }

    pub(crate) fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }

    /// The authority's certificate.
    pub const fn signer_certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The signed data, with the enclosed certificates, lists and answers.
    pub const fn signed_data(&self) -> &SignedData {
        &self.signed
    }

    /// Checks the authority's signature. Whether it is trusted:
    /// [`crate::trust::TrustList::judge_token`].
    pub fn verify(&self) -> Result<(), PkiError> {
        self.digest.strong()?;
        self.signed.verify_enclosed()
    }

    /// Checks that it is for the bytes `parts`, joined, and that its signature is right.
    pub fn verify_over<P: AsRef<[u8]>>(&self, parts: &[P]) -> Result<(), PkiError> {
        self.check_imprint(self.digest, &self.digest.digest(parts))?;
        self.verify()
    }

    pub(crate) fn check_imprint(
        &self,
        digest: DigestAlgorithm,
        imprint: &[u8],
    ) -> Result<(), PkiError> {
        if self.digest == digest && self.imprint == imprint {
            Ok(())
        } else {
            Err(TimestampFault::Imprint.into())
        }
    }
}
