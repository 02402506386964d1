//! What a document must not have before anybody signs it (shadow attacks; documents rule 9).
//!
//! A signature says that somebody saw this. What can look different tomorrow without a byte being
//! changed, or what a forger left inside to be called up later, was not seen.

mod fields;
mod increments;
mod orphans;
mod walk;

use crate::document::Document;
use crate::object::{Object, Ref};
use crate::view::View;
use crate::{CoverageFault, Fault, PdfError};

/// What the caller allows beyond the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Admission {
    /// Files inside the file, if it declares itself to be PDF/A-3, whose purpose they are.
    pub attachments: bool,
}

/// Why a document is not signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Objection {
    #[error("the file is encrypted")]
    Encrypted,
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] PdfError),
    #[error("object {0} runs JavaScript")]
    Script(Ref),
    #[error("object {0} starts a program or sends the form away")]
    Launch(Ref),
    #[error("the form has an XFA part, which shows other pages than the file")]
    Xfa,
    #[error("object {0} can be switched on and off (optional content)")]
    OptionalContent(Ref),
    #[error("object {0} is a file inside the file")]
    EmbeddedFile(Ref),
    #[error("object {0} is taken from another file")]
    External(Ref),
    #[error("every reader draws the fields anew (/NeedAppearances)")]
    NeedAppearances,
    #[error("field `{0}` shows something else than its value, or it cannot be told")]
    FieldAppearance(String),
    #[error("revision {0} changed the document and nobody signed it")]
    UnsignedIncrement(usize),
    #[error("{0} bytes follow the end of the document")]
    Tail(usize),
    #[error("the signature in field `{field}` is broken: {fault}")]
    BrokenSignature { field: String, fault: CoverageFault },
    #[error("object {0} has content and is used nowhere")]
    Unreferenced(Ref),
}

/// Whether the newest revision may be signed. Signed revisions before it are fine, and so are
/// unsigned ones that only prepared signature fields or added revocation data.
///
/// # Errors
/// All objections, not only the first: the uploader should learn everything at once.
pub fn admit(document: &Document<'_>, admission: Admission) -> Result<(), Vec<Objection>> {
    if document.is_encrypted() {
        return Err(vec![Objection::Encrypted]);
    }
    let mut objections = Vec::new();
    let looked = match document.newest() {
        Some(view) => look(&view, admission, &mut objections),
        None => Err(PdfError::new(Fault::StartXref, 0)),
    };
    // What was found before it could not be read on is told as well.
    objections.extend(looked.err().map(Objection::Unreadable));
    if objections.is_empty() { Ok(()) } else { Err(objections) }
}

fn look(
    view: &View<'_, '_>,
    admission: Admission,
    objections: &mut Vec<Objection>,
) -> Result<(), PdfError> {
    let may_attach = admission.attachments && is_archive_with_files(view)?;
    let reached = walk::walk(view, may_attach, objections)?;
    orphans::look(view, &reached, objections)?;
    look_at_form(view, objections)?;
    increments::look(view, objections)
}

fn look_at_form(view: &View<'_, '_>, objections: &mut Vec<Objection>) -> Result<(), PdfError> {
    let Some((_, form)) = view.form()? else { return Ok(()) };
    if view.value(&form, "XFA")? != Object::Null {
        objections.push(Objection::Xfa);
    }
    let fields = view.fields()?;
    let redraws = view.value(&form, "NeedAppearances")? == Object::Bool(true);
    if redraws && fields.iter().any(|field| !field.is_signature()) {
        objections.push(Objection::NeedAppearances);
    }
    for field in fields.iter().filter(|field| !field.is_signature()) {
        if !fields::shows_its_value(view, field)? {
            objections.push(Objection::FieldAppearance(field.name.to_string()));
        }
    }
    Ok(())
}

/// Whether the metadata says PDF/A-3 (ISO 19005-3 §6.6.4), in either form of XMP.
fn is_archive_with_files(view: &View<'_, '_>) -> Result<bool, PdfError> {
    let (_, catalog) = view.catalog()?;
    let Object::Stream(metadata) = view.value(&catalog, "Metadata")? else { return Ok(false) };
    let text = metadata.decode(view.document().limits())?;
    let says = |form: &[u8]| memchr::memmem::find(&text, form).is_some();
    Ok(says(b"<pdfaid:part>3<") || says(b"pdfaid:part=\"3\"") || says(b"pdfaid:part='3'"))
}
