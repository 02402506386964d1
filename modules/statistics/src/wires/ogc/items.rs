//! Features: figures where they belong on the ground.

use base::Language;
use cube::{Cell, Code, Cube, Role};
use serde_json::{Value, json};

use super::collections::{Property, Source, properties_of};
use super::wanted::{self, FEATURES, MOST_FEATURES};
use super::{Answer, Ask, GEO_JSON, Refused, places};
use crate::domain::selection::Selection;
use crate::usecase::cubes;
use crate::usecase::outlines::Outline;

impl Ask<'_> {
    pub(super) async fn items(&self, id: &str) -> Answer {
        let outline = self.outline(id).await?;
        let wanted = wanted::selection(&outline, &self.parameters)?;
        let limit = wanted::number(&self.parameters, "limit", 1)?.unwrap_or(FEATURES);
        let limit = limit.min(MOST_FEATURES);
        let offset = wanted::number(&self.parameters, "offset", 0)?.unwrap_or(0);
        let all = match wanted {
            None => Vec::new(),
            Some(wanted) => self.features(&outline, &wanted).await?,
        };
        let page: Vec<&str> = all.iter().skip(offset).take(limit).map(String::as_str).collect();
        let mut links = vec![self.link("self", id, offset)];
        if offset.saturating_add(limit) < all.len() {
            links.push(self.link("next", id, offset.saturating_add(limit)));
        }
        // A feature is written already, with the digits of its figures.
        let body = format!(
            r#"{{"type":"FeatureCollection","timeStamp":"{}","numberMatched":{},"numberReturned":{},"links":{},"features":[{}]}}"#,
            outline.about.released,
            all.len(),
            page.len(),
            Value::from(links),
            page.join(",")
        );
        Ok((GEO_JSON, body))
    }

    pub(super) async fn item(&self, id: &str, feature: &str) -> Answer {
        let outline = self.outline(id).await?;
        let missing = || Refused(404, format!("`{id}` has no feature `{feature}`"));
        let wanted = wanted::of_feature(&outline.dimensions, feature).ok_or_else(missing)?;
        let found = self.features(&outline, &wanted).await?;
        Ok((GEO_JSON, found.into_iter().next().ok_or_else(missing)?))
    }

    async fn features(
        &self,
        outline: &Outline,
        wanted: &Selection,
    ) -> Result<Vec<String>, Refused> {
        let cube = cubes::part(self.bureau, outline, wanted).await?;
        Ok(features(&cube, self.language))
    }

    /// This question, from another feature on.
    fn link(&self, rel: &str, id: &str, offset: usize) -> Value {
        let asked = self.call.uri.query().unwrap_or_default();
        let asked = form_urlencoded::parse(asked.as_bytes()).filter(|(name, _)| name != "offset");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(asked);
        if offset > 0 {
            query.append_pair("offset", &offset.to_string());
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        let href = format!("{}/collections/{id}/items{mark}{query}", self.root);
        json!({ "rel": rel, "type": GEO_JSON, "href": href })
    }
}

/// Each with the cells of all measures, which stand together: the measure is the last dimension.
fn features(cube: &Cube, language: Language) -> Vec<String> {
    let properties = properties_of(cube.dimensions(), language);
    let measures = cube.of_role(Role::Measure).map_or(1, |(_, it)| it.codes.len()).max(1);
    let region = cube.of_role(Role::Region).map(|(at, _)| at);
    let rows: Vec<(Vec<&Code>, Cell)> = cube.rows().collect();
    let chunks: Vec<&[(Vec<&Code>, Cell)]> = rows.chunks(measures).collect();
    let write = |at: usize| Some(feature(chunks.get(at)?, region, (&properties, language)));
    telling_first(&chunks, measures).into_iter().filter_map(write).collect()
}

/// The order of features: before all others, for each measure one that has a figure of it. GDAL takes
/// what a property is from the first twenty features, and one of nothing but `null` for text.
fn telling_first(chunks: &[&[(Vec<&Code>, Cell)]], measures: usize) -> Vec<usize> {
    let has = |cells: &[(Vec<&Code>, Cell)], measure: usize| {
        cells.get(measure).is_some_and(|(_, cell)| cell.value().is_some())
    };
    let telling = |measure: usize| chunks.iter().position(|cells| has(cells, measure));
    let mut order: Vec<usize> = Vec::with_capacity(chunks.len());
    for at in (0..measures).filter_map(telling) {
        if !order.contains(&at) {
            order.push(at);
        }
    }
    let leading = order.clone();
    order.extend((0..chunks.len()).filter(|at| !leading.contains(at)));
    order
}

fn feature(
    cells: &[(Vec<&Code>, Cell)],
    region: Option<usize>,
    (properties, language): (&[Property], Language),
) -> String {
    let codes: &[&Code] = cells.first().map_or(&[], |(codes, _)| codes);
    let place = region.and_then(|at| codes.get(at)).and_then(|it| places::place(&it.id));
    let others = codes.get(..codes.len().saturating_sub(1)).unwrap_or_default();
    let names: Vec<&str> = others.iter().map(|it| it.id.as_str()).collect();
    let property = |it: &Property| {
        let value = value(it.source, language, (codes, cells));
        format!("{}:{value}", Value::from(it.name.as_str()))
    };
    let properties: Vec<String> = properties.iter().map(property).collect();
    format!(
        r#"{{"type":"Feature","id":{},"geometry":{},"properties":{{{}}}}}"#,
        Value::from(names.join(":")),
        place.map_or("null", |it| it.geometry.as_str()),
        properties.join(",")
    )
}

fn value(
    source: Source,
    language: Language,
    (codes, cells): (&[&Code], &[(Vec<&Code>, Cell)]),
) -> String {
    let code = |at: usize| codes.get(at);
    let cell = |at: usize| cells.get(at).map(|(_, cell)| *cell);
    let text = match source {
        Source::Code(at) => code(at).map_or("", |it| it.id.as_str()),
        Source::Name(at) => code(at).map_or("", |it| it.title.said(language)),
        Source::Sign(at) => cell(at).map_or("", Cell::sign),
        Source::Figure(at) => {
            let figure = cell(at).and_then(Cell::value);
            return figure.map_or_else(|| "null".to_owned(), |it| it.to_string());
        }
    };
    Value::from(text).to_string()
}
