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
    builder.extend(std::slice::from_ref(certificate));
    builder.found
}

impl<'t> Builder<'t, '_> {
    fn extend(&mut self, path: &[Certificate]) {
        let Some(last) = path.last() else { return };
        // Authorities that certify each other make more paths than signatures: each step is work.
        let Some(work) = self.work.checked_sub(1) else {
            return self.end(last, path.len(), PathFault::TooMuchWork);
        };
        self.work = work;
        let mut dead_end = self.reach_anchors(path, last);
        if path.len() > MOST_BETWEEN {
            return self.end(last, path.len(), PathFault::TooMuchWork);
        }
        let pool = self.pool;
        for candidate in pool.certificates() {
            if path.iter().any(|known| is_same_authority(known, candidate)) || self.pins(candidate)
            {
                continue;
            }
            match self.is_issued_by(last, candidate) {
                None => {}
                Some(Ok(())) => self.extend(&[path, std::slice::from_ref(candidate)].concat()),
                Some(Err(fault)) => dead_end = fault,
            }
        }
        // Where it went on, the deeper end counts.
        self.end(last, path.len(), dead_end);
    }

    /// Notes a path for every anchor that issued `last`, or is it. Why the last one did not.
    fn reach_anchors(&mut self, path: &[Certificate], last: &Certificate) -> PathFault {
        let mut dead_end = PathFault::NoIssuer;
        let list = self.list;
        for anchor in list.anchors() {
            let pinned = anchor.certificate() == last;
            let issued =
                if pinned { Some(Ok(())) } else { self.is_issued_by(last, anchor.certificate()) };
            match issued {
                None => {}
                Some(Ok(())) => {
                    self.found.paths.push(Path { certificates: path.to_vec(), anchor });
                }
                Some(Err(fault)) => dead_end = fault,
            }
        }
        dead_end
    }

    fn pins(&self, certificate: &Certificate) -> bool {
        self.list.anchors().iter().any(|anchor| anchor.certificate() == certificate)
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

    fn end(&mut self, last: &Certificate, depth: usize, fault: PathFault) {
        // A search that was cut short proves nothing by what it did not find.
        let depth = if fault == PathFault::TooMuchWork { usize::MAX } else { depth };
        if depth > self.depth_of_dead_end {
            self.depth_of_dead_end = depth;
            self.found.dead_end = Some(Problem { certificate: last.clone(), fault });
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
    one == other || (one.subject() == other.subject() && matches!(keys, (Ok(a), Ok(b)) if a == b))
}
