//! Two-phase signing: first everything but the signature, then the signature into its place.

use std::ops::Range;

use crate::document::Document;
use crate::object::{Object, Ref};
use crate::sign::dictionary::{self, byte_range, range_around};
use crate::sign::earlier::Earlier;
use crate::sign::field::{FieldSpec, Lock, Seed};
use crate::sign::form::FormEditor;
use crate::sign::place::Place;
use crate::sign::request::{Permission, SignatureRequest, Target, Warning};
use crate::write::{Entries, Slot, Value, WriteError, Written, hex_pair};

/// A file that is complete but for the digits of one signature. Whoever signs needs the digest of
/// [`Prepared::covered`] only; the file may wait for days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pub(crate) bytes: Vec<u8>,
    pub(crate) gap: Range<usize>,
    /// The field, by its full name.
    pub field: String,
    pub warnings: Vec<Warning>,
    /// Digests the field insists on, for example `SHA256`; any when there is none.
    pub digests: Vec<String>,
}

/// Adds signature fields as one revision: all that a chain of signers will need, with their final
/// rectangles, before the first of them signs.
///
/// # Errors
/// Names that clash, places that do not exist, files that were signed in a way that forbids it.
pub fn add_fields(document: &Document<'_>, fields: &[FieldSpec]) -> Result<Vec<u8>, WriteError> {
    let mut editor = FormEditor::new(document)?;
    let earlier = Earlier::read(&editor.view)?;
    earlier.check_open()?;
    for field in fields {
        add_field(&mut editor, &earlier, field)?;
    }
    Ok(editor.close()?.finish().bytes)
}

fn add_field(
    editor: &mut FormEditor<'_, '_>,
    earlier: &Earlier,
    field: &FieldSpec,
) -> Result<Ref, WriteError> {
    if field.place.rect.is_some() {
        earlier.check_new_visible()?;
    }
    earlier.check_field(&field.name)?;
    editor.add(field)
}

/// Writes a revision with everything but the signature itself.
///
/// # Errors
/// See [`WriteError`]: fields, places, appearances, what earlier signatures forbid.
pub fn prepare(
    document: &Document<'_>,
    request: &SignatureRequest<'_>,
) -> Result<Prepared, WriteError> {
    prepare_within(document, request, request.reserve.unwrap_or(SignatureRequest::RESERVE))
}

/// The same with this many bytes for the CMS.
pub(crate) fn prepare_within(
    document: &Document<'_>,
    request: &SignatureRequest<'_>,
    reserve: usize,
) -> Result<Prepared, WriteError> {
    check_reserve(reserve)?;
    let mut editor = FormEditor::new(document)?;
    let earlier = Earlier::read(&editor.view)?;
    earlier.check_open()?;
    if request.certify.is_some() && earlier.signatures > 0 {
        return Err(WriteError::NotFirst);
    }
    for field in &request.prepare {
        add_field(&mut editor, &earlier, field)?;
    }
    let target = match &request.target {
        Target::New(field) => new_target(&mut editor, &earlier, field)?,
        Target::Existing(name) => {
            earlier.check_field(name)?;
            existing_target(&editor, name, request.reason.as_deref())?
        }
    };
    draw(&mut editor, &target, request)?;
    let (root, _) = editor.view.catalog()?;
    let entries = dictionary::signature(request, reserve, target.lock.as_ref(), root);
    let signature = fill(&mut editor, target.field, entries)?;
    if request.certify.is_some() {
        let permissions = Entries::new().with("DocMDP", signature);
        let catalog = editor.increment.dict(root)?.with("Perms", permissions);
        editor.increment.put(root, catalog);
    }
    let prepared = Prepared::of(editor.close()?.finish(), target.name, target.digests)?;
    let is_last = request.certify == Some(Permission::Nothing);
    let warnings = is_last.then_some(Warning::NothingMayFollow).into_iter().collect();
    Ok(Prepared { warnings, ..prepared })
}

/// Writes a revision with an empty document time-stamp (ISO 32000-2 §12.8.5): over everything there
/// is, revocation data included. Without a name the field gets one that is free.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_timestamp(
    document: &Document<'_>,
    field: Option<&str>,
    reserve: usize,
) -> Result<Prepared, WriteError> {
    check_reserve(reserve)?;
    let mut editor = FormEditor::new(document)?;
    Earlier::read(&editor.view)?.check_open()?;
    let name = field.map_or_else(|| free_name(&editor), str::to_owned);
    let id = editor.add(&FieldSpec::new(&name, Place::invisible(0)))?;
    fill(&mut editor, id, dictionary::timestamp(reserve))?;
    Prepared::of(editor.close()?.finish(), name, Vec::new())
}

