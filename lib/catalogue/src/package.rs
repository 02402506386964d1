//! Data packages (specs.frictionlessdata.io): `datapackage.json` beside the tables it describes.
//!
//! Paths are relative: readers refuse others as unsafe. What may stand in a column is checked by whoever
//! reads the package, so it says only what always holds.

use base::Language;
use serde_json::{Map, Value, json};

use crate::{CatalogueError, Column, Dataset, Distribution, Kind};

/// `datapackage.json` of a dataset: its distributions that have a path. Those in CSV are described by
/// these columns.
///
/// # Errors
/// [`CatalogueError::Name`], [`CatalogueError::Path`].
pub fn package(
    dataset: &Dataset,
    columns: &[Column],
    language: Language,
) -> Result<String, CatalogueError> {
    let mut resources = Vec::new();
    for distribution in &dataset.distributions {
        if let Some(path) = &distribution.path {
            resources.push(resource(distribution, path, columns, language)?);
        }
    }
    let keywords: Vec<&str> = dataset.keywords.iter().map(|it| it.said(language)).collect();
    let licence = &dataset.licence;
    let publisher = &dataset.publisher;
    Ok(json!({
        "profile": "data-package",
        "name": machine_name(&dataset.name)?,
        "id": dataset.uri,
        "title": dataset.title.said(language),
        "description": dataset.description.said(language),
        "homepage": dataset.page,
        "version": dataset.version,
        "created": dataset.issued.to_string(),
        "keywords": keywords,
        "licenses": [{ "name": licence.id.to_uppercase(), "path": licence.uri, "title": licence.title }],
        "contributors": [{ "title": publisher.title.said(language), "role": "publisher" }],
        "resources": resources,
    })
    .to_string())
}

fn resource(
    distribution: &Distribution,
    path: &str,
    columns: &[Column],
    language: Language,
) -> Result<Value, CatalogueError> {
    let is_inside = |part: &str| !matches!(part, "" | "." | "..");
    if path.contains([':', '\\']) || !path.split('/').all(is_inside) {
        return Err(CatalogueError::Path { path: path.to_owned() });
    }
    let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
    let mut made = Map::new();
    let mut put = |key: &str, value: Value| drop(made.insert(key.to_owned(), value));
    put("name", machine_name(&distribution.name)?.into());
    put("path", path.into());
    put("title", distribution.title.said(language).into());
    put("format", extension.into());
    let media_type = distribution.media_type.split(';').next().unwrap_or_default();
    put("mediatype", media_type.into());
    put("encoding", "utf-8".into());
    if let Some(bytes) = distribution.bytes {
        put("bytes", bytes.into());
    }
    if extension == "csv" {
        put("profile", "tabular-data-resource".into());
        put("schema", schema(columns));
    }
    Ok(made.into())
}

/// A table schema.
fn schema(columns: &[Column]) -> Value {
    let fields: Vec<Value> = columns.iter().map(field).collect();
    let key: Vec<&str> = columns.iter().filter(|it| it.key).map(|it| it.name.as_str()).collect();
    json!({ "fields": fields, "missingValues": [""], "primaryKey": key })
}

fn field(column: &Column) -> Value {
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), true.into());
    }
    if !column.values.is_empty() {
        constraints.insert("enum".to_owned(), column.values.clone().into());
    }
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Number => "number",
    };
    json!({ "name": column.name, "title": column.title, "type": kind, "constraints": constraints })
}

/// Small letters, digits, `-`, `_`, `.`
fn machine_name(text: &str) -> Result<&str, CatalogueError> {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
    let is_name = !text.is_empty() && text.bytes().all(fits);
    if is_name { Ok(text) } else { Err(CatalogueError::Name { text: text.to_owned() }) }
}
