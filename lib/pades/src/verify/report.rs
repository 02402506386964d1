//! The answer.

use serde::Serialize;

use super::finding::Finding;
use super::rule::Weight;

/// What can be said of a document or of one signature, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignatureReport {
    /// The full name of the field.
    pub field: String,
    pub covers_whole_document: bool,
    pub findings: Vec<Finding>,
    /// The revision it covers, from 0: its bytes are the version that was signed.
    #[serde(skip)]
    pub revision: usize,
    /// Behind the last covered byte.
    #[serde(skip)]
    pub end: usize,
    /// P of a certification: 1 none, 2 filling in and signing, 3 comments too.
    #[serde(skip)]
    pub certified: Option<u8>,
    #[serde(skip)]
    pub verdict: Verdict,
}

/// The answer for a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub verdict: Verdict,
    pub signatures: Vec<SignatureReport>,
    /// Why a file that is no document was refused.
    #[serde(skip)]
    pub refusal: Option<String>,
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
