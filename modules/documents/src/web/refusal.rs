//! Where a refusal is shown.

use axum::http::StatusCode;
use base::{Error, Kind};
use web::Form;

/// What was refused, at its field or above the page; `None` when it is no matter of this page.
pub(crate) fn placed(form: &mut Form, error: Error) -> Result<(StatusCode, Option<Error>), Error> {
    let status = match error.kind() {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Precondition => StatusCode::PRECONDITION_FAILED,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Forbidden if error.code().starts_with("documents/") => StatusCode::FORBIDDEN,
        _ => return Err(error),
    };
    let field = error.params().iter().find(|(name, _)| *name == "field");
    match field.map(|(_, field)| field.clone()) {
        Some(field) => {
            form.refuse(&field, &error);
            Ok((status, None))
        }
        None => Ok((status, Some(error))),
    }
}
