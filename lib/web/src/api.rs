//! The router of the JSON API: every operation states its right in the OpenAPI document.

use axum::Router;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter, UtoipaMethodRouterExt};

use crate::access::{Access, Listed};
use crate::app::App;
use crate::limits::Limits;
use crate::pages::guarded;

/// Operations of the API. One `route` per right:
/// `Api::new().route(Access::Needs(IMPORT), routes!(import))`.
pub struct Api {
    router: OpenApiRouter<App>,
    listed: Vec<Listed>,
}

impl Default for Api {
    fn default() -> Self {
        Self { router: OpenApiRouter::with_openapi(document()), listed: Vec::new() }
    }
}

impl Api {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what `utoipa_axum::routes!` made of a handler.
    #[must_use]
    pub fn route(self, access: Access, routes: UtoipaMethodRouter<App>) -> Self {
        self.route_within(Limits::PAGE, access, routes)
    }

    /// The same for one that takes a file, or whose answer takes long.
    #[must_use]
    pub fn route_within(
        self,
        limits: Limits,
        access: Access,
        routes: UtoipaMethodRouter<App>,
    ) -> Self {
        let (schemas, mut paths, methods) = routes;
        let mut listed = self.listed;
        for (path, item) in &mut paths.paths {
            for (method, operation) in operations(item) {
                stamp(operation, access);
                let (method, path) = (method.to_owned(), path.clone());
                listed.push(Listed { method, path, access });
            }
        }
        let routes = (schemas, paths, methods).map(|m| guarded(m, access, limits));
        Self { router: self.router.routes(routes), listed }
    }

    /// Gives the handlers of these operations a value of their module; they take it as
    /// `axum::Extension<T>`.
    #[must_use]
    pub fn with<T: Clone + Send + Sync + 'static>(self, value: T) -> Self {
        Self { router: self.router.layer(axum::Extension(value)), listed: self.listed }
    }

    /// The operations of another module beside these.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.listed.extend(other.listed);
        Self { router: self.router.merge(other.router), listed: self.listed }
    }

    /// Every operation with its access.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// The OpenAPI 3.1 document of these operations.
    pub fn document(&self) -> &OpenApi {
        self.router.get_openapi()
    }

    pub(crate) fn into_parts(self) -> (Router<App>, OpenApi) {
        self.router.split_for_parts()
    }
}

fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Pelangi")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The public and internal API of one regency. Amounts are whole rupiah. Errors are \
             application/problem+json (RFC 9457) with a stable `code`.",
        ))
        .build();
    OpenApiBuilder::new().info(info).build()
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
        ("PATCH", &mut item.patch),
        ("HEAD", &mut item.head),
        ("OPTIONS", &mut item.options),
        ("TRACE", &mut item.trace),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// `x-permission`, `x-signed-in` or `x-public`: exactly one on each operation.
fn stamp(operation: &mut Operation, access: Access) {
    let extension = match access {
        Access::Needs(permission) => ExtensionsBuilder::new().add("x-permission", permission.0),
        Access::SignedIn => ExtensionsBuilder::new().add("x-signed-in", true),
        Access::Public { why } => {
            operation.security = Some(Vec::new());
            ExtensionsBuilder::new().add("x-public", why)
        }
    };
    operation.extensions.get_or_insert_default().merge(extension.build());
}
