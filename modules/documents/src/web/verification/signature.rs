//! One signature as the page shows it.

use pades::verify::{SignatureReport, Verdict, Weight};
use web::Page;

use super::finding::{Said, said, word};
use crate::domain::anchor::Standing;
use crate::usecase::verification::{Label, Signed};

/// A signature, a seal or a time-stamp of the document.
pub(super) struct Row {
    pub icon: &'static str,
    pub name: String,
    pub organisation: Option<String>,
    /// Colour and words of its tag.
    pub tag: (&'static str, String),
    /// Which authority answers for it.
    pub authority: String,
    /// Its own verdict, where it is not that everything is well.
    pub verdict: Option<String>,
    pub time: String,
    /// What proves that time.
    pub proof: String,
    pub level: String,
    pub field: String,
    pub covers: String,
    pub problems: Vec<Said>,
    pub notes: Vec<Said>,
}

impl Row {
    pub fn new(page: &Page, it: &SignatureReport, signed: &Signed) -> Self {
        let (notes, problems) = it
            .findings
            .iter()
            .map(|finding| said(page, finding))
            .partition(|said: &Said| said.weight == Weight::Note);
        let unknown = || page.t("verify-signer-unknown").to_string();
        let is_well = it.verdict.is_accepted();
        Self {
            icon: icon(it, signed),
            name: it.signer.clone().unwrap_or_else(unknown),
            organisation: signed.organisation.clone().filter(|o| Some(o) != it.signer.as_ref()),
            tag: tag(page, it, signed),
            authority: authority(page, &signed.label),
            verdict: (!is_well)
                .then(|| page.t(&format!("verdict-{}", word(it.verdict))).to_string()),
            time: time(page, it),
            proof: proof(page, it),
            level: level(page, it),
            field: it.field.clone(),
            covers: covers(page, it),
            problems,
            notes,
        }
    }
}

fn icon(it: &SignatureReport, signed: &Signed) -> &'static str {
    match (it.is_time_stamp, signed.label.standing()) {
        (true, _) => "clock",
        (false, Some(Standing::Seal)) => "landmark",
        _ => "pen-line",
    }
}

/// What kind of signature it is. Green is kept for what may be relied on.
fn tag(page: &Page, it: &SignatureReport, signed: &Signed) -> (&'static str, String) {
    let said = |key: &str| page.t(key).to_string();
    if it.is_time_stamp {
        return ("", said("verify-label-timestamp"));
    }
    let colour = |good: &'static str| if it.verdict.is_accepted() { good } else { "" };
    match signed.label.standing() {
        Some(Standing::Certified) => (colour("green"), said("verify-label-certified")),
        Some(Standing::Seal) => (colour("teal"), said("verify-label-seal")),
        Some(Standing::Internal | Standing::Timestamp) => {
            (colour("teal"), said("verify-label-internal"))
        }
        None => ("", said("verify-label-unknown")),
    }
}

fn authority(page: &Page, label: &Label) -> String {
    match label {
        Label::Pinned { authority, .. } => authority.clone(),
        Label::Own(_) => page.t("verify-own-authority").with("cell", page.cell_name()).to_string(),
        Label::Unknown => page.t("verify-no-authority").to_string(),
    }
}

fn time(page: &Page, it: &SignatureReport) -> String {
    match it.proven.or(it.claimed) {
        Some(at) => page.moment(at),
        None => page.t("verify-no-time").to_string(),
    }
}

/// A signer's own clock proves nothing.
fn proof(page: &Page, it: &SignatureReport) -> String {
    let key = match (it.proven, it.claimed) {
        (Some(_), _) => "verify-time-proven",
        (None, Some(_)) => "verify-time-claimed",
        (None, None) => return String::new(),
    };
    page.t(key).to_string()
}

fn level(page: &Page, it: &SignatureReport) -> String {
    match (it.is_time_stamp, it.level.strip_prefix("B-")) {
        (true, _) => page.t("verify-label-timestamp").to_string(),
        (false, Some(_)) => format!("PAdES {}", it.level),
        (false, None) => page.t("verify-level-other").to_string(),
    }
}

fn covers(page: &Page, it: &SignatureReport) -> String {
    let key = match (it.covers_whole_document, it.end) {
        (true, _) => "verify-covers-all",
        (false, 0) => "verify-covers-nothing",
        (false, _) => "verify-covers-version",
    };
    let end = u64::try_from(it.end).unwrap_or(u64::MAX);
    page.t(key).with("version", it.revision.saturating_add(1)).with("bytes", end).to_string()
}

/// Whether there is a version of this signature besides the whole file.
pub(super) fn has_version(it: &SignatureReport) -> bool {
    it.end > 0 && !it.covers_whole_document && it.verdict != Verdict::Malformed
}
