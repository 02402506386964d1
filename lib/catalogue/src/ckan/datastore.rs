//! `datastore_search` and `datastore_info`: a table by its rows.

use base::{Decimal, Language};
use cube::Cube;
use cube::table::{self, Field};
use serde::Serialize;
use serde::ser::{Error, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::{Column, Kind};

/// A field of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatastoreField {
    pub id: String,
    /// As PostgreSQL names it: `text`, `numeric`, `int`.
    pub r#type: &'static str,
}

/// The answer of `datastore_search`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatastoreSearch {
    pub resource_id: String,
    pub fields: Vec<DatastoreField>,
    pub records: Vec<Record>,
    pub include_total: bool,
    /// Of all rows that fit, not of those given.
    pub total: usize,
    pub total_was_estimated: bool,
    pub limit: usize,
    #[serde(skip_serializing_if = "is_nought")]
    pub offset: usize,
    pub records_format: &'static str,
    #[serde(rename = "_links")]
    pub links: Links,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Links {
    pub start: String,
    pub next: String,
}

/// The answer of `datastore_info`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatastoreInfo {
    pub meta: DatastoreMeta,
    pub fields: Vec<DatastoreField>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatastoreMeta {
    pub id: String,
    pub count: usize,
    pub table_type: &'static str,
}

/// A row: what stands under each name, in the order of the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record(pub Vec<(String, Value)>);

/// What stands in a row under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// With its digits.
    Number(Decimal),
    Null,
}

impl DatastoreInfo {
    pub fn new(id: impl Into<String>, count: usize, columns: &[Column]) -> Self {
        let meta = DatastoreMeta { id: id.into(), count, table_type: "BASE TABLE" };
        Self { meta, fields: fields(columns) }
    }
}

/// The fields of a table: the number of the row, then its columns.
pub fn fields(columns: &[Column]) -> Vec<DatastoreField> {
    let first = DatastoreField { id: "_id".to_owned(), r#type: "int" };
    let field = |it: &Column| DatastoreField {
        id: it.name.clone(),
        r#type: match it.kind {
            Kind::Text => "text",
            Kind::Number => "numeric",
        },
    };
    std::iter::once(first).chain(columns.iter().map(field)).collect()
}

impl Record {
    /// Every row of a cube's table, numbered from 1 as CKAN does.
    pub fn of(cube: &Cube, language: Language) -> impl Iterator<Item = Self> {
        let columns = table::columns(cube.dimensions(), language);
        table::rows(cube, language).zip(1_i64..).map(move |(row, number)| {
            let value = |field: Field<'_>| match field {
                Field::Text(text) => Value::Text(text.to_owned()),
                Field::Figure(value) => value.map_or(Value::Null, Value::Number),
            };
            let first = ("_id".to_owned(), Value::Number(Decimal::whole(number)));
            let rest = columns.iter().zip(row).map(|(it, field)| (it.name.clone(), value(field)));
            Self(std::iter::once(first).chain(rest).collect())
        })
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            match value {
                Value::Text(text) => map.serialize_entry(name, text)?,
                Value::Null => map.serialize_entry(name, &())?,
                Value::Number(number) => {
                    let digits = RawValue::from_string(number.to_string());
                    map.serialize_entry(name, &digits.map_err(S::Error::custom)?)?;
                }
            }
        }
        map.end()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_nought(number: &usize) -> bool {
    *number == 0
}
