//! What was written is read again before anybody gets it.

use crate::document::Document;
use crate::sign::prepare::Prepared;
use crate::signature::{Coverage, SignatureField};
use crate::write::WriteError;

/// Whether the signature is in its field and covers the whole file but its own digits.
pub fn check_signed(prepared: &Prepared, cms: &[u8]) -> Result<(), WriteError> {
    let document = Document::open(prepared.bytes())?;
    let view = document.newest().ok_or(WriteError::Release("it has no revision"))?;
    let fields = view.signature_fields()?;
    let found = fields.iter().find(|found| *found.field.name == *prepared.field);
    let signature = found.and_then(|found| found.signature.as_ref());
    let signature = signature.ok_or(WriteError::Release("the field is not signed"))?;
    let coverage = signature.coverage(&document)?;
    if coverage.end != prepared.bytes().len() || coverage.gap != prepared.gap() {
        return Err(WriteError::Release("the signature covers other bytes"));
    }
    let contents = signature.contents().map(|text| text.bytes()).unwrap_or_default();
    match contents.strip_prefix(cms).is_some_and(|rest| rest.iter().all(|byte| *byte == 0)) {
        true => Ok(()),
        false => Err(WriteError::Release("/Contents is not the signature")),
    }
}

/// Whether the file grew by one revision, and every signature covers what it covered.
pub fn check_grown(base: &Document<'_>, bytes: &[u8]) -> Result<(), WriteError> {
    let grown = Document::open(bytes)?;
    if !bytes.starts_with(base.bytes()) || grown.revisions().len() != base.revisions().len() + 1 {
        return Err(WriteError::Release("it did not grow by one revision"));
    }
    let before = coverages(base)?;
    let after = coverages(&grown)?;
    match before.iter().all(|known| after.contains(known)) {
        true => Ok(()),
        false => Err(WriteError::Release("an earlier signature covers something else")),
    }
}

type Covered = (String, Option<Coverage>);

fn coverages(document: &Document<'_>) -> Result<Vec<Covered>, WriteError> {
    let Some(view) = document.newest() else { return Ok(Vec::new()) };
    let of_field = |found: &SignatureField<'_>| {
        let signature = found.signature.as_ref()?;
        Some((found.field.name.to_string(), signature.coverage(document).ok()))
    };
    Ok(view.signature_fields()?.iter().filter_map(of_field).collect())
}
