//! What happens around every route: recognise the visit, run it, put failures into words.

use std::any::Any;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};

use crate::app::App;
use crate::cookies::{self, Cookie};
use crate::failure::Failure;
use crate::linger::linger;
use crate::problem::{self, Code};
use crate::visit::Visit;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(crate) async fn frame(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (visit, recognised) = Visit::begin(&app, &parts).await;
    let response = match recognised {
        Ok(()) => {
            parts.extensions.insert(visit.clone());
            next.run(Request::from_parts(parts, linger(body))).await
        }
        Err(error) => Failure::from(error).into_response(),
    };
    let mut response = problem::render(&visit, response);
    if let Some(visitor) = visit.tie().new_visitor() {
        cookies::put(response.headers_mut(), app.jar().set(Cookie::Visitor, visitor));
    }
    if let Ok(id) = HeaderValue::from_str(visit.id()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// One line per request. The route, never the path: paths hold NOPs.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "(none)".to_owned());
    let started = Instant::now();
    let response = next.run(request).await;
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    let id = response.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or("");
    let code = response.extensions().get::<Code>().map_or("", |code| code.0);
    let millis = (seconds * 1_000.0).round();
    tracing::info!(request = id, %method, route, status, code, millis, "{method} {route} {status}");
    let labels = [("route", route), ("method", method.to_string()), ("status", status.to_string())];
    metrics::histogram!("pelangi_http_request_seconds", &labels).record(seconds);
    response
}

/// A panic is our fault and costs one request, not the process.
pub(crate) fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let said = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failure::from(Error::new(Kind::Internal, "web/panic").caused_by(said)).into_response()
}
