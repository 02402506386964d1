//! Answers of a responder about single certificates (RFC 6960 §4.2).

use base::Instant;
use der::asn1::AnyRef;
use der::{Decode as _, Tag};
use std::sync::Arc;

use super::crl::reason;
use super::responder::{Responder, ResponderId};
use super::{CertId, Statement, Status};
use crate::asn1::ocsp::{BasicRef, DataRef, ResponseRef, SingleRef};
use crate::asn1::{RawSet, bytes, read};
use crate::extensions::Extensions;
use crate::{Certificate, PkiError, RevocationFault, oid, time};

const WHAT: &str = "an OCSP answer";

/// How many certificates one answer may speak of, and how many it may enclose.
const MOST: usize = 64;

/// A successful answer. Cheap to clone.
#[derive(Clone)]
pub struct OcspResponse(Arc<Inner>);

struct Inner {
    der: Vec<u8>,
    signed: super::responder::SignedAnswer,
    produced_at: Instant,
    answers: Vec<(CertId, Statement)>,
    nonce: Option<Vec<u8>>,
}

impl PartialEq for OcspResponse {
    fn eq(&self, other: &Self) -> bool {
        self.0.der == other.0.der
    }
}

impl Eq for OcspResponse {}

impl std::fmt::Debug for OcspResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OcspResponse").field("produced_at", &self.produced_at()).finish()
    }
}

impl OcspResponse {
    /// Reads an OCSPResponse in DER, all of it.
    ///
    /// # Errors
    /// [`RevocationFault::Unsuccessful`] when the responder did not answer the question.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiError> {
        let response: ResponseRef<'_> = read(der, WHAT)?;
        let status = match (response.status.header().tag(), response.status.value()) {
            (Tag::Enumerated, [status]) => *status,
            _ => return Err(PkiError::Rule { what: WHAT, rule: "it begins with a status" }),
        };
        let body = match (status, response.body) {
            (0, Some(body)) if body.kind == oid::OCSP_BASIC => body,
            (0, _) => return Err(RevocationFault::Kind.into()),
            (status, _) => return Err(RevocationFault::Unsuccessful(status).into()),
        };
        let basic: BasicRef<'_> = read(body.content.as_bytes(), WHAT)?;
        let data: DataRef<'_> = read(basic.data.0, WHAT)?;
        let extensions = Extensions::read(data.extensions.clone(), WHAT)?;
        if let Some(unknown) = extensions.unknown_critical(&[oid::OCSP_NONCE]) {
            return Err(RevocationFault::Critical(unknown).into());
        }
        let produced_at = moment(data.produced_at)?;
        Ok(Self(Arc::new(Inner {
            answers: answers(&data, produced_at)?,
            produced_at,
            nonce: nonce(&extensions),
            signed: super::responder::SignedAnswer {
                data: basic.data.0.to_vec(),
                algorithm: basic.algorithm.0.to_vec(),
                signature: basic.signature.as_bytes().unwrap_or_default().to_vec(),
                responder: ResponderId::read(data.responder)?,
                certificates: certificates(&basic)?,
                produced_at,
            },
            der: der.to_vec(),
        })))
    }

    pub fn to_der(&self) -> &[u8] {
        &self.0.der
    }

    /// When the responder signed it.
    pub fn produced_at(&self) -> Instant {
        self.0.produced_at
    }

    /// The number that was sent with the request; none when the answer was made in advance.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.0.nonce.as_deref()
    }

    /// The certificates that came with it.
    pub fn certificates(&self) -> &[Certificate] {
        &self.0.signed.certificates
    }

    pub(super) fn knows(&self, id: &CertId) -> bool {
        self.0.answers.iter().any(|(known, _)| known == id)
    }

    /// Checks who signed: `issuer` itself, or somebody it certified for that.
    pub fn verify(&self, issuer: &Certificate) -> Result<Responder, PkiError> {
        self.0.signed.verify(issuer, &[])
    }

    /// As [`Self::verify`], looking for the responder's certificate among `others` as well.
    pub fn verify_with(
        &self,
        issuer: &Certificate,
        others: &[Certificate],
    ) -> Result<Responder, PkiError> {
        self.0.signed.verify(issuer, others)
    }

    /// What it says of `certificate`, issued by `issuer`. [`Self::verify`] comes first. Of several
    /// statements about the same certificate the worst counts.
    pub fn statement(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<Statement, PkiError> {
        let about = self.0.answers.iter().filter(|(id, _)| id.names(certificate, issuer));
        let worst =
            about.map(|(_, statement)| *statement).max_by_key(|statement| match statement.status {
                Status::Good => 0,
                Status::Unknown => 1,
                Status::Revoked { .. } => 2,
            });
        worst.ok_or(PkiError::Revocation(RevocationFault::OtherCertificate))
    }
}

fn answers(data: &DataRef<'_>, produced_at: Instant) -> Result<Vec<(CertId, Statement)>, PkiError> {
    if data.answers.len() > MOST {
        return Err(PkiError::TooMany { what: WHAT, most: MOST });
    }
    let read =
        |single: &SingleRef<'_>| Ok((CertId::read(&single.id)?, statement(single, produced_at)?));
    data.answers.iter().map(read).collect()
}

fn statement(single: &SingleRef<'_>, produced_at: Instant) -> Result<Statement, PkiError> {
    let extensions = Extensions::read(single.extensions.clone(), WHAT)?;
    if let Some(unknown) = extensions.unknown_critical(&[]) {
        return Err(RevocationFault::Critical(unknown).into());
    }
    Ok(Statement {
        status: status(single.status)?,
        this_update: moment(single.this_update)?,
        next_update: single.next_update.map(moment).transpose()?,
        produced_at,
    })
}

/// good `[0]`, revoked `[1]`, unknown `[2]`, all implicit.
fn status(status: AnyRef<'_>) -> Result<Status, PkiError> {
    let wrong = || PkiError::Rule { what: WHAT, rule: "good, revoked or unknown" };
    match (bytes(status).first(), status.value()) {
        (Some(0x80), []) => Ok(Status::Good),
        (Some(0x82), []) => Ok(Status::Unknown),
        (Some(0xa1), content) => {
            let parts = RawSet(content).items().map_err(PkiError::der(WHAT))?;
            let (at, rest) = parts.split_first().ok_or_else(wrong)?;
            let at = moment(AnyRef::from_der(at).map_err(PkiError::der(WHAT))?)?;
            let inner = rest.first().and_then(|part| AnyRef::from_der(part).ok());
            Ok(Status::Revoked { at, reason: inner.and_then(|inner| reason(inner.value())) })
        }
        _ => Err(wrong()),
    }
}

fn moment(time: AnyRef<'_>) -> Result<Instant, PkiError> {
    time::generalized(time).ok_or(PkiError::Rule { what: WHAT, rule: "times are in UTC" })
}

fn certificates(basic: &BasicRef<'_>) -> Result<Vec<Certificate>, PkiError> {
    let list = basic.certificates.as_deref().unwrap_or_default();
    if list.len() > MOST {
        return Err(PkiError::TooMany { what: WHAT, most: MOST });
    }
    list.iter().map(|raw| Certificate::from_der(raw.0)).collect()
}

/// An OCTET STRING inside of the extension (RFC 9654); some old responders leave that out.
fn nonce(extensions: &Extensions) -> Option<Vec<u8>> {
    let value = &extensions.get(oid::OCSP_NONCE)?.value;
    let inner = <&der::asn1::OctetStringRef>::from_der(value);
    Some(inner.map_or_else(|_| value.clone(), |inner| inner.as_bytes().to_vec()))
}
