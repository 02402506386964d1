//! Finding paths from a certificate to an anchor: by names, key identifiers and signatures.

use std::collections::HashMap;

use super::anchor::{TrustAnchor, TrustList};
use super::pool::Pool;
use super::problem::{PathFault, Problem};
use crate::{Certificate, PkiError};

/// Certificates between a person and an anchor. Real chains have one or two.
const MOST_BETWEEN: usize = 8;

/// A path: the certificate first, then its issuers. The anchor stands beside.
#[derive(Debug, Clone)]
pub(super) struct Path<'t> {
    pub certificates: Vec<Certificate>,
    pub anchor: &'t TrustAnchor,
}

impl Path<'_> {
    /// Who issued the certificate at `index`. A pinned certificate that heads its own path is taken as
    /// its own issuer.
    pub fn issuer_of(&self, index: usize) -> &Certificate {
        self.certificates.get(index + 1).unwrap_or_else(|| self.anchor.certificate())
    }

    /// The certificate that is judged is pinned itself.
    pub fn is_pinned(&self) -> bool {
        self.certificates.first() == Some(self.anchor.certificate())
    }
}

/// What a search found, and why it found no more.
pub(super) struct Search<'t> {
    pub paths: Vec<Path<'t>>,
    /// The deepest reason for which a path ended nowhere.
    pub dead_end: Option<Problem>,
}

struct Builder<'t, 'p> {
    list: &'t TrustList,
    pool: &'p Pool,
    /// Signatures that may still be checked, and steps that may still be gone.
    work: usize,
    /// Verdicts by places in the pool or the list, so that none is checked twice.
    checked: HashMap<([u8; 32], [u8; 32]), Result<(), PkiError>>,
    found: Search<'t>,
    depth_of_dead_end: usize,
}

/// All paths, those over pinned anchors nearest to the certificate first. `work` bounds the number of
/// signatures that are checked and of steps that are gone.
pub(super) fn search<'t>(
    list: &'t TrustList,
    pool: &Pool,
    certificate: &Certificate,
    work: usize,
) -> Search<'t> {
    let found = Search { paths: Vec::new(), dead_end: None };
    let mut builder =
        Builder { list, pool, work, checked: HashMap::new(), found, depth_of_dead_end: 0 };
    builder.extend(vec![certificate.clone()]);
    builder.found
}

impl<'t> Builder<'t, '_> {
    fn extend(&mut self, path: Vec<Certificate>) {
        let Some(last) = path.last().cloned() else { return };
        // Authorities that certify each other make more paths than signatures: each step is work.
        let Some(work) = self.work.checked_sub(1) else {
            return self.end(path, PathFault::TooMuchWork);
        };
        self.work = work;
        let mut dead_end = PathFault::NoIssuer;
        for anchor in self.list.anchors() {
            if *anchor.certificate() == last {
                self.found.paths.push(Path { certificates: path.clone(), anchor });
                continue;
            }
            match self.is_issued_by(&last, anchor.certificate()) {
                None => {}
                Some(Ok(())) => {
                    self.found.paths.push(Path { certificates: path.clone(), anchor });
                }
                Some(Err(fault)) => dead_end = fault,
            }
        }
        if path.len() > MOST_BETWEEN {
            return self.end(path, PathFault::TooMuchWork);
        }
        let mut further = false;
        for candidate in self.pool.certificates() {
            if path.iter().any(|known| is_same_authority(known, candidate))
                || self.list.anchors().iter().any(|anchor| anchor.certificate() == candidate)
            {
                continue;
            }
            match self.is_issued_by(&last, candidate) {
                None => {}
                Some(Ok(())) => {
                    further = true;
                    self.extend([path.as_slice(), &[candidate.clone()]].concat());
                }
                Some(Err(fault)) => dead_end = fault,
            }
        }
        if !further {
            self.end(path, dead_end);
        }
    }

    /// None when the names already say no.
    fn is_issued_by(
        &mut self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Option<Result<(), PathFault>> {
        if !certificate.may_be_issued_by(issuer) {
            return None;
        }
        let key = (certificate.fingerprint(), issuer.fingerprint());
        if let Some(known) = self.checked.get(&key) {
            return Some(known.clone().map_err(fault));
        }
        let Some(work) = self.work.checked_sub(1) else {
            return Some(Err(PathFault::TooMuchWork));
        };
        self.work = work;
        let result = issuer.public_key().and_then(|key| certificate.verify_signed_by(key));
        self.checked.insert(key, result.clone());
        Some(result.map_err(fault))
    }

    fn end(&mut self, path: Vec<Certificate>, fault: PathFault) {
        if path.len() > self.depth_of_dead_end
            && let Some(certificate) = path.last().cloned()
        {
            self.depth_of_dead_end = path.len();
            self.found.dead_end = Some(Problem { certificate, fault });
        }
    }
}

fn fault(error: PkiError) -> PathFault {
    match error {
        PkiError::Signature => PathFault::IssuerSignature,
        error => PathFault::Unusable(error),
    }
}

/// The same name and key again would only lead round in a circle.
fn is_same_authority(one: &Certificate, other: &Certificate) -> bool {
    let keys = (one.public_key(), other.public_key());
    one == other
        || (one.subject() == other.subject() && matches!(keys, (Ok(a), Ok(b)) if a == b))
}
