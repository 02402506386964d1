//! The interface in the words of OpenAPI 3.0; GDAL reads from it how many features one answer may have.

use cube::Role;
use serde_json::{Map, Value, json};

use super::wanted::{FEATURES, MOST_FEATURES};
use super::{Answer, Ask, CRS84, OPEN_API, written};
use crate::usecase::outlines::Outline;

impl Ask<'_> {
    pub(super) async fn api(&self) -> Answer {
        let outlines = self.outlines().await?;
        let mut paths = Map::new();
        for path in ["/", "/api", "/conformance", "/collections"] {
            paths.insert(path.to_owned(), get(path, &[]));
        }
        for outline in &outlines {
            let path = format!("/collections/{}", outline.dataset.id);
            paths.insert(path.clone(), get(&path, &[]));
            paths.insert(format!("{path}/schema"), get(&format!("{path}/schema"), &[]));
            let items = format!("{path}/items");
            paths.insert(items.clone(), get(&items, &parameters(outline)));
            let feature = json!({ "name": "featureId", "in": "path", "required": true, "schema": { "type": "string" } });
            let one = format!("{items}/{{featureId}}");
            paths.insert(one.clone(), get(&one, &[feature]));
        }
        let title = format!("Satu Data {}", self.bureau.cell().settings().name);
        let body = json!({
            "openapi": "3.0.3",
            "info": { "title": title, "version": env!("CARGO_PKG_VERSION") },
            "servers": [{ "url": self.root }],
            "paths": paths,
        });
        Ok(written(OPEN_API, &body))
    }
}

fn get(path: &str, parameters: &[Value]) -> Value {
    let failed = json!({ "description": "What was wrong, and what to do (RFC 9457)." });
    json!({ "get": {
        "operationId": path,
        "parameters": parameters,
        "responses": { "200": { "description": "What was asked for." }, "default": failed },
    } })
}

fn parameters(outline: &Outline) -> Vec<Value> {
    let one = |name: &str, schema: Value| json!({ "name": name, "in": "query", "required": false, "schema": schema, "style": "form", "explode": false });
    let whole = json!({ "type": "integer", "minimum": 0, "default": 0 });
    let limit =
        json!({ "type": "integer", "minimum": 1, "maximum": MOST_FEATURES, "default": FEATURES });
    let bbox =
        json!({ "type": "array", "minItems": 4, "maxItems": 6, "items": { "type": "number" } });
    let crs = json!({ "type": "string", "enum": [CRS84], "default": CRS84 });
    let mut all = vec![
        one("limit", limit),
        one("offset", whole),
        one("bbox", bbox),
        one("crs", crs),
        one("datetime", json!({ "type": "string" })),
        one("lang", json!({ "type": "string", "enum": ["id", "en"] })),
    ];
    let codes = json!({ "type": "array", "items": { "type": "string" } });
    let dimensions = outline.dimensions.iter().filter(|it| it.role != Role::Measure);
    all.extend(dimensions.map(|it| one(&it.id, codes.clone())));
    all
}
