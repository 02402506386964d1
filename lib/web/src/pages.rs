//! The router of HTML pages: each route says who may come in.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};

use crate::access::{Access, Listed, enforce};
use crate::app::App;
use crate::limits::{Limits, within};
use crate::visit::Visit;

/// Pages and the forms on them.
#[derive(Clone, Default)]
pub struct Pages {
    router: Router<App>,
    listed: Vec<Listed>,
}

impl Pages {
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("GET", path, access, get(handler), Limits::PAGE)
    }

    /// What a form sends.
    #[must_use]
    pub fn post<H, T>(self, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("POST", path, access, post(handler), Limits::PAGE)
    }

    /// A form with files, or one whose answer takes long, with limits of its own.
    #[must_use]
    pub fn post_within<H, T>(self, limits: Limits, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("POST", path, access, post(handler), limits)
    }

    /// A page or download whose answer takes long to make.
    #[must_use]
    pub fn get_within<H, T>(self, limits: Limits, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("GET", path, access, get(handler), limits)
    }

    /// Gives the handlers of these pages a value of their module; they take it as
    /// `axum::Extension<T>`.
    #[must_use]
    pub fn with<T: Clone + Send + Sync + 'static>(self, value: T) -> Self {
        Self { router: self.router.layer(axum::Extension(value)), listed: self.listed }
    }

    /// The pages of another module beside these.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.listed.extend(other.listed);
        Self { router: self.router.merge(other.router), listed: self.listed }
    }

    /// Every route with its access, for the house tests and the matrix of rights.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    pub(crate) fn into_router(self) -> Router<App> {
        self.router
    }

    fn add(
        mut self,
        method: &str,
        path: &str,
        access: Access,
        route: MethodRouter<App>,
        limits: Limits,
    ) -> Self {
        let (method, listed_path) = (method.to_owned(), path.to_owned());
        self.listed.push(Listed { method, path: listed_path, access });
        Self { router: self.router.route(path, guarded(route, access, limits)), ..self }
    }
}

/// `route_layer`, not `layer`: a method that does not exist is answered 405, not 401.
pub(crate) fn guarded(
    route: MethodRouter<App>,
    access: Access,
    limits: Limits,
) -> MethodRouter<App> {
    route
        .route_layer(DefaultBodyLimit::max(limits.body))
        .route_layer(from_fn(move |request, next| within(limits, request, next)))
        .route_layer(from_fn(move |visit: Visit, request, next| {
            enforce(access, visit, request, next)
        }))
}
