//! Data packages (specs.frictionlessdata.io): `datapackage.json` beside the tables it describes.
//!
//! [`package`] describes one dataset, [`of_catalogue`] all of them. Paths are relative: readers refuse others as unsafe. What may stand in a column is checked by whoever
//! reads the package, so it says only what always holds.

use std::collections::HashSet;

use base::Language;
use serde_json::{Map, Value, json};

use crate::{Catalogue, CatalogueError, Column, Dataset, Distribution, Kind, Licence, Publisher};

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
    for (distribution, path) in of_path(dataset) {
        let name = machine_name(&distribution.name)?;
        resources.push(resource(name, distribution, path, columns, language)?);
    }
    let keywords: Vec<&str> = dataset.keywords.iter().map(|it| it.said(language)).collect();
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
        "licenses": licences(&dataset.licence),
        "contributors": contributors(&dataset.publisher, language),
        "resources": resources,
    })
    .to_string())
}

/// `datapackage.json` of a catalogue: the distributions of all its datasets that have a path. Those in
/// CSV are described by the columns of their dataset, which stand in the order of the datasets.
///
/// A resource is called `dataset-distribution`, with a number behind it where that is taken: names of
/// foreign datasets may have anything in them.
///
/// # Errors
/// As [`package`].
pub fn of_catalogue(
    catalogue: &Catalogue,
    columns: &[Vec<Column>],
    language: Language,
) -> Result<String, CatalogueError> {
    let mut resources = Vec::new();
    let mut taken = HashSet::new();
    for (dataset, columns) in catalogue.datasets.iter().zip(columns) {
        let of = machine_name(&dataset.name)?;
        for (distribution, path) in of_path(dataset) {
            let name = free(format!("{of}-{}", machine_name(&distribution.name)?), &mut taken);
            let mut made = resource(&name, distribution, path, columns, language)?;
            made.insert("title".to_owned(), dataset.title.said(language).into());
            made.insert("description".to_owned(), dataset.description.said(language).into());
            resources.push(made);
        }
    }
    Ok(json!({
        "profile": "data-package",
        "name": machine_name(&catalogue.publisher.name)?,
        "id": catalogue.uri,
        "title": catalogue.title.said(language),
        "description": catalogue.description.said(language),
        "homepage": catalogue.homepage,
        "created": catalogue.modified.to_string(),
        "licenses": licences(&catalogue.licence),
        "contributors": contributors(&catalogue.publisher, language),
        "resources": resources,
    })
    .to_string())
}

fn of_path(dataset: &Dataset) -> impl Iterator<Item = (&Distribution, &str)> {
    dataset.distributions.iter().filter_map(|it| it.path.as_deref().map(|path| (it, path)))
}

/// A name that no other resource has: `pov-csv`, `pov-csv-2`.
fn free(name: String, taken: &mut HashSet<String>) -> String {
    let longer = (2..).map(|number: usize| format!("{name}-{number}"));
    let mut names = std::iter::once(name.clone()).chain(longer);
    let free = names.find(|it| !taken.contains(it)).unwrap_or(name.clone());
    taken.insert(free.clone());
    free
}

fn licences(licence: &Licence) -> Value {
    json!([{ "name": licence.id.to_uppercase(), "path": licence.uri, "title": licence.title }])
}

fn contributors(publisher: &Publisher, language: Language) -> Value {
    json!([{ "title": publisher.title.said(language), "role": "publisher" }])
}

fn resource(
    name: &str,
    distribution: &Distribution,
    path: &str,
    columns: &[Column],
    language: Language,
) -> Result<Map<String, Value>, CatalogueError> {
    let is_inside = |part: &str| !matches!(part, "" | "." | "..");
    // What stands behind `?` is no part of where the file lies.
    let file = path.split('?').next().unwrap_or_default();
    if path.contains([':', '\\']) || !file.split('/').all(is_inside) {
        return Err(CatalogueError::Path { path: path.to_owned() });
    }
    let extension = file.rsplit_once('.').map_or("", |(_, it)| it);
    let mut made = Map::new();
    let mut put = |key: &str, value: Value| drop(made.insert(key.to_owned(), value));
    put("name", name.into());
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
    Ok(made)
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
