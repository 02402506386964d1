//! What can be wrong with a file or with one of its rows, said so that a clerk can mend it.

use std::io;

/// One row that could not be read. It carries no personal data: what a personal column held, and
/// what in any column could be a name or a number of a person, is shown only by its shape (`9` for
/// a digit, `A` for a letter).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Line in the file on which the row begins; the header is line 1.
    pub line: u64,
    /// The column, by the name the table has in SISMIOP; `None` when the whole row is unreadable.
    pub column: Option<&'static str>,
    /// At most 24 characters of the value, or its shape; empty when the whole row is unreadable.
    pub excerpt: String,
    pub reason: Reason,
}

/// Why a row was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// More or fewer values than the header has names.
    ColumnCount,
    /// A quotation mark was opened and not closed near by; reading goes on with the next line.
    OpenQuote,
    /// Longer than 64 KiB.
    RecordTooLong,
    /// The file could not be read further (disk, network). The only reason that ends the file.
    ReadFailed,
    /// Empty, but the row means nothing without it.
    Missing,
    /// A part of a NOP or a region code has the wrong number of digits, or letters.
    Code,
    /// Not a number.
    Number,
    /// One separator and three digits: `1.234` may be 1234 or 1,234; write it without separators.
    AmbiguousNumber,
    /// Below zero.
    Negative,
    /// Rupiah with cents.
    NotWhole,
    /// Larger than any true value of the column.
    TooLarge,
    /// Not a date of the calendar in one of the known forms.
    Date,
    /// A year outside 1900 to 2100.
    Year,
    /// A text longer than 255 bytes.
    TextTooLong,
    /// Control characters: not a text at all.
    ControlCharacter,
}

impl Reason {
    pub const ALL: [Self; 15] = [
        Self::ColumnCount,
        Self::OpenQuote,
        Self::RecordTooLong,
        Self::ReadFailed,
        Self::Missing,
        Self::Code,
        Self::Number,
        Self::AmbiguousNumber,
        Self::Negative,
        Self::NotWhole,
        Self::TooLarge,
        Self::Date,
        Self::Year,
        Self::TextTooLong,
        Self::ControlCharacter,
    ];

    /// Stable code, also the key of the translated sentence.
    pub fn code(self) -> &'static str {
        match self {
            Self::ColumnCount => "sismiop/column-count",
            Self::OpenQuote => "sismiop/open-quote",
            Self::RecordTooLong => "sismiop/record-too-long",
            Self::ReadFailed => "sismiop/read-failed",
            Self::Missing => "sismiop/missing",
            Self::Code => "sismiop/code",
            Self::Number => "sismiop/number",
            Self::AmbiguousNumber => "sismiop/ambiguous-number",
            Self::Negative => "sismiop/negative",
            Self::NotWhole => "sismiop/not-whole",
            Self::TooLarge => "sismiop/too-large",
            Self::Date => "sismiop/date",
            Self::Year => "sismiop/year",
            Self::TextTooLong => "sismiop/text-too-long",
            Self::ControlCharacter => "sismiop/control-character",
        }
    }

    /// Whether the rest of the file was not read: the caller must not treat the file as complete.
    pub fn is_fatal(self) -> bool {
        self == Self::ReadFailed
    }
}

/// Why a file cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error("{table}.csv is not in the folder; it holds: {}", listed(found))]
    NoFile { table: &'static str, found: Vec<String> },
    #[error(
        "more than one file could be {table}: {}; keep one of them in the folder",
        listed(found)
    )]
    Ambiguous { table: &'static str, found: Vec<String> },
    #[error("{file} is empty; its first line must name the columns")]
    Empty { file: String },
    #[error("{file} is saved as UTF-16; save it as CSV in UTF-8")]
    Utf16 { file: String },
    #[error("the first line of {file} is not a line of column names; is it a CSV file?")]
    NoHeader { file: String },
    #[error("{file} lacks the columns {}; it has: {}", listed(missing), listed(found))]
    MissingColumns { file: String, missing: Vec<&'static str>, found: Vec<String> },
    #[error("{file} names the column {column} twice")]
    DuplicateColumn { file: String, column: &'static str },
    #[error("{path} cannot be read")]
    Unreadable {
        path: String,
        #[source]
        source: io::Error,
    },
}

fn listed(names: &[impl AsRef<str>]) -> String {
    if names.is_empty() {
        return "nothing".to_owned();
    }
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}