fn free_name(editor: &FormEditor<'_, '_>) -> String {
    let is_free = |name: &String| !editor.fields().iter().any(|field| *field.name == **name);
    let names = (1_u32..).map(|number| format!("StempelWaktu{number}"));
    names.into_iter().find(is_free).unwrap_or_default()
}

const fn check_reserve(reserve: usize) -> Result<(), WriteError> {
    // A string may have 32767 bytes (ISO 32000-1 annex C, PDF/A-2 §6.1.13).
    match reserve {
        1..=32_767 => Ok(()),
        _ => Err(WriteError::Reserve(reserve)),
    }
}

/// The field that is going to be signed.
struct SigningTarget {
    name: String,
    field: Ref,
    widget: Ref,
    place: Place,
    lock: Option<Lock>,
    digests: Vec<String>,
    is_new: bool,
}

fn new_target(
    editor: &mut FormEditor<'_, '_>,
    earlier: &Earlier,
    spec: &FieldSpec,
) -> Result<SigningTarget, WriteError> {
    let field = add_field(editor, earlier, spec)?;
    let digests = spec.seed.as_ref().map(|seed| seed.digests.clone()).unwrap_or_default();
    let (name, lock) = (spec.name.clone(), spec.lock.clone());
    Ok(SigningTarget { name, field, widget: field, place: spec.place, lock, digests, is_new: true })
}

fn existing_target(
    editor: &FormEditor<'_, '_>,
    name: &str,
    reason: Option<&str>,
) -> Result<SigningTarget, WriteError> {
    let view = editor.view;
    let found = editor.fields().iter().find(|field| *field.name == *name);
    let field = found.ok_or_else(|| WriteError::NoField(name.to_owned()))?;
    if !field.is_signature() {
        return Err(WriteError::NotASignatureField(name.to_owned()));
    }
    if view.value(&field.dict, "V")? != Object::Null {
        return Err(WriteError::AlreadySigned(name.to_owned()));
    }
    let lock = match view.value(&field.dict, "Lock")? {
        Object::Dict(lock) => Some(Lock::read(&view, &lock)?),
        _ => None,
    };
    let mut digests = Vec::new();
    if let Object::Dict(seed) = view.value(&field.dict, "SV")? {
        let refuse = |what| WriteError::SeedValue { field: name.to_owned(), what };
        Seed::check(&view, &seed, reason).map_err(refuse)?;
        digests = Seed::digests(&view, &seed);
    }
    let (widget, place) = editor.widget(field)?;
    let name = name.to_owned();
    Ok(SigningTarget { name, field: field.id, widget, place, lock, digests, is_new: false })
}

/// Draws the appearance and hangs it on the widget.
fn draw(
    editor: &mut FormEditor<'_, '_>,
    target: &SigningTarget,
    request: &SignatureRequest<'_>,
) -> Result<(), WriteError> {
    let Some(appearance) = &request.appearance else { return Ok(()) };
    let Some(rect) = target.place.rect else {
        return Err(WriteError::Invisible(target.name.clone()));
    };
    let turn = editor.sheet(target.place.page)?.turn;
    let form = appearance.form(&mut editor.increment, &rect, turn)?;
    let mut widget = editor.increment.dict(target.widget)?;
    // The empty appearance of a new field was not written yet: the drawn one takes its place.
    let empty = match widget.get("AP") {
        Some(Value::Dict(states)) if target.is_new => states.get("N").cloned(),
        _ => None,
    };
    if let Some(Value::Reference(id)) = empty {
        editor.increment.put(id, form);
        return Ok(());
    }
    let form = editor.increment.add(form);
    widget.set("AP", Entries::new().with("N", form));
    widget.remove("AS");
    editor.increment.put(target.widget, widget);
    Ok(())
}

/// Puts the signature into its field.
fn fill(
    editor: &mut FormEditor<'_, '_>,
    field: Ref,
    signature: Entries,
) -> Result<Ref, WriteError> {
    let id = editor.increment.add(signature);
    let entries = editor.increment.dict(field)?.with("V", id);
    editor.increment.put(field, entries);
    Ok(id)
}

