//! Files that a handler hands out.

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};

/// A file to be saved. `kind` is its media type, `name` what it is called on the person's disk.
pub fn download(name: &str, kind: &'static str, body: impl Into<Body>) -> Response {
    file("attachment", name, kind, body.into())
}

/// A file to be shown in the browser, such as a notice as PDF.
pub fn shown(name: &str, kind: &'static str, body: impl Into<Body>) -> Response {
    file("inline", name, kind, body.into())
}

fn file(how: &str, name: &str, kind: &'static str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let text = format!("{how}; filename=\"{}\"", plain(name));
    let value = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(CONTENT_DISPOSITION, value);
    response
}

/// Letters, digits, dots, dashes and spaces; anything else would have to be escaped differently
/// by each browser.
fn plain(name: &str) -> String {
    let keep = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    name.chars().map(|c| if keep(c) { c } else { '-' }).collect()
}
