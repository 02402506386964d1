//! Pages of a letter: the file that is signed, and pictures for reading. Called on a thread that may
//! wait, outside of transactions.

use typeset::{Place, Preview, Sheet, TypesetError, Typesetter};

use crate::domain::letter::SignaturePlace;

/// Dots per point of a page to be read: sharp on a phone, some hundred kilobytes.
const READING: f64 = 1.6;
/// The smallest picture there is, for counting pages.
const SPECK: f64 = 0.1;

/// A finished file.
pub(crate) struct Pages {
    pub pdf: Vec<u8>,
    pub count: u32,
    pub places: Vec<SignaturePlace>,
}

/// The file, how many pages it has, and where signatures go.
pub(crate) fn render(typesetter: &Typesetter, sheet: &Sheet) -> Result<Pages, TypesetError> {
    let rendered = typesetter.render(sheet)?;
    Ok(Pages {
        count: u32::try_from(rendered.pages).unwrap_or(u32::MAX),
        places: rendered.places.iter().map(place).collect(),
        pdf: rendered.pdf,
    })
}

fn place(place: &Place) -> SignaturePlace {
    SignaturePlace {
        name: place.name.clone(),
        page: place.page,
        x: thousandths(place.rect.x),
        y: thousandths(place.rect.y),
        width: thousandths(place.rect.width),
        height: thousandths(place.rect.height),
    }
}

/// Of a point: exact enough for any printer, and the same on every machine.
fn thousandths(points: f64) -> i64 {
    (points * 1_000.0).round() as i64
}

/// A page for reading, counted from 1.
pub(crate) fn picture(
    typesetter: &Typesetter,
    sheet: &Sheet,
    page: usize,
) -> Result<Preview, TypesetError> {
    typesetter.preview(sheet, page, READING)
}

/// A picture of nothing much, with the number of pages.
pub(crate) fn speck(
    typesetter: &Typesetter,
    sheet: &Sheet,
    page: usize,
) -> Result<Preview, TypesetError> {
    typesetter.preview(sheet, page, SPECK)
}
