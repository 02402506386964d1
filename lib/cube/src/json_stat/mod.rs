//! A cube as JSON-stat 2.0 (json-stat.org/full): the smallest format that keeps all of it, and the
//! default of PxWebApi 2.
//!
//! Figures are number tokens with their digits (`75.90`), `null` where there is none. The sign of a mark,
//! or of why there is no figure, stands under `status` by the place of the cell; what signs mean stands
//! under `extension.status.label`. `category.index` is always an object and `category.label` always
//! there: some readers refuse the other forms that the standard allows.

mod collection;
mod parts;

use base::Language;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value, json};

pub use collection::{Item, collection};
use parts::{Axes, Roles, Signs, Values};

use crate::{About, Cell, Cube, Dimension, Mark, Missing, Role};

/// The media type that registers with the format's own name.
pub const MEDIA_TYPE: &str = "application/json";

/// A dataset, ready to be written.
#[derive(Debug, Clone)]
pub struct Dataset<'c> {
    about: &'c About,
    dimensions: &'c [Dimension],
    /// `None` for the description alone.
    cells: Option<&'c [Cell]>,
    language: Language,
    href: Option<String>,
    extension: Map<String, Value>,
    /// What is said of a dimension beside the standard, by its place.
    axes: Vec<Map<String, Value>>,
}

impl<'c> Dataset<'c> {
    pub fn new(cube: &'c Cube, language: Language) -> Self {
        let cells = Some(cube.cells());
        Self { cells, ..Self::described(cube.about(), cube.dimensions(), language) }
    }

    /// The description alone, as PxWebApi 2 gives metadata. It needs no cells, however many there are.
    pub fn described(about: &'c About, dimensions: &'c [Dimension], language: Language) -> Self {
        let axes = dimensions.iter().map(|it| {
            let (list, agency, version) = (&it.list.id, &it.list.agency, &it.list.version);
            object(json!({ "codelist": format!("{agency}:{list}({version})") }))
        });
        Self {
            about,
            dimensions,
            cells: None,
            language,
            href: None,
            extension: extension(about, language),
            axes: axes.collect(),
        }
    }

    /// Where the document itself is served.
    #[must_use]
    pub fn at(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Adds to `extension`.
    #[must_use]
    pub fn extended(mut self, name: &str, value: Value) -> Self {
        self.extension.insert(name.to_owned(), value);
        self
    }

    /// Adds to the `extension` of the dimension at a place.
    #[must_use]
    pub fn axis_extended(mut self, place: usize, name: &str, value: Value) -> Self {
        if let Some(axis) = self.axes.get_mut(place) {
            axis.insert(name.to_owned(), value);
        }
        self
    }

    pub fn to_text(&self) -> String {
        text(self)
    }
}

/// The dataset as a document.
pub fn dataset(cube: &Cube, language: Language) -> String {
    Dataset::new(cube, language).to_text()
}

impl Serialize for Dataset<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (about, dimensions) = (self.about, self.dimensions);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", "2.0")?;
        map.serialize_entry("class", "dataset")?;
        if let Some(href) = &self.href {
            map.serialize_entry("href", href)?;
        }
        map.serialize_entry("label", about.title.said(self.language))?;
        map.serialize_entry("source", about.source.said(self.language))?;
        map.serialize_entry("updated", &about.released.to_string())?;
        if !about.notes.is_empty() {
            let notes: Vec<&str> = about.notes.iter().map(|it| it.said(self.language)).collect();
            map.serialize_entry("note", &notes)?;
        }
        let ids: Vec<&str> = dimensions.iter().map(|it| it.id.as_str()).collect();
        let sizes: Vec<usize> = dimensions.iter().map(|it| it.codes.len()).collect();
        map.serialize_entry("id", &ids)?;
        map.serialize_entry("size", &sizes)?;
        map.serialize_entry("role", &Roles::new(dimensions))?;
        map.serialize_entry("dimension", &Axes(dimensions, self.language, &self.axes))?;
        if let Some(cells) = self.cells {
            map.serialize_entry("value", &Values(cells))?;
            if cells.iter().any(|cell| !cell.sign().is_empty()) {
                map.serialize_entry("status", &Signs(cells))?;
            }
        }
        map.serialize_entry("extension", &self.extension)?;
        map.end()
    }
}

/// What JSON-stat has no words for: who publishes, which release, what the signs mean.
fn extension(about: &About, language: Language) -> Map<String, Value> {
    let marks = Mark::ALL.into_iter().filter(|mark| *mark != Mark::Final);
    let marks = marks.map(|mark| (mark.sign(), mark.said(language)));
    let reasons = Missing::ALL.into_iter().map(|why| (why.sign(), why.said(language)));
    let signs: Map<String, Value> =
        marks.chain(reasons).map(|(sign, said)| (sign.to_owned(), said.into())).collect();
    object(json!({
        "id": about.id,
        "version": about.version,
        "agency": about.agency,
        "language": language.tag(),
        "status": { "label": signs },
    }))
}

/// The dimensions of a role that JSON-stat knows.
fn role(dimensions: &[Dimension], role: Role) -> Vec<&str> {
    dimensions.iter().filter(|it| it.role == role).map(|it| it.id.as_str()).collect()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[expect(clippy::expect_used, reason = "keys are texts and figures are digits: always JSON")]
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and digits")
}
