//! Forms can only be sent by the pages they stand on.
//!
//! Two checks for every request that changes something. The browser says where it comes from
//! (`Sec-Fetch-Site`, or `Origin`); and the form carries a token tied to the session, or to a
//! visitor cookie for somebody not signed in. Each rendering masks the token anew, so that
//! compressing a page that repeats what somebody typed gives nothing away.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cell::Cell;

use crate::app::App;
use crate::csrf_field;
use crate::failure::Failure;
use crate::limits::Limits;
use crate::page::see_other;
use crate::paths;
use crate::visit::Visit;

/// The name of the hidden field, which must be the first of a multipart form.
pub const FIELD: &str = "csrf";
const HEADER: &str = "x-csrf-token";
const PURPOSE: &str = "web/csrf";
const NONCE: usize = 16;

/// What the forms of a visit are tied to.
#[derive(Debug)]
pub(crate) struct Tie {
    to: String,
    /// The visitor cookie is ours to set, if a form is shown.
    fresh: bool,
    shown: AtomicBool,
}

impl Tie {
    pub(crate) fn new(session: Option<&str>, visitor: Option<&str>, cell: &Cell) -> Self {
        let known = session.map(|s| format!("session:{s}"));
        let known = known.or_else(|| visitor.filter(|v| v.len() == 22).map(visitor_tie));
        match known {
            Some(to) => Self { to, fresh: false, shown: AtomicBool::new(false) },
            None => {
                Self { to: visitor_tie(&name(cell)), fresh: true, shown: AtomicBool::new(false) }
            }
        }
    }

    /// A token for one form.
    pub(crate) fn token(&self, cell: &Cell) -> String {
        self.shown.store(true, Ordering::Relaxed);
        let mut bytes = [0; NONCE + 32];
        let (nonce, mac) = bytes.split_at_mut(NONCE);
        cell.random().fill(nonce);
        mac.copy_from_slice(&cell.keys().mac(PURPOSE, &self.message(nonce)));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn matches(&self, token: &str, cell: &Cell) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let Some((nonce, mac)) = bytes.split_at_checked(NONCE) else { return false };
        cell.keys().mac_matches(PURPOSE, &self.message(nonce), mac)
    }

    fn message(&self, nonce: &[u8]) -> Vec<u8> {
        [nonce, self.to.as_bytes()].concat()
    }

    /// The value of the visitor cookie to set: only when a form was shown to somebody new.
    pub(crate) fn new_visitor(&self) -> Option<&str> {
        let due = self.fresh && self.shown.load(Ordering::Relaxed);
        self.to.strip_prefix("visitor:").filter(|_| due)
    }
}

fn visitor_tie(visitor: &str) -> String {
    format!("visitor:{visitor}")
}

fn name(cell: &Cell) -> String {
    let mut bytes = [0; 16];
    cell.random().fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Refuses what another site sent, and forms without a valid token.
pub(crate) async fn check(
    State(app): State<App>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    // What is shared with the app is taken by the service worker. Only from a phone that lost it
    // does it come here; nothing is read, and the page asks for the photo again.
    if request.uri().path() == paths::SHARE {
        return see_other(&format!("{}?dibagikan=1", paths::SCAN));
    }
    // The routes' own time limits begin after this; a form that trickles in must not wait forever.
    match tokio::time::timeout(Limits::PAGE.time, admit(&app, &visit, request)).await {
        Ok(Ok(request)) => next.run(request).await,
        Ok(Err(failure)) => failure.into_response(),
        Err(_) => Failure::from(Error::new(Kind::Invalid, "web/broken-body")).into_response(),
    }
}

async fn admit(app: &App, visit: &Visit, request: Request) -> Result<Request, Failure> {
    if foreign(app, request.headers()) {
        return Err(refused("origin"));
    }
    if paths::takes_no_token(request.uri().path()) {
        return Ok(request);
    }
    // Without a cookie that signs somebody in, an API call has nothing another site could abuse.
    if request.uri().path().starts_with("/api/") && visit.actor().is_none() {
        return Ok(request);
    }
    let header = request.headers().get(HEADER).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let (token, request) = match header {
        Some(token) => (Some(token), request),
        None => csrf_field::take(request).await?,
    };
    match token {
        Some(token) if visit.tie().matches(&token, app.cell()) => Ok(request),
        Some(_) => Err(refused("token")),
        None => Err(refused("missing")),
    }
}

fn refused(reason: &'static str) -> Failure {
    Error::new(Kind::Forbidden, "web/csrf").with("reason", reason).into()
}

/// Whether the browser says that another site sent this.
fn foreign(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return false };
    let same_host =
        text(HOST.as_str()).is_some_and(|host| origin.split("://").nth(1) == Some(host));
    origin != app.cell().settings().public_url && !same_host
}
