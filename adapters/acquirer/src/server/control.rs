//! What a person does at the fake: pay a code, let it end, give it back, make it misbehave.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use ports::QrStatus;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Server;
use crate::{Garble, Issued, Mischief, PayError};

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/sandbox/codes", get(list))
        .route("/sandbox/codes/{reference}/{deed}", post(deed))
        .route("/sandbox/mischief", post(behave))
}

/// How it shall behave, as JSON: `{"kind": "slow", "seconds": 5}`.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Told {
    None,
    Slow { seconds: u64 },
    Hang,
    Unreachable,
    LoseAnswer,
    Refuse,
    GarbleChecksum,
    GarbleAmount,
    GarbleStatic,
    GarbleText,
}

async fn list(State(server): State<Arc<Server>>) -> Json<Value> {
    let codes = server.fake.issuer.list();
    Json(codes.iter().map(shown).collect())
}

async fn behave(State(server): State<Arc<Server>>, Json(told): Json<Told>) -> StatusCode {
    server.tell(&format!("told to behave: {told:?}"));
    server.fake.issuer.behave(match told {
        Told::None => Mischief::None,
        Told::Slow { seconds } => Mischief::Slow(Duration::from_secs(seconds)),
        Told::Hang => Mischief::Hang,
        Told::Unreachable => Mischief::Unreachable,
        Told::LoseAnswer => Mischief::LoseAnswer,
        Told::Refuse => Mischief::Refuse,
        Told::GarbleChecksum => Mischief::Garble(Garble::Checksum),
        Told::GarbleAmount => Mischief::Garble(Garble::Amount),
        Told::GarbleStatic => Mischief::Garble(Garble::Static),
        Told::GarbleText => Mischief::Garble(Garble::Text),
    });
    StatusCode::NO_CONTENT
}

async fn deed(
    State(server): State<Arc<Server>>,
    Path((reference, deed)): Path<(String, String)>,
) -> Response {
    let issuer = &server.fake.issuer;
    let done = match deed.as_str() {
        "pay" => issuer.pay(&reference),
        "expire" => issuer.expire(&reference),
        "refund" => issuer.refund(&reference),
        // Once more, as acquirers do when they are not sure.
        "notify" => issuer.find(&reference).ok_or(PayError::Unknown),
        _ => {
            let problem = "the deeds are pay, expire, refund and notify";
            return (StatusCode::NOT_FOUND, Json(json!({ "problem": problem }))).into_response();
        }
    };
    match done {
        Ok(issued) => Json(server.told(&issued).await).into_response(),
        Err(error) => {
            let status = match error {
                PayError::Unknown => StatusCode::NOT_FOUND,
                PayError::Paid | PayError::Ended => StatusCode::CONFLICT,
            };
            (status, Json(json!({ "problem": error.to_string() }))).into_response()
        }
    }
}

impl Server {
    /// The code as it stands, after the biller was told of it when it is paid.
    async fn told(&self, issued: &Issued) -> Value {
        let mut shown = shown(issued);
        self.tell(&format!("code {}: {}", issued.reference, word(&issued.status)));
        if let (Some(notifier), QrStatus::Paid { .. }) = (&self.fake.notifier, &issued.status) {
            let heard = notifier.tell(issued).await;
            let verb = if heard.took { "took it" } else { "did not take it" };
            self.tell(&format!("code {}: the biller {verb}: {}", issued.reference, heard.said));
            shown["notified"] = json!({ "took": heard.took, "said": heard.said });
        }
        shown
    }
}

fn shown(issued: &Issued) -> Value {
    json!({
        "reference": issued.reference,
        "acquirer_reference": issued.acquirer_reference,
        "amount": issued.amount.0,
        "content": issued.content,
        "status": word(&issued.status),
    })
}

fn word(status: &QrStatus) -> &'static str {
    match status {
        QrStatus::Pending => "pending",
        QrStatus::Paid { .. } => "paid",
        QrStatus::Refunded => "refunded",
        QrStatus::Expired => "expired",
    }
}
