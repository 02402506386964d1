//! Where the signatures go.
//!
//! A template says `#tempat("TTD", 60mm, 22mm)`. The space stays empty, and the mark in it is found
//! again in the finished pages, so that a signature field can be put exactly there.

use typst::foundations::{Dict, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// Label of the marks, also in `prelude/halaman.typ`.
const LABEL: &str = "pelangi-tempat";
/// A signature field's name is part of a dictionary of the file; longer ones are mistakes.
const LONGEST_NAME: usize = 64;
/// Layout computes in floating point: a place may stick out by this many points.
const SLACK: f64 = 0.01;

/// A space on a page that a signature or paraf will fill.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// As the template calls it; each name is there once.
    pub name: String,
    /// Counted from 1.
    pub page: usize,
    pub rect: Rect,
}

/// A rectangle on a page in points (1/72 inch), from the lower left corner, as PDF counts
/// (ISO 32000-1, 8.3.2.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Why a place cannot take a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceFault {
    #[error("a place for a signature has a name of 1 to {LONGEST_NAME} letters, digits, `-`, `_`")]
    Name,
    #[error("the place `{0}` is there twice")]
    Twice(String),
    #[error("the place `{0}` has no size")]
    Size(String),
    #[error("the place `{name}` does not lie within page {page}")]
    Outside { name: String, page: usize },
}

/// All places of a document in reading order.
pub(crate) fn find(document: &PagedDocument) -> Result<Vec<Place>, PlaceFault> {
    let mut places: Vec<Place> = Vec::new();
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return Ok(places) };
    for mark in document.introspector().query(&Selector::Label(label)) {
        let Some(metadata) = mark.to_packed::<MetadataElem>() else { continue };
        let Value::Dict(fields) = &metadata.value else { continue };
        let name = name(fields)?;
        if places.iter().any(|place| place.name == name) {
            return Err(PlaceFault::Twice(name));
        }
        let position = mark.location().and_then(|at| document.introspector().position(at));
        let Some(position) = position else { continue };
        let page = position.page.get();
        let Some(frame) = document.pages().get(page - 1).map(|page| &page.frame) else { continue };
        let size = length(fields, "lebar").zip(length(fields, "tinggi"));
        let (width, height) = size.ok_or_else(|| PlaceFault::Size(name.clone()))?;
        let (x, y) =
            (position.point.x.to_pt(), frame.height().to_pt() - position.point.y.to_pt() - height);
        let inside = x >= -SLACK
            && y >= -SLACK
            && x + width <= frame.width().to_pt() + SLACK
            && y + height <= frame.height().to_pt() + SLACK;
        if !inside {
            return Err(PlaceFault::Outside { name, page });
        }
        places.push(Place { name, page, rect: Rect { x, y, width, height } });
    }
    Ok(places)
}

fn name(fields: &Dict) -> Result<String, PlaceFault> {
    let Ok(Value::Str(name)) = fields.get("nama") else { return Err(PlaceFault::Name) };
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(allowed) {
        return Err(PlaceFault::Name);
    }
    Ok(name.to_string())
}

/// A length in points, more than nothing.
fn length(fields: &Dict, key: &str) -> Option<f64> {
    match fields.get(key) {
        Ok(Value::Float(length)) if length.is_finite() && *length > 0.0 => Some(*length),
        _ => None,
    }
}
