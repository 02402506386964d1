//! The document as BPS sends it.

use std::collections::HashMap;
use std::fmt;

use base::Result;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::labels::plain;
use super::refused;

/// What is said of figures, and the figures by their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    pub variables: Vec<Item>,
    /// `vervar`: what lines are about.
    pub rows: Vec<Item>,
    /// What `vervar` is called: *Kabupaten/Kota*.
    pub row_title: String,
    /// `turvar`: a breakdown; one without a meaning when there is none.
    pub derived: Vec<Item>,
    pub years: Vec<Item>,
    /// `turtahun`: parts of a year.
    pub parts: Vec<Item>,
    /// Figures as they are written, without those that are null.
    pub figures: HashMap<String, String>,
}

/// A value of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// As it stands in keys.
    pub value: String,
    /// Without markup.
    pub label: String,
    /// Of variables, otherwise empty.
    pub unit: String,
}

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    status: String,
    #[serde(default)]
    message: String,
    #[serde(default, rename = "data-availability")]
    availability: String,
    #[serde(default)]
    var: Vec<RawItem>,
    #[serde(default)]
    turvar: Vec<RawItem>,
    #[serde(default)]
    labelvervar: String,
    #[serde(default)]
    vervar: Vec<RawItem>,
    #[serde(default)]
    tahun: Vec<RawItem>,
    #[serde(default)]
    turtahun: Vec<RawItem>,
    #[serde(default)]
    datacontent: Figures,
}

#[derive(Deserialize)]
struct RawItem {
    val: Box<RawValue>,
    label: Box<RawValue>,
    #[serde(default)]
    unit: Option<String>,
}

/// # Errors
/// `statistics/webapi`.
pub fn read(bytes: &[u8]) -> Result<Answer> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let document: Document = serde_json::from_slice(bytes).map_err(refused)?;
    if !document.status.eq_ignore_ascii_case("ok") {
        let said = [document.message, document.status].into_iter().find(|it| !it.is_empty());
        return Err(refused(said.unwrap_or_else(|| "status: ?".to_owned())));
    }
    if document.availability != "available" {
        return Err(refused(format_args!("data-availability: {}", document.availability)));
    }
    let answer = Answer {
        variables: items(document.var)?,
        rows: items(document.vervar)?,
        row_title: plain(&document.labelvervar),
        derived: items(document.turvar)?,
        years: items(document.tahun)?,
        parts: items(document.turtahun)?,
        figures: document.datacontent.0,
    };
    let lists = [
        ("var", &answer.variables),
        ("vervar", &answer.rows),
        ("turvar", &answer.derived),
        ("tahun", &answer.years),
        ("turtahun", &answer.parts),
    ];
    if let Some((name, _)) = lists.into_iter().find(|(_, list)| list.is_empty()) {
        return Err(refused(format_args!("{name}: []")));
    }
    match answer.figures.is_empty() {
        true => Err(refused("datacontent: {}")),
        false => Ok(answer),
    }
}

fn items(all: Vec<RawItem>) -> Result<Vec<Item>> {
    all.into_iter().map(item).collect()
}

fn item(it: RawItem) -> Result<Item> {
    let value = written(&it.val).ok_or_else(|| refused(format_args!("val: {}", it.val)))?;
    let label = written(&it.label).ok_or_else(|| refused(format_args!("label: {}", it.label)))?;
    let unit = plain(it.unit.as_deref().unwrap_or_default());
    Ok(Item { value, label: plain(&label), unit })
}

/// A number as it is written, or a text; nothing else.
fn written(it: &RawValue) -> Option<String> {
    let text = it.get();
    match text.as_bytes().first()? {
        b'"' => serde_json::from_str(text).ok(),
        b'-' | b'0'..=b'9' => Some(text.to_owned()),
        _ => None,
    }
}

/// The figures by key; a key that comes twice is refused, not overwritten.
#[derive(Default)]
struct Figures(HashMap<String, String>);

impl<'de> Deserialize<'de> for Figures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(FiguresVisitor)
    }
}

struct FiguresVisitor;

impl<'de> Visitor<'de> for FiguresVisitor {
    type Value = Figures;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("figures by their keys")
    }

    fn visit_map<A: MapAccess<'de>>(
        self,
        mut entries: A,
    ) -> std::result::Result<Figures, A::Error> {
        let mut all = HashMap::new();
        while let Some((key, value)) = entries.next_entry::<String, Box<RawValue>>()? {
            if value.get() == "null" {
                continue;
            }
            let figure = written(&value)
                .ok_or_else(|| A::Error::custom(format_args!("datacontent {key}: {value}")))?;
            if all.insert(key.clone(), figure).is_some() {
                return Err(A::Error::custom(format_args!("datacontent {key} ×2")));
            }
        }
        Ok(Figures(all))
    }
}
