//! Whether a document is what was signed, and by whom.
//!
//! Integrity first: what each signature covers ([`Rule::CoverageGap`] and its neighbours), and what
//! every later revision did to the objects before it, against a whitelist. Then the signature
//! itself, and last whether somebody who is trusted answers for it.

mod changes;
mod content;
mod coverage;
mod finding;
mod gather;
mod history;
mod index;
mod permission;
mod policy;
mod report;
mod rule;
mod same;

use changes::{Outcome, Step};
use finding::Findings;
use gather::{Case, gather};
use history::History;
use permission::Permission;

use crate::document::Document;
use crate::object::{Object, Ref};
use crate::work::Work;
use crate::PdfError;

pub use finding::Finding;
pub use policy::Policy;
pub use report::{Report, SignatureReport, Verdict};
pub use rule::{Rule, Rules, Weight};

/// Judges a file. There is an answer for any bytes.
pub fn verify(bytes: &[u8], policy: &Policy) -> Report {
    let refused = |error: PdfError| Report {
        verdict: if error.is_limit() { Verdict::Indeterminate } else { Verdict::Malformed },
        signatures: Vec::new(),
        refusal: Some(error.to_string()),
    };
    let document = match Document::open_within(bytes, policy.limits) {
        Ok(document) => document,
        Err(error) => return refused(error),
    };
    judge(&document, policy).unwrap_or_else(refused)
}

fn judge(document: &Document<'_>, policy: &Policy) -> Result<Report, PdfError> {
    let mut history = History::new(document, Work::new(policy.work))?;
    let mut cases = gather(&mut history, policy.rules)?;
    let outcomes = outcomes(&history, &cases, policy);
    let perms = perms(document, &cases)?;
    tail(document, &mut cases);
    let signatures: Vec<SignatureReport> = cases
        .into_iter()
        .map(|case| conclude(case, &history, &outcomes, perms.as_ref()))
        .collect::<Result<_, _>>()?;
    let worst = signatures.iter().map(|signature| signature.verdict).max();
    Ok(Report { verdict: worst.unwrap_or(Verdict::Unsigned), signatures, refusal: None })
}

/// What each revision behind the first signed one did, by revision.
fn outcomes(history: &History<'_, '_>, cases: &[Case<'_>], policy: &Policy) -> Vec<Outcome> {
    let count = history.document.revisions().len();
    let covered = cases.iter().filter_map(|case| case.covered.as_ref());
    let first = covered.map(|covered| covered.revision).min().unwrap_or(count);
    let judged = |revision| match revision > first {
        true => Step::judge(history, revision, policy.rules),
        false => Outcome::default(),
    };
    (0..count).map(judged).collect()
}

/// Bytes that no signature covers and no revision explains.
fn tail(document: &Document<'_>, cases: &mut [Case<'_>]) {
    let length = document.bytes().len();
    let newest = document.revisions().len().saturating_sub(1);
    let covering = cases.iter().filter_map(|case| case.covered.as_ref());
    let covered = covering.filter(|c| c.revision == newest).map(|c| c.end).max();
    let marker = document.revisions().last().map_or(0, |revision| revision.marker_end);
    let end = covered.map_or(document.tail().start, |end| end.max(marker));
    if end < length {
        for case in cases {
            case.findings.add(Finding::new(Rule::Tail).bytes(end..length));
        }
    }
}

/// What `/Perms /DocMDP` of the newest revision names, unless it is a certification of the form.
fn perms(document: &Document<'_>, cases: &[Case<'_>]) -> Result<Option<Finding>, PdfError> {
    let Some(view) = document.newest() else { return Ok(None) };
    let (_, catalog) = view.catalog()?;
    let Object::Dict(perms) = view.value(&catalog, "Perms")? else { return Ok(None) };
    let Some(named) = perms.get("DocMDP") else { return Ok(None) };
    let named: Option<Ref> = named.as_reference();
    for case in cases {
        let permission = Permission::read(view, &case.signature.dict, &case.field.dict)?;
        if named.is_some() && case.signature.id == named && permission.certified.is_some() {
            return Ok(None);
        }
    }
    let finding = Finding::new(Rule::Perms).what("DocMDP");
    Ok(Some(match named {
        Some(id) => finding.object(id),
        None => finding,
    }))
}

fn conclude(
    case: Case<'_>,
    history: &History<'_, '_>,
    outcomes: &[Outcome],
    perms: Option<&Finding>,
) -> Result<SignatureReport, PdfError> {
    let mut findings = case.findings;
    findings.extend(perms.cloned());
    let (revision, end) = case.covered.as_ref().map_or((0, 0), |c| (c.revision, c.end));
    let mut certified = None;
    if let Some(view) = case.covered.as_ref().and_then(|c| history.document.as_of(c.revision)) {
        let permission = Permission::read(view, &case.signature.dict, &case.field.dict)?;
        certified = permission.certified;
        for (later, outcome) in outcomes.iter().enumerate().skip(revision + 1) {
            findings.extend(outcome.findings.iter().cloned());
            permission.check(&outcome.deeds, later, &mut findings);
        }
    }
    let findings = Findings::into_list(findings);
    let covers_whole_document = end == history.document.bytes().len();
    let verdict = report::verdict(&findings, covers_whole_document);
    let field = case.field.name.to_string();
    Ok(SignatureReport {
        field,
        covers_whole_document,
        findings,
        revision,
        end,
        certified,
        verdict,
    })
}
