//! Puts a failure into words: a problem document for programs, a page or fragment for people.

use askama::Template;
use axum::Json;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use axum::http::header::{HeaderMap, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use http::StatusCode;
use serde_json::{Value, json};
use std::sync::Arc;

use crate::failure::{Failure, Riding};
use crate::page::{Page, html_response};
use crate::paths;
use crate::texts::Explained;
use crate::visit::{Shape, Visit};

/// Gives an answer that reports a failure its body. Everything else passes unchanged.
pub(crate) fn render(visit: &Visit, mut response: Response) -> Response {
    let failure = match response.extensions_mut().remove::<Riding>() {
        Some(Riding(failure)) => failure,
        None => match stranger(&response) {
            Some(error) => Arc::new(Failure::from(error)),
            None => return response,
        },
    };
    log(visit, &failure);
    let mut answer = match visit.shape() {
        Shape::Json => problem(visit, &failure),
        Shape::Page | Shape::Fragment if failure.error().kind() == Kind::Unauthenticated => {
            to_sign_in(visit)
        }
        Shape::Page | Shape::Fragment => page(visit, &failure),
    };
    carry_over(response.headers(), &failure, answer.headers_mut());
    answer.extensions_mut().insert(Code(failure.error().code()));
    answer
}

/// The code of the failure, for the access log.
#[derive(Clone, Copy)]
pub(crate) struct Code(pub(crate) &'static str);

/// An answer made by the framework (no such path, method not allowed, body refused): its status,
/// as one of our errors. Answers with a body of their own are left alone.
fn stranger(response: &Response) -> Option<Error> {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if !(kind.is_empty() || kind.starts_with("text/plain")) {
        return None;
    }
    let (kind, code) = match response.status() {
        StatusCode::NOT_FOUND => (Kind::NotFound, "web/not-found"),
        StatusCode::METHOD_NOT_ALLOWED => (Kind::Invalid, "web/method-not-allowed"),
        StatusCode::PAYLOAD_TOO_LARGE => (Kind::TooLarge, "web/too-large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (Kind::Invalid, "web/unsupported-media"),
        StatusCode::UNPROCESSABLE_ENTITY => (Kind::Invalid, "web/unprocessable"),
        status if status.is_client_error() => (Kind::Invalid, "web/unreadable"),
        status if status.is_server_error() => (Kind::Internal, "web/internal"),
        _ => return None,
    };
    Some(Error::new(kind, code))
}

fn explain(visit: &Visit, failure: &Failure) -> Explained {
    visit.app().texts().error(visit.language(), failure.error())
}

/// RFC 9457, with our stable `code` and one entry per wrong field.
fn problem(visit: &Visit, failure: &Failure) -> Response {
    let texts = visit.app().texts();
    let said = explain(visit, failure);
    let error = failure.error();
    let mut body = json!({
        "type": format!("urn:pelangi:problem:{}", error.code().replace('/', ":")),
        "title": said.title,
        "status": failure.status().as_u16(),
        "detail": said.advice,
        "instance": format!("urn:pelangi:request:{}", visit.id()),
        "code": error.code(),
    });
    if !failure.field_errors().is_empty() {
        let fields = failure.field_errors().iter().map(|field| {
            let said = texts.explain(visit.language(), Kind::Invalid, field.code, &field.params);
            json!({ "field": field.field, "code": field.code, "message": said.title })
        });
        body["fields"] = Value::Array(fields.collect());
    }
    let mut response = (failure.status(), Json(body)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

#[derive(Template)]
#[template(path = "error.html", blocks = ["main"])]
struct ErrorPage {
    page: Page,
    said: Explained,
    incident: Option<String>,
    retry: bool,
}

fn page(visit: &Visit, failure: &Failure) -> Response {
    let kind = failure.error().kind();
    let ours = failure.status().is_server_error();
    let said = explain(visit, failure);
    let view = ErrorPage {
        page: visit.page("error-page-title").called(&said.title),
        said,
        incident: ours.then(|| visit.id().to_owned()),
        retry: may_repeat(visit, kind),
    };
    let text = if visit.fragment() { view.as_main().render() } else { view.render() };
    match text {
        Ok(text) => html_response(failure.status(), text),
        // The last resort when even the error page does not render.
        Err(_) => (failure.status(), visit.id().to_owned()).into_response(),
    }
}

/// Whether following the same address once more can help. A form that was sent cannot be sent
/// again by a link.
fn may_repeat(visit: &Visit, kind: Kind) -> bool {
    let passing =
        matches!(kind, Kind::Unavailable | Kind::Internal | Kind::Conflict | Kind::TooMany);
    passing && visit.method() == http::Method::GET
}

/// People are asked to sign in, and come back to where they were going.
fn to_sign_in(visit: &Visit) -> Response {
    let mut target = paths::SIGN_IN.to_owned();
    if visit.method() == http::Method::GET && !visit.fragment() && visit.path() != "/" {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair(paths::CONTINUE, &visit.path_and_query())
            .finish();
        target = format!("{target}?{query}");
    }
    let location = HeaderValue::from_str(&target);
    let location = location.unwrap_or(HeaderValue::from_static(paths::SIGN_IN));
    let (status, name) = if visit.fragment() {
        (StatusCode::OK, HeaderName::from_static("hx-redirect"))
    } else {
        (StatusCode::SEE_OTHER, LOCATION)
    };
    (status, [(name, location)]).into_response()
}

/// `Allow` of the framework stays; `Retry-After` and `WWW-Authenticate` are ours.
fn carry_over(from: &HeaderMap, failure: &Failure, to: &mut HeaderMap) {
    if let Some(allow) = from.get(http::header::ALLOW) {
        to.insert(http::header::ALLOW, allow.clone());
    }
    let seconds = failure.error().params().iter().find(|(name, _)| *name == "seconds");
    let seconds = seconds.map(|(_, value)| value.as_str());
    let seconds = seconds.or((failure.error().kind() == Kind::Unavailable).then_some("10"));
    if let Some(Ok(value)) = seconds.map(HeaderValue::from_str) {
        to.insert(RETRY_AFTER, value);
    }
    if failure.status() == StatusCode::UNAUTHORIZED && !to.contains_key("hx-redirect") {
        to.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Session realm=\"pelangi\""));
    }
}

/// Once, here, where it is handled. What a person can mend is no news for the operator.
fn log(visit: &Visit, failure: &Failure) {
    let error = failure.error();
    if !failure.status().is_server_error() {
        return;
    }
    let (request, at) = (visit.id(), error.at());
    let causes = causes(error);
    tracing::error!(request, code = error.code(), %at, causes, "a request failed: {error}");
}

fn causes(error: &Error) -> String {
    let mut text = Vec::new();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        text.push(cause.to_string());
        next = cause.source();
    }
    text.join(": ")
}
