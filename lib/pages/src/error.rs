//! Why there is no picture.

/// What kept a page from being drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PagesError {
    /// No PDF that the strict reader of `pades` takes, or the drawing program does not.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    #[error("the file is under a password")]
    Encrypted,
    #[error("{what} is more than {most}")]
    TooLarge { what: &'static str, most: u64 },
    /// Counted from 1.
    #[error("there is no page {0}")]
    NoPage(usize),
    #[error("drawing takes too long")]
    TooSlow,
    /// Earlier drawings did not end yet.
    #[error("too many pages are being drawn")]
    Busy,
    /// The drawing program gave up.
    #[error("the page cannot be drawn")]
    Failed,
}

impl From<PagesError> for base::Error {
    fn from(error: PagesError) -> Self {
        let (kind, code) = match error {
            PagesError::Unreadable(_) => (base::Kind::Invalid, "pages/unreadable"),
            PagesError::Encrypted => (base::Kind::Invalid, "pages/encrypted"),
            PagesError::TooLarge { .. } => (base::Kind::TooLarge, "pages/too-large"),
            PagesError::NoPage(_) => (base::Kind::NotFound, "pages/no-page"),
            PagesError::TooSlow => (base::Kind::Invalid, "pages/too-slow"),
            PagesError::Busy => (base::Kind::Unavailable, "pages/busy"),
            PagesError::Failed => (base::Kind::Invalid, "pages/failed"),
        };
        Self::new(kind, code).caused_by(error)
    }
}
