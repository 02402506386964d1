//! A QR code as the path of an SVG: small enough to go along with each number, so that a phone draws
//! it without a signal.

use std::fmt::Write as _;

use base::{Error, Kind};
use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// Side of the drawing in modules, and its path.
///
/// # Errors
/// `payments/qr` when the text is too long for a code.
pub fn path(text: &str) -> Result<(i32, String), Error> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low)
        .map_err(|_| Error::new(Kind::Internal, "payments/qr"))?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let width = (x..code.size()).take_while(|&x| code.get_module(x, y)).count();
            let width = i32::try_from(width).unwrap_or(0);
            if width > 0 {
                // Writing into a String cannot fail.
                let _written = write!(path, "M{} {}h{width}v1h-{width}z", x + QUIET, y + QUIET);
            }
            x += width.max(1);
        }
    }
    Ok((code.size() + 2 * QUIET, path))
}
