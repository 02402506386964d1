//! What the people and programs that run the server ask: does it live, can it work, how is it.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base::{Error, Kind};
use db::{DbError, State, Tx};
use http::{HeaderMap, StatusCode, header};
use ipnet::IpNet;
use serde_json::json;
use web::{Access, Pages, Visit};

use crate::metering;

const PROBE: Access = Access::Public { why: "a probe learns only whether the service answers" };
const FIGURES: Access = Access::Public {
    why: "figures without persons, and only for this machine and the addresses in the settings",
};

/// A probe that waits for longer learns that it cannot work now.
const PROBE_LIMIT: Duration = Duration::from_secs(5);

/// Who may read the figures, besides this machine.
#[derive(Debug, Clone)]
struct Readers(Vec<IpNet>);

/// `/healthz` answers while the process lives; `/readyz` while it can read and write, and says
/// what it cannot; `/metrics` has figures for Prometheus.
pub fn pages(readers: Vec<IpNet>) -> Pages {
    Pages::new()
        .get("/healthz", PROBE, alive)
        .get("/readyz", PROBE, ready)
        .get("/metrics", FIGURES, figures)
        .with(Readers(readers))
}

async fn alive() -> &'static str {
    "ok\n"
}

async fn ready(visit: Visit) -> Response {
    let db = visit.cell().db().with_timeout(PROBE_LIMIT);
    let unsealed = db.read(async |tx: &mut Tx| audit::unsealed(tx).await).await;
    if db.state() == State::DiskFull {
        // Nobody sends people here while this says no, so this is what finds that there is room.
        let tried: Result<(), DbError> = db.write(async |_: &mut Tx| Ok(())).await;
        tried.unwrap_or_default();
    }
    let state = db.state();
    let (reads, writes) = (unsealed.is_ok(), state == State::Open);
    let body = json!({
        "ready": reads && writes,
        "reads": reads,
        "writes": writes,
        "engine": db.engine().name(),
        "state": state.name(),
        "unsealed": unsealed.ok(),
        "version": env!("CARGO_PKG_VERSION"),
    });
    let status = match reads && writes {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Json(body)).into_response()
}

/// For anybody else the page does not exist.
async fn figures(
    visit: Visit,
    headers: HeaderMap,
    Extension(Readers(readers)): Extension<Readers>,
) -> web::Result<Response> {
    let address = visit.address();
    let listed = readers.iter().any(|net| net.contains(&address));
    // Passed on by a proxy that is not in the settings: the visitor may be anybody.
    let passed_on = ["x-forwarded-for", "forwarded", "x-real-ip", "via"]
        .iter()
        .any(|name| headers.contains_key(*name));
    if !listed && (!address.is_loopback() || passed_on) {
        return Err(Error::new(Kind::NotFound, "web/not-found").into());
    }
    let text = metering::scrape(visit.cell()).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
