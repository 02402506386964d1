//! Finds the token inside the body of a form without taking the body away from the handler.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use base::{Error, Kind};
use bytes::BytesMut;
use futures_util::{StreamExt, stream};

use crate::csrf::FIELD;
use crate::failure::Failure;

/// A form without files. Larger ones are uploads and come as multipart.
const FORM_LIMIT: usize = 1024 * 1024;
/// The first part of a multipart form is the token; it ends long before this.
const PEEK: usize = 2 * 1024;

/// The token, if the form has one, and the request with its body whole.
pub(crate) async fn take(request: Request) -> Result<(Option<String>, Request), Failure> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if kind.starts_with("application/x-www-form-urlencoded") {
        from_form(request).await
    } else if let Some(boundary) = boundary(kind).map(str::to_owned) {
        from_multipart(request, &boundary).await
    } else {
        Ok((None, request))
    }
}

async fn from_form(request: Request) -> Result<(Option<String>, Request), Failure> {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, FORM_LIMIT).await.map_err(|cause| {
        Failure::from(Error::new(Kind::TooLarge, "web/too-large").caused_by(cause))
    })?;
    let mut pairs = form_urlencoded::parse(&bytes);
    let token = pairs.find(|(name, _)| name == FIELD).map(|(_, value)| value.into_owned());
    Ok((token, Request::from_parts(parts, Body::from(bytes))))
}

async fn from_multipart(
    request: Request,
    boundary: &str,
) -> Result<(Option<String>, Request), Failure> {
    let (parts, body) = request.into_parts();
    let mut rest = body.into_data_stream();
    let mut seen = BytesMut::new();
    while seen.len() < PEEK {
        match rest.next().await {
            Some(Ok(bytes)) => seen.extend_from_slice(&bytes),
            Some(Err(cause)) => return Err(broken(cause)),
            None => break,
        }
    }
    let token = first_part(&seen, boundary);
    let seen: Bytes = seen.freeze();
    let body = Body::from_stream(stream::once(async { Ok(seen) }).chain(rest));
    Ok((token, Request::from_parts(parts, body)))
}

fn broken(cause: axum::Error) -> Failure {
    Error::new(Kind::Invalid, "web/broken-body").caused_by(cause).into()
}

fn boundary(kind: &str) -> Option<&str> {
    let parameters = kind.strip_prefix("multipart/form-data")?;
    let boundary = parameters.split(';').find_map(|p| p.trim().strip_prefix("boundary="))?;
    Some(boundary.trim_matches('"'))
}

/// The value of the first part, if that part is the token.
fn first_part(seen: &[u8], boundary: &str) -> Option<String> {
    let text = String::from_utf8_lossy(seen.get(..seen.len().min(PEEK))?);
    let part = text.strip_prefix("--")?.strip_prefix(boundary)?.strip_prefix("\r\n")?;
    let (head, body) = part.split_once("\r\n\r\n")?;
    let named = head.split(';').any(|p| p.trim() == format!("name=\"{FIELD}\""));
    let (value, _) = body.split_once("\r\n")?;
    named.then(|| value.to_owned())
}
