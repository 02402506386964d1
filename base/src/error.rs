//! The one error that crosses a border of the house.
//!
//! Inside a crate errors are small enums that state facts. Where they leave it they become an
//! [`Error`]: a [`Kind`] that decides the HTTP status, a stable `code` that is also the key of the
//! sentence shown to people, and parameters for that sentence. Only `lib/web` turns it into HTTP.

use std::fmt;
use std::panic::Location;

/// What sort of failure it is; decides the HTTP status and who has to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The input is wrong; the person can correct it. HTTP 422 (400 when it cannot be read).
    Invalid,
    /// Nobody is signed in, or the session ended. HTTP 401.
    Unauthenticated,
    /// Signed in, but without the right. HTTP 403.
    Forbidden,
    /// There is no such thing, or the person may not know that there is. HTTP 404.
    NotFound,
    /// Somebody else was faster, or the state does not allow it. HTTP 409.
    Conflict,
    /// A condition that must hold first does not. HTTP 412.
    Precondition,
    /// Larger than allowed. HTTP 413.
    TooLarge,
    /// Too often; wait. HTTP 429.
    TooMany,
    /// A part of the system cannot answer now; try again. HTTP 503.
    Unavailable,
    /// Stored data is damaged. HTTP 500.
    DataLoss,
    /// Our own fault. HTTP 500.
    Internal,
}

/// The result of work that may leave a crate.
pub type Result<T> = std::result::Result<T, Error>;

type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// An error at a border: kind, stable code, parameters, cause, and the place it was made.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    code: &'static str,
    params: Vec<(&'static str, String)>,
    source: Option<Source>,
    at: &'static Location<'static>,
}

impl Error {
    /// A new error. `code` reads `crate/what-happened`, for example `base/nop-length`, and is both
    /// the `code` of the API's problem document and the key of the translated sentence.
    #[track_caller]
    pub fn new(kind: Kind, code: &'static str) -> Self {
        Self { kind, code, params: Vec::new(), source: None, at: Location::caller() }
    }

    /// Adds a value for the sentence, for example `("year", 2027)`. Never put a NOP, NIK or name
    /// of a person here: parameters reach the log.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.params.push((name, value.to_string()));
        self
    }

    /// Adds the cause, for the operator's log only.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    pub fn params(&self) -> &[(&'static str, String)] {
        &self.params
    }

    /// Where in the source the error was made.
    pub fn at(&self) -> &'static Location<'static> {
        self.at
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        for (name, value) in &self.params {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|s| &**s as &(dyn std::error::Error + 'static))
    }
}
