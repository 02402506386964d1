//! QR codes as pictures: drawn into the page, and as a file for a banking app.

use std::fmt::Write as _;

use base::{Error, Kind, Result};
use qrcodegen::{QrCode, QrCodeEcc};
use web::Markup;

/// Light modules around the code (ISO/IEC 18004).
const QUIET: i32 = 4;
/// Pixels of a module in the file.
const SCALE: i32 = 12;

fn code(text: &str) -> Option<QrCode> {
    QrCode::encode_text(text, QrCodeEcc::Medium).ok()
}

/// The drawing; `label` is what a screen reader says. `None` for more than a code can hold.
pub(super) fn svg(text: &str, label: &str, class: &str) -> Option<Markup> {
    let code = code(text)?;
    let side = code.size() + 2 * QUIET;
    let label = label.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
            // Writing into a String cannot fail.
            let _written = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some(Markup::trusted(format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" \
         shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>"
    )))
}

/// Black and white, one bit for each pixel.
///
/// # Errors
/// `payments/no-qris` for more than a code can hold.
pub(super) fn png(text: &str) -> Result<Vec<u8>> {
    let refused = || Error::new(Kind::Internal, "payments/no-qris");
    let code = code(text).ok_or_else(refused)?;
    let side = (code.size() + 2 * QUIET) * SCALE;
    let width = u32::try_from(side).map_err(|_| refused())?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, width);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().map_err(|e| refused().caused_by(e))?;
    writer.write_image_data(&pixels(&code, side)).map_err(|e| refused().caused_by(e))?;
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
