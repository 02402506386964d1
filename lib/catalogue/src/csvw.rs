//! Metadata of CSV on the web (W3C, tabular metadata 2015): `pov.csv-metadata.json` beside `pov.csv`.

use base::Language;
use serde_json::{Map, Value, json};

use crate::{Column, Dataset, Kind};

/// What follows the name of a table in the name of its metadata.
pub const SUFFIX: &str = "-metadata.json";

/// The media type of the metadata.
pub const MEDIA_TYPE: &str = "application/csvm+json";

/// The metadata of a table; `url` is its address, or its name when both lie in one place.
pub fn metadata(dataset: &Dataset, columns: &[Column], url: &str, language: Language) -> String {
    let keywords: Vec<&str> = dataset.keywords.iter().map(|it| it.said(language)).collect();
    let key: Vec<&str> = columns.iter().filter(|it| it.key).map(|it| it.name.as_str()).collect();
    let described: Vec<Value> = columns.iter().map(column).collect();
    let modified = dataset.modified.to_string();
    let publisher = &dataset.publisher;
    json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": language.tag() }],
        "url": url,
        "dc:title": dataset.title.said(language),
        "dc:description": dataset.description.said(language),
        "dcat:keyword": keywords,
        "dc:publisher": {
            "schema:name": publisher.title.said(language),
            "schema:url": { "@id": publisher.uri },
        },
        "dc:license": { "@id": dataset.licence.uri },
        "dc:modified": { "@value": modified, "@type": "xsd:dateTime" },
        "dialect": { "encoding": "utf-8", "delimiter": ",", "header": true, "quoteChar": "\"" },
        "tableSchema": { "columns": described, "primaryKey": key },
    })
    .to_string()
}

fn column(it: &Column) -> Value {
    let mut made = Map::new();
    let mut put = |key: &str, value: Value| drop(made.insert(key.to_owned(), value));
    put("name", it.name.as_str().into());
    // Titles are what the first row of the table says.
    put("titles", it.name.as_str().into());
    put("dc:title", it.title.as_str().into());
    put("required", it.required.into());
    let datatype = match it.kind {
        Kind::Text => "string".into(),
        Kind::Number => json!({ "base": "decimal", "format": { "decimalChar": "." } }),
    };
    put("datatype", datatype);
    put("null", "".into());
    made.into()
}
