//! The parts of a dataset, written one after the other without a copy of the cells.

use std::collections::HashMap;

use base::Language;
use serde::Serialize;
use serde::ser::{Error, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::role;
use crate::{Cell, Code, Dimension, Role, Unit};

/// `role`: what each dimension is.
#[derive(Serialize)]
pub(super) struct Roles<'c> {
    time: Vec<&'c str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    geo: Vec<&'c str>,
    metric: Vec<&'c str>,
}

impl<'c> Roles<'c> {
    pub(super) fn new(dimensions: &'c [Dimension]) -> Self {
        Self {
            time: role(dimensions, Role::Time),
            geo: role(dimensions, Role::Region),
            metric: role(dimensions, Role::Measure),
        }
    }
}

/// `dimension`: each with its codes.
pub(super) struct Axes<'c>(
    pub(super) &'c [Dimension],
    pub(super) Language,
    pub(super) &'c [Map<String, Value>],
);

impl Serialize for Axes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.0.iter().zip(self.2);
        serializer.collect_map(entries.map(|(it, more)| (&it.id, Axis(it, self.1, more))))
    }
}

struct Axis<'c>(&'c Dimension, Language, &'c Map<String, Value>);

impl Serialize for Axis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("label", self.0.title.said(self.1))?;
        map.serialize_entry("category", &Category(self.0, self.1))?;
        map.serialize_entry("extension", self.2)?;
        map.end()
    }
}

struct Category<'c>(&'c Dimension, Language);

impl Serialize for Category<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let codes = &self.0.codes;
        let mut map = serializer.serialize_map(None)?;
        let index = codes.iter().enumerate().map(|(at, code)| (code.id.as_str(), at));
        map.serialize_entry("index", &Pairs(index.collect()))?;
        let label = codes.iter().map(|code| (code.id.as_str(), code.title.said(self.1)));
        map.serialize_entry("label", &Pairs(label.collect()))?;
        let children = children(codes);
        if !children.is_empty() {
            map.serialize_entry("child", &Pairs(children))?;
        }
        let units = codes.iter().filter_map(|code| Some((code.id.as_str(), code.unit.as_ref()?)));
        let units: Vec<_> = units.map(|(id, unit)| (id, UnitOf::new(unit, self.1))).collect();
        if !units.is_empty() {
            map.serialize_entry("unit", &Pairs(units))?;
        }
        map.end()
    }
}

/// The codes below each code that has some.
fn children(codes: &[Code]) -> Vec<(&str, Vec<&str>)> {
    let mut below: HashMap<&str, Vec<&str>> = HashMap::new();
    for code in codes {
        if let Some(parent) = &code.parent {
            below.entry(parent).or_default().push(&code.id);
        }
    }
    let parents = codes.iter().map(|code| code.id.as_str());
    parents.filter_map(|id| Some((id, below.remove(id)?))).collect()
}

/// `base` is what PxWebApi reads where JSON-stat says `label`.
#[derive(Serialize)]
struct UnitOf<'c> {
    base: &'c str,
    label: &'c str,
    decimals: u8,
}

impl<'c> UnitOf<'c> {
    fn new(unit: &'c Unit, language: Language) -> Self {
        let label = unit.title.said(language);
        Self { base: label, label, decimals: unit.decimals }
    }
}

/// `value`: figures as their digits.
pub(super) struct Values<'c>(pub(super) &'c [Cell]);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.0;
        let mut seq = serializer.serialize_seq(Some(cells.len()))?;
        for cell in cells {
            match cell.value() {
                None => seq.serialize_element(&())?,
                Some(value) => {
                    let digits = RawValue::from_string(value.to_string());
                    seq.serialize_element(&digits.map_err(S::Error::custom)?)?;
                }
            }
        }
        seq.end()
    }
}

/// `status`: signs by the place of their cell.
pub(super) struct Signs<'c>(pub(super) &'c [Cell]);

impl Serialize for Signs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.0.iter().enumerate();
        let signs = cells.filter(|(_, cell)| !cell.sign().is_empty());
        serializer.collect_map(signs.map(|(at, cell)| (at.to_string(), cell.sign())))
    }
}

/// A map in the order of its entries.
pub(super) struct Pairs<'c, V>(pub(super) Vec<(&'c str, V)>);

impl<V: Serialize> Serialize for Pairs<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
