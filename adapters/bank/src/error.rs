//! How an exchange ends when it does not end well.

use h2h::Refusal;
use snap::ErrorReply;

/// Why there is no approving answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BankError {
    /// The request could not even be made.
    #[error("{0}")]
    Setup(String),
    /// No connection was made: nothing happened there.
    #[error("not reached: {0}")]
    NotReached(String),
    /// The answer did not come, or not whole. What became of the request is not known.
    #[error("no answer: {0}")]
    Silent(String),
    /// The connection was cut on purpose, and the answer not read.
    #[error("the connection was cut before the answer was read, as told")]
    Cut,
    #[error("refused with {} {}", .0.response_code, .0.response_message)]
    Refused(ErrorReply),
    #[error("refused with {0}")]
    RefusedPlainly(Refusal),
    /// The server answered what is no answer of the protocol: a mistake of the server.
    #[error("HTTP {status} with an answer that cannot be read: {problem}")]
    Unreadable { status: u16, problem: String },
}

impl BankError {
    pub(crate) fn setup(problem: impl std::fmt::Display) -> Self {
        Self::Setup(problem.to_string())
    }

    /// The code of a refusal.
    pub fn code(&self) -> Option<String> {
        match self {
            Self::Refused(reply) => Some(reply.response_code.to_string()),
            Self::RefusedPlainly(refusal) => Some(refusal.code.to_string()),
            _ => None,
        }
    }

    /// Whether the bank does not know what became of its request and has to ask or repeat.
    pub fn is_uncertain(&self) -> bool {
        match self {
            Self::Silent(_) | Self::Cut | Self::Unreadable { .. } => true,
            Self::Refused(reply) => reply.response_code.status() >= 500,
            Self::RefusedPlainly(refusal) => refusal.status() >= 500,
            Self::Setup(_) | Self::NotReached(_) => false,
        }
    }
}
