//! What can go wrong at the database, and what a caller may conclude from it.

use base::{Error, Kind};

/// A failure at the database. Except for [`DbError::OutcomeUnknown`], each of them means that
/// nothing of the transaction was stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// A key is taken already.
    #[error("{statement}: the key is taken ({detail})")]
    Unique { statement: &'static str, detail: String },
    /// The row points to one that does not exist, or others point to it.
    #[error("{statement}: a row that is pointed to is missing ({detail})")]
    ForeignKey { statement: &'static str, detail: String },
    /// A check of the table refuses the row.
    #[error("{statement}: a check refuses the row ({detail})")]
    Check { statement: &'static str, detail: String },
    /// A column that must be filled is empty.
    #[error("{statement}: a column is empty ({detail})")]
    NotNull { statement: &'static str, detail: String },
    /// The engine refuses the statement for another reason: a fault of the program.
    #[error("{statement}: {message}")]
    Statement { statement: &'static str, message: String },
    /// A write inside [`Db::read`](crate::Db::read).
    #[error("{statement}: a read transaction cannot write; use Db::write")]
    WriteInRead { statement: &'static str },
    /// An earlier statement of the transaction failed, so nothing more is done in it.
    #[error("the transaction ended when {statement} failed; wrap what may fail in Tx::attempt")]
    Poisoned { statement: &'static str },
    /// An attempt was dropped before it ended, so the transaction cannot be committed.
    #[error("an attempt inside the transaction was cut off")]
    CutOff,
    /// A transaction was begun while the same task still holds one: it would wait for itself.
    #[error("a transaction is open already; pass its `tx` on instead of beginning another")]
    Nested,
    /// The transaction took longer than its time limit and was rolled back.
    #[error("the transaction took longer than {millis} ms and was rolled back")]
    Timeout { millis: u64 },
    /// Other writers kept coming in between, or another process holds the file.
    #[error("the database is busy; nothing was stored, try again")]
    Busy,
    /// The engine gave up the group of transactions this one was committed with.
    #[error("the transaction was not stored; try again")]
    NotStored,
    /// The commit itself failed: what was written may or may not be there.
    #[error("the outcome of the commit is unknown; repeat with the same key ({because})")]
    OutcomeUnknown { because: String },
    /// No space left. Writes are refused until a probe succeeds.
    #[error("the disk is full; free some space, writing resumes by itself")]
    DiskFull,
    /// The disk reported an error. Writes are refused until a restart.
    #[error("the disk reported an error; check it and the file, then restart")]
    Fault,
    /// The file is not a sound database.
    #[error("the database file is damaged: {message}")]
    Damaged { message: String },
    /// The engine cannot be reached.
    #[error("the database cannot be reached: {message}")]
    Unavailable { message: String },
    /// The database can be reached, but not be used as it is set up.
    #[error("the database cannot be used: {message}")]
    Unsuitable { message: String },
    /// [`Tx::one`](crate::Tx::one) found no row.
    #[error("{statement}: there is no row")]
    Missing { statement: &'static str },
    /// [`Tx::one`](crate::Tx::one) found more than one row.
    #[error("{statement}: there is more than one row")]
    Several { statement: &'static str },
    /// A column is not there or holds something else.
    #[error("column `{column}` {problem}")]
    Column { column: String, problem: &'static str },
}

impl DbError {
    /// Whether a key was taken already.
    pub fn is_unique(&self) -> bool {
        matches!(self, Self::Unique { .. })
    }

    /// The stable code, also the key of the sentence shown to people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unique { .. } => "db/unique",
            Self::ForeignKey { .. } => "db/foreign-key",
            Self::Check { .. } => "db/check",
            Self::NotNull { .. } => "db/not-null",
            Self::Statement { .. } => "db/statement",
            Self::WriteInRead { .. } => "db/write-in-read",
            Self::Poisoned { .. } => "db/poisoned",
            Self::CutOff => "db/cut-off",
            Self::Nested => "db/nested",
            Self::Timeout { .. } => "db/timeout",
            Self::Busy => "db/busy",
            Self::NotStored => "db/not-stored",
            Self::OutcomeUnknown { .. } => "db/outcome-unknown",
            Self::DiskFull => "db/disk-full",
            Self::Fault => "db/fault",
            Self::Damaged { .. } => "db/damaged",
            Self::Unavailable { .. } => "db/unavailable",
            Self::Unsuitable { .. } => "db/unsuitable",
            Self::Missing { .. } => "db/missing",
            Self::Several { .. } => "db/several",
            Self::Column { .. } => "db/column",
        }
    }

    /// What sort of failure it is at the border.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Unique { .. } | Self::ForeignKey { .. } => Kind::Conflict,
            Self::Timeout { .. }
            | Self::Busy
            | Self::NotStored
            | Self::OutcomeUnknown { .. }
            | Self::DiskFull
            | Self::Fault
            | Self::Unavailable { .. } => Kind::Unavailable,
            Self::Damaged { .. } => Kind::DataLoss,
            _ => Kind::Internal,
        }
    }
}

impl From<DbError> for Error {
    #[track_caller]
    fn from(error: DbError) -> Self {
        Self::new(error.kind(), error.code()).caused_by(error)
    }
}
