//! Figures as SDMX-JSON 1.0 and 2.0: numbers keep their digits.

use cube::{Cell, Text};
use serde::Serialize;
use serde::ser::{Error, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::flow::{DECIMALS, STATUS, TIME, UNIT, VALUE};
use crate::message::Message;
use crate::status::ALL;
use crate::structure_json::named;
use crate::{Axis, Data, Header, Series, status, wire_id};

const SCHEMA_1: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/1.0/sdmx-json-data-schema.json";
const SCHEMA_2: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json";

/// SDMX-JSON data message 1.0.
pub(crate) fn first(data: &Data<'_>, header: &Header) -> String {
    let units = Units::of(data);
    let body = First {
        data_sets: [Set { data, units: &units, place: None }],
        structure: structure(data, &units, &json!({ "primaryMeasure": VALUE })),
    };
    Message { meta: header.meta(SCHEMA_1), data: body }.to_text()
}

/// SDMX-JSON data message 2.0.
pub(crate) fn second(data: &Data<'_>, header: &Header) -> String {
    let units = Units::of(data);
    let mut structure = structure(data, &units, &json!({ "observation": {} }));
    if let Value::Object(map) = &mut structure {
        let value = named(VALUE, &Text::new("Nilai", "Value"));
        map.insert("measures".to_owned(), json!({ "observation": [value] }));
        map.insert("dataSets".to_owned(), json!([0]));
    }
    let body = Second {
        data_sets: [Set { data, units: &units, place: Some(0) }],
        structures: [structure],
    };
    Message { meta: header.meta(SCHEMA_2), data: body }.to_text()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct First<'d> {
    data_sets: [Set<'d>; 1],
    structure: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Second<'d> {
    data_sets: [Set<'d>; 1],
    structures: [Value; 1],
}

/// The values of the attributes of series; a series names them by their places.
struct Units {
    units: Vec<(String, Text)>,
    decimals: Vec<u8>,
}

impl Units {
    fn of(data: &Data<'_>) -> Self {
        let mut made = Self { units: Vec::new(), decimals: Vec::new() };
        let codes = data.flow.measure().map_or(&[][..], |(_, axis)| &axis.dimension.codes);
        for unit in codes.iter().filter_map(|code| code.unit.as_ref()) {
            let id = wire_id(&unit.id);
            if made.units.iter().all(|(known, _)| *known != id) {
                made.units.push((id, unit.title.clone()));
            }
            if !made.decimals.contains(&unit.decimals) {
                made.decimals.push(unit.decimals);
            }
        }
        made
    }

    fn places(&self, series: &Series<'_>) -> [Option<usize>; 2] {
        let Some(unit) = series.unit else { return [None, None] };
        let id = wire_id(&unit.id);
        [
            self.units.iter().position(|(known, _)| *known == id),
            self.decimals.iter().position(|known| *known == unit.decimals),
        ]
    }
}

/// A data set: series by the places of their codes.
struct Set<'d> {
    data: &'d Data<'d>,
    units: &'d Units,
    /// Which structure it has, in a message that may have several.
    place: Option<usize>,
}

impl Serialize for Set<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(place) = self.place {
            map.serialize_entry("structure", &place)?;
        }
        map.serialize_entry("action", "Information")?;
        map.serialize_entry("links", &links(self.data))?;
        map.serialize_entry("series", &AllSeries(self))?;
        map.end()
    }
}

struct AllSeries<'s>(&'s Set<'s>);

impl Serialize for AllSeries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.data.series().map(|series| {
            let key: Vec<String> = series.key.iter().map(ToString::to_string).collect();
            (key.join(":"), One(self.0, series))
        }))
    }
}

struct One<'s>(&'s Set<'s>, Series<'s>);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (detail, mut map) = (self.0.data.detail, serializer.serialize_map(None)?);
        if detail.has_attributes() {
            map.serialize_entry("attributes", &self.0.units.places(&self.1))?;
        }
        if detail.has_figures() {
            map.serialize_entry("observations", &Figures(&self.1, detail.has_attributes()))?;
        }
        map.end()
    }
}

struct Figures<'s>(&'s Series<'s>, bool);

impl Serialize for Figures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = self.0.cells.iter().enumerate();
        serializer.collect_map(cells.map(|(at, (_, cell))| (at.to_string(), Figure(*cell, self.1))))
    }
}

/// The value, and the place of its status.
struct Figure(Cell, bool);

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        let digits = self.0.value().map(|value| RawValue::from_string(value.to_string()));
        seq.serialize_element(&digits.transpose().map_err(S::Error::custom)?)?;
        if self.1 {
            let place = ALL.iter().position(|it| status(*it) == status(self.0));
            seq.serialize_element(&place)?;
        }
        seq.end()
    }
}

/// What the figures are read by.
fn links(data: &Data<'_>) -> Value {
    json!([
        { "rel": "dataflow", "urn": data.flow.reference().urn() },
        { "rel": "datastructure", "urn": data.flow.structure().urn() },
    ])
}

fn structure(data: &Data<'_>, units: &Units, figures: &Value) -> Value {
    let (flow, key) = (&data.flow, data.flow.key());
    let series: Vec<Value> =
        key.iter().enumerate().map(|(at, it)| dimension(it, at, None)).collect();
    let time = dimension(flow.time(), key.len(), Some(TIME));
    let mut made = named(&flow.about().id, &flow.about().title);
    made.remove("id");
    made.insert("links".to_owned(), links(data));
    made.insert(
        "dimensions".to_owned(),
        json!({ "dataSet": [], "series": series, "observation": [time] }),
    );
    made.insert("attributes".to_owned(), attributes(data, units, figures));
    made.into()
}

fn dimension(axis: &Axis<'_>, position: usize, id: Option<&str>) -> Value {
    let values = axis.dimension.codes.iter().zip(&axis.ids);
    let values: Vec<Value> = values.map(|(code, id)| named(id, &code.title).into()).collect();
    let mut made = named(id.unwrap_or(&axis.dimension.id), &axis.dimension.title);
    made.insert("keyPosition".to_owned(), position.into());
    made.insert("values".to_owned(), values.into());
    made.into()
}

/// `figures` is how the version of the format says that an attribute is of each figure.
fn attributes(data: &Data<'_>, units: &Units, figures: &Value) -> Value {
    if !data.detail.has_attributes() {
        return json!({ "dataSet": [], "series": [], "observation": [] });
    }
    let measure = data.flow.measure().map(|(_, axis)| &axis.dimension.id);
    let series = json!({ "dimensions": measure.into_iter().collect::<Vec<_>>() });
    let attribute = |id: &str, name: Text, values: Vec<Value>| {
        let mut made = named(id, &name);
        let of = if id == STATUS { figures } else { &series };
        made.insert("relationship".to_owned(), of.clone());
        made.insert("values".to_owned(), values.into());
        Value::from(made)
    };
    let unit = units.units.iter().map(|(id, name)| named(id, name).into()).collect();
    let decimals = units.decimals.iter().map(|it| {
        let text = it.to_string();
        named(&text, &Text::name(text.clone())).into()
    });
    let statuses = status::items().into_iter().map(|it| named(&it.id, &it.name).into());
    json!({
        "dataSet": [],
        "series": [
            attribute(UNIT, Text::new("Satuan", "Unit of measure"), unit),
            attribute(DECIMALS, Text::new("Desimal", "Decimals"), decimals.collect()),
        ],
        "observation": [
            attribute(STATUS, Text::new("Tanda angka", "Status of the figure"), statuses.collect()),
        ],
    })
}
