//! Answers as machines keep them, and refusals in words.

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use sha2::{Digest, Sha256};
use web::{Call, Unread};

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub(super) const JSON: &str = "application/json; charset=utf-8";

/// A good answer. Caches may keep it and ask each time whether it still holds: a version that was
/// under embargo replaces it from one second to the next.
pub(super) fn good(call: &Call, media_type: &str, body: impl Into<Vec<u8>>) -> Response {
    let mut response = kept(&call.headers, media_type, body);
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept"));
    response
}

/// The same for a file that has one form only.
pub(crate) fn kept(asked: &HeaderMap, media_type: &str, body: impl Into<Vec<u8>>) -> Response {
    let body: Vec<u8> = body.into();
    let tag = tag(&body);
    let response = if is_known(asked, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        typed(media_type, Body::from(body))
    };
    let mut response = open(response);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

/// A refusal, which nobody keeps.
pub(super) fn bad(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Response {
    let mut response = open(typed(media_type, Body::from(body.into())));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    response
}

fn typed(media_type: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    if let Ok(media_type) = HeaderValue::from_str(media_type) {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    response
}

/// Programs inside pages of others may read it: there is nothing of a person in it.
fn open(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    response
}

/// The same bytes have the same one.
fn tag(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
    let same = |it: &str| it == "*" || it.trim_start_matches("W/") == tag;
    known.flat_map(|list| list.split(',')).map(str::trim).any(same)
}

/// A header as text; empty when it is missing or no text.
pub(super) fn header<'c>(call: &'c Call, name: &HeaderName) -> &'c str {
    call.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default()
}

/// The body as text.
///
/// # Errors
/// Status and words when it did not come whole or is no text.
pub(super) fn text(call: &Call) -> Result<&str, (u16, String)> {
    let bytes = call.body.as_ref().map_err(|unread| match unread {
        Unread::TooLarge => (413, "the body is too large".to_owned()),
        Unread::Broken => (400, "the body did not come to its end".to_owned()),
    })?;
    std::str::from_utf8(bytes).map_err(|_| (400, "the body is no UTF-8".to_owned()))
}

/// What went wrong inside, as words for whoever asked. Damage and outages are logged and not told.
pub(super) struct Said {
    pub kind: Kind,
    pub text: String,
}

impl Said {
    pub fn of(error: &Error) -> Self {
        let value = |name: &str| {
            let found = error.params().iter().find(|(it, _)| *it == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        let text = match error.code() {
            "statistics/no-dataset" => format!("there is no dataset `{}`", value("id")),
            "statistics/nothing-released" => {
                format!("`{}` had no such release; ask for another version", value("id"))
            }
            "statistics/no-dimension" => {
                format!("`{}` has no dimension `{}`", value("id"), value("dimension"))
            }
            "statistics/no-code" => {
                format!("`{}` is no code of `{}`", value("code"), value("dimension"))
            }
            "statistics/too-many-cells" => format!(
                "{} cells are asked for, {} are the most; ask for fewer codes or periods",
                value("cells"),
                value("most")
            ),
            _ => {
                tracing::error!(%error, "released statistics could not be read");
                let text = "the figures cannot be read now; try again in a few minutes".to_owned();
                return Self { kind: Kind::Unavailable, text };
            }
        };
        Self { kind: error.kind(), text }
    }

    /// The status of HTTP that goes with it.
    pub fn status(&self) -> u16 {
        match self.kind {
            Kind::NotFound => 404,
            Kind::TooLarge => 413,
            Kind::Invalid => 400,
            _ => 503,
        }
    }
}
