//! Certificates and statements about them, from every revision's `/DSS` (EN 319 142-1 §5.4.2).

use std::collections::HashSet;

use base::Instant;
use pki::Certificate;
use pki::revocation::{Crl, OcspResponse};
use pki::trust::Pool;

use crate::Limits;
use crate::document::Document;
use crate::object::{Dict, Object, Ref};
use crate::view::View;

/// Pieces of evidence of one document, and bytes of one piece, beyond which nothing is read.
const PIECES: usize = 2_000;
const BYTES: usize = 8 << 20;
/// Bytes that all pieces together may have when unpacked.
const BYTES_OF_ALL: usize = 128 << 20;

/// One piece, and the revision that brought it.
#[derive(Debug, Clone)]
pub struct Piece {
    pub revision: usize,
    pub kind: Kind,
}

/// What a caller or a document supplies. None of it is believed before it is checked.
#[derive(Debug, Clone)]
pub enum Kind {
    Certificate(Certificate),
    Crl(Crl),
    Ocsp(OcspResponse),
}

impl Kind {
    pub fn enter(&self, pool: &mut Pool, existed: Instant) {
        match self {
            Self::Certificate(certificate) => pool.add_certificate(certificate.clone()),
            Self::Crl(crl) => pool.add_crl(crl.clone(), existed),
            Self::Ocsp(answer) => pool.add_ocsp(answer.clone(), existed),
        }
    }
}

/// All evidence that the document stores. What cannot be read proves nothing and is left out.
pub fn stored(document: &Document<'_>) -> Vec<Piece> {
    let mut found = Found { met: HashSet::new(), left: BYTES_OF_ALL, pieces: Vec::new() };
    for revision in 0..document.revisions().len() {
        let Some(view) = document.as_of(revision) else { continue };
        let Ok((_, catalog)) = view.catalog() else { continue };
        let Ok(Object::Dict(store)) = view.value(&catalog, "DSS") else { continue };
        for (key, read) in READERS {
            found.list(view, &store, key, *read, revision);
        }
    }
    found.pieces
}

type Reader = fn(&[u8]) -> Option<Kind>;

const READERS: &[(&str, Reader)] = &[
    ("Certs", |der| Certificate::from_der(der).ok().map(Kind::Certificate)),
    ("CRLs", |der| Crl::from_der(der).ok().map(Kind::Crl)),
    ("OCSPs", |der| OcspResponse::from_der(der).ok().map(Kind::Ocsp)),
];

/// What was found so far, and how much more may be unpacked.
struct Found {
    met: HashSet<Ref>,
    left: usize,
    pieces: Vec<Piece>,
}

impl Found {
    fn list<'d>(
        &mut self,
        view: View<'d, '_>,
        store: &Dict<'d>,
        key: &str,
        read: Reader,
        revision: usize,
    ) {
        let Ok(Object::Array(items)) = view.value(store, key) else { return };
        for id in items.iter().filter_map(Object::as_reference) {
            if self.met.len() >= PIECES || !self.met.insert(id) {
                continue;
            }
            let Ok(Object::Stream(stream)) = view.get(id) else { continue };
            let limits = Limits { decoded: self.left.min(BYTES), ..*view.document().limits() };
            let Ok(der) = stream.decode(&limits) else {
                // What fails costs as much as it could have.
                self.left = self.left.saturating_sub(stream.most(&limits));
                continue;
            };
            self.left = self.left.saturating_sub(der.len());
            let kind = read(&der);
            self.pieces.extend(kind.map(|kind| Piece { revision, kind }));
        }
    }
}
