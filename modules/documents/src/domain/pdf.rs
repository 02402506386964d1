//! What is asked of a PDF that was made elsewhere and shall be signed here.

use base::Error;
use pades::{Document, Object, View};

use super::content::refused;

/// Entries of the catalog by which a PDF does something or looks different later (shadow attacks): no
/// letter needs them.
const REFUSED: [&str; 4] = ["AcroForm", "OCProperties", "AA", "Collection"];
/// Names by which scripts and files lie in the name tree.
const NAMES: [&str; 2] = ["JavaScript", "EmbeddedFiles"];

/// Pages of a PDF, at most.
const MOST: usize = 500;

/// How many pages it has, when it is plain paper: not encrypted, nothing hidden, nothing that runs,
/// no form, no signature.
///
/// # Errors
/// `documents/pdf-unreadable`, `-encrypted`, `-active`, `-pages`.
pub fn page_count(bytes: &[u8]) -> Result<u32, Error> {
    let document = Document::open(bytes).map_err(unreadable)?;
    if document.is_encrypted() {
        return Err(bad("documents/pdf-encrypted"));
    }
    let view = document.newest().ok_or_else(|| bad("documents/pdf-unreadable"))?;
    if let Some(entry) = active(&view).map_err(unreadable)? {
        return Err(bad("documents/pdf-active").with("entry", entry));
    }
    let pages = view.pages().map_err(unreadable)?.len();
    match u32::try_from(pages) {
        Ok(count) if (1..=MOST).contains(&pages) => Ok(count),
        _ => Err(bad("documents/pdf-pages").with("most", MOST)),
    }
}

/// The first entry that no letter needs.
fn active(view: &View<'_, '_>) -> Result<Option<&'static str>, pades::PdfError> {
    let (_, catalog) = view.catalog()?;
    if let Some(entry) = REFUSED.into_iter().find(|entry| catalog.get(entry).is_some()) {
        return Ok(Some(entry));
    }
    // A place where the reader begins is harmless; an action is not.
    if let Object::Dict(_) = view.value(&catalog, "OpenAction")? {
        return Ok(Some("OpenAction"));
    }
    let Object::Dict(names) = view.value(&catalog, "Names")? else { return Ok(None) };
    Ok(NAMES.into_iter().find(|entry| names.get(entry).is_some()))
}

fn unreadable(error: pades::PdfError) -> Error {
    bad("documents/pdf-unreadable").caused_by(error)
}

fn bad(code: &'static str) -> Error {
    refused(code, "berkas-naskah")
}
