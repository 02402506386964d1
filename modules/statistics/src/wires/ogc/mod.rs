//! OGC API Features, part 1 (OGC 17-069r4): `/ogc`. Maps of the figures for QGIS and the like.
//!
//! A dataset with regions is a collection. A feature is a region in a period, by each breakdown; the
//! measures are its properties, each with its sign beside it.

mod api;
mod collections;
mod items;
mod places;
mod wanted;

use std::sync::Arc;

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use base::{Error, Language};
use cube::Role;
use serde_json::{Value, json};
use web::{Call, Wires};

use super::answer::{self, JSON, Said};
use super::parameters::Parameters;
use super::{WHY, root};
use crate::domain::version::AsOf;
use crate::usecase::outlines::{self, Outline};
use crate::usecase::{Bureau, catalogue as shelf};

/// The only system of coordinates: longitude and latitude.
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
const GEO_JSON: &str = "application/geo+json";
const OPEN_API: &str = "application/vnd.oai.openapi+json;version=3.0";
const SCHEMA: &str = "application/schema+json";

pub(super) fn wires(bureau: &Bureau) -> Wires {
    ["/ogc", "/ogc/", "/ogc/{*path}"].into_iter().fold(Wires::new(), |all, path| {
        let bureau = bureau.clone();
        all.get(path, WHY, move |call| respond(bureau.clone(), call))
    })
}

/// Status and words.
struct Refused(u16, String);

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        let said = Said::of(&error);
        Self(said.status(), said.text)
    }
}

impl From<(u16, String)> for Refused {
    fn from((status, text): (u16, String)) -> Self {
        Self(status, text)
    }
}

type Answer = Result<(&'static str, String), Refused>;

async fn respond(bureau: Bureau, call: Call) -> Response {
    match ask(&bureau, &call).await {
        Ok((media_type, body)) => {
            let mut response = answer::good(&call, media_type, body);
            if media_type == GEO_JSON {
                let crs =
                    HeaderValue::from_static("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
                response.headers_mut().insert(CONTENT_CRS, crs);
            }
            response
        }
        Err(Refused(status, text)) => {
            let body = json!({ "title": text, "status": status });
            answer::bad(status, "application/problem+json", body.to_string())
        }
    }
}

/// What is asked, and how it is answered.
struct Ask<'c> {
    bureau: &'c Bureau,
    call: &'c Call,
    parameters: Parameters,
    language: Language,
    root: String,
}

async fn ask(bureau: &Bureau, call: &Call) -> Answer {
    let parameters = Parameters::of_query(call);
    let language = parameters.language()?;
    let root = format!("{}/ogc", root(bureau));
    let ask = Ask { bureau, call, parameters, language, root };
    let path = call.uri.path().trim_start_matches("/ogc").trim_matches('/');
    let path = path.replace("%3A", ":").replace("%3a", ":");
    let segments: Vec<&str> = path.split('/').collect();
    match segments.as_slice() {
        [""] => Ok(ask.landing()),
        ["api"] => ask.api().await,
        ["conformance"] => Ok(conformance()),
        ["collections"] => ask.collections().await,
        ["collections", id] => ask.collection(id).await,
        ["collections", id, "schema"] => ask.schema(id).await,
        ["collections", id, "items"] => ask.items(id).await,
        ["collections", id, "items", feature] => ask.item(id, feature).await,
        _ => Err(Refused(
            404,
            format!("`/{path}` is no path of this interface; try collections or api"),
        )),
    }
}

fn written(media_type: &'static str, body: &Value) -> (&'static str, String) {
    (media_type, body.to_string())
}

fn conformance() -> (&'static str, String) {
    let class = |it: &str| format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{it}");
    let classes = ["core", "geojson", "oas30"].map(class);
    written(JSON, &json!({ "conformsTo": classes }))
}

impl Ask<'_> {
    fn landing(&self) -> (&'static str, String) {
        let link = |rel: &str, media_type: &str, path: &str| json!({ "rel": rel, "type": media_type, "href": format!("{}/{path}", self.root) });
        let name = &self.bureau.cell().settings().name;
        let description = match self.language {
            Language::Id => format!("Statistik {name} yang sudah terbit, menurut wilayah."),
            Language::En => format!("Released statistics of {name} by region."),
        };
        let body = json!({
            "title": format!("Satu Data {name}"),
            "description": description,
            "links": [
                link("self", "application/json", ""),
                link("service-desc", OPEN_API, "api"),
                link("conformance", "application/json", "conformance"),
                link("data", "application/json", "collections"),
            ],
        });
        written(JSON, &body)
    }

    /// A dataset with regions.
    async fn outline(&self, id: &str) -> Result<Arc<Outline>, Refused> {
        let outline = outlines::whole(self.bureau, id, AsOf::Now).await?;
        if has_regions(&outline) {
            return Ok(outline);
        }
        Err(Refused(404, format!("`{id}` has no regions; other interfaces have its figures")))
    }

    /// Every dataset with regions.
    async fn outlines(&self) -> Result<Vec<Arc<Outline>>, Refused> {
        let released = shelf::list(self.bureau).await?;
        let with_regions = released.into_iter().filter(|(it, _)| it.region().is_some());
        let ids: Vec<(String, AsOf)> =
            with_regions.map(|(it, version)| (it.id, AsOf::Version(version.number))).collect();
        Ok(outlines::several(self.bureau, &ids).await?)
    }
}

fn has_regions(outline: &Outline) -> bool {
    outline.dimensions.iter().any(|it| it.role == Role::Region)
}
