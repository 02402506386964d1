//! Every signature of a document, wherever it stands and whenever it was there.

use std::collections::{HashMap, HashSet};

use super::coverage::{self, Covered};
use super::finding::{Finding, Findings};
use super::history::{History, Signed};
use super::rule::{Rule, Rules};
use crate::PdfError;
use crate::form::Field;
use crate::object::{Dict, Object, Ref};
use crate::signature::{Signature, SignatureField};
use crate::view::View;

/// A signature on its way to a verdict.
pub struct Case<'d> {
    pub field: Field<'d>,
    /// As the signed revision shows it.
    pub signature: Signature<'d>,
    pub covered: Option<Covered>,
    pub findings: Findings,
}

/// Signatures of one document. Letters that travelled far have fifty.
const MOST: usize = 512;
/// Earlier revisions that are searched for signatures that are gone.
const SEARCHED: usize = 256;

/// Finds the signatures of the newest revision and those it hides, in the order of what they cover.
pub fn gather<'d, 'a>(
    history: &mut History<'d, 'a>,
    rules: Rules,
) -> Result<Vec<Case<'d>>, PdfError> {
    let document = history.document;
    let Some(newest) = document.newest() else { return Ok(Vec::new()) };
    let mut cases = Vec::new();
    let mut shown: HashMap<Ref, usize> = HashMap::new();
    let newest_index = document.revisions().len().saturating_sub(1);
    let fields = history.signatures(newest, newest_index)?;
    if fields.iter().filter(|field| field.signature.is_some()).count() > MOST {
        return Err(newest.fault(crate::Fault::Limit(crate::Bound::Nodes)));
    }
    for field in fields.iter() {
        if let Some(id) = field.signature.as_ref().and_then(|signature| signature.id) {
            *shown.entry(id).or_default() += 1;
        }
    }
    for SignatureField { field, signature } in fields.iter().cloned() {
        let Some(signature) = signature else { continue };
        let mut findings = Findings::new(rules);
        if signature.id.is_some_and(|id| shown.get(&id).is_some_and(|count| *count > 1)) {
            findings.add(Finding::new(Rule::SignatureShared).field(&*field.name));
        }
        let covered = coverage::read(&signature, document, &mut findings);
        if let Some(covered) = &covered {
            history.signed.push(Signed { revision: covered.revision, field: field.id });
        }
        cases.push(as_signed(history, Case { field, signature, covered, findings })?);
    }
    let known: HashSet<Ref> =
        cases.iter().map(|case| case.signature.id.unwrap_or(case.field.id)).collect();
    hidden(history, rules, &known, &mut cases)?;
    cases.sort_by_key(|case| case.covered.as_ref().map_or(usize::MAX, |covered| covered.end));
    Ok(cases)
}

/// The field and the dictionary as they were signed, never as a later revision shows them.
fn as_signed<'d>(history: &History<'d, '_>, mut case: Case<'d>) -> Result<Case<'d>, PdfError> {
    let revision = case.covered.as_ref().map(|covered| covered.revision);
    let Some(view) = revision.and_then(|index| history.document.as_of(index)) else {
        return Ok(case);
    };
    let fields = history.signatures(view, revision.unwrap_or_default())?;
    let found = fields.iter().find(|f| f.field.id == case.field.id);
    match found.cloned() {
        Some(SignatureField { field, signature: Some(signature) })
            if signature.id == case.signature.id =>
        {
            (case.field, case.signature) = (field, signature);
        }
        _ => case.findings.add(Finding::new(Rule::CoverageLater).field(&*case.field.name)),
    }
    type_check(&mut case);
    Ok(case)
}

/// `/Type` and `/SubFilter` (ISO 32000-2 tables 255 and 260).
fn type_check(case: &mut Case<'_>) {
    let dict = &case.signature.dict;
    let name = |key| dict.get(key).and_then(Object::as_name).map(|n| n.bytes().to_vec());
    let is_stamp = match name("Type").as_deref() {
        None if dict.get("Type").is_none() => false,
        Some(b"Sig") => false,
        Some(b"DocTimeStamp") => true,
        _ => return case.findings.add(Finding::new(Rule::SignatureType).what("Type")),
    };
    let is_token = name("SubFilter").as_deref() == Some(b"ETSI.RFC3161");
    if is_stamp != is_token {
        case.findings.add(Finding::new(Rule::SignatureType).what("SubFilter"));
    }
}