impl Prepared {
    fn of(written: Written, field: String, digests: Vec<String>) -> Result<Self, WriteError> {
        let Written { mut bytes, slots } = written;
        let place = |slot: Slot| {
            let found = slots.iter().find(|(known, _)| *known == slot).map(|(_, at)| at.clone());
            found.ok_or(WriteError::Release("it has no signature"))
        };
        let (range, gap) = (place(Slot::ByteRange)?, place(Slot::Contents)?);
        let numbers = byte_range(range_around(&gap, bytes.len()));
        let blank = bytes.get_mut(range).filter(|blank| blank.len() == numbers.len());
        blank.ok_or(WriteError::Release("/ByteRange outgrew its place"))?.copy_from_slice(&numbers);
        Ok(Self { bytes, gap, field, warnings: Vec::new(), digests })
    }

    /// Goes on with a file that was prepared earlier, perhaps by another process.
    ///
    /// # Errors
    /// `NotPrepared` unless the field holds nothing but room, and covers the whole file.
    pub fn resume(bytes: Vec<u8>, field: &str) -> Result<Self, WriteError> {
        let refuse = || WriteError::NotPrepared(field.to_owned());
        let gap = {
            let document = Document::open(&bytes)?;
            let view = document.newest().ok_or_else(refuse)?;
            let fields = view.signature_fields()?;
            let found = fields.iter().find(|found| *found.field.name == *field);
            let signature = found.and_then(|found| found.signature.as_ref()).ok_or_else(refuse)?;
            let coverage = signature.coverage(&document)?;
            let digits = signature.contents().map(|text| text.raw()).unwrap_or_default();
            if coverage.end != bytes.len() || digits.iter().any(|digit| *digit != b'0') {
                return Err(refuse());
            }
            coverage.gap
        };
        let field = field.to_owned();
        Ok(Self { bytes, gap, field, warnings: Vec::new(), digests: Vec::new() })
    }

    /// The file as it will be, but for the digits of the signature.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// `/ByteRange`: start, length, start, length.
    pub const fn byte_range(&self) -> [usize; 4] {
        range_around(&self.gap, self.bytes.len())
    }

    /// The bytes left out: `<`, digits, `>`.
    pub fn gap(&self) -> Range<usize> {
        self.gap.clone()
    }

    /// Bytes kept free for the CMS.
    pub fn reserve(&self) -> usize {
        self.gap.len().saturating_sub(2) / 2
    }

    /// What is signed: the bytes before and behind the gap.
    pub fn covered(&self) -> [&[u8]; 2] {
        let part = |range: Range<usize>| self.bytes.get(range).unwrap_or_default();
        [part(0..self.gap.start), part(self.gap.end..self.bytes.len())]
    }

    /// Puts the CMS, or the token, into its place. The length stays what it is; the file is read
    /// again and the coverage checked before it is given away.
    ///
    /// # Errors
    /// `TooLong` says how much; `Release` and `Coverage` if the file is not what it should be.
    pub fn finish(mut self, cms: &[u8]) -> Result<Vec<u8>, WriteError> {
        let reserved = self.reserve();
        if cms.is_empty() {
            return Err(WriteError::Empty);
        }
        if cms.len() > reserved {
            return Err(WriteError::TooLong { needed: cms.len(), reserved });
        }
        let digits = self.bytes.get_mut(self.gap.start + 1..self.gap.end - 1).unwrap_or_default();
        for (pair, byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(cms) {
            *pair = hex_pair(*byte);
        }
        self.check(cms)?;
        Ok(self.bytes)
    }

    fn check(&self, cms: &[u8]) -> Result<(), WriteError> {
        let document = Document::open(&self.bytes)?;
        let view = document.newest().ok_or(WriteError::Release("it has no revision"))?;
        let fields = view.signature_fields()?;
        let found = fields.iter().find(|found| *found.field.name == *self.field);
        let signature = found.and_then(|found| found.signature.as_ref());
        let signature = signature.ok_or(WriteError::Release("the field is not signed"))?;
        let coverage = signature.coverage(&document)?;
        if coverage.end != self.bytes.len() || coverage.gap != self.gap {
            return Err(WriteError::Release("the signature covers other bytes"));
        }
        let contents = signature.contents().map(|text| text.bytes()).unwrap_or_default();
        match contents.strip_prefix(cms).is_some_and(|rest| rest.iter().all(|byte| *byte == 0)) {
            true => Ok(()),
            false => Err(WriteError::Release("/Contents is not the signature")),
        }
    }
}
