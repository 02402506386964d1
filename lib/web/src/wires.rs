//! What other programs say in a protocol of their own: signed, not signed in.
//!
//! A page answers people and the API programs of ours in the words of the house. A wire answers in
//! the words of a protocol that others wrote, so nothing of the frame touches it: no session, no
//! form token, no page of errors. Its handler gets the bytes that came and says everything itself.

use std::future::Future;
use std::net::IpAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use bytes::Bytes;
use cell::Cell;
use tower_http::catch_panic::CatchPanicLayer;

use crate::access::{Access, Listed};
use crate::app::App;
use crate::{address, frame, headers};

/// How long a body may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A request as it came.
pub struct Call {
    pub cell: Cell,
    /// Of the caller, past our own reverse proxies.
    pub address: IpAddr,
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    /// The bytes of the body.
    pub body: Result<Bytes, Unread>,
}

/// Why there are no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// More than the route takes.
    TooLarge,
    /// The line was cut, or the rest did not come in time.
    Broken,
}

/// The routes of protocols.
#[derive(Clone, Default)]
pub struct Wires {
    router: Router<App>,
    listed: Vec<Listed>,
}

impl Wires {
    pub fn new() -> Self {
        Self::default()
    }

    /// A route that takes at most `most` bytes. `why` says what stands in the place of a session.
    #[must_use]
    pub fn post<H, F>(self, path: &str, why: &'static str, most: usize, handler: H) -> Self
    where
        H: Fn(Call) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response> + Send,
    {
        let route = post(async move |State(app): State<App>, request: Request| {
            let call = receive(&app, request, most).await;
            handler(call).await
        });
        self.add("POST", path, why, route)
    }

    /// A route that only gives: a certificate, a list of revoked ones.
    #[must_use]
    pub fn get<H, F>(self, path: &str, why: &'static str, handler: H) -> Self
    where
        H: Fn(Call) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response> + Send,
    {
        let route = get(async move |State(app): State<App>, request: Request| {
            let call = receive(&app, request, 0).await;
            handler(call).await
        });
        self.add("GET", path, why, route)
    }

    fn add(
        mut self,
        method: &str,
        path: &str,
        why: &'static str,
        route: MethodRouter<App>,
    ) -> Self {
        let access = Access::Public { why };
        self.listed.push(Listed { method: method.to_owned(), path: path.to_owned(), access });
        Self { router: self.router.route(path, route), ..self }
    }

    /// The routes of another module beside these.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.listed.extend(other.listed);
        Self { router: self.router.merge(other.router), listed: self.listed }
    }

    /// Every route, for the house tests.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    pub(crate) fn into_router(self, app: &App) -> Router {
        self.router
            .layer(CatchPanicLayer::custom(|cause| {
                drop(frame::panicked(cause));
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }))
            .layer(from_fn_with_state(app.clone(), headers::dress))
            .layer(from_fn(frame::log))
            .with_state(app.clone())
    }
}

async fn receive(app: &App, request: Request, most: usize) -> Call {
    let (parts, body) = request.into_parts();
    let address = address::client(&parts, app.trusted_proxies());
    Call {
        cell: app.cell().clone(),
        address,
        method: parts.method,
        uri: parts.uri,
        headers: parts.headers,
        body: read(body, most).await,
    }
}

async fn read(body: Body, most: usize) -> Result<Bytes, Unread> {
    match tokio::time::timeout(PATIENCE, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            let mut cause: Option<&dyn std::error::Error> = Some(&error);
            while let Some(error) = cause {
                if error.is::<http_body_util::LengthLimitError>() {
                    return Err(Unread::TooLarge);
                }
                cause = error.source();
            }
            Err(Unread::Broken)
        }
        Err(_) => Err(Unread::Broken),
    }
}
