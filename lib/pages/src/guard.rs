//! Looks at a file before it is drawn: what it would decode to, and how many pixels its pictures have.

use pades::{Dict, Document, Fault, Object, PdfError, View};

use crate::{Limits, PagesError};

/// The number of pages of a file that may be drawn.
///
/// # Errors
/// [`PagesError::Unreadable`], [`PagesError::Encrypted`], [`PagesError::TooLarge`].
pub fn guard(pdf: &[u8], limits: &Limits) -> Result<usize, PagesError> {
    if pdf.len() > limits.file {
        return Err(too_large("the file", limits.file as u64));
    }
    let bounds = pades::Limits { file: limits.file, ..pades::Limits::default() };
    let document = Document::open_within(pdf, bounds).map_err(unreadable)?;
    if !document.is_readable() {
        return Err(PagesError::Encrypted);
    }
    let view = document.newest().ok_or(PagesError::NoPage(1))?;
    let mut spent = Spent::default();
    for (id, _) in view.objects() {
        let Object::Stream(stream) = view.get(id).map_err(unreadable)? else { continue };
        match is_picture(&stream.dict) {
            true => spent.picture(pixels(view, &stream.dict)?, limits)?,
            false => {
                let decoded = stream.decode(&bounds).map_err(unreadable)?;
                spent.stream(decoded.len() as u64, limits)?;
            }
        }
    }
    Ok(view.pages().map_err(unreadable)?.len())
}

/// What was found so far.
#[derive(Default)]
struct Spent {
    decoded: u64,
    pixels: u64,
}

impl Spent {
    fn stream(&mut self, bytes: u64, limits: &Limits) -> Result<(), PagesError> {
        self.decoded = self.decoded.saturating_add(bytes);
        match self.decoded > limits.decoded {
            true => Err(too_large("what the streams decode to", limits.decoded)),
            false => Ok(()),
        }
    }

    fn picture(&mut self, pixels: u64, limits: &Limits) -> Result<(), PagesError> {
        self.pixels = self.pixels.saturating_add(pixels);
        if pixels > limits.pixels {
            return Err(too_large("the pixels of a picture", limits.pixels));
        }
        match self.pixels > limits.all_pixels {
            true => Err(too_large("the pixels of all pictures", limits.all_pixels)),
            false => Ok(()),
        }
    }
}

fn is_picture(dict: &Dict<'_>) -> bool {
    dict.has_name("Subtype", "Image")
}

fn pixels(view: View<'_, '_>, dict: &Dict<'_>) -> Result<u64, PagesError> {
    let side = |key: &str| -> Result<u64, PagesError> {
        let value = view.value(dict, key).map_err(unreadable)?;
        Ok(value.as_integer().and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
    };
    Ok(side("Width")?.saturating_mul(side("Height")?))
}

fn too_large(what: &'static str, most: u64) -> PagesError {
    PagesError::TooLarge { what: what.into(), most }
}

fn unreadable(error: PdfError) -> PagesError {
    match error.what {
        Fault::Encrypted => PagesError::Encrypted,
        _ => PagesError::Unreadable(error.to_string()),
    }
}
