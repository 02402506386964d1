//! Revisions: what becomes visible in one step.

/// The number of a revision, counting from 1.
pub type RevisionId = i64;

/// What wrote the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionKind {
    Import,
    Assessment,
    Correction,
}

impl RevisionKind {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Assessment => "assessment",
            Self::Correction => "correction",
        }
    }
}

/// Who keeps the registry of objects and subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RegistryMode {
    /// SISMIOP stays the master; here the registry is only read (mode pendamping).
    #[default]
    Companion,
    /// This system is the master; the registry is corrected here and no longer imported (mode utama).
    Master,
}

impl RegistryMode {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Companion => "companion",
            Self::Master => "master",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Companion, Self::Master].into_iter().find(|mode| mode.as_str() == text)
    }
}
