//! Why there is no picture.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What kept a page from being drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PagesError {
    /// No PDF that the strict reader of `pades` takes, or the drawing program does not.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    #[error("the file is under a password")]
    Encrypted,
    #[error("{what} is more than {most}")]
    TooLarge { what: Cow<'static, str>, most: u64 },
    /// Counted from 1.
    #[error("there is no page {0}")]
    NoPage(usize),
    #[error("drawing takes too long")]
    TooSlow,
    /// Others are drawn, and none of them ended while this one waited.
    #[error("too many pages are being drawn")]
    Busy,
    /// There is no program that draws, or it does not start.
    #[error("no program draws pages: {0}")]
    NoWorker(String),
    /// The drawing program gave up, or took more memory than there is for it.
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
            PagesError::NoWorker(_) => (base::Kind::Unavailable, "pages/no-worker"),
            PagesError::Failed => (base::Kind::Invalid, "pages/failed"),
        };
        Self::new(kind, code).caused_by(error)
    }
}
