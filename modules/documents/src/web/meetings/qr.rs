//! The code of a room as a QR code: one path, black on white in either theme, because phones want it
//! so.

use std::fmt::Write as _;

use base::{Error, Kind};
use qrcodegen::{QrCode, QrCodeEcc};
use web::Markup;

/// Light modules around the code (ISO/IEC 18004).
const QUIET: i32 = 4;
/// Side on the page, in pixels: read from the other end of a table.
const SIDE: u32 = 360;

/// The drawing. `label` is what a screen reader says.
///
/// # Errors
/// `documents/qr` when the text is too long for a code.
pub(super) fn drawing(text: &str, label: &str) -> Result<Markup, Error> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)
        .map_err(|_| Error::new(Kind::Internal, "documents/qr"))?;
    let side = code.size() + 2 * QUIET;
    let label = label.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
            // Writing into a String cannot fail.
            let _written = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Ok(Markup::trusted(format!(
        "<svg width=\"{SIDE}\" height=\"{SIDE}\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         aria-label=\"{label}\" shape-rendering=\"crispEdges\"><rect width=\"{side}\" \
         height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>"
    )))
}
