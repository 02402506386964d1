//! The dictionary of a signature, with room for what is known only later (ISO 32000-1 §12.8.1).

use std::ops::Range;

use base::{Instant, Zone};

use crate::object::Ref;
use crate::sign::field::Lock;
use crate::sign::request::{Permission, SignatureRequest};
use crate::write::{Entries, Slot, Value};

/// Room for `/ByteRange`: four numbers of ten digits, three spaces, two brackets.
const RANGE: usize = 45;

/// A PAdES signature (EN 319 142-1 §6.3): never `/Cert`, the certificate stands in the CMS.
pub fn signature(
    request: &SignatureRequest<'_>,
    reserve: usize,
    lock: Option<&Lock>,
    root: Ref,
) -> Entries {
    let mut entries = blank("Sig", "ETSI.CAdES.detached", reserve);
    entries.set("M", Value::String(date(request.time, &request.zone).into_bytes()));
    let texts = [
        ("Name", &request.name),
        ("Reason", &request.reason),
        ("Location", &request.location),
        ("ContactInfo", &request.contact),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            entries.set(key, Value::text(text));
        }
    }
    let certified = request.certify.map(|permission| Value::Dict(doc_mdp(permission)));
    let locked = lock.map(|lock| Value::Dict(field_mdp(lock, root)));
    let transforms: Vec<Value> = certified.into_iter().chain(locked).collect();
    if !transforms.is_empty() {
        entries.set("Reference", Value::Array(transforms));
    }
    entries
}

/// A document time-stamp (ISO 32000-2 §12.8.5).
pub fn timestamp(reserve: usize) -> Entries {
    blank("DocTimeStamp", "ETSI.RFC3161", reserve)
}

fn blank(kind: &str, form: &str, reserve: usize) -> Entries {
    let mut contents = vec![b'0'; 2 * reserve + 2];
    if let [first, .., last] = contents.as_mut_slice() {
        (*first, *last) = (b'<', b'>');
    }
    Entries::of_type(kind)
        .with("Filter", Value::name("Adobe.PPKLite"))
        .with("SubFilter", Value::name(form))
        .with("ByteRange", Value::Slot(Slot::ByteRange, byte_range([0; 4])))
        .with("Contents", Value::Slot(Slot::Contents, contents))
}

/// `/ByteRange` in its fixed width, filled up with spaces behind the bracket.
pub fn byte_range([start, length, after, rest]: [usize; 4]) -> Vec<u8> {
    let mut text = format!("[{start} {length} {after} {rest}]").into_bytes();
    text.resize(RANGE.max(text.len()), b' ');
    text
}

/// The four numbers for a gap in a file of this length.
pub const fn range_around(gap: &Range<usize>, length: usize) -> [usize; 4] {
    [0, gap.start, gap.end, length.saturating_sub(gap.end)]
}

/// PDF/A-2 §6.1.12 forbids the digests of older versions here.
fn doc_mdp(permission: Permission) -> Entries {
    let parameters = Entries::of_type("TransformParams")
        .with("P", permission as i64)
        .with("V", Value::name("1.2"));
    transform("DocMDP", parameters)
}

fn field_mdp(lock: &Lock, root: Ref) -> Entries {
    let parameters = lock.entries(Entries::of_type("TransformParams"));
    transform("FieldMDP", parameters.with("V", Value::name("1.2"))).with("Data", root)
}

fn transform(method: &str, parameters: Entries) -> Entries {
    Entries::of_type("SigRef")
        .with("TransformMethod", Value::name(method))
        .with("TransformParams", parameters)
}

/// A date as PDF writes it (§7.9.4), in the zone of the office.
pub fn date(time: Instant, zone: &Zone) -> String {
    let civil = time.civil(zone);
    let shown = Zone::parse("UTC").map_or(time, |utc| utc.instant_of(civil));
    let minutes = (shown.millis() - time.millis()).div_euclid(60_000);
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    format!(
        "D:{:04}{:02}{:02}{:02}{:02}{:02}{sign}{hours:02}'{minutes:02}'",
        civil.year(),
        civil.month(),
        civil.day(),
        civil.hour(),
        civil.minute(),
        civil.second(),
    )
}
