//! `datastore_search`: the rows of a table.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use base::Language;
use catalogue::ckan::{DatastoreSearch, Links, Record, Value, fields};
use catalogue::columns;
use serde_json::Value as Json;

use super::actions::{id, number};
use super::{Answer, Refused, enveloped};
use crate::domain::selection::Selection;
use crate::domain::version::AsOf;
use crate::usecase::{Bureau, cubes};
use crate::wires::described;
use crate::wires::parameters::Parameters;

const LANGUAGE: Language = Language::Id;
/// As CKAN: rows without asking, and rows at most.
const ROWS: usize = 100;
const MOST_ROWS: usize = 32_000;

pub(super) async fn search(bureau: &Bureau, parameters: &Parameters) -> Answer {
    let resource = id(parameters, "resource_id")?;
    let missing = || Refused::missing(format!("Resource \"{resource}\" was not found."));
    let name = resource.strip_suffix("-csv").ok_or_else(missing)?;
    let id = described::id(name);
    let cube = cubes::cube(bureau, &id, AsOf::Now, &Selection::all()).await;
    let cube = cube.map_err(|error| match error.code() {
        "statistics/no-dataset" => missing(),
        _ => error.into(),
    })?;
    let columns = columns(cube.dimensions(), LANGUAGE);
    let all = fields(&columns);
    let names: Vec<&str> = all.iter().map(|it| it.id.as_str()).collect();
    let filters = filters(parameters, &names)?;
    let words = words(parameters);
    let mut records: Vec<Record> = Record::of(&cube, LANGUAGE)
        .filter(|it| fits(it, &filters) && speaks_of(it, &words))
        .collect();
    sort(&mut records, parameters, &names)?;
    let (total, limit) = (records.len(), number(parameters, "limit")?.unwrap_or(ROWS));
    let (limit, offset) = (limit.min(MOST_ROWS), number(parameters, "offset")?.unwrap_or(0));
    let shown = wanted(parameters, &names)?;
    let page = records.into_iter().skip(offset).take(limit);
    let records = page.map(|it| only(it, &shown)).collect();
    let fields = all.iter().filter(|it| shown.contains(&it.id)).cloned().collect();
    let link = |offset: usize| {
        format!(
            "/api/3/action/datastore_search?resource_id={resource}&limit={limit}&offset={offset}"
        )
    };
    let links = Links { start: link(0), next: link(offset.saturating_add(limit)) };
    enveloped(DatastoreSearch {
        fields,
        records,
        include_total: true,
        total,
        total_was_estimated: false,
        limit,
        offset,
        records_format: "objects",
        links,
        resource_id: resource.clone(),
    })
}

fn known(name: &str, names: &[&str]) -> Result<(), Refused> {
    if names.contains(&name) {
        return Ok(());
    }
    Err(Refused::wrong(format!("field \"{name}\" not in table; it has {}", names.join(", "))))
}

/// The texts that each named field may have.
fn filters(
    parameters: &Parameters,
    names: &[&str],
) -> Result<BTreeMap<String, Vec<String>>, Refused> {
    let wrong = || Refused::wrong("filters: an object such as {\"WILAYAH\": [\"64.08\"]}");
    let given = match parameters.value("filters") {
        None | Some(Json::Null) => return Ok(BTreeMap::new()),
        Some(Json::String(text)) if text.is_empty() => return Ok(BTreeMap::new()),
        Some(Json::String(text)) => serde_json::from_str(text).map_err(|_| wrong())?,
        Some(other) => other.clone(),
    };
    let Json::Object(given) = given else { return Err(wrong()) };
    let mut all = BTreeMap::new();
    for (name, value) in given {
        known(&name, names)?;
        let values = match value {
            Json::Array(values) => values.iter().map(plain).collect(),
            one => vec![plain(&one)],
        };
        all.insert(name, values);
    }
    Ok(all)
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

fn words(parameters: &Parameters) -> Vec<String> {
    parameters.text("q").split_whitespace().map(str::to_lowercase).collect()
}

fn said(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null => String::new(),
    }
}

fn fits(record: &Record, filters: &BTreeMap<String, Vec<String>>) -> bool {
    let field = |name: &str| record.0.iter().find(|(it, _)| it == name);
    let among = |(_, value): &(String, Value), wanted: &[String]| wanted.contains(&said(value));
    filters.iter().all(|(name, wanted)| field(name).is_some_and(|it| among(it, wanted)))
}

fn speaks_of(record: &Record, words: &[String]) -> bool {
    let has = |word: &String| {
        record.0.iter().any(|(_, value)| said(value).to_lowercase().contains(word.as_str()))
    };
    words.iter().all(has)
}

/// `sort`: `PERIODE desc, WILAYAH`. Rows without a figure come last.
fn sort(records: &mut [Record], parameters: &Parameters, names: &[&str]) -> Result<(), Refused> {
    let texts = parameters.texts("sort");
    let mut keys = Vec::new();
    for text in &texts {
        let mut parts = text.split_whitespace();
        let name = parts.next().unwrap_or_default().trim_matches('"');
        known(name, names)?;
        let falls = match parts.next().map(str::to_ascii_lowercase).as_deref() {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(other) => return Err(Refused::wrong(format!("sort: asc or desc, not {other}"))),
        };
        let place = names.iter().position(|it| *it == name).unwrap_or_default();
        keys.push((place, falls));
    }
    records.sort_by(|one, other| {
        let compared = keys.iter().map(|(place, falls)| order(one, other, *place, *falls));
        compared.fold(Ordering::Equal, Ordering::then)
    });
    Ok(())
}

fn order(one: &Record, other: &Record, place: usize, falls: bool) -> Ordering {
    let at = |it: &'_ Record| it.0.get(place).map(|(_, value)| value.clone());
    let turned = |it: Ordering| if falls { it.reverse() } else { it };
    match (at(one), at(other)) {
        (Some(Value::Text(one)), Some(Value::Text(other))) => turned(one.cmp(&other)),
        (Some(Value::Number(one)), Some(Value::Number(other))) => turned(one.cmp(&other)),
        (Some(Value::Null), Some(Value::Number(_))) => Ordering::Greater,
        (Some(Value::Number(_)), Some(Value::Null)) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

/// The fields that are shown; all when none is named.
fn wanted(parameters: &Parameters, names: &[&str]) -> Result<Vec<String>, Refused> {
    let wanted = parameters.texts("fields");
    wanted.iter().try_for_each(|name| known(name, names))?;
    let all = || names.iter().map(|it| (*it).to_owned()).collect();
    Ok(if wanted.is_empty() { all() } else { wanted })
}

fn only(record: Record, shown: &[String]) -> Record {
    Record(record.0.into_iter().filter(|(name, _)| shown.contains(name)).collect())
}
