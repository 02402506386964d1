//! What the people and programs that run the server ask: does it live, can it work, how is it.

use axum::Json;
use axum::response::{IntoResponse, Response};
use db::State;
use http::StatusCode;
use serde_json::json;
use web::{Access, Pages, Visit};

const PROBE: Access = Access::Public { why: "a probe learns only whether the service answers" };

/// `/healthz` answers while the process lives; `/readyz` while it can read, and says whether it
/// can write.
pub fn pages() -> Pages {
    Pages::new().get("/healthz", PROBE, alive).get("/readyz", PROBE, ready)
}

async fn alive() -> &'static str {
    "ok\n"
}

async fn ready(visit: Visit) -> Response {
    let db = visit.cell().db();
    let read = db.read(async |tx: &mut db::Tx| audit::head(tx).await).await;
    let state = db.state();
    let writes = matches!(state, State::Open);
    let body = json!({ "reads": read.is_ok(), "writes": writes, "state": format!("{state:?}") });
    let status = match read.is_ok() && writes {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Json(body)).into_response()
}
