//! Who may come in, said where the route is declared.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use identity::Permission;

use crate::failure::Failure;
use crate::page::see_other;
use crate::paths;
use crate::visit::{Shape, Visit};

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
        Ok(None) => next.run(request).await,
        Ok(Some(first)) if visit.shape() == Shape::Page => see_other(first),
        Ok(Some(_)) => Failure::from(Error::new(Kind::Precondition, "web/first")).into_response(),
        Err(error) => Failure::from(error).into_response(),
    }
}

/// `Some(path)` when the person must visit another page first.
fn admit(access: Access, visit: &Visit) -> base::Result<Option<&'static str>> {
    if let Access::Public { .. } = access {
        return Ok(None);
    }
    let actor = visit.signed_in()?;
    let elsewhere = |first: &&str| *first != visit.path() && visit.path() != paths::SIGN_OUT;
    if let Some(first) = visit.first().filter(elsewhere) {
        return Ok(Some(first));
    }
    match access {
        Access::Needs(permission) if !actor.has(permission) => {
            let error = Error::new(Kind::Forbidden, "identity/forbidden");
            Err(error.with("permission", permission.0))
        }
        _ => Ok(None),
    }
}
