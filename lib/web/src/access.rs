//! Who may come in, said where the route is declared.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use identity::Permission;

use crate::failure::Failure;
use crate::visit::Visit;

/// Every route states one of these; a router without it cannot be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// A signed-in person who has the right somewhere. With which thing it may be done is decided
    /// by the use-case, which knows the thing.
    Needs(Permission),
    /// A signed-in person, whatever their rights: their own account, signing out.
    SignedIn,
    /// Everybody, and why that is right.
    Public { why: &'static str },
}

/// A route as the house tests see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// `GET`, `POST` and so on.
    pub method: String,
    pub path: String,
    pub access: Access,
}

pub(crate) async fn enforce(
    access: Access,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    match admit(access, &visit) {
        Ok(()) => next.run(request).await,
        Err(error) => Failure::from(error).into_response(),
    }
}

fn admit(access: Access, visit: &Visit) -> base::Result<()> {
    match access {
        Access::Public { .. } => Ok(()),
        Access::SignedIn => visit.signed_in().map(|_| ()),
        Access::Needs(permission) => {
            if visit.signed_in()?.has(permission) {
                return Ok(());
            }
            let error = Error::new(Kind::Forbidden, "identity/forbidden");
            Err(error.with("permission", permission.0))
        }
    }
}
