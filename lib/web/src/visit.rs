//! One request as the pages see it: who, from where, in which language.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::{HeaderMap, Method, request::Parts};
use base::{Error, Id, Kind, Language};
use cell::Cell;
use identity::{Actor, Permission, Resource};

use crate::address;
use crate::app::{App, SignedIn};
use crate::cookies::{Cookie, Jar};
use crate::csrf::Tie;
use crate::language;
use crate::page::Page;

/// Light unless the person chose dark: a notice is paper and is read in the sun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// How an answer should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Page,
    /// A part of a page, asked for by htmx.
    Fragment,
    Json,
}

/// A request, recognised. An extractor; cheap to clone.
#[derive(Clone)]
pub struct Visit(Arc<Seen>);

struct Seen {
    app: App,
    id: String,
    method: Method,
    path: String,
    query: Option<String>,
    language: Language,
    theme: Theme,
    shape: Shape,
    address: IpAddr,
    signed_in: Option<SignedIn>,
    tie: Tie,
}

/// Marks the ids of requests.
#[derive(Debug)]
struct RequestMark;

impl Visit {
    /// Recognises a request. A session that cannot be looked up gives an anonymous visit, with
    /// which the error can be shown, and that error.
    pub(crate) async fn begin(app: &App, parts: &Parts) -> (Self, base::Result<()>) {
        let address = address::client(parts, app.trusted_proxies());
        let (signed_in, outcome) = match recognise(app, parts).await {
            Ok(signed_in) => (signed_in.map(|found| found.at_address(address)), Ok(())),
            Err(error) => (None, Err(error)),
        };
        let headers = &parts.headers;
        let jar = app.jar();
        let visitor = jar.read(headers, Cookie::Visitor);
        let seen = Seen {
            id: Id::<RequestMark>::new(app.cell().clock(), app.cell().random()).to_string(),
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            language: read_language(jar, headers),
            theme: read_theme(jar, headers),
            shape: read_shape(parts),
            address,
            tie: Tie::new(signed_in.as_ref().map(|s| s.session.as_str()), visitor, app.cell()),
            signed_in,
            app: app.clone(),
        };
        (Self(Arc::new(seen)), outcome)
    }

    pub fn app(&self) -> &App {
        &self.0.app
    }

    pub fn cell(&self) -> &Cell {
        self.0.app.cell()
    }

    /// Names this request in logs, in the header `x-request-id` and on error pages.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    pub fn language(&self) -> Language {
        self.0.language
    }

    pub fn theme(&self) -> Theme {
        self.0.theme
    }

    pub fn shape(&self) -> Shape {
        self.0.shape
    }

    /// Whether htmx asks for a part of the page.
    pub fn fragment(&self) -> bool {
        self.0.shape == Shape::Fragment
    }

    /// The address of the person, past our own reverse proxies. For limits and the audit trail.
    pub fn address(&self) -> IpAddr {
        self.0.address
    }

    pub fn method(&self) -> &Method {
        &self.0.method
    }

    pub fn path(&self) -> &str {
        &self.0.path
    }

    pub fn path_and_query(&self) -> String {
        match &self.0.query {
            Some(query) => format!("{}?{query}", self.0.path),
            None => self.0.path.clone(),
        }
    }

    /// Who is signed in; `None` for a citizen.
    pub fn actor(&self) -> Option<&Actor> {
        self.0.signed_in.as_ref().map(|signed_in| &signed_in.actor)
    }

    /// Names the session without being its token.
    pub fn session(&self) -> Option<&str> {
        self.0.signed_in.as_ref().map(|signed_in| signed_in.session.as_str())
    }

    /// The page this person must visit before any other.
    pub(crate) fn first(&self) -> Option<&'static str> {
        self.0.signed_in.as_ref().and_then(|signed_in| signed_in.first)
    }

    /// Who is signed in, or `web/sign-in`.
    pub fn signed_in(&self) -> base::Result<&Actor> {
        self.actor().ok_or_else(|| Error::new(Kind::Unauthenticated, "web/sign-in"))
    }

    /// The actor, if they may do this to that; `web/sign-in` or `identity/forbidden` otherwise.
    pub fn authorised(&self, permission: Permission, on: Resource<'_>) -> base::Result<&Actor> {
        let actor = self.signed_in()?;
        identity::authorise(actor, permission, on)?;
        Ok(actor)
    }

    /// A page for citizens, by the key of its title.
    pub fn page(&self, title: &str) -> Page {
        Page::citizen(self.clone(), title)
    }

    /// A page for officials, with the navigation of their modules.
    pub fn work(&self, title: &str) -> Page {
        Page::work(self.clone(), title)
    }

    pub(crate) fn tie(&self) -> &Tie {
        &self.0.tie
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    #[expect(clippy::expect_used, reason = "web::site frames every route; a bare router is a bug")]
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().expect("routes are served through web::site"))
    }
}

async fn recognise(app: &App, parts: &Parts) -> base::Result<Option<SignedIn>> {
    let token = app.jar().read(&parts.headers, Cookie::Session);
    match token.filter(|token| !token.is_empty() && !parts.uri.path().starts_with("/_a/")) {
        Some(token) => app.sessions().find(token).await,
        None => Ok(None),
    }
}

/// The person's choice, else the browser's, else Indonesian.
fn read_language(jar: Jar, headers: &HeaderMap) -> Language {
    let chosen = jar.read(headers, Cookie::Language).and_then(Language::from_tag);
    let accepted = || headers.get(ACCEPT_LANGUAGE)?.to_str().ok().and_then(language::preferred);
    chosen.or_else(accepted).unwrap_or_default()
}

fn read_theme(jar: Jar, headers: &HeaderMap) -> Theme {
    match jar.read(headers, Cookie::Theme) {
        Some("dark") => Theme::Dark,
        _ => Theme::Light,
    }
}

fn read_shape(parts: &Parts) -> Shape {
    let header = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
    let accept = header(ACCEPT.as_str());
    if parts.uri.path().starts_with("/api/")
        || (accept.contains("json") && !accept.contains("html"))
    {
        Shape::Json
    } else if header("hx-request-type") == "partial" {
        Shape::Fragment
    } else {
        Shape::Page
    }
}
