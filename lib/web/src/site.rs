//! Puts everything together: the routes of all modules inside the frame of the house.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use base::{Error, Kind};
use serde_json::Value;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use utoipa::openapi::OpenApi;

use crate::access::{Access, Listed};
use crate::api::Api;
use crate::app::App;
use crate::failure::{Failure, Result};
use crate::pages::Pages;
use crate::visit::Visit;
use crate::wires::Wires;
use crate::{assets, csrf, design, frame, headers, openapi, preferences};

/// The web side of one cell, ready to serve.
pub struct Site {
    router: Router,
    listed: Vec<Listed>,
    document: OpenApi,
}

impl Site {
    /// Builds the router of a cell from the pages and operations of its modules.
    pub fn new(app: &App, pages: Pages, api: Api) -> Self {
        let mut listed = api.listed().to_vec();
        let (operations, document) = api.into_parts();
        let described = serde_json::to_value(&document).unwrap_or(Value::Null);
        let pages = pages.merge(own(app, described.into()));
        listed.extend_from_slice(pages.listed());
        let routes = pages.into_router().merge(operations).fallback(nowhere);
        Self { router: framed(routes, app), listed, document }
    }

    /// The same with protocols beside pages and operations.
    #[must_use]
    pub fn with(mut self, app: &App, wires: Wires) -> Self {
        self.listed.extend_from_slice(wires.listed());
        Self { router: self.router.merge(wires.into_router(app)), ..self }
    }

    /// The service. Serve it with `into_make_service_with_connect_info::<SocketAddr>()`, or the
    /// address of the person is unknown.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Every route of the house with its access.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// The OpenAPI document, for its snapshot.
    pub fn document(&self) -> &OpenApi {
        &self.document
    }
}

/// The last layer is the outermost.
fn framed(routes: Router<App>, app: &App) -> Router {
    routes
        .layer(from_fn_with_state(app.clone(), csrf::check))
        .layer(CatchPanicLayer::custom(frame::panicked))
        .layer(from_fn_with_state(app.clone(), frame::frame))
        .layer(compression())
        .layer(from_fn_with_state(app.clone(), headers::dress))
        .layer(from_fn(frame::log))
        .with_state(app.clone())
}

/// Level 4 costs about as much as gzip's default. PDF and XLSX are compressed already.
fn compression() -> CompressionLayer<impl Predicate> {
    let predicate = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/vnd.openxmlformats"));
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(predicate)
}

fn own(app: &App, document: Arc<Value>) -> Pages {
    const STATIC: Access = Access::Public { why: "part of every page, holds no data" };
    const CHOICE: Access = Access::Public { why: "anybody chooses how pages look to them" };
    const DOCS: Access = Access::Public { why: "the description of the API holds no data" };
    let described = document.clone();
    let pages = Pages::new()
        .get("/_a/{name}", STATIC, assets::serve)
        .get("/bahasa/{tag}", CHOICE, preferences::language)
        .get("/tema/{theme}", CHOICE, preferences::theme)
        .get("/api/openapi.json", DOCS, move || std::future::ready(openapi::document(&described)))
        .get("/api", DOCS, move |visit: Visit| {
            std::future::ready(openapi::page(&visit, &document))
        });
    if app.cell().settings().demo { pages.merge(design::pages()) } else { pages }
}

async fn nowhere() -> Result<()> {
    Err(Failure::from(Error::new(Kind::NotFound, "web/not-found")))
}
