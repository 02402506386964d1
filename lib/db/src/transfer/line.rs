//! One row as one line of JSON, and back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json};

use crate::Value;
use crate::catalogue::{Column, ColumnKind};

/// Largest integer that every reader of JSON keeps exactly.
const EXACT: u64 = 1 << 53;

/// Adds the row and the end of the line. `columns` are sorted by name, as are the values.
pub(super) fn write(out: &mut Vec<u8>, columns: &[Column], values: &[Value]) {
    let mut before = b'{';
    for (column, value) in columns.iter().zip(values) {
        out.push(before);
        before = b',';
        // Names of columns are lowercase words: nothing to escape.
        out.push(b'"');
        out.extend_from_slice(column.name.as_bytes());
        out.extend_from_slice(b"\":");
        cell(out, value);
    }
    out.extend_from_slice(b"}\n");
}

fn cell(out: &mut Vec<u8>, value: &Value) {
    let json = match value {
        Value::Null => Json::Null,
        Value::Int(int) if int.unsigned_abs() <= EXACT => Json::from(*int),
        Value::Int(int) => Json::from(int.to_string()),
        Value::Real(real) => Json::from(*real),
        Value::Text(text) => Json::from(text.as_str()),
        Value::Bytes(bytes) => Json::from(STANDARD.encode(bytes)),
    };
    out.extend_from_slice(json.to_string().as_bytes());
}

/// Reads a line into values in the order of `columns`.
pub(super) fn read(line: &str, columns: &[Column]) -> Result<Vec<Value>, String> {
    let mut row: Map<String, Json> = serde_json::from_str(line).map_err(|e| e.to_string())?;
    let mut values = Vec::with_capacity(columns.len());
    for column in columns {
        let json = row.remove(&column.name);
        let json = json.ok_or_else(|| format!("column {} is missing", column.name))?;
        let value = uncell(json, column.kind);
        values.push(value.ok_or_else(|| format!("column {} cannot be read", column.name))?);
    }
    match row.keys().next() {
        Some(name) => Err(format!("column {name} is not in the table")),
        None => Ok(values),
    }
}

fn uncell(json: Json, kind: ColumnKind) -> Option<Value> {
    match (kind, json) {
        (_, Json::Null) => Some(Value::Null),
        (ColumnKind::Int, Json::String(text)) => text.parse().ok().map(Value::Int),
        (ColumnKind::Int, Json::Number(number)) => number.as_i64().map(Value::Int),
        (ColumnKind::Real, Json::Number(number)) => number.as_f64().map(Value::Real),
        (ColumnKind::Text, Json::String(text)) => Some(Value::Text(text)),
        (ColumnKind::Bytes, Json::String(text)) => STANDARD.decode(text).ok().map(Value::Bytes),
        _ => None,
    }
}
