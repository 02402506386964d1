//! Where a signature is shown: pages, rectangles, rotation (ISO 32000-1 §7.7.3, §12.5.2).

use crate::document::Document;
use crate::object::{Object, Ref};
use crate::pages::Page;
use crate::sign::form::FormEditor;
use crate::view::View;
use crate::write::{Value, WriteError};

/// A rectangle in points. The origin is where the page's own coordinates have it, usually the lower
/// left corner; a page that is shown rotated is not rotated here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

/// Of a point: what rounding may cost.
const NEARLY: f64 = 0.01;

impl Rect {
    /// From the lower left corner, with width and height.
    pub fn sized(left: f64, bottom: f64, width: f64, height: f64) -> Self {
        Self { left, bottom, right: left + width, top: bottom + height }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.top - self.bottom
    }

    /// Whether it has an area, and all its sides are numbers.
    pub fn has_area(&self) -> bool {
        let sides = [self.left, self.bottom, self.right, self.top];
        sides.iter().all(|side| side.is_finite()) && self.width() > 0.0 && self.height() > 0.0
    }

    pub fn contains(&self, inner: &Self) -> bool {
        inner.left >= self.left - NEARLY
            && inner.bottom >= self.bottom - NEARLY
            && inner.right <= self.right + NEARLY
            && inner.top <= self.top + NEARLY
    }

    /// Whether both cover some area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left + NEARLY < other.right
            && other.left + NEARLY < self.right
            && self.bottom + NEARLY < other.top
            && other.bottom + NEARLY < self.top
    }

    fn common(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub(crate) fn value(&self) -> Value {
        Value::numbers(&[self.left, self.bottom, self.right, self.top])
    }

    /// Four numbers, the corners in any order (§7.9.5).
    pub(crate) fn read(view: &View<'_, '_>, value: &Object<'_>) -> Option<Self> {
        let [a, b, c, d] = value.as_array()? else { return None };
        let number = |value: &Object<'_>| match value {
            Object::Reference(id) => view.get(*id).ok()?.as_number(),
            value => value.as_number(),
        };
        let [a, b, c, d] = [number(a)?, number(b)?, number(c)?, number(d)?];
        Some(Self { left: a.min(c), bottom: b.min(d), right: a.max(c), top: b.max(d) })
    }
}

/// On which page, and where on it. Without a rectangle nothing is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Counted from 0.
    pub page: usize,
    pub rect: Option<Rect>,
}

impl Place {
    pub const fn at(page: usize, rect: Rect) -> Self {
        Self { page, rect: Some(rect) }
    }

    pub const fn invisible(page: usize) -> Self {
        Self { page, rect: None }
    }
}

/// How far a page is turned clockwise when it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    None,
    Quarter,
    Half,
    ThreeQuarters,
}

impl Turn {
    /// Width and height of a rectangle as people see it.
    pub fn upright(self, rect: &Rect) -> (f64, f64) {
        match self {
            Self::None | Self::Half => (rect.width(), rect.height()),
            Self::Quarter | Self::ThreeQuarters => (rect.height(), rect.width()),
        }
    }

    /// `/Matrix` that turns what was drawn upright back, so that it reads upright on the page.
    pub fn matrix(self, width: f64, height: f64) -> [f64; 6] {
        match self {
            Self::None => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            Self::Quarter => [0.0, 1.0, -1.0, 0.0, height, 0.0],
            Self::Half => [-1.0, 0.0, 0.0, -1.0, width, height],
            Self::ThreeQuarters => [0.0, -1.0, 1.0, 0.0, 0.0, width],
        }
    }
}

/// Where a signature field is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The full name of the field.
    pub field: String,
    /// Counts from 0.
    pub page: usize,
    pub rect: Rect,
}

/// Where the signature fields of a file are shown, those that have an area. Nothing for a file whose
/// form cannot be read: then nothing in it counts as the place of a signature.
pub fn signature_areas(document: &Document<'_>) -> Vec<Area> {
    let editor = FormEditor::new(document);
    editor.map(|editor| editor.areas().to_vec()).unwrap_or_default()
}

/// How high a page of a file is in points, by what is stored of it before it is turned; `page` counts
/// from 0. Nothing when there is no such page, or it does not say.
pub fn page_height(document: &Document<'_>, page: usize) -> Option<f64> {
    let view = document.newest()?;
    let pages = view.pages().ok()?;
    let media = view.resolve(pages.get(page)?.attribute("MediaBox")?).ok()?;
    Rect::read(&view, &media).map(|rect| rect.height())
}

/// A page with what placing something on it needs.
#[derive(Debug, Clone)]
pub struct Sheet<'d> {
    pub page: Page<'d>,
    /// What is shown of the page; nothing when the page does not say.
    pub bounds: Option<Rect>,
    pub turn: Turn,
}

impl<'d> Sheet<'d> {
    pub fn of(view: &View<'d, '_>, page: Page<'d>) -> Result<Self, WriteError> {
        let resolved = |key| page.attribute(key).map(|value| view.resolve(value)).transpose();
        let rect = |value: Option<Object<'d>>| value.and_then(|value| Rect::read(view, &value));
        let media = rect(resolved("MediaBox")?);
        let crop = rect(resolved("CropBox")?);
        let bounds = match (media, crop) {
            (Some(media), Some(crop)) => Some(media.common(&crop)),
            (one, None) | (None, one) => one,
        };
        let degrees = resolved("Rotate")?.and_then(|value| value.as_integer()).unwrap_or(0);
        let turn = match degrees.rem_euclid(360) {
            90 => Turn::Quarter,
            180 => Turn::Half,
            270 => Turn::ThreeQuarters,
            _ => Turn::None,
        };
        Ok(Self { page, bounds, turn })
    }

    /// The annotations of the page, and the object their array is when it has one of its own.
    pub fn annotations(&self, view: &View<'d, '_>) -> Result<(Option<Ref>, Vec<Ref>), WriteError> {
        let id = self.page.dict.get("Annots").and_then(Object::as_reference);
        let array = view.value(&self.page.dict, "Annots")?;
        let ids = array.as_array().unwrap_or_default().iter().filter_map(Object::as_reference);
        Ok((id, ids.collect()))
    }
}
