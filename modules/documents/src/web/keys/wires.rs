//! What programs ask of the authority: certificates, lists of revoked ones (RFC 5280 §5, RFC 2585),
//! answers (RFC 6960), time-stamps (RFC 3161). Everybody may ask, so often and no more.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use web::{Call, Limiter, Wires};

use crate::domain::authority::Name;
use crate::usecase::authority::{answer_ocsp, answer_stamp, certificate_of, list_of_revoked};
use crate::usecase::keys::Keyring;

/// Requests are a few hundred bytes; a nonce and a few extensions do not make them long.
const LARGEST: usize = 16 * 1024;
/// Addresses remembered by the limiter.
const ROOM: usize = 20_000;

const WHY_FETCH: &str = "a verifier needs the certificates and what was revoked";
const WHY_OCSP: &str = "a verifier asks whether a certificate was revoked; the answer is signed";
const WHY_STAMP: &str = "whoever signs needs the time; limited per address";

/// The routes of the authority.
pub fn wires(keyring: &Keyring) -> Wires {
    let per_minute = NonZeroU32::new(keyring.settings().stamps_per_minute);
    let per_minute = per_minute.unwrap_or(NonZeroU32::MIN);
    let refill = Duration::from_secs(60) / per_minute.get();
    let clock = keyring.cell().shared_clock();
    let limiter = Arc::new(Limiter::new(clock, per_minute, refill, ROOM));
    let (fetching, asking, stamping) = (limiter.clone(), limiter.clone(), limiter);
    Wires::new()
        .get("/ca/{file}", WHY_FETCH, move |call: Call| {
            let limiter = fetching.clone();
            async move {
                match refused(&limiter, &call) {
                    Some(refusal) => refusal,
                    None => fetch(&call).await,
                }
            }
        })
        .post("/ocsp", WHY_OCSP, LARGEST, move |call: Call| {
            let limiter = asking.clone();
            async move {
                match refused(&limiter, &call) {
                    Some(refusal) => refusal,
                    None => ocsp(&call).await,
                }
            }
        })
        .post("/tsa", WHY_STAMP, LARGEST, move |call: Call| {
            let limiter = stamping.clone();
            async move {
                match refused(&limiter, &call) {
                    Some(refusal) => refusal,
                    None => stamp(&call).await,
                }
            }
        })
}

/// The refusal of an address that asked too often.
fn refused(limiter: &Limiter, call: &Call) -> Option<Response> {
    let limit = limiter.take(&call.address.to_string()).err()?;
    let seconds = limit.params().iter().find(|(name, _)| *name == "seconds");
    let seconds = seconds.map_or_else(|| "60".to_owned(), |(_, seconds)| seconds.clone());
    Some((StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds)]).into_response())
}

/// `/ca/issuing-1.cer` and `/ca/issuing-1.crl`.
async fn fetch(call: &Call) -> Response {
    let file = call.uri.path().rsplit('/').next().unwrap_or_default();
    let (name, form) = file.rsplit_once('.').unwrap_or_default();
    let Some(name) = Name::parse(name) else { return StatusCode::NOT_FOUND.into_response() };
    match form {
        "cer" => answer("application/pkix-cert", certificate_of(&call.cell, name)),
        "crl" => answer("application/pkix-crl", list_of_revoked(&call.cell, name).await),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn ocsp(call: &Call) -> Response {
    match body(call, "application/ocsp-request") {
        Ok(body) => answer("application/ocsp-response", answer_ocsp(&call.cell, &body).await),
        Err(refusal) => refusal.into_response(),
    }
}

async fn stamp(call: &Call) -> Response {
    match body(call, "application/timestamp-query") {
        Ok(body) => answer("application/timestamp-reply", answer_stamp(&call.cell, &body)),
        Err(refusal) => refusal.into_response(),
    }
}

/// The bytes of a request of the right kind.
fn body(call: &Call, kind: &str) -> Result<bytes::Bytes, StatusCode> {
    if media_type(&call.headers) != kind {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    call.body.clone().map_err(|unread| match unread {
        web::Unread::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        web::Unread::Broken => StatusCode::BAD_REQUEST,
    })
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let bare = value.unwrap_or_default().split(';').next().unwrap_or_default();
    bare.trim().to_ascii_lowercase()
}

fn answer(kind: &'static str, made: Result<Vec<u8>, Error>) -> Response {
    match made {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(error) => {
            let status = match error.kind() {
                Kind::NotFound => StatusCode::NOT_FOUND,
                Kind::Precondition => StatusCode::SERVICE_UNAVAILABLE,
                _ => {
                    tracing::error!(%error, "the authority could not answer");
                    StatusCode::SERVICE_UNAVAILABLE
                }
            };
            status.into_response()
        }
    }
}
