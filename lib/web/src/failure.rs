//! How an error leaves a handler: it rides in the answer until the frame puts it into words.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use base::{Error, Kind};
use http::StatusCode;

/// What handlers return.
pub type Result<T> = std::result::Result<T, Failure>;

/// An error on its way to a person or a program. Any error of the house becomes one with `?`.
#[derive(Debug)]
pub struct Failure {
    error: Error,
    fields: Vec<FieldError>,
}

/// What is wrong with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field, or its path in a JSON document.
    pub field: String,
    /// Stable code; also the key of the sentence.
    pub code: &'static str,
    pub params: Vec<(&'static str, String)>,
}

impl FieldError {
    pub fn new(field: impl Into<String>, error: &Error) -> Self {
        Self { field: field.into(), code: error.code(), params: error.params().to_vec() }
    }
}

impl Failure {
    /// Input that cannot be accepted, field by field.
    pub fn fields(fields: Vec<FieldError>) -> Self {
        Self { error: Error::new(Kind::Invalid, "web/fields"), fields }
    }

    pub fn error(&self) -> &Error {
        &self.error
    }

    pub(crate) fn field_errors(&self) -> &[FieldError] {
        &self.fields
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self.error.code() {
            "web/method-not-allowed" => StatusCode::METHOD_NOT_ALLOWED,
            "web/unsupported-media" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "web/unreadable" | "web/broken-body" | "web/repeated-field" => StatusCode::BAD_REQUEST,
            _ => status(self.error.kind()),
        }
    }
}

fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Precondition => StatusCode::PRECONDITION_FAILED,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::DataLoss | Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { error: error.into(), fields: Vec::new() }
    }
}

/// The failure as the frame finds it in an answer.
#[derive(Clone)]
pub(crate) struct Riding(pub(crate) Arc<Failure>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = status.into_response();
        response.extensions_mut().insert(Riding(Arc::new(self)));
        response
    }
}
