//! How a request fails, by what the other side can know of it.

use std::error::Error;

use ports::PortError;

use crate::body::Progress;
use crate::reach::NotPublic;

/// Why no whole answer came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// The address is not one that may be called. Nothing was sent.
    #[error("{0}")]
    Forbidden(String),
    /// No connection was made, or it ended before the request was whole.
    #[error("{0}")]
    NotSent(String),
    /// The whole request may have arrived.
    #[error("{0}")]
    NoAnswer(String),
    /// Something came back that is no HTTP, or is too long.
    #[error("{0}")]
    Nonsense(String),
}

impl From<Lost> for PortError {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Forbidden(problem) => Self::Refused(problem),
            Lost::NotSent(problem) | Lost::NoAnswer(problem) => Self::Unreachable(problem),
            Lost::Nonsense(problem) => Self::Garbled(problem),
        }
    }
}

/// What a status other than 200 means, where a service has no words of its own.
pub fn refusal(status: u16) -> PortError {
    match status {
        429 | 500.. => PortError::Unreachable(format!("HTTP {status}")),
        _ => PortError::Refused(format!("HTTP {status}")),
    }
}

/// A failure before the head of an answer was read.
pub(crate) fn classified(error: reqwest::Error, progress: &Progress) -> Lost {
    if causes_of(&error).any(|cause| cause.is::<NotPublic>()) {
        return Lost::Forbidden(NotPublic.to_string());
    }
    if error.is_connect() {
        return Lost::NotSent(told(error));
    }
    // An answer may come before the request is whole; then it was read, and is no answer to it.
    if parses_wrong(&error) {
        return Lost::Nonsense(causes(error));
    }
    match progress.handed_over() {
        true => Lost::NoAnswer(told(error)),
        false => Lost::NotSent(format!("the request broke off: {}", told(error))),
    }
}

/// A failure after the head of an answer.
pub(crate) fn while_reading(error: reqwest::Error) -> Lost {
    match parses_wrong(&error) {
        true => Lost::Nonsense(causes(error)),
        false => Lost::NoAnswer(told(error)),
    }
}

fn told(error: reqwest::Error) -> String {
    match (error.is_timeout(), error.is_connect()) {
        (true, true) => "no connection in time".to_owned(),
        (true, false) => "no answer in time".to_owned(),
        _ => causes(error),
    }
}

pub(crate) fn parses_wrong(error: &reqwest::Error) -> bool {
    causes_of(error).any(|cause| cause.to_string().contains("invalid HTTP"))
}

/// The whole story without the address, which may be a secret (that of a browser is one).
pub(crate) fn causes(error: reqwest::Error) -> String {
    let error = error.without_url();
    causes_of(&error).fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

fn causes_of(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}
