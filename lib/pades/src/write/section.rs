//! The cross-reference section of an increment, in the form of what it follows.

use crate::object::{Dict, Ref};
use crate::write::serial::Serial;
use crate::write::value::{Entries, Value};

/// An object of the increment and the byte at which it stands.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub id: Ref,
    pub at: usize,
}

/// What a section says of itself and not of the document: never carried over.
const OWN: [&str; 12] = [
    "Size",
    "Prev",
    "XRefStm",
    "Type",
    "W",
    "Index",
    "Length",
    "Filter",
    "DecodeParms",
    "F",
    "FFilter",
    "FDecodeParms",
];

/// The entries of a trailer that the next one repeats (§7.5.6).
pub fn carried(trailer: &Dict<'_>) -> Entries {
    let mut entries = Entries::from(trailer);
    OWN.iter().for_each(|key| entries.remove(key));
    entries
}

/// A table, its trailer and the end. Entries are 20 bytes each (§7.5.4).
pub fn write_table(serial: &mut Serial, places: &[Place], trailer: &Entries) {
    let at = serial.out.len();
    // Object 0 first, as in the examples of annex H.7: some readers look for it in every table.
    serial.raw(b"xref\n0 1\n0000000000 65535 f \n");
    for run in runs(places) {
        let first = run.first().map_or(0, |place| place.id.number);
        serial.raw(format!("{first} {}\n", run.len()));
        for Place { id, at } in run {
            serial.raw(format!("{at:010} {:05} n \n", id.generation));
        }
    }
    serial.raw(b"trailer\n");
    serial.dict(trailer);
    end(serial, at);
}

/// A cross-reference stream as this object, and the end (§7.5.8).
pub fn write_stream(serial: &mut Serial, places: &[Place], trailer: &Entries, id: Ref) {
    let at = serial.out.len();
    let own = Place { id, at };
    let places: Vec<Place> = places.iter().copied().chain([own]).collect();
    let width = (1..8).find(|width| at < 1 << (8 * width)).unwrap_or(8);
    let index = runs(&places)
        .flat_map(|run| {
            let first = run.first().map_or(0, |place| i64::from(place.id.number));
            [first, i64::try_from(run.len()).unwrap_or(0)]
        })
        .map(Value::Integer)
        .collect();
    let mut rows = Vec::with_capacity(places.len() * (width + 3));
    for Place { id, at } in &places {
        let offset = at.to_be_bytes();
        rows.push(1);
        rows.extend_from_slice(offset.get(offset.len() - width..).unwrap_or_default());
        rows.extend_from_slice(&id.generation.to_be_bytes());
    }
    let widths = [1, i64::try_from(width).unwrap_or(8), 2].map(Value::Integer).to_vec();
    let mut dict = trailer.clone().with("Type", Value::name("XRef"));
    dict.set("W", Value::Array(widths));
    dict.set("Index", Value::Array(index));
    dict.set("Length", i64::try_from(rows.len()).unwrap_or(0));
    serial.raw(format!("{id} obj\n"));
    serial.dict(&dict);
    serial.raw(b"\nstream\n");
    serial.raw(rows);
    serial.raw(b"\nendstream\nendobj\n");
    end(serial, at);
}

fn end(serial: &mut Serial, at: usize) {
    serial.raw(format!("\nstartxref\n{at}\n%%EOF\n"));
}

/// Objects with numbers in a row.
fn runs(places: &[Place]) -> impl Iterator<Item = &[Place]> {
    places.chunk_by(|a, b| a.id.number.checked_add(1) == Some(b.id.number))
}
