//! What one signature covers, by rules of their own (ISO 32000-1 §12.8.1, ETSI EN 319 142-1 §5.3).

use std::ops::Range;

use super::finding::{Finding, Findings};
use super::rule::Rule;
use crate::document::Document;
use crate::object::Object;
use crate::signature::Signature;
use crate::xref::Location;

/// The bytes a signature covers, and the value it has for them.
#[derive(Debug, Clone)]
pub struct Covered {
    /// The covered ranges.
    pub parts: [Range<usize>; 2],
    /// The revision it covers whole.
    pub revision: usize,
    /// Behind the last covered byte.
    pub end: usize,
    /// The signature value: DER, without the zeros that fill its place.
    pub value: Vec<u8>,
}

/// Reads what a signature covers. Nothing when there is nothing that could be hashed.
pub fn read(
    signature: &Signature<'_>,
    document: &Document<'_>,
    findings: &mut Findings,
) -> Option<Covered> {
    let numbers = byte_range(signature, findings)?;
    let [start, length, after, rest] = numbers;
    let place = place(signature, findings)?;
    let at = signature.byte_range_at().unwrap_or_default();
    if start != 0 {
        findings.add(Finding::new(Rule::CoverageStart).bytes(0..start));
    }
    let gap = start.checked_add(length)?..after;
    if gap != place {
        findings.add(Finding::new(Rule::CoverageGap).bytes(gap.clone()));
    }
    let end = after.checked_add(rest).filter(|end| *end <= document.bytes().len());
    let (Some(end), true) = (end, gap.start <= gap.end) else {
        findings.add(Finding::new(Rule::CoverageEnd).bytes(at));
        return None;
    };
    let revision = revision(signature, document, end, findings);
    let value = value(signature, place, findings)?;
    Some(Covered { parts: [start..gap.start, after..end], revision, end, value })
}

/// The four numbers. Others that follow, or numbers that stand elsewhere, break the rule.
fn byte_range(signature: &Signature<'_>, findings: &mut Findings) -> Option<[usize; 4]> {
    if signature.byte_range().is_none() {
        let finding = Finding::new(Rule::ByteRange);
        findings.add(match signature.byte_range_at() {
            Some(at) => finding.bytes(at),
            None => finding,
        });
    }
    let items = signature.dict.get("ByteRange").and_then(Object::as_array).unwrap_or_default();
    let number = |index: usize| {
        let value = items.get(index)?.as_integer()?;
        usize::try_from(value).ok()
    };
    let numbers = (|| Some([number(0)?, number(1)?, number(2)?, number(3)?]))();
    if numbers.is_none() {
        // Not even the first four are there: there is nothing to be hashed, whatever rules count.
        findings.add(Finding::new(Rule::Contents).what("ByteRange"));
    }
    numbers
}

fn place(signature: &Signature<'_>, findings: &mut Findings) -> Option<Range<usize>> {
    let is_hex = signature.contents().is_some_and(|text| text.is_hex());
    let in_file = matches!(signature.location, Location::File { .. });
    let place = signature.contents_at().filter(|_| is_hex && in_file);
    if place.is_none() {
        findings.add(Finding::new(Rule::Contents).what("Contents"));
    }
    place
}

fn revision(
    signature: &Signature<'_>,
    document: &Document<'_>,
    end: usize,
    findings: &mut Findings,
) -> usize {
    let Some(revision) = document.revision_ending_at(end) else {
        let next = document.revisions().iter().position(|r| r.marker_end >= end);
        let next = next.unwrap_or(document.revisions().len().saturating_sub(1));
        let until = document.revisions().get(next).map_or(end, |r| r.range.end);
        findings.add(Finding::new(Rule::CoverageEnd).bytes(end..until.max(end)));
        return next;
    };
    if signature.revision > revision {
        let finding = Finding::new(Rule::CoverageLater).revision(signature.revision);
        findings.add(finding);
    }
    revision
}

/// How a SEQUENCE of indefinite length begins (X.690 §8.1.3.6).
const INDEFINITE: &[u8] = &[0x30, 0x80];

/// The DER in `/Contents`. Its place is longer than it, filled with zeros.
fn value(
    signature: &Signature<'_>,
    place: Range<usize>,
    findings: &mut Findings,
) -> Option<Vec<u8>> {
    let mut value = signature.contents()?.bytes().into_owned();
    if value.starts_with(INDEFINITE) {
        // BER: where it ends only its reader could say, and that one refuses it.
        return Some(value);
    }
    let Some(length) = der_length(&value).filter(|length| *length <= value.len()) else {
        findings.add(Finding::new(Rule::Contents).what("Contents").bytes(place));
        return None;
    };
    if value.get(length..).is_some_and(|filling| filling.iter().any(|byte| *byte != 0)) {
        findings.add(Finding::new(Rule::ContentsPadding).bytes(place));
    }
    value.truncate(length);
    Some(value)
}

/// How long a SEQUENCE with a definite length is, head included (X.690 §8.1.3).
fn der_length(der: &[u8]) -> Option<usize> {
    let [0x30, first, rest @ ..] = der else { return None };
    if *first < 0x80 {
        return Some(2 + usize::from(*first));
    }
    let count = usize::from(*first & 0x7F);
    let digits = rest.get(..count).filter(|_| (1..=4).contains(&count))?;
    let length = digits.iter().fold(0_usize, |value, byte| value << 8 | usize::from(*byte));
    length.checked_add(2 + count)
}
