//! How OCSP names a certificate: digests of issuer and key, and the serial number (RFC 6960 §4.1.1).

use crate::asn1::ocsp::CertIdRef;
use crate::asn1::write;
use crate::{Certificate, DigestAlgorithm, PkiError};

/// The name of a certificate. SHA-1 is usual here and proves nothing: the answer is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CertId {
    pub digest: DigestAlgorithm,
    pub issuer_name: Vec<u8>,
    pub issuer_key: Vec<u8>,
    pub serial: Vec<u8>,
}

impl CertId {
    pub fn new(digest: DigestAlgorithm, certificate: &Certificate, issuer: &Certificate) -> Self {
        Self {
            digest,
            issuer_name: digest.digest(&[certificate.issuer().to_der()]),
            issuer_key: issuer.key_hash(digest),
            serial: certificate.serial().to_vec(),
        }
    }

    pub fn read(id: &CertIdRef<'_>) -> Result<Self, PkiError> {
        Ok(Self {
            digest: DigestAlgorithm::from_identifier(id.digest.0)?,
            issuer_name: id.issuer_name.as_bytes().to_vec(),
            issuer_key: id.issuer_key.as_bytes().to_vec(),
            serial: id.serial.as_bytes().to_vec(),
        })
    }

    pub fn names(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        *self == Self::new(self.digest, certificate, issuer)
    }

    pub fn to_der(&self) -> Vec<u8> {
        let digest = write::sequence(&[write::oid(self.digest.oid()), write::NULL.to_vec()]);
        write::sequence(&[
            digest,
            write::octets(&self.issuer_name),
            write::octets(&self.issuer_key),
            write::element(0x02, &[&self.serial]),
        ])
    }
}
