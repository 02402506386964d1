//! Why a file cannot be read, and where.

use crate::Ref;

/// What is wrong at which byte. Inside an object stream `at` is where the stream's object stands in
/// the file, and `inside` counts in its decoded bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("byte {at}{}: {what}", Inside(*.inside))]
pub struct PdfError {
    pub what: Fault,
    pub at: usize,
    pub inside: Option<usize>,
}

struct Inside(Option<usize>);

impl std::fmt::Display for Inside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |at| write!(f, " (decoded byte {at})"))
    }
}

impl PdfError {
    pub(crate) const fn new(what: Fault, at: usize) -> Self {
        Self { what, at, inside: None }
    }

    /// The same mistake, met in the decoded bytes of the object at `container`.
    pub(crate) const fn within(self, container: usize) -> Self {
        Self { what: self.what, at: container, inside: Some(self.at) }
    }

    /// Whether the file is refused for what it asks of the reader, not for what it says.
    pub const fn is_limit(&self) -> bool {
        matches!(self.what, Fault::Limit(_))
    }
}

/// The kinds of mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    // The file as a whole
    #[error("the file does not begin with %PDF-")]
    Header,
    #[error("no `startxref`, number, `%%EOF` ends a revision here")]
    StartXref,
    #[error("the file asks for more {0} than the reader grants")]
    Limit(Bound),

    // Values
    #[error("the file ends inside a value")]
    Truncated,
    #[error("a string is not closed")]
    UnclosedString,
    #[error("a hexadecimal string holds something else than digits")]
    HexString,
    #[error("a value was expected")]
    Value,
    #[error("a dictionary's key is a name")]
    Key,
    #[error("a dictionary has this key twice")]
    DuplicateKey,
    #[error("an object number and generation that no object can have")]
    ObjectId,

    // Indirect objects
    #[error("`n g obj` was expected")]
    ObjectHead,
    #[error("object {0} was expected")]
    OtherObject(Ref),
    #[error("`endobj` was expected")]
    Endobj,
    #[error("after `stream` a line ends")]
    StreamKeyword,
    #[error("no `endstream` where /Length says the stream ends")]
    StreamLength,
    #[error("object {0} lives under another generation")]
    Generation(Ref),
    #[error("references lead round in a circle")]
    Circle,

    // Streams
    #[error("this filter is not read here")]
    Filter,
    #[error("the parameters of a filter are wrong")]
    FilterParameters,
    #[error("compressed data is damaged")]
    Inflate,
    #[error("encoded data is damaged")]
    Damaged,
    #[error("the file is encrypted")]
    Encrypted,

    // Cross-references
    #[error("neither a cross-reference table nor a cross-reference stream")]
    Xref,
    #[error("a cross-reference entry is not `nnnnnnnnnn ggggg n` or `f`")]
    XrefEntry,
    #[error("`trailer` and its dictionary were expected")]
    Trailer,
    #[error("a cross-reference stream's /{0} is missing or wrong")]
    XrefKey(&'static str),
    #[error("an object is entered twice in one section")]
    DuplicateEntry,
    #[error("an offset lies outside of its revision")]
    Outside,
    #[error("cross-reference sections overlap or lead round in a circle")]
    Overlap,
    #[error("cross-reference sections are not in the order of the revisions")]
    Order,

    // Object streams
    #[error("object {0} is no object stream")]
    ObjectStream(u32),
    #[error("the directory of an object stream is wrong")]
    Directory,
    #[error("object stream {0} is replaced while objects in it are still in use")]
    ContainerReplaced(u32),

    // The document
    #[error("/{0} is missing or of another kind")]
    Entry(&'static str),
    #[error("a tree of pages or fields meets itself")]
    Tree,
}

/// What is bounded; see [`crate::Limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Bound {
    #[error("bytes")]
    File,
    #[error("nesting")]
    Depth,
    #[error("values in one object")]
    Items,
    #[error("cross-reference sections")]
    Sections,
    #[error("cross-reference entries")]
    Entries,
    #[error("object numbers")]
    Number,
    #[error("decoded bytes")]
    Decoded,
    #[error("filters on one stream")]
    Filters,
    #[error("pages or fields")]
    Nodes,
    #[error("levels of pages or fields")]
    Levels,
    #[error("bytes in a field's name")]
    Name,
    #[error("comparing of values")]
    Work,
}