/// Signatures that the newest form does not show: gone since, or never in a form at all.
fn hidden<'d>(
    history: &History<'d, '_>,
    rules: Rules,
    known: &HashSet<Ref>,
    cases: &mut Vec<Case<'d>>,
) -> Result<(), PdfError> {
    let mut views: HashSet<usize> = HashSet::new();
    let sightings: Vec<_> =
        history.index.sightings.iter().filter(|seen| !known.contains(&seen.id)).collect();
    for seen in sightings {
        views.insert(seen.revision);
        let Some(view) = history.document.as_of(seen.revision) else { continue };
        if views.len() > SEARCHED {
            return Err(view.fault(crate::Fault::Limit(crate::Bound::Work)));
        }
        let Ok(fields) = history.signatures(view, seen.revision) else { continue };
        history.work.charge(u64::try_from(fields.len()).unwrap_or(u64::MAX))?;
        let was = fields.iter().find(|field| {
            let id = field.signature.as_ref().map(|s| s.id.unwrap_or(field.field.id));
            id == Some(seen.id)
        });
        if let Some(SignatureField { field, signature: Some(signature) }) = was.cloned() {
            let mut findings = Findings::new(rules);
            let finding = Finding::new(Rule::SignatureRemoved).object(seen.id);
            findings.add(finding.field(&*field.name).revision(seen.revision));
            cases.push(Case { field, signature, covered: None, findings });
        }
    }
    outside(history, rules, known, cases)
}

/// A widget of a page that shows a signature without being a field of the form.
fn outside<'d>(
    history: &History<'d, '_>,
    rules: Rules,
    known: &HashSet<Ref>,
    cases: &mut Vec<Case<'d>>,
) -> Result<(), PdfError> {
    let is_stranger = history.index.sightings.iter().any(|seen| !known.contains(&seen.id));
    let Some(newest) = history.document.newest().filter(|_| is_stranger) else { return Ok(()) };
    let listed: HashSet<Ref> =
        newest.fields()?.into_iter().flat_map(|f| f.widgets.into_iter().chain([f.id])).collect();
    for (index, page) in newest.pages()?.into_iter().enumerate() {
        let Object::Array(notes) = newest.value(&page.dict, "Annots")? else { continue };
        for note in notes {
            history.work.charge(1)?;
            let id = note.as_reference().filter(|id| !listed.contains(id));
            let Some((id, widget)) = id.and_then(|id| Some((id, widget(newest, id)?))) else {
                continue;
            };
            let Some(signature) = stray_signature(newest, id, &widget)? else { continue };
            let mut findings = Findings::new(rules);
            findings.add(Finding::new(Rule::SignatureOutside).object(id).page(index + 1));
            let name = widget.get("T").and_then(Object::as_string).map(|name| name.to_text());
            let name = name.unwrap_or_default().into();
            let field = Field { id, name, kind: None, dict: widget, widgets: vec![id] };
            cases.push(Case { field, signature, covered: None, findings });
        }
    }
    Ok(())
}

fn widget<'d>(view: View<'d, '_>, id: Ref) -> Option<Dict<'d>> {
    let Ok(Object::Dict(dict)) = view.get(id) else { return None };
    dict.get("V").is_some().then_some(dict)
}

fn stray_signature<'d>(
    view: View<'d, '_>,
    id: Ref,
    widget: &Dict<'d>,
) -> Result<Option<Signature<'d>>, PdfError> {
    let Object::Dict(dict) = view.value(widget, "V")? else { return Ok(None) };
    let value = widget.get("V").and_then(Object::as_reference);
    let found = view.find(value.unwrap_or(id))?.filter(|_| dict.get("ByteRange").is_some());
    Ok(found.map(|found| {
        let (revision, location) = (found.revision, found.location);
        Signature { id: value, revision, location, dict }
    }))
}
