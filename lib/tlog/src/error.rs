//! What is wrong with a log, its copy or a proof.

/// A fault in what was given to this crate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    #[error("hash {0} of the tree is missing")]
    MissingHash(u64),
    #[error("the tree has {size} entries, number {index} is not among them")]
    OutOfRange { index: u64, size: u64 },
    #[error("an entry has {0} bytes; 65,535 is the most a bundle can hold")]
    TooLong(usize),
    #[error("the bundle ends inside an entry")]
    Bundle,
    #[error("the text is no leaf: {0}")]
    Leaf(String),
    #[error("no origin may be empty or hold a space, a plus or the end of a line")]
    Origin,
    #[error("the checkpoint is not one: {0}")]
    Checkpoint(&'static str),
    #[error("the verifier key is not `name+id+key`")]
    VerifierKey,
}

/// What is wrong with a copy of a log; `path` as in the copy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("{0} is not there")]
    Missing(String),
    #[error("{path}: {why}")]
    Unreadable { path: String, why: LogError },
    #[error("{path} has {found} entries, {expected} belong there")]
    Count { path: String, found: usize, expected: usize },
    #[error("{path} does not hold the hashes of the entries below it")]
    Tile { path: String },
    #[error("the entries do not give the root that the checkpoint signs")]
    Root,
    #[error("the older checkpoint of {older} entries is no beginning of this log of {size}")]
    Rewritten { older: u64, size: u64 },
}
