//! The rules a path keeps at a time (RFC 5280 §6.1), but for revocation.

use base::Instant;

use super::anchor::Purpose;
use super::build::Path;
use super::names;
use super::problem::{PathFault, Problem};
use crate::{Certificate, ObjectIdentifier, oid};

/// Extensions that are processed here, or that say nothing a path depends on when any policy is
/// welcome (RFC 5280 §6.1.1 (c)).
const UNDERSTOOD: [ObjectIdentifier; 9] = [
    oid::KEY_USAGE,
    oid::EXTENDED_KEY_USAGE,
    oid::BASIC_CONSTRAINTS,
    oid::NAME_CONSTRAINTS,
    oid::SUBJECT_ALT_NAME,
    oid::POLICIES,
    oid::CRL_POINTS,
    oid::OCSP_NO_CHECK,
    oid::NO_REVOCATION,
];

/// Purposes with which a certificate may sign documents; any one is enough. documentSigning is
/// RFC 9336; the two of vendors are what Adobe and Microsoft issue for it; emailProtection is what
/// authorities gave signers before there was one, BSrE among them, and S/MIME signs content too.
/// clientAuth alone only lets somebody in, and is not enough.
const SIGNS_DOCUMENTS: [ObjectIdentifier; 5] = [
    oid::DOCUMENT_SIGNING,
    oid::EMAIL_PROTECTION,
    oid::ADOBE_DOCUMENTS,
    oid::MICROSOFT_DOCUMENTS,
    oid::ANY_PURPOSE,
];

/// When and for what a path is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occasion {
    pub purpose: Purpose,
    /// The instant at which the certificates are to be valid.
    pub at: Instant,
    /// Whether the signature is proven to have existed then.
    pub proven: bool,
}

/// Everything that is wrong, the certificate's own faults first.
pub(super) fn problems(path: &Path<'_>, occasion: &Occasion) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, certificate) in path.certificates.iter().enumerate() {
        let mut faults = validity(certificate, occasion);
        faults.extend(unknown_critical(certificate));
        if index == 0 {
            faults.extend(purpose(certificate, occasion.purpose));
        } else {
            faults.extend(authority(certificate, between(path, index), occasion.purpose));
        }
        faults.extend(names::fault(certificate, below(path, index)));
        let problem = |fault| Problem { certificate: certificate.clone(), fault };
        problems.extend(faults.into_iter().map(problem));
    }
    problems.extend(anchor(path, occasion));
    problems
}

fn validity(certificate: &Certificate, occasion: &Occasion) -> Vec<PathFault> {
    let Occasion { at, proven, .. } = *occasion;
    if certificate.is_valid_at(at) {
        return Vec::new();
    }
    if at < certificate.not_before() {
        vec![PathFault::NotYetValid { from: certificate.not_before(), at }]
    } else {
        vec![PathFault::Expired { until: certificate.not_after(), at, proven }]
    }
}

fn unknown_critical(certificate: &Certificate) -> Option<PathFault> {
    certificate.extensions().unknown_critical(&UNDERSTOOD).map(PathFault::UnknownCritical)
}

/// What the certificate itself must be for.
fn purpose(certificate: &Certificate, purpose: Purpose) -> Vec<PathFault> {
    match purpose {
        Purpose::DocumentSigning => document_signing(certificate),
        Purpose::TimeStamping => time_stamping(certificate),
    }
}

/// keyUsage, when there, allows content to be signed; extendedKeyUsage, when there, is for documents.
fn document_signing(certificate: &Certificate) -> Vec<PathFault> {
    let usage = certificate.key_usage();
    let signs = usage.is_none_or(|usage| usage.digital_signature() || usage.non_repudiation());
    let listed = |list: &crate::Purposes| SIGNS_DOCUMENTS.iter().any(|known| list.contains(*known));
    let mut faults = Vec::new();
    faults.extend((!signs).then_some(PathFault::KeyUsage));
    faults.extend((!certificate.purposes().is_none_or(listed)).then_some(PathFault::Purpose));
    faults
}

/// RFC 3161 §2.3: one purpose, and critical.
pub(crate) fn is_time_stamping(certificate: &Certificate) -> bool {
    certificate
        .purposes()
        .is_some_and(|purposes| purposes.critical && purposes.list == [oid::TIME_STAMPING])
}

fn time_stamping(certificate: &Certificate) -> Vec<PathFault> {
    let signs = certificate.key_usage().is_none_or(crate::KeyUsage::only_signs);
    let mut faults = Vec::new();
    faults.extend((!signs).then_some(PathFault::KeyUsage));
    faults.extend((!is_time_stamping(certificate)).then_some(PathFault::Purpose));
    faults
}

/// What an authority between must be (RFC 5280 §6.1.4 (k) to (n)).
fn authority(certificate: &Certificate, between: usize, purpose: Purpose) -> Vec<PathFault> {
    if certificate.version() != 2 || !certificate.is_ca() {
        return vec![PathFault::NotAuthority];
    }
    let mut faults = Vec::new();
    let may_issue = certificate.key_usage().is_none_or(crate::KeyUsage::key_cert_sign);
    faults.extend((!may_issue).then_some(PathFault::MayNotIssue));
    faults.extend((!allows(certificate, between)).then_some(PathFault::PathLength));
    faults.extend((!nests(certificate, purpose)).then_some(PathFault::Purpose));
    faults
}

fn allows(authority: &Certificate, between: usize) -> bool {
    authority.path_length().is_none_or(|most| between <= usize::from(most))
}

/// An authority whose purposes are listed issues for these alone. RFC 5280 leaves this open; browsers,
/// Microsoft and the CA/Browser Forum (Baseline Requirements §7.1.5) read it so.
fn nests(authority: &Certificate, purpose: Purpose) -> bool {
    authority.purposes().is_none_or(|purposes| match purpose {
        Purpose::DocumentSigning => SIGNS_DOCUMENTS.iter().any(|known| purposes.contains(*known)),
        Purpose::TimeStamping => {
            purposes.contains(oid::TIME_STAMPING) || purposes.contains(oid::ANY_PURPOSE)
        }
    })
}

/// Authorities between this one and the certificate that is judged, self-issued ones not counted.
fn between(path: &Path<'_>, index: usize) -> usize {
    let below = path.certificates.get(1..index).unwrap_or_default();
    below.iter().filter(|certificate| !certificate.is_self_issued()).count()
}

fn below<'p>(path: &'p Path<'_>, index: usize) -> &'p [Certificate] {
    path.certificates.get(..index).unwrap_or_default()
}

fn anchor(path: &Path<'_>, occasion: &Occasion) -> Vec<Problem> {
    let anchor = path.anchor;
    let mut faults = Vec::new();
    if !anchor.is_trusted_for(occasion.purpose) {
        faults.push(PathFault::AnchorPurpose);
    }
    if !anchor.is_trusted_at(occasion.at) {
        faults.push(PathFault::AnchorInterval(occasion.at));
    }
    if !path.is_pinned() {
        let certificate = anchor.certificate();
        let count = path.certificates.len();
        if !allows(certificate, between(path, count)) {
            faults.push(PathFault::PathLength);
        }
        faults.extend(names::fault(certificate, below(path, count)));
    }
    let problem = |fault| Problem { certificate: anchor.certificate().clone(), fault };
    faults.into_iter().map(problem).collect()
}
