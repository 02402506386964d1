//! Why a sheet did not become pages.

use base::Kind;

use crate::{Fault, PlaceFault};

/// What was wrong with a template, its files or its fields.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypesetError {
    /// The template is wrong at a place; the first of all mistakes, and how many more there are.
    #[error("{fault}{}", and_more(*.more))]
    Template { fault: Box<Fault>, more: usize },
    /// The pages are there but cannot be written as PDF/A-2b (ISO 19005-2).
    #[error("not possible in PDF/A-2b: {0}")]
    Archive(Box<Fault>),
    /// No typeface has this character, and PDF/A allows no mark in its place (ISO 19005-2, 6.2.11.8).
    #[error("page {page}: no typeface has the character `{character}` (U+{:04X})", u32::from(*.character))]
    Glyph { character: char, page: usize },
    #[error("{what}: {size}, at most {limit} are allowed")]
    TooLarge { what: Bound, size: u64, limit: u64 },
    #[error("not ready after {seconds} seconds; is there a loop in a loop, or a page without end?")]
    TooSlow { seconds: u64 },
    /// Renderings that ran out of time are still being stopped.
    #[error("templates that ran out of time still keep the machine busy")]
    Busy,
    #[error(
        "the file name `{0}` cannot be used: lower-case letters, digits, `-`, `_`, `.`, `/`, once each"
    )]
    FileName(String),
    #[error("`{0}` is not a file for a template: png, jpg, svg, typ, json, csv or txt")]
    FileKind(String),
    #[error("`{path}` cannot be used as a picture: {why}")]
    Picture { path: String, why: &'static str },
    /// A name the typesetter uses for itself.
    #[error("`{0}` is a reserved name")]
    Reserved(&'static str),
    #[error("{0}")]
    Place(#[from] PlaceFault),
    #[error("there is no page {page}, the document has {pages}")]
    NoPage { page: usize, pages: usize },
    #[error("a page is drawn with 0.1 to 20 dots per point")]
    Resolution,
    /// Templates have used up the names a process can remember; it has to be started anew.
    #[error("too many different file names since the program started")]
    Names,
    /// A fault of the compiler.
    #[error("the compiler failed: {0}")]
    Crash(String),
}

/// What may be too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Bound {
    #[error("bytes of a template")]
    Source,
    #[error("bytes of fields")]
    Data,
    #[error("files")]
    Files,
    #[error("bytes of files")]
    FileBytes,
    #[error("pixels of a picture")]
    Pixels,
    #[error("pages")]
    Pages,
}

fn and_more(count: usize) -> String {
    if count == 0 { String::new() } else { format!(" (and {count} more)") }
}

impl TypesetError {
    /// The stable name of what happened, also the key of its sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Template { .. } => "typeset/template",
            Self::Archive(_) => "typeset/archive",
            Self::Glyph { .. } => "typeset/glyph",
            Self::TooLarge { .. } => "typeset/too-large",
            Self::TooSlow { .. } => "typeset/too-slow",
            Self::Busy => "typeset/busy",
            Self::FileName(_) => "typeset/file-name",
            Self::FileKind(_) => "typeset/file-kind",
            Self::Picture { .. } => "typeset/picture",
            Self::Reserved(_) => "typeset/reserved",
            Self::Place(_) => "typeset/place",
            Self::NoPage { .. } => "typeset/no-page",
            Self::Resolution => "typeset/resolution",
            Self::Names => "typeset/names",
            Self::Crash(_) => "typeset/crash",
        }
    }

    const fn kind(&self) -> Kind {
        match self {
            Self::TooLarge { .. } => Kind::TooLarge,
            Self::NoPage { .. } => Kind::NotFound,
            Self::Busy | Self::Names => Kind::Unavailable,
            Self::Crash(_) => Kind::Internal,
            _ => Kind::Invalid,
        }
    }

    /// Where in a template it is, if it is in one.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Template { fault, .. } | Self::Archive(fault) => Some(fault),
            _ => None,
        }
    }
}

impl From<TypesetError> for base::Error {
    fn from(error: TypesetError) -> Self {
        let what = error.fault().map_or_else(|| error.to_string(), |fault| fault.message.clone());
        let mut outer = Self::new(error.kind(), error.code()).with("what", what);
        if let Some(fault) = error.fault() {
            outer = outer.with("file", &fault.file).with("line", fault.line);
            outer = outer.with("column", fault.column).with("text", &fault.text);
        }
        outer.caused_by(error)
    }
}
