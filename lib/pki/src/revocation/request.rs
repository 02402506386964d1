//! Asking a responder about one certificate (RFC 6960 §4.1), and reading such a question.

use super::{CertId, OcspResponse};
use crate::asn1::ocsp::RequestRef;
use crate::asn1::{read, write};
use crate::extensions::Extensions;
use crate::{Certificate, DigestAlgorithm, PkiError, RevocationFault, oid};

const WHAT: &str = "an OCSP request";

/// A question about certificates. Ours ask about one, with SHA-1 in its name, which every
/// responder knows (RFC 5019 §2.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcspRequest {
    pub(crate) ids: Vec<CertId>,
    pub(crate) nonce: Option<Vec<u8>>,
}

impl OcspRequest {
    /// `nonce` are up to 32 bytes of chance; responders that answer in advance leave it out.
    pub fn new(certificate: &Certificate, issuer: &Certificate, nonce: Option<&[u8]>) -> Self {
        let id = CertId::new(DigestAlgorithm::Sha1, certificate, issuer);
        Self { ids: vec![id], nonce: nonce.map(<[u8]>::to_vec) }
    }

    /// Reads a request, for a responder.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiError> {
        let request: RequestRef<'_> = read(der, WHAT)?;
        if request.tbs.list.len() > 64 {
            return Err(PkiError::TooMany { what: WHAT, most: 64 });
        }
        let extensions = Extensions::read(request.tbs.extensions, WHAT)?;
        if let Some(unknown) = extensions.unknown_critical(&[oid::OCSP_NONCE]) {
            return Err(RevocationFault::Critical(unknown).into());
        }
        let ids = request.tbs.list.iter().map(|single| CertId::read(&single.id));
        let nonce = extensions.get(oid::OCSP_NONCE).map(|extension| {
            let inner: Result<&der::asn1::OctetStringRef, _> = read(&extension.value, WHAT);
            inner.map_or_else(|_| extension.value.clone(), |inner| inner.as_bytes().to_vec())
        });
        Ok(Self { ids: ids.collect::<Result<_, PkiError>>()?, nonce })
    }

    /// The bytes to send as `application/ocsp-request`.
    pub fn to_der(&self) -> Vec<u8> {
        let single = |id: &CertId| write::sequence(&[id.to_der()]);
        let list = write::sequence(&self.ids.iter().map(single).collect::<Vec<_>>());
        let mut tbs = vec![list];
        if let Some(nonce) = &self.nonce {
            tbs.push(write::explicit(2, &[write::sequence(&[nonce_extension(nonce)])]));
        }
        write::sequence(&[write::sequence(&tbs)])
    }

    /// The serial numbers of the certificates it asks about, as [`Certificate::serial_hex`] writes
    /// them.
    pub fn serials(&self) -> Vec<String> {
        let digits = |serial: &[u8]| {
            let bare = serial.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(serial);
            crate::certificate::hex(bare)
        };
        self.ids.iter().map(|id| digits(&id.serial)).collect()
    }

    /// Whether the request asks about this certificate.
    pub fn asks_about(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        self.ids.iter().any(|id| id.names(certificate, issuer))
    }

    /// Reads the answer to this request: about the same certificate, with the same nonce if it has
    /// one (RFC 9654 §2.1). Who signed is checked by [`OcspResponse::verify`].
    pub fn accept(&self, response: &[u8]) -> Result<OcspResponse, PkiError> {
        let response = OcspResponse::from_der(response)?;
        let other =
            matches!((&self.nonce, response.nonce()), (Some(sent), Some(came)) if sent != came);
        if other {
            return Err(RevocationFault::Nonce.into());
        }
        if !self.ids.iter().all(|id| response.knows(id)) {
            return Err(RevocationFault::OtherCertificate.into());
        }
        Ok(response)
    }
}

/// The extension with a nonce, for requests and answers.
pub(crate) fn nonce_extension(nonce: &[u8]) -> Vec<u8> {
    let value = write::octets(&write::octets(nonce));
    write::sequence(&[write::oid(oid::OCSP_NONCE), value])
}
