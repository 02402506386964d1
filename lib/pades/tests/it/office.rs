//! What the tests of signing have in common: requests, letters, a signature that says nothing.

use base::{Instant, Zone};
use pades::Document;
use pades::sign::{FieldSpec, Place, Prepared, Rect, SignatureRequest, Target, prepare};
use pades::write::WriteError;

use crate::support::Pdf;

/// DER that is no signature: an empty sequence. Enough for whoever looks at bytes only.
pub const EMPTY: &[u8] = &[0x30, 0x00];

pub fn noon() -> Instant {
    Instant::parse("2026-11-20T04:05:06.000Z").unwrap()
}

pub fn wita() -> Zone {
    Zone::parse("Asia/Makassar").unwrap()
}

pub fn request(target: Target) -> SignatureRequest<'static> {
    let mut request = SignatureRequest::new(target, noon(), wita());
    request.reserve = Some(64);
    request
}

/// A new field of this name, without a rectangle.
pub fn hidden(name: &str) -> Target {
    Target::New(FieldSpec::new(name, Place::invisible(0)))
}

pub fn existing(name: &str) -> Target {
    Target::Existing(name.to_owned())
}

/// A rectangle on the first page, in the row with this number.
pub fn row(number: u8) -> Place {
    Place::at(0, Rect::sized(72.0, 60.0 + 70.0 * f64::from(number), 180.0, 60.0))
}

pub fn prepared(bytes: &[u8], request: &SignatureRequest<'_>) -> Result<Prepared, WriteError> {
    prepare(&Document::open(bytes).unwrap(), request)
}

/// The file with the empty signature in this field.
pub fn signed(bytes: &[u8], target: Target) -> Vec<u8> {
    prepared(bytes, &request(target)).unwrap().finish(EMPTY).unwrap()
}

/// A file with pages 3, 4 … of these attributes, object 2 their tree.
pub fn pages(attributes: &[&str]) -> Pdf {
    let mut kids = String::new();
    let mut pdf = Pdf::new().object(1, "<</Type/Catalog/Pages 2 0 R>>");
    for (number, attributes) in (3..).zip(attributes) {
        kids.push_str(&format!("{number} 0 R "));
        let page = format!("<</Type/Page/Parent 2 0 R{attributes}>>");
        pdf = pdf.object(number, page);
    }
    let tree =
        format!("<</Type/Pages/MediaBox[0 0 595 842]/Kids[{kids}]/Count {}>>", attributes.len());
    pdf.object(2, tree)
}

/// What every signature in the file covers: its field, revision and end.
pub fn coverages(bytes: &[u8]) -> Vec<(String, usize, usize)> {
    let document = Document::open(bytes).unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    let signed = fields.iter().filter_map(|field| {
        let coverage = field.signature.as_ref()?.coverage(&document).unwrap();
        Some((field.field.name.to_string(), coverage.revision, coverage.end))
    });
    signed.collect()
}
