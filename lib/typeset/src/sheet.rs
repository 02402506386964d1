//! Everything a letter is made of.

use base::{Instant, Zone};

/// A template with what it needs to become pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The template: Typst source. It begins with `#import "/pelangi.typ": *`.
    pub main: String,
    /// The only files the template can read: logos, parts of letterheads, more source.
    pub files: Vec<File>,
    /// The fields. The template reads them as `data`, or by `json("/data.json")`; they are values,
    /// never source.
    pub data: serde_json::Value,
    /// When it is written: the date that `datetime.today()` gives, and the file's creation date.
    pub written: Instant,
    /// Where it is written.
    pub zone: Zone,
    pub paper: Paper,
    /// The title in the file's metadata; instead of the template's when it is given.
    pub title: Option<String>,
    /// The authors in the file's metadata; instead of the template's when there are any.
    pub authors: Vec<String>,
}

/// A file the template can read by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// As the template writes it, from the root: `/lambang.png`. Lower-case letters, digits, `-`,
    /// `_`, `.` and `/`. Use few different paths: the compiler keeps each for ever.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// The size of a sheet, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 × 297 mm, ISO 216: the paper of official letters (Peraturan ANRI 5/2021).
    #[default]
    A4,
    /// 215 × 330 mm: folio as Indonesian offices buy it (older rules name it for all letters).
    F4,
}

impl Sheet {
    /// A sheet of A4 without files and fields.
    pub fn new(main: impl Into<String>, written: Instant, zone: Zone) -> Self {
        Self {
            main: main.into(),
            files: Vec::new(),
            data: serde_json::Value::Object(serde_json::Map::new()),
            written,
            zone,
            paper: Paper::A4,
            title: None,
            authors: Vec::new(),
        }
    }
}

impl File {
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}

impl Paper {
    /// Width and height in millimetres.
    pub const fn size(self) -> (u32, u32) {
        match self {
            Self::A4 => (210, 297),
            Self::F4 => (215, 330),
        }
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::F4 => "F4",
        }
    }
}
