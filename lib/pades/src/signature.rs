//! Signature fields, and the bytes a signature says it covers (ISO 32000-1 §12.8).

use std::ops::Range;

use crate::document::Document;
use crate::form::Field;
use crate::object::{Dict, Object, Ref, Text};
use crate::view::View;
use crate::xref::Location;
use crate::{Fault, PdfError};

/// A signature field and what was signed into it.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureField<'d> {
    pub field: Field<'d>,
    pub signature: Option<Signature<'d>>,
}

/// The dictionary of a signature, as it is read in one view of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature<'d> {
    /// The object it is; none when it stands inside the field.
    pub id: Option<Ref>,
    /// The revision that wrote it.
    pub revision: usize,
    /// Where its object, or the field's, stands.
    pub location: Location,
    pub dict: Dict<'d>,
}

/// What a signature covers when `/ByteRange` and `/Contents` are what they must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The revision it covers whole, from the first byte of the file.
    pub revision: usize,
    /// Behind the last covered byte.
    pub end: usize,
    /// The bytes left out: `<`, the digits of `/Contents`, `>`.
    pub gap: Range<usize>,
}

impl Coverage {
    /// The covered bytes: before and behind the gap.
    pub fn covered<'b>(&self, file: &'b [u8]) -> [&'b [u8]; 2] {
        let part = |range: Range<usize>| file.get(range).unwrap_or_default();
        [part(0..self.gap.start), part(self.gap.end..self.end)]
    }
}

/// Why a signature covers no revision. Each is a known way to cheat, or a broken writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoverageFault {
    #[error("the signature stands in an object stream, where no bytes of the file are its own")]
    InObjectStream,
    #[error("/ByteRange is missing or not four whole numbers")]
    ByteRange,
    #[error("/Contents is missing or no hexadecimal string")]
    Contents,
    #[error("the covered bytes begin at {0}, not at the beginning of the file")]
    NotFromStart(u64),
    #[error("the gap begins at {said}, but /Contents at {found}")]
    GapStart { said: u64, found: usize },
    #[error("the gap ends at {said}, but /Contents at {found}")]
    GapEnd { said: u64, found: usize },
    #[error("the covered bytes end behind the file")]
    BeyondFile,
    #[error("the covered bytes end at {0}, where no revision ends")]
    NotARevision(usize),
    #[error("the signature was written by a later revision than it covers")]
    Later,
}

impl<'d> Signature<'d> {
    /// `/ByteRange`: four whole numbers that stand in the dictionary itself.
    pub fn byte_range(&self) -> Option<[u64; 4]> {
        let numbers = self.dict.get("ByteRange")?.as_array()?;
        let read = |index: usize| u64::try_from(numbers.get(index)?.as_integer()?).ok();
        (numbers.len() == 4).then_some(())?;
        Some([read(0)?, read(1)?, read(2)?, read(3)?])
    }

    /// Where the value of `/ByteRange` stands in the file, brackets included.
    pub fn byte_range_at(&self) -> Option<Range<usize>> {
        self.span("ByteRange")
    }

    /// `/Contents`, a string that stands in the dictionary itself.
    pub fn contents(&self) -> Option<&Text<'d>> {
        self.dict.get("Contents")?.as_string()
    }

    /// Where the value of `/Contents` stands in the file, `<` and `>` included.
    pub fn contents_at(&self) -> Option<Range<usize>> {
        self.span("Contents")
    }

    fn span(&self, key: &str) -> Option<Range<usize>> {
        let in_file = matches!(self.location, Location::File { .. });
        self.dict.entry(key).filter(|_| in_file).map(|entry| entry.span.clone())
    }

    /// What the signature covers: everything up to the end of a revision but its own digits.
    pub fn coverage(&self, document: &Document<'_>) -> Result<Coverage, CoverageFault> {
        if matches!(self.location, Location::Stream { .. }) {
            return Err(CoverageFault::InObjectStream);
        }
        let [start, length, after, rest] = self.byte_range().ok_or(CoverageFault::ByteRange)?;
        self.contents().filter(|text| text.is_hex()).ok_or(CoverageFault::Contents)?;
        let gap = self.contents_at().ok_or(CoverageFault::Contents)?;
        let is = |said: u64, found: usize| u64::try_from(found) == Ok(said);
        if start != 0 {
            return Err(CoverageFault::NotFromStart(start));
        }
        if !is(length, gap.start) {
            return Err(CoverageFault::GapStart { said: length, found: gap.start });
        }
        if !is(after, gap.end) {
            return Err(CoverageFault::GapEnd { said: after, found: gap.end });
        }
        let end = usize::try_from(rest).ok().and_then(|rest| gap.end.checked_add(rest));
        let end = end.filter(|end| *end <= document.bytes().len());
        let end = end.ok_or(CoverageFault::BeyondFile)?;
        let revision = document.revision_ending_at(end);
        let revision = revision.ok_or(CoverageFault::NotARevision(end))?;
        if self.revision > revision {
            return Err(CoverageFault::Later);
        }
        Ok(Coverage { revision, end, gap })
    }
}

impl<'d> View<'d, '_> {
    /// The signature fields of the form, signed or not.
    pub fn signature_fields(&self) -> Result<Vec<SignatureField<'d>>, PdfError> {
        let fields = self.fields()?.into_iter().filter(Field::is_signature);
        fields
            .map(|field| Ok(SignatureField { signature: self.signature(&field)?, field }))
            .collect()
    }

    fn signature(&self, field: &Field<'d>) -> Result<Option<Signature<'d>>, PdfError> {
        let fault = self.fault(Fault::Entry("V"));
        let (id, host) = match field.dict.get("V") {
            None | Some(Object::Null) => return Ok(None),
            Some(Object::Reference(id)) => (Some(*id), *id),
            Some(Object::Dict(_)) => (None, field.id),
            Some(_) => return Err(fault),
        };
        let Some(found) = self.find(host)? else { return Ok(None) };
        let value = match id {
            Some(_) => found.value,
            None => field.dict.get("V").cloned().ok_or(fault)?,
        };
        let Object::Dict(dict) = value else { return Err(fault) };
        let (revision, location) = (found.revision, found.location);
        Ok(Some(Signature { id, revision, location, dict }))
    }
}
