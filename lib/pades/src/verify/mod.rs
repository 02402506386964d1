//! Whether a document is what was signed, and by whom.
//!
//! Integrity first: what each signature covers ([`Rule::CoverageGap`] and its neighbours), and what
//! every later revision did to the objects before it, against a whitelist. Then the signature
//! itself, and last whether somebody who is trusted answers for it.

mod backwards;
mod changes;
mod content;
mod coverage;
mod date;
mod digest;
mod evidence;
mod finding;
mod gather;
mod history;
mod index;
mod level;
mod permission;
mod policy;
mod report;
mod rule;
mod same;
mod trust;
mod value;

use changes::{Outcome, Step};
use finding::Findings;
use gather::{Case, gather};
use history::History;
use permission::Permission;

use level::{Known, level};
use trust::Trust;
use value::{Format, Value};

use base::Instant;

use crate::document::Document;
use crate::object::{Object, Ref};
use crate::work::Work;
use crate::{Fault, PdfError};

pub use evidence::Kind as Evidence;
pub use finding::Finding;
pub use policy::Policy;
pub use report::{Report, SignatureReport, Verdict};
pub use rule::{Rule, Rules, Weight};

/// Judges a file. There is an answer for any bytes.
pub fn verify(bytes: &[u8], policy: &Policy) -> Report {
    let refused = |error: PdfError| Report {
        verdict: match error.what {
            Fault::Limit(_) | Fault::Encrypted => Verdict::Indeterminate,
            _ => Verdict::Malformed,
        },
        signatures: Vec::new(),
        refusal: Some(error.to_string()),
        wanted: Vec::new(),
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
    if !document.is_readable() {
        let encrypted = |case: &mut Case<'_>| case.findings.add(Finding::new(Rule::Encrypted));
        cases.iter_mut().for_each(encrypted);
    }
    let values = value::check(document.bytes(), &mut cases);
    let trusts = trust::judge(document, &mut cases, &values, policy);
    let wanted = trusts.iter().flat_map(|trust| trust.wanted.clone()).collect();
    let shared = Shared { history: &history, outcomes: &outcomes, perms: perms.as_ref() };
    let pieces = evidence::stored(document);
    let stamped = stamped(&cases, &values, &trusts);
    let mut signatures = Vec::new();
    for ((case, value), trust) in cases.into_iter().zip(&values).zip(&trusts) {
        let known = Known {
            departure: None,
            has_stamp: trust.has_stamp,
            judgement: trust.judgement.as_ref(),
            enclosed: match value {
                Some(Value::Signature(signed)) => signed.certificates(),
                _ => &[],
            },
            pieces: &pieces,
            revision: case.covered.as_ref().map_or(0, |covered| covered.revision),
            stamped: &stamped,
        };
        signatures.push(shared.conclude(case, value.as_ref(), trust, known)?);
    }
    let worst = signatures.iter().map(|signature| signature.verdict).max();
    let verdict = worst.unwrap_or(Verdict::Unsigned);
    Ok(Report { verdict, signatures, refusal: None, wanted })
}

/// Revisions that trusted document time-stamps cover.
fn stamped(cases: &[Case<'_>], values: &[Option<Value>], trusts: &[Trust]) -> Vec<usize> {
    let all = cases.iter().zip(values).zip(trusts);
    all.filter(|((_, value), trust)| matches!(value, Some(Value::Token(_))) && trust.is_trusted)
        .filter_map(|((case, _), _)| Some(case.covered.as_ref()?.revision))
        .collect()
}

/// What each revision behind the first signed one did, by revision.
fn outcomes(history: &History<'_, '_>, cases: &[Case<'_>], policy: &Policy) -> Vec<Outcome> {
    let count = history.document.revisions().len();
    let covered = cases.iter().filter_map(|case| case.covered.as_ref());
    let first = covered.map(|covered| covered.revision).min().unwrap_or(count);
    let judged = |revision| match revision > first {
        true if history.document.is_readable() => Step::judge(history, revision, policy.rules),
        _ => Outcome::default(),
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

/// What all conclusions rest on.
struct Shared<'s, 'd, 'a> {
    history: &'s History<'d, 'a>,
    outcomes: &'s [Outcome],
    perms: Option<&'s Finding>,
}

impl<'d> Shared<'_, 'd, '_> {
    fn conclude(
        &self,
        case: Case<'d>,
        value: Option<&Value>,
        trust: &Trust,
        mut known: Known<'_>,
    ) -> Result<SignatureReport, PdfError> {
        let mut findings = case.findings;
        findings.extend(self.perms.cloned());
        let (revision, end) = case.covered.as_ref().map_or((0, 0), |c| (c.revision, c.end));
        let dict = &case.signature.dict;
        let mut certified = None;
        let view = case.covered.as_ref().and_then(|_| self.history.document.as_of(revision));
        if let Some(view) = view {
            let permission = Permission::read(view, dict, &case.field.dict)?;
            certified = permission.certified;
            for (later, outcome) in self.outcomes.iter().enumerate().skip(revision + 1) {
                findings.extend(outcome.findings.iter().cloned());
                permission.check(&outcome.deeds, later, &mut findings);
            }
        }
        let claimed = dict.get("M").and_then(Object::as_string);
        let claimed = claimed.and_then(|text| date::read(&text.to_text()));
        let level = match value {
            Some(Value::Signature(signed)) => {
                known.departure = value::departure(signed, Format::of(dict), dict);
                notes(&known, claimed, trust.proven, &mut findings)
            }
            Some(Value::Token(_)) => "document time-stamp".to_owned(),
            None => "unknown".to_owned(),
        };
        let covers_whole_document = end > 0 && end == self.history.document.bytes().len();
        let findings = findings.into_list();
        Ok(SignatureReport {
            verdict: report::verdict(&findings, covers_whole_document),
            field: case.field.name.to_string(),
            signer: trust.signer.clone(),
            certificate: trust.certificate.clone(),
            level,
            covers_whole_document,
            proven: trust.proven,
            claimed,
            findings,
            revision,
            end,
            certified,
            label: trust.label.clone(),
            is_time_stamp: matches!(value, Some(Value::Token(_))),
        })
    }
}

fn is_far(one: Instant, other: Instant) -> bool {
    one.plus_seconds(FAR_SECONDS) < other || other.plus_seconds(FAR_SECONDS) < one
}

/// Claimed and proven times further apart than this are worth a remark.
const FAR_SECONDS: i64 = 3_600;

/// The level, with what there is to say about it and about the time.
fn notes(
    known: &Known<'_>,
    claimed: Option<Instant>,
    proven: Option<Instant>,
    findings: &mut Findings,
) -> String {
    let (level, next) = level(known);
    if let Some(reason) = &known.departure {
        findings.add(Finding::new(Rule::NotPades).what(reason));
    }
    if let Some(next) = next {
        findings.add(Finding::new(Rule::NextLevel).what(next));
    }
    match (claimed, proven) {
        (_, None) => findings.add(Finding::new(Rule::TimeClaimed)),
        (Some(claimed), Some(proven)) if is_far(claimed, proven) => {
            findings.add(Finding::new(Rule::TimeDiffers).what(format!("{claimed}, {proven}")));
        }
        _ => {}
    }
    level
}
