//! What there is to be drawn, and the properties of its features.

use base::Decimal;
use cube::{Role, table};
use serde_json::{Map, Value, json};

use super::places::{self, Bounds};
use super::{Answer, Ask, CRS84, GEO_JSON, JSON, Refused, SCHEMA, written};
use crate::domain::period::Period;
use crate::usecase::outlines::Outline;
use crate::wires::described;

impl Ask<'_> {
    pub(super) async fn collections(&self) -> Answer {
        let outlines = self.outlines().await?;
        let all: Vec<Value> = outlines.iter().map(|it| self.described(it)).collect();
        let href = format!("{}/collections", self.root);
        let links = json!([{ "rel": "self", "type": "application/json", "href": href }]);
        Ok(written(JSON, &json!({ "links": links, "collections": all })))
    }

    pub(super) async fn collection(&self, id: &str) -> Answer {
        let outline = self.outline(id).await?;
        Ok(written(JSON, &self.described(&outline)))
    }

    fn described(&self, outline: &Outline) -> Value {
        let (id, description) = (&outline.dataset.id, &outline.dataset.description);
        let href = format!("{}/collections/{id}", self.root);
        let link = |rel: &str, media_type: &str, href: String| json!({ "rel": rel, "type": media_type, "href": href });
        let page = described::page(self.bureau, id);
        json!({
            "id": id,
            "title": description.title.said(self.language),
            "description": description.about.said(self.language),
            "itemType": "feature",
            "crs": [CRS84],
            "storageCrs": CRS84,
            "extent": extent(outline),
            "links": [
                link("self", "application/json", href.clone()),
                link("items", GEO_JSON, format!("{href}/items")),
                link("describedby", SCHEMA, format!("{href}/schema")),
                link("http://www.opengis.net/def/rel/ogc/1.0/schema", SCHEMA, format!("{href}/schema")),
                link("alternate", "text/html", page),
            ],
        })
    }

    /// The properties of features and their types (OGC API Features, part 5).
    pub(super) async fn schema(&self, id: &str) -> Answer {
        let outline = self.outline(id).await?;
        let mut properties = Map::new();
        properties.insert(
            "geometry".into(),
            json!({ "x-ogc-role": "primary-geometry", "format": "geometry-any" }),
        );
        for property in properties_of(&outline.dimensions, self.language) {
            let (kind, title) = match property.source {
                Source::Figure(_) => ("number", property.title),
                _ => ("string", property.title),
            };
            properties.insert(property.name, json!({ "type": kind, "title": title }));
        }
        let body = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("{}/collections/{id}/schema", self.root),
            "type": "object",
            "title": outline.dataset.description.title.said(self.language),
            "properties": properties,
        });
        Ok(written(SCHEMA, &body))
    }
}

fn extent(outline: &Outline) -> Value {
    let mut extent = Map::new();
    let of = |role: Role| outline.dimensions.iter().find(|it| it.role == role);
    let regions = of(Role::Region).into_iter().flat_map(|it| &it.codes);
    if let Some(bounds) = places::around(regions.map(|it| it.id.as_str())) {
        extent.insert("spatial".into(), json!({ "bbox": [numbers(bounds)], "crs": CRS84 }));
    }
    let periods = of(Role::Time).into_iter().flat_map(|it| &it.codes);
    let months: Vec<[String; 2]> =
        periods.filter_map(|it| Period::parse(&it.id).ok()).map(Period::months).collect();
    let first = months.iter().map(|[first, _]| first).min();
    if let Some((first, last)) = first.zip(months.iter().map(|[_, last]| last).max()) {
        // Every month has a 28th day; readers ask for years.
        let interval = [format!("{first}-01T00:00:00Z"), format!("{last}-28T00:00:00Z")];
        extent.insert("temporal".into(), json!({ "interval": [interval] }));
    }
    extent.into()
}

fn numbers(bounds: Bounds) -> Vec<Value> {
    let number = |it: Decimal| serde_json::from_str(&it.to_string()).unwrap_or_default();
    bounds.into_iter().map(number).collect()
}

/// What stands in a property of a feature.
#[derive(Clone, Copy)]
pub(super) enum Source {
    /// The code, or its name, of the dimension at this place.
    Code(usize),
    Name(usize),
    /// The figure, or its sign, of the measure at this place.
    Figure(usize),
    Sign(usize),
}

pub(super) struct Property {
    pub name: String,
    pub title: String,
    pub source: Source,
}

/// Codes with their names, then measures with their signs.
pub(super) fn properties_of(
    dimensions: &[cube::Dimension],
    language: base::Language,
) -> Vec<Property> {
    let mut all: Vec<Property> = Vec::new();
    let columns = table::columns(dimensions, language);
    let is_measure = |at: usize| dimensions.get(at).is_none_or(|it| it.role == Role::Measure);
    for column in columns {
        let (at, source) = match column.kind {
            table::Kind::Code(at) => (at, Source::Code(at)),
            table::Kind::Name(at) => (at, Source::Name(at)),
            _ => continue,
        };
        if !is_measure(at) {
            let title = dimensions.get(at).map_or("", |it| it.title.said(language)).to_owned();
            all.push(Property { name: column.name, title, source });
        }
    }
    let measures = dimensions.iter().filter(|it| it.role == Role::Measure).flat_map(|it| &it.codes);
    let sign = match language {
        base::Language::Id => "tanda",
        base::Language::En => "mark",
    };
    for (at, measure) in measures.enumerate() {
        let unit = measure.unit.as_ref().map_or("", |it| it.title.said(language));
        let title = format!("{} ({unit})", measure.title.said(language));
        let name = free(measure.id.clone(), &all);
        all.push(Property { name, title: title.clone(), source: Source::Figure(at) });
        let name = free(format!("{}_{sign}", measure.id), &all);
        all.push(Property { name, title: format!("{title}: {sign}"), source: Source::Sign(at) });
    }
    all
}

/// A name that no other property has: a measure may be called like a dimension.
fn free(mut name: String, taken: &[Property]) -> String {
    while taken.iter().any(|it| it.name == name) {
        name.push('_');
    }
    name
}

/// The dimension that a name is of.
pub(super) fn known(name: &str, outline: &Outline) -> Result<(), Refused> {
    let is = |it: &cube::Dimension| it.id == name && it.role != Role::Measure;
    if outline.dimensions.iter().any(is) {
        return Ok(());
    }
    let names = outline.dimensions.iter().filter(|it| it.role != Role::Measure);
    let names: Vec<&str> = names.map(|it| it.id.as_str()).collect();
    Err(Refused(
        400,
        format!("there is no parameter `{name}`; codes are asked for by {}", names.join(", ")),
    ))
}
