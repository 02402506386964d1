//! The anchors somebody decided to trust, and what for.

use base::Instant;

use crate::{Certificate, PkiError};

/// What a certificate is to be trusted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Signatures and seals on documents.
    DocumentSigning,
    /// Tokens of a time-stamping authority.
    TimeStamping,
}

/// A pinned certificate. It is trusted by its name and key (RFC 5280 §6.1.1 (d)): its own signature is
/// not checked, and its own notAfter does not end the trust — that would make every signature below it
/// unverifiable on one day, long after it was judged good. Who wants an end pins one with
/// [`Self::between`]. After notAfter a judgement carries a note. The limits a certificate sets for
/// those below it (path length, names) hold for an anchor too (RFC 5937).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustAnchor {
    certificate: Certificate,
    label: Option<String>,
    from: Option<Instant>,
    until: Option<Instant>,
    only: Option<Purpose>,
}

impl TrustAnchor {
    /// Trusted for everything, at all times.
    pub const fn new(certificate: Certificate) -> Self {
        Self { certificate, label: None, from: None, until: None, only: None }
    }

    /// What people call it, such as `BSrE`.
    #[must_use]
    pub fn labelled(self, label: &str) -> Self {
        Self { label: Some(label.to_owned()), ..self }
    }

    /// Trusted for what is proven to have existed from `from` on, and before `until`.
    #[must_use]
    pub fn between(self, from: Option<Instant>, until: Option<Instant>) -> Self {
        Self { from, until, ..self }
    }

    /// Trusted for one purpose only.
    #[must_use]
    pub fn only_for(self, purpose: Purpose) -> Self {
        Self { only: Some(purpose), ..self }
    }

    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    pub(crate) fn is_trusted_at(&self, at: Instant) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }

    pub(crate) fn is_trusted_for(&self, purpose: Purpose) -> bool {
        self.only.is_none_or(|only| only == purpose)
    }
}

/// All anchors of one who verifies. Empty at first: then nothing is trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustList {
    anchors: Vec<TrustAnchor>,
}

impl TrustList {
    pub fn new() -> Self {
        Self::default()
    }

    /// Every certificate of a PEM file, trusted for everything.
    pub fn from_pem(text: &str) -> Result<Self, PkiError> {
        let certificates = Certificate::all_from_pem(text)?;
        Ok(certificates.into_iter().map(TrustAnchor::new).collect())
    }

    pub fn add(&mut self, anchor: TrustAnchor) {
        if !self.anchors.contains(&anchor) {
            self.anchors.push(anchor);
        }
    }

    pub fn anchors(&self) -> &[TrustAnchor] {
        &self.anchors
    }

    pub fn is_empty(&self) -> bool {
        self.anchors.is_empty()
    }
}

impl FromIterator<TrustAnchor> for TrustList {
    fn from_iter<I: IntoIterator<Item = TrustAnchor>>(anchors: I) -> Self {
        let mut list = Self::new();
        anchors.into_iter().for_each(|anchor| list.add(anchor));
        list
    }
}
