//! The answer.

use base::Instant;
use pki::Certificate;
use pki::trust::Wanted;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::finding::Finding;
use super::rule::Weight;

/// What can be said of a document or of one signature, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// Signed up to the last byte by somebody who is trusted.
    Intact,
    /// Later revisions exist, and each did what is allowed.
    IntactWithAllowedChanges,
    /// Nobody signed it.
    Unsigned,
    /// Something needed for an answer is missing.
    Indeterminate,
    /// The bytes are whole, but the signer is not trusted.
    Untrusted,
    /// It is not what was signed.
    Modified,
    /// It is no PDF that two readers would read alike.
    Malformed,
}

impl Verdict {
    /// Whether a document may be relied on.
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Intact | Self::IntactWithAllowedChanges)
    }
}

/// One signature or document time-stamp.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureReport {
    pub verdict: Verdict,
    /// The full name of the field.
    pub field: String,
    /// The common name in the signer's certificate.
    pub signer: Option<String>,
    /// The signer's certificate, or the time-stamping authority's.
    pub certificate: Option<Certificate>,
    /// `B-B` to `B-LTA`, `document time-stamp`, or why it is not PAdES.
    pub level: String,
    pub covers_whole_document: bool,
    /// When a trusted time-stamp proves it to have existed.
    pub proven: Option<Instant>,
    /// What the signer claims in `/M`.
    pub claimed: Option<Instant>,
    pub findings: Vec<Finding>,
    /// The revision it covers, from 0.
    pub revision: usize,
    /// Behind the last covered byte: what stands before is the version that was signed.
    pub end: usize,
    /// P of a certification: 1 nothing, 2 filling in and signing, 3 comments too.
    pub certified: Option<u8>,
    /// What the trusted authority is called.
    pub label: Option<String>,
    pub is_time_stamp: bool,
}

impl Serialize for SignatureReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("SignatureReport", 6)?;
        out.serialize_field("field", &self.field)?;
        out.serialize_field("signer", &self.signer)?;
        out.serialize_field("level", &self.level)?;
        out.serialize_field("covers_whole_document", &self.covers_whole_document)?;
        let time = self.proven.or(self.claimed).map(|time| time.to_string());
        out.serialize_field("time", &time)?;
        out.serialize_field("findings", &self.findings)?;
        out.end()
    }
}

/// The answer for a document. As JSON it has `verdict` and `signatures`.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Report {
    pub verdict: Verdict,
    pub signatures: Vec<SignatureReport>,
    /// Why a file that is no document was refused.
    #[serde(skip)]
    pub refusal: Option<String>,
    /// What could be fetched to judge better.
    #[serde(skip)]
    pub wanted: Vec<Wanted>,
}

/// The verdict that findings leave, of a signature that covers all or not all of the file.
pub fn verdict(findings: &[Finding], is_newest: bool) -> Verdict {
    match findings.iter().map(|finding| finding.rule.weight()).max() {
        Some(Weight::Modified) => Verdict::Modified,
        Some(Weight::Untrusted) => Verdict::Untrusted,
        Some(Weight::Indeterminate) => Verdict::Indeterminate,
        Some(Weight::Note) | None if is_newest => Verdict::Intact,
        Some(Weight::Note) | None => Verdict::IntactWithAllowedChanges,
    }
}
