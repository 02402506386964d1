//! How a call fails inside, where it matters whether it may be made again.

use ports::PortError;
use snap::body::ReplyError;
use snap::{Case, Dialect, ErrorReply};

use crate::{HttpError, Reached};

/// Why a call did not do what it should.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nothing was sent; it may be made again whatever it is.
    NotSent(String),
    /// No whole answer, or one that the other side cannot do it now; whether it had an effect is
    /// not known.
    Lost(String),
    /// The access token is no good any more. Nothing was done.
    Token(String),
    Refused(String),
    Garbled(String),
}

impl Failure {
    pub fn garbled(problem: impl std::fmt::Display) -> Self {
        Self::Garbled(problem.to_string())
    }

    /// What was asked for cannot be put into a request: the same call will fail again.
    pub fn ours(problem: impl std::fmt::Display) -> Self {
        Self::Refused(problem.to_string())
    }

    /// A refusal in the acquirer's words, by what its code means in its dialect.
    pub fn told(reply: &ErrorReply, dialect: &Dialect) -> Self {
        let code = reply.response_code;
        let words = format!("{code} {}", reply.response_message);
        if dialect.meanings(code).any(|case| case == Case::InvalidToken) {
            return Self::Token(words);
        }
        match code.status() {
            429 | 500.. => Self::Lost(words),
            _ => Self::Refused(words),
        }
    }

    /// An answer that is none.
    pub fn unreadable(error: ReplyError, status: u16, dialect: &Dialect) -> Self {
        match error {
            ReplyError::Refused(reply) => Self::told(&reply, dialect),
            // A gateway before the acquirer answers in its own words.
            _ if matches!(status, 429 | 500..) => Self::Lost(format!("HTTP {status}")),
            other => Self::Garbled(format!("HTTP {status}, {other}")),
        }
    }
}

impl From<HttpError> for Failure {
    fn from(error: HttpError) -> Self {
        match error.reached {
            Reached::No => Self::NotSent(error.problem),
            Reached::Perhaps => Self::Lost(error.problem),
        }
    }
}

impl From<Failure> for PortError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotSent(problem) | Failure::Lost(problem) => Self::Unreachable(problem),
            Failure::Token(problem) | Failure::Refused(problem) => Self::Refused(problem),
            Failure::Garbled(problem) => Self::Garbled(problem),
        }
    }
}
