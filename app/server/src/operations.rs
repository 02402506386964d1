//! What the people and programs that run the server ask: does it live, can it work, how is it.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base::{Error, Kind};
use db::{DbError, State, Tx};
use documents::usecase::sealing::{SealHealth, Sealer};
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

/// Whoever seals papers, where somebody does.
#[derive(Clone)]
struct Sealing(Option<Sealer>);

impl Sealing {
    fn health(&self) -> Vec<SealHealth> {
        self.0.as_ref().map(Sealer::health).unwrap_or_default()
    }
}

/// `/healthz` answers while the process lives; `/readyz` while it can read and write, and says
/// what it cannot; `/metrics` has figures for Prometheus.
pub fn pages(readers: Vec<IpNet>, sealer: Option<Sealer>) -> Pages {
    Pages::new()
        .get("/healthz", PROBE, alive)
        .get("/readyz", PROBE, ready)
        .get("/metrics", FIGURES, figures)
        .with(Readers(readers))
        .with(Sealing(sealer))
}

async fn alive() -> &'static str {
    "ok\n"
}

async fn ready(visit: Visit, Extension(sealing): Extension<Sealing>) -> Response {
    let db = visit.cell().db().with_timeout(PROBE_LIMIT);
    let unsealed = db.read(async |tx: &mut Tx| audit::unsealed(tx).await).await;
    if db.state() == State::DiskFull {
        // Nobody sends people here while this says no, so this is what finds that there is room.
        let tried: Result<(), DbError> = db.write(async |_: &mut Tx| Ok(())).await;
        tried.unwrap_or_default();
    }
    let state = db.state();
    let (reads, writes) = (unsealed.is_ok(), state == State::Open);
    // Without a seal papers go out all the same, so it never makes the service unready; whose fault
    // it is stands in the log, which fewer people read.
    let word = |seal: &SealHealth| if seal.failing.is_none() { "ok" } else { "failing" };
    let seals = sealing.health().into_iter().map(|it| (it.word.clone(), json!(word(&it))));
    let body = json!({
        "seals": seals.collect::<serde_json::Map<_, _>>(),
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
    Extension(sealing): Extension<Sealing>,
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
    let text = metering::scrape(visit.cell(), &sealing.health()).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
