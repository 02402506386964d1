//! The forms as the national catalogue exchanges them.

use serde_json::{Map, Value, json};

use super::fields::{Field, FieldKind};
use super::{Metadata, Record, Section};
use crate::domain::dataset::Dataset;

/// Who produces a dataset, as it is published with the forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Producer<'p> {
    pub name: &'p str,
    /// `64`
    pub province: &'p str,
    /// `64.08`
    pub city: &'p str,
}

/// The three forms as JSON, under the names of the wire, with what the house knows of itself. Fields that
/// nobody filled in are left out.
pub fn published(dataset: &Dataset, it: &Metadata, producer: &Producer<'_>) -> Value {
    let sections = Section::all(dataset);
    let of = |wanted: fn(&Section) -> bool| -> Vec<Value> {
        let all = sections.iter().filter(|it| wanted(it));
        all.filter_map(|section| it.record(section).map(|it| (section, it)))
            .map(|(section, record)| Value::Object(filled(section.fields(), record)))
            .collect()
    };
    let indicators = of(|it| matches!(it, Section::Indicator(_)));
    let variables = of(|it| matches!(it, Section::Variable(_)));
    let mut activity = Map::new();
    activity.insert("id_kegiatan".to_owned(), json!(dataset.id));
    for section in sections.iter().filter(|it| matches!(it, Section::Activity(_))) {
        activity.extend(filled(section.fields(), &it.activity));
    }
    for (wire, value) in [
        ("produsen_data_name", json!(producer.name)),
        ("produsen_data_province_code", json!(producer.province)),
        ("produsen_data_city_code", json!(producer.city)),
        ("total_msvar", json!(variables.len())),
        ("total_msind", json!(indicators.len())),
    ] {
        activity.insert(wire.to_owned(), value);
    }
    json!({ "mskeg": activity, "msind": indicators, "msvar": variables })
}

fn filled(fields: &[Field], record: &Record) -> Map<String, Value> {
    let value = |field: &Field| {
        let text = record.get(field.wire)?;
        let value = match (field.wire, field.kind) {
            ("indikator_pembangun", _) => parts(text, "publikasi_ketersediaan"),
            ("variabel_pembangun", _) => parts(text, "kegiatan_penghasil"),
            (_, FieldKind::Number) => text.parse::<u32>().map_or_else(|_| json!(text), Value::from),
            (_, FieldKind::Several(_)) => json!(text.split(super::BETWEEN).collect::<Vec<_>>()),
            _ => json!(text),
        };
        Some((field.wire.to_owned(), value))
    };
    fields.iter().filter_map(value).collect()
}

/// One per line: where it comes from; its name. A line without the first says the name alone.
fn parts(text: &str, origin: &str) -> Value {
    let line = |line: &str| match line.split_once(';') {
        Some((from, name)) => json!({ origin: from.trim(), "nama": name.trim() }),
        None => json!({ "nama": line.trim() }),
    };
    text.lines().filter(|it| !it.trim().is_empty()).map(line).collect()
}
