//! What was found, in a plain sentence.

use pades::verify::{Finding, Verdict, Weight};
use web::Page;

/// A finding as people read it.
pub(super) struct Said {
    /// The sentence of its rule, with page and field.
    pub sentence: String,
    /// The code, and what the verifier says in the words of the standards.
    pub detail: String,
    pub weight: Weight,
}

pub(super) fn said(page: &Page, finding: &Finding) -> Said {
    let key = format!("finding-{}", finding.rule.code().replace('/', "-"));
    let mut sentence = capital(&page.t(&key).to_string());
    let places = [
        finding.page.map(|n| page.t("verify-at-page").with("n", n).to_string()),
        finding.field.as_ref().map(|f| page.t("verify-at-field").with("f", f.as_str()).to_string()),
    ];
    let places: Vec<String> = places.into_iter().flatten().collect();
    if !places.is_empty() {
        sentence = format!("{sentence} ({})", places.join(", "));
    }
    Said {
        sentence: format!("{sentence}."),
        detail: detail(finding),
        weight: finding.rule.weight(),
    }
}

fn detail(finding: &Finding) -> String {
    let parts = [
        finding.what.clone(),
        finding.object.map(|object| object.to_string()),
        finding.bytes.as_ref().map(|range| format!("{}–{}", range.start, range.end)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => finding.rule.code().to_owned(),
        false => format!("{}: {}", finding.rule.code(), parts.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The end of the translation keys of a verdict.
pub(super) const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "intact",
        Verdict::IntactWithAllowedChanges => "intact-with-allowed-changes",
        Verdict::Unsigned => "unsigned",
        Verdict::Indeterminate => "indeterminate",
        Verdict::Untrusted => "untrusted",
        Verdict::Modified => "modified",
        Verdict::Malformed => "malformed",
    }
}

/// Colour and icon of a verdict.
pub(super) const fn look(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Intact | Verdict::IntactWithAllowedChanges => ("", "shield-check"),
        Verdict::Modified => ("bad", "shield-alert"),
        Verdict::Unsigned | Verdict::Malformed => ("warn", "file-text"),
        Verdict::Indeterminate | Verdict::Untrusted => ("warn", "triangle-alert"),
    }
}
