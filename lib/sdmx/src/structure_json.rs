//! Structures as SDMX-JSON 2.0.0.

use cube::Text;
use serde_json::{Map, Value, json};

use crate::message::Message;
use crate::{
    Artefact, Body, Component, Constraint, Header, Item, Kind, Reference, Representation, Role,
};

const SCHEMA: &str = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json";

/// A structure message.
pub(crate) fn message(artefacts: &[Artefact], header: &Header) -> String {
    let mut data = Map::new();
    for kind in Kind::ALL {
        let of_kind: Vec<Value> =
            artefacts.iter().filter(|it| it.at.kind == kind).map(artefact).collect();
        if !of_kind.is_empty() {
            data.insert(group(kind).to_owned(), of_kind.into());
        }
    }
    Message { meta: header.meta(SCHEMA), data }.to_text()
}

const fn group(kind: Kind) -> &'static str {
    match kind {
        Kind::Dataflow => "dataflows",
        Kind::Codelist => "codelists",
        Kind::ConceptScheme => "conceptSchemes",
        Kind::DataStructure => "dataStructures",
        Kind::Constraint => "dataConstraints",
    }
}

/// `name` and `names` of something.
pub(crate) fn named(id: &str, name: &Text) -> Map<String, Value> {
    let mut made = Map::new();
    made.insert("id".to_owned(), id.into());
    made.insert("name".to_owned(), name.id.as_str().into());
    made.insert("names".to_owned(), json!({ "id": name.id, "en": name.en }));
    made
}

fn artefact(it: &Artefact) -> Value {
    let mut made = named(&it.at.id, &it.name);
    let mut put = |key: &str, value: Value| drop(made.insert(key.to_owned(), value));
    put("agencyID", it.at.agency.as_str().into());
    put("version", it.at.version.as_str().into());
    put("isExternalReference", false.into());
    // SDMX 3.0, whose model this format is of, calls constraints of content otherwise.
    let urn = it.at.urn().replace(".ContentConstraint=", ".DataConstraint=");
    put("links", json!([{ "rel": "self", "urn": urn }]));
    match &it.body {
        Body::Flow(structure) => put("structure", structure.urn().into()),
        Body::Items(items) | Body::Part(items) => {
            let key = if it.at.kind == Kind::ConceptScheme { "concepts" } else { "codes" };
            put("isPartial", matches!(it.body, Body::Part(_)).into());
            put(key, items.iter().map(|one| item(&it.at, one)).collect());
        }
        Body::Structure { concepts, components } => {
            put("dataStructureComponents", parts(concepts, components));
        }
        Body::Constraint(it) => {
            constraint(it).into_iter().for_each(|(key, value)| put(&key, value))
        }
        Body::Stub => {}
    }
    made.into()
}

fn item(list: &Reference, item: &Item) -> Value {
    let mut made = named(&item.id, &item.name);
    made.insert("links".to_owned(), json!([{ "rel": "self", "urn": list.item_urn(&item.id) }]));
    if let Some(parent) = &item.parent {
        made.insert("parent".to_owned(), parent.as_str().into());
    }
    if let Some(code) = &item.code {
        let annotation = json!([{ "id": "CODE", "type": "CODE", "title": code }]);
        made.insert("annotations".to_owned(), annotation);
    }
    made.into()
}

fn parts(concepts: &Reference, components: &[Component]) -> Value {
    let all = |wanted: fn(&Role) -> bool| -> Vec<Value> {
        let some = components.iter().filter(|it| wanted(&it.role));
        some.map(|it| part(concepts, it)).collect()
    };
    let time = all(|it| matches!(it, Role::Time(_))).into_iter().next();
    json!({
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": all(|it| matches!(it, Role::Dimension(_))),
            "timeDimension": time,
        },
        "measureList": {
            "id": "MeasureDescriptor",
            "measures": all(|it| matches!(it, Role::Measure)),
        },
        "attributeList": {
            "id": "AttributeDescriptor",
            "attributes": all(|it| matches!(it, Role::Attribute { .. })),
        },
    })
}

fn part(concepts: &Reference, it: &Component) -> Value {
    let mut made = Map::new();
    let mut put = |key: &str, value: Value| drop(made.insert(key.to_owned(), value));
    put("id", it.id.as_str().into());
    put("conceptIdentity", concepts.item_urn(&it.id).into());
    let representation = match &it.representation {
        Representation::Codes(list) => json!({ "enumeration": list.urn() }),
        Representation::Typed(kind) => json!({ "format": { "dataType": kind } }),
    };
    put("localRepresentation", representation);
    match &it.role {
        // Positions count from nought here, and from one in SDMX-ML.
        Role::Dimension(at) | Role::Time(at) => put("position", (at - 1).into()),
        Role::Measure => put("usage", "optional".into()),
        Role::Attribute { of } => {
            put("usage", "mandatory".into());
            let relationship = match of {
                Some(dimension) => json!({ "dimensions": [dimension] }),
                None => json!({ "observation": {} }),
            };
            put("attributeRelationship", relationship);
            if of.is_none() {
                put("measureRelationship", json!([crate::flow::VALUE]));
            }
        }
    }
    made.into()
}

fn constraint(it: &Constraint) -> Map<String, Value> {
    let values =
        |ids: &[String]| -> Vec<Value> { ids.iter().map(|id| json!({ "value": id })).collect() };
    let mut regions: Vec<Value> =
        it.values.iter().map(|(id, ids)| json!({ "id": id, "values": values(ids) })).collect();
    if let Some((start, end)) = crate::period::range(&it.periods) {
        let bound = |period: String| json!({ "period": period, "isInclusive": true });
        let range = json!({ "startPeriod": bound(start), "endPeriod": bound(end) });
        regions.push(json!({ "id": crate::flow::TIME, "timeRange": range }));
    }
    let mut made = Map::new();
    made.insert("role".to_owned(), "Actual".into());
    made.insert("constraintAttachment".to_owned(), json!({ "dataflows": [it.flow.urn()] }));
    made.insert("cubeRegions".to_owned(), json!([{ "include": true, "keyValues": regions }]));
    if let Some((series, figures)) = it.counts {
        let count = |id: &str, count: usize| json!({ "id": id, "type": "sdmx_metrics", "title": count.to_string() });
        let annotations = json!([count("series_count", series), count("obs_count", figures)]);
        made.insert("annotations".to_owned(), annotations);
    }
    made
}
