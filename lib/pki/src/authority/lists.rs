//! Lists of revoked certificates and answers about single ones (RFC 5280 §5, RFC 6960 §4.2).

use base::Instant;

use super::profile::extension;
use super::{Authority, Serial, sign};
use crate::asn1::write;
use crate::revocation::{CertId, Crl, OcspRequest, OcspResponse, Reason, Status, nonce_extension};
use crate::{Certificate, DigestAlgorithm, PkiError, Signer, oid};

/// A line of a list.
#[derive(Debug, Clone)]
pub struct CrlEntry {
    /// The serial number of the certificate, as its INTEGER has it.
    pub serial: Vec<u8>,
    pub at: Instant,
    pub reason: Option<Reason>,
}

impl CrlEntry {
    pub fn new(certificate: &Certificate, at: Instant, reason: Option<Reason>) -> Self {
        Self { serial: certificate.serial().to_vec(), at, reason }
    }

    fn to_der(&self) -> Vec<u8> {
        let mut parts = vec![write::element(0x02, &[&self.serial]), write::time(self.at)];
        // RFC 5280 §5.3.1: unspecified is said by saying nothing.
        let reason = self.reason.filter(|reason| *reason != Reason::Unspecified);
        parts.extend(reason.map(|reason| {
            let value = write::element(0x0a, &[[reason.code()]]);
            write::sequence(&[extension(oid::REASON_CODE, false, &value)])
        }));
        write::sequence(&parts)
    }
}

/// What a responder says of one certificate.
#[derive(Debug, Clone, Copy)]
pub struct OcspAnswer<'a> {
    pub certificate: &'a Certificate,
    pub status: Status,
    pub this_update: Instant,
    pub next_update: Option<Instant>,
    pub produced_at: Instant,
}

impl Authority<'_> {
    /// A whole list of everything revoked. `number` rises with each list (RFC 5280 §5.2.3).
    pub fn crl(
        &self,
        entries: &[CrlEntry],
        number: &Serial,
        this_update: Instant,
        next_update: Instant,
    ) -> Result<Crl, PkiError> {
        let id = write::sequence(&[write::implicit(
            0,
            self.certificate.subject_key_id().unwrap_or_default(),
        )]);
        let extensions = [
            extension(oid::AUTHORITY_KEY_ID, false, &id),
            extension(oid::CRL_NUMBER, false, &number.to_der()),
        ];
        let mut parts = vec![
            write::small(1),
            self.signer.algorithm().to_der(),
            self.certificate.subject().to_der().to_vec(),
            write::time(this_update),
            write::time(next_update),
        ];
        if !entries.is_empty() {
            let entries: Vec<Vec<u8>> = entries.iter().map(CrlEntry::to_der).collect();
            parts.push(write::sequence(&entries));
        }
        parts.push(write::explicit(0, &[write::sequence(&extensions)]));
        let list = sign(write::sequence(&parts), self.signer)?;
        Crl::from_der(&write::sequence(&list))
    }

    /// An answer signed by the authority itself.
    pub fn ocsp(
        &self,
        answer: &OcspAnswer<'_>,
        request: Option<&OcspRequest>,
    ) -> Result<OcspResponse, PkiError> {
        respond(self.certificate, self.certificate, self.signer, answer, request)
    }

    /// An answer signed by a responder with a certificate of this authority.
    pub fn ocsp_by(
        &self,
        responder: (&Certificate, &dyn Signer),
        answer: &OcspAnswer<'_>,
        request: Option<&OcspRequest>,
    ) -> Result<OcspResponse, PkiError> {
        respond(self.certificate, responder.0, responder.1, answer, request)
    }
}

/// A request that cannot be answered: 1 malformed, 2 internal error, 3 try later, 5 sign the request,
/// 6 not authorised (RFC 6960 §4.2.1). The DER to send.
pub fn refuse_ocsp(status: u8) -> Vec<u8> {
    write::sequence(&[write::element(0x0a, &[[status]])])
}

fn respond(
    issuer: &Certificate,
    responder: &Certificate,
    signer: &dyn Signer,
    answer: &OcspAnswer<'_>,
    request: Option<&OcspRequest>,
) -> Result<OcspResponse, PkiError> {
    let key = write::octets(&responder.key_hash(DigestAlgorithm::Sha1));
    let mut parts = vec![
        write::explicit(2, &[key]),
        write::generalized_time(answer.produced_at),
        write::sequence(&[single(issuer, answer, request)]),
    ];
    if let Some(nonce) = request.and_then(|request| request.nonce.as_ref()) {
        parts.push(write::explicit(1, &[write::sequence(&[nonce_extension(nonce)])]));
    }
    let mut basic = sign(write::sequence(&parts), signer)?.to_vec();
    if responder != issuer {
        let certificates = write::sequence(&[responder.to_der()]);
        basic.push(write::explicit(0, &[certificates]));
    }
    let content = write::octets(&write::sequence(&basic));
    let body = write::sequence(&[write::oid(oid::OCSP_BASIC), content]);
    let status = write::element(0x0a, &[[0_u8]]);
    OcspResponse::from_der(&write::sequence(&[status, write::explicit(0, &[body])]))
}

/// SingleResponse, naming the certificate as the request did.
fn single(issuer: &Certificate, answer: &OcspAnswer<'_>, request: Option<&OcspRequest>) -> Vec<u8> {
    let asked = request.and_then(|request| {
        request.ids.iter().find(|id| id.names(answer.certificate, issuer)).cloned()
    });
    let usual = || CertId::new(DigestAlgorithm::Sha1, answer.certificate, issuer);
    let mut parts = vec![
        asked.unwrap_or_else(usual).to_der(),
        status(answer.status),
        write::generalized_time(answer.this_update),
    ];
    let next = answer.next_update.map(write::generalized_time);
    parts.extend(next.map(|next| write::explicit(0, &[next])));
    write::sequence(&parts)
}

fn status(status: Status) -> Vec<u8> {
    match status {
        Status::Good => write::implicit(0, &[]),
        Status::Unknown => write::implicit(2, &[]),
        Status::Revoked { at, reason } => {
            let mut parts = vec![write::generalized_time(at)];
            parts.extend(
                reason
                    .map(|reason| write::explicit(0, &[write::element(0x0a, &[[reason.code()]])])),
            );
            write::element(0xa1, &parts)
        }
    }
}
