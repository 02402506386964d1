//! Lists of revoked certificates: whole, of one issuer, for all reasons (RFC 5280 §5 and §6.3).

use base::Instant;
use der::Decode as _;
use std::collections::HashMap;
use std::sync::Arc;
use x509_cert::ext::pkix::IssuingDistributionPoint;

use super::{Reason, Statement, Status};
use crate::asn1::read;
use crate::asn1::x509::{RevokedRef, Signed, TbsCertList};
use crate::extensions::{Extensions, point_uris};
use crate::{Certificate, Name, PkiError, RevocationFault, SignatureAlgorithm, oid, pem, time};

const WHAT: &str = "a list of revoked certificates";

/// A list of revoked certificates. Cheap to clone. Lists that are read wrongly when they are taken
/// alone (differences, lists of other issuers, lists of some reasons) are refused when they are read.
#[derive(Clone)]
pub struct Crl(Arc<Inner>);

struct Inner {
    der: Vec<u8>,
    tbs: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
    issuer: Name,
    this_update: Instant,
    next_update: Option<Instant>,
    revoked: Entries,
    scope: Scope,
}

/// By serial number: since when, and why.
type Entries = HashMap<Vec<u8>, (Instant, Option<Reason>)>;

/// Which certificates of its issuer a list is about.
#[derive(Default)]
struct Scope {
    only_users: bool,
    only_authorities: bool,
    /// The distribution point it belongs to; empty for all.
    points: Vec<String>,
}

impl PartialEq for Crl {
    fn eq(&self, other: &Self) -> bool {
        self.0.der == other.0.der
    }
}

impl Eq for Crl {}

impl std::fmt::Debug for Crl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (issuer, this_update) = (self.issuer(), self.this_update());
        f.debug_struct("Crl").field("issuer", issuer).field("this_update", &this_update).finish()
    }
}

impl Crl {
    /// Reads DER, all of it.
    pub fn from_der(der: &[u8]) -> Result<Self, PkiError> {
        let signed: Signed<'_> = read(der, WHAT)?;
        let tbs: TbsCertList<'_> = read(signed.content.0, WHAT)?;
        let rule = |rule| PkiError::Rule { what: WHAT, rule };
        if tbs.signature != signed.algorithm {
            return Err(rule("the algorithm inside is that outside"));
        }
        let signature = signed.signature.as_bytes().ok_or(rule("its signature has whole bytes"))?;
        Ok(Self(Arc::new(Inner {
            scope: Scope::read(&Extensions::read(tbs.extensions, WHAT)?)?,
            revoked: entries(tbs.revoked.unwrap_or_default())?,
            issuer: Name::from_der(tbs.issuer.0)?,
            this_update: time::instant(tbs.this_update),
            next_update: tbs.next_update.map(time::instant),
            tbs: signed.content.0.to_vec(),
            algorithm: signed.algorithm.0.to_vec(),
            signature: signature.to_vec(),
            der: der.to_vec(),
        })))
    }

