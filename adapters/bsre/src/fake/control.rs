//! What a person does at the fake: look at what came in, and make it misbehave.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use ports::signing::CertificateState;
use serde_json::{Value, json};

use super::{Fake, Mischief};

pub(super) fn routes() -> Router<Arc<Fake>> {
    Router::new()
        .route("/sandbox/calls", get(calls))
        .route("/sandbox/codes/{who}", get(code))
        .route("/sandbox/states/{nik}/{state}", post(state))
        .route("/sandbox/mischief", post(behave))
}

async fn calls(State(fake): State<Arc<Fake>>) -> Json<Value> {
    let calls = fake.calls();
    let shown = calls.iter().map(|call| json!({ "path": call.path, "known": call.known }));
    Json(json!({ "signatures": fake.signatures_made(), "calls": shown.collect::<Vec<_>>() }))
}

/// The code that would be on the telephone of a person.
async fn code(State(fake): State<Arc<Fake>>, Path(who): Path<String>) -> Response {
    match fake.code_for(&who) {
        Some(code) => Json(json!({ "code": code })).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn state(
    State(fake): State<Arc<Fake>>,
    Path((nik, word)): Path<(String, String)>,
) -> StatusCode {
    match CertificateState::parse(&word.to_uppercase()) {
        Some(state) => {
            fake.set_state(&nik, state);
            StatusCode::NO_CONTENT
        }
        None => StatusCode::BAD_REQUEST,
    }
}

async fn behave(State(fake): State<Arc<Fake>>, Json(mischief): Json<Mischief>) -> StatusCode {
    fake.tell(&format!("told to behave: {mischief:?}"));
    fake.behave(mischief);
    StatusCode::NO_CONTENT
}
