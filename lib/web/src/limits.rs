//! How large a request may be and how long its answer may take.

use std::time::Duration;

use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};

use crate::failure::Failure;

/// The limits of one route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the body.
    pub body: usize,
    /// From the first byte of the request until the handler answers.
    pub time: Duration,
}

impl Limits {
    /// Forms and pages: 1 MiB and 30 seconds.
    pub const PAGE: Self = Self { body: 1024 * 1024, time: Duration::from_secs(30) };

    /// A file of at most so many bytes, from a slow link: 30 minutes.
    pub const fn upload(body: usize) -> Self {
        Self { body, time: Duration::from_secs(30 * 60) }
    }
}

/// Refuses what announces itself as too large before a byte of it is stored, and gives up on a
/// handler that takes too long; dropping it rolls its transaction back.
pub(crate) async fn within(limits: Limits, request: Request, next: Next) -> Response {
    if announced(&request).is_some_and(|bytes| bytes > limits.body as u64) {
        return Failure::from(Error::new(Kind::TooLarge, "web/too-large")).into_response();
    }
    match tokio::time::timeout(limits.time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::from(Error::new(Kind::Unavailable, "web/too-slow")).into_response(),
    }
}

/// What the sender says the body will have, in bytes.
pub(crate) fn announced(request: &Request) -> Option<u64> {
    request.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
