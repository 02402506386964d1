//! How a call to the outer world fails.

/// Why a call did not do what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// Nobody answered, or too late. Whether the call had an effect is not known.
    #[error("no answer: {0}")]
    Unreachable(String),
    /// The other side understood and refused; the same call will be refused again.
    #[error("refused: {0}")]
    Refused(String),
    /// The other side answered what cannot be understood, or not truthfully signed.
    #[error("the answer makes no sense: {0}")]
    Garbled(String),
}

impl PortError {
    /// Whether the same call may succeed later.
    pub fn may_heal(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }
}

/// A setting with which an adapter cannot work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {problem}")]
pub struct Unusable {
    /// The name of the setting within its section.
    pub setting: &'static str,
    /// What is wrong, and what to write instead. Never the value of a secret.
    pub problem: String,
}

impl Unusable {
    pub fn new(setting: &'static str, problem: impl Into<String>) -> Self {
        Self { setting, problem: problem.into() }
    }
}