    /// Reads a file that is PEM (`X509 CRL`) or DER.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PkiError> {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains("-----BEGIN ") => {
                let blocks = pem::blocks(text, "X509 CRL")?;
                let [block] = blocks.as_slice() else { return Err(PkiError::Pem(WHAT)) };
                Self::from_der(block)
            }
            _ => Self::from_der(bytes),
        }
    }

    pub fn to_der(&self) -> &[u8] {
        &self.0.der
    }

    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    pub fn this_update(&self) -> Instant {
        self.0.this_update
    }

    pub fn next_update(&self) -> Option<Instant> {
        self.0.next_update
    }

    /// How many certificates are on it.
    pub fn len(&self) -> usize {
        self.0.revoked.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.revoked.is_empty()
    }

    /// Checks that `issuer` made it, and may.
    pub fn verify(&self, issuer: &Certificate) -> Result<(), PkiError> {
        if issuer.subject() != self.issuer() {
            return Err(RevocationFault::OtherIssuer.into());
        }
        if issuer.key_usage().is_some_and(|usage| !usage.crl_sign()) {
            return Err(RevocationFault::NotAuthorised.into());
        }
        let algorithm = SignatureAlgorithm::from_der(&self.0.algorithm)?;
        issuer.public_key()?.verify(algorithm, &self.0.tbs, &self.0.signature)
    }

    /// What it says of a certificate of its issuer. [`Self::verify`] comes first.
    pub fn statement(&self, certificate: &Certificate) -> Result<Statement, PkiError> {
        if certificate.issuer() != self.issuer() {
            return Err(RevocationFault::OtherIssuer.into());
        }
        self.0.scope.check(certificate)?;
        let status = match self.0.revoked.get(certificate.serial()) {
            None => Status::Good,
            // On a whole list, which this is, nothing can be taken off another (RFC 5280 §5.3.1): the
            // reason does not make an entry say the opposite.
            Some((at, reason)) => Status::Revoked { at: *at, reason: *reason },
        };
        Ok(Statement {
            status,
            this_update: self.this_update(),
            next_update: self.next_update(),
            produced_at: self.this_update(),
        })
    }
}

impl Scope {
    fn read(extensions: &Extensions) -> Result<Self, PkiError> {
        if extensions.has(oid::DELTA_CRL) {
            return Err(RevocationFault::Delta.into());
        }
        if let Some(unknown) = extensions.unknown_critical(&[oid::ISSUING_POINT]) {
            return Err(RevocationFault::Critical(unknown).into());
        }
        let Some(extension) = extensions.get(oid::ISSUING_POINT) else {
            return Ok(Self::default());
        };
        let point: IssuingDistributionPoint = read(&extension.value, "issuingDistributionPoint")?;
        if point.indirect_crl {
            return Err(RevocationFault::Indirect.into());
        }
        if point.only_some_reasons.is_some() {
            return Err(RevocationFault::SomeReasons.into());
        }
        if point.only_contains_attribute_certs {
            return Err(RevocationFault::Scope.into());
        }
        let points = point_uris(point.distribution_point.as_ref());
        if point.distribution_point.is_some() && points.is_empty() {
            return Err(RevocationFault::Scope.into());
        }
        let (users, authorities) = (point.only_contains_user_certs, point.only_contains_ca_certs);
        Ok(Self { only_users: users, only_authorities: authorities, points })
    }

    /// RFC 5280 §6.3.3 (b): the list is for this kind of certificate, and of one of its points.
    fn check(&self, certificate: &Certificate) -> Result<(), PkiError> {
        let kind = if certificate.is_ca() { !self.only_users } else { !self.only_authorities };
        let named = |point: &String| certificate.crl_urls().contains(point);
        let point = self.points.is_empty() || self.points.iter().any(named);
        if kind && point { Ok(()) } else { Err(RevocationFault::Scope.into()) }
    }
}

fn entries(list: Vec<RevokedRef<'_>>) -> Result<Entries, PkiError> {
    let mut revoked = HashMap::with_capacity(list.len());
    for entry in list {
        let extensions = Extensions::read(entry.extensions, WHAT)?;
        if extensions.has(oid::CERTIFICATE_ISSUER) {
            return Err(RevocationFault::Indirect.into());
        }
        if let Some(unknown) =
            extensions.unknown_critical(&[oid::REASON_CODE, oid::INVALIDITY_DATE])
        {
            return Err(RevocationFault::Critical(unknown).into());
        }
        let reason = extensions.get(oid::REASON_CODE).and_then(|code| reason(&code.value));
        revoked.insert(entry.serial.as_bytes().to_vec(), (time::instant(entry.at), reason));
    }
    Ok(revoked)
}

/// An ENUMERATED of one byte; a reason nobody knows is none.
pub(super) fn reason(code: &[u8]) -> Option<Reason> {
    let code = der::asn1::AnyRef::from_der(code).ok()?;
    match (code.header().tag(), code.value()) {
        (der::Tag::Enumerated, [code]) => Reason::from_code(*code),
        _ => None,
    }
}
