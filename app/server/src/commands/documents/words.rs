//! The report for people, in Indonesian.

use std::fmt::Write;

use base::Language;
use pades::verify::{Finding, Report, SignatureReport, Verdict};
use web::Texts;

use crate::commands::Failure;

/// The verdict first, then each signature with what was found.
pub fn report(report: &Report) -> Result<String, Failure> {
    let texts = Texts::new(documents::FINDINGS.iter().copied()).map_err(Failure::work)?;
    let mut text = verdict(&texts, report.verdict);
    if let Some(refusal) = &report.refusal {
        let _infallible = write!(text, "\n  {refusal}");
    }
    for (i, signature) in report.signatures.iter().enumerate() {
        let _infallible = write!(text, "\n\n{}. {}", i + 1, one(&texts, signature));
    }
    Ok(text)
}

fn verdict(texts: &Texts, verdict: Verdict) -> String {
    let key = match verdict {
        Verdict::Intact => "verdict-intact",
        Verdict::IntactWithAllowedChanges => "verdict-intact-with-allowed-changes",
        Verdict::Unsigned => "verdict-unsigned",
        Verdict::Indeterminate => "verdict-indeterminate",
        Verdict::Untrusted => "verdict-untrusted",
        Verdict::Modified => "verdict-modified",
        Verdict::Malformed => "verdict-malformed",
    };
    texts.say(Language::Id, key).to_string()
}

fn one(texts: &Texts, it: &SignatureReport) -> String {
    let signer = it.signer.as_deref().unwrap_or("tidak diketahui");
    let mut text = format!("{signer} (kolom {}): {}", it.field, verdict(texts, it.verdict));
    let covers = match it.covers_whole_document {
        true => "seluruh dokumen".to_owned(),
        false => format!("{} bita pertama", it.end),
    };
    let time = match (it.proven, it.claimed) {
        (Some(at), _) => format!("{at}, terbukti oleh stempel waktu"),
        (None, Some(at)) => format!("{at}, menurut penandatangan"),
        (None, None) => "tidak disebut".to_owned(),
    };
    let _infallible = write!(text, "\n   tingkat {} · mencakup {covers} · waktu {time}", it.level);
    for finding in &it.findings {
        let _infallible = write!(text, "\n   - {}", sentence(texts, finding));
    }
    text
}

/// The sentence of a rule, and the place as far as it is known.
fn sentence(texts: &Texts, finding: &Finding) -> String {
    let code = finding.rule.code();
    let mut text =
        texts.say(Language::Id, &format!("finding-{}", code.replace('/', "-"))).to_string();
    let places = [
        finding.page.map(|page| format!("halaman {page}")),
        finding.field.as_ref().map(|field| format!("kolom {field}")),
        finding.object.map(|object| format!("objek {object}")),
        finding.bytes.as_ref().map(|range| format!("bita {}–{}", range.start, range.end)),
        finding.what.clone(),
    ];
    let places: Vec<String> = places.into_iter().flatten().collect();
    if !places.is_empty() {
        let _infallible = write!(text, " ({})", places.join(", "));
    }
    let _infallible = write!(text, " [{code}]");
    text
}
