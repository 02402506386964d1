//! What is seen of a signature on the page, and the address in its QR code.

use base::{Error, Kind, Result};
use cell::Cell;
use pades::Document;
use pades::sign::page_height;
use ports::signing::{Limits, Mark, Placement, Rectangle, Standing};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::domain::letter::SignaturePlace;

/// Letters and digits that nobody takes for another (Crockford): 26 of them are 130 bits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;
/// Light modules around the code (ISO/IEC 18004).
const QUIET: i32 = 4;
/// Pixels of a module: 25 mm at 600 dots to the inch.
const SCALE: i32 = 10;

/// A new id for the public page of a letter, 130 bits of chance.
pub(crate) fn fresh_page(cell: &Cell) -> String {
    let mut bytes = [0; LENGTH];
    cell.random().fill(&mut bytes);
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'0');
    bytes.iter().map(|byte| char::from(letter(byte))).collect()
}

/// Where anybody may check a letter.
pub fn public_address(cell: &Cell, page: &str) -> String {
    format!("{}/n/{page}", cell.settings().public_url.trim_end_matches('/'))
}

/// Where a signature is drawn and how, as far as the back-end can; nothing on a PDF without a place
/// for it.
pub(super) fn placement(
    base: &[u8],
    place: Option<&SignaturePlace>,
    (limits, standing): (Limits, Standing),
    address: &str,
) -> Result<Option<Placement>> {
    let Some(place) = place else { return Ok(None) };
    let page = u32::try_from(place.page).unwrap_or(1);
    let document = Document::open(base).ok();
    let height = document.and_then(|it| page_height(&it, place.page.saturating_sub(1)));
    let Some(page_height) = height else { return Ok(None) };
    let SignaturePlace { x, y, width, height, .. } = *place;
    let mut rectangle = Rectangle::of_thousandths(x, y, width, height);
    let mark = match limits.draws {
        true => Mark::Code { content: address.to_owned(), lines: lines(standing) },
        false => {
            // A picture is pulled to the size of its rectangle: a square stays one.
            rectangle.width = rectangle.height.min(rectangle.width);
            Mark::Picture(picture(address)?)
        }
    };
    Ok(Some(Placement { page, page_height, rectangle, mark: Some(mark) }))
}

fn lines(standing: Standing) -> Vec<String> {
    vec!["Ditandatangani secara elektronik".to_owned(), standing.label().to_owned()]
}

/// A QR code as PNG, one bit for each pixel.
fn picture(text: &str) -> Result<Vec<u8>> {
    let failed = || Error::new(Kind::Internal, "documents/qr");
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| failed())?;
    let side = (code.size() + 2 * QUIET) * SCALE;
    let width = u32::try_from(side).map_err(|_| failed())?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, width);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().map_err(|e| failed().caused_by(e))?;
    writer.write_image_data(&pixels(&code, side)).map_err(|e| failed().caused_by(e))?;
    drop(writer);
    Ok(bytes)
}

/// Rows of pixels, eight in a byte, light ones set.
fn pixels(code: &QrCode, side: i32) -> Vec<u8> {
    let dark = |x: i32, y: i32| code.get_module(x / SCALE - QUIET, y / SCALE - QUIET);
    let mut rows = Vec::new();
    for y in 0..side {
        for start in (0..side).step_by(8) {
            let lit = |bit: &i32| start + bit < side && !dark(start + bit, y);
            rows.push((0..8).filter(lit).fold(0_u8, |byte, bit| byte | (0x80 >> bit)));
        }
    }
    rows
}
