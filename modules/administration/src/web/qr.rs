//! A QR code as SVG: one rectangle per run of dark modules. Attributes only, because the pages
//! forbid inline styles; black on white in either theme, because phones want it so.

use std::fmt::Write as _;

use base::{Error, Kind};
use qrcodegen::{QrCode, QrCodeEcc};
use web::Markup;

/// Light modules around the code (ISO/IEC 18004).
const QUIET: i32 = 4;
/// Side on the page, in pixels.
const SIDE: u32 = 232;

/// The drawing. `label` is what a screen reader says.
///
/// # Errors
/// `administration/qr` when the text is too long for a code.
pub(super) fn drawing(text: &str, label: &str) -> Result<Markup, Error> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)
        .map_err(|_| Error::new(Kind::Internal, "administration/qr"))?;
    let side = code.size() + 2 * QUIET;
    let label = label.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let mut svg = format!(
        "<svg width=\"{SIDE}\" height=\"{SIDE}\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>"
    );
    for y in 0..code.size() {
        for (x, width) in runs(&code, y) {
            let (x, y) = (x + QUIET, y + QUIET);
            // Writing into a String cannot fail.
            let _written =
                write!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"1\"/>");
        }
    }
    svg.push_str("</svg>");
    Ok(Markup::trusted(svg))
}

/// Start and width of the dark runs of a row.
fn runs(code: &QrCode, y: i32) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
        match runs.last_mut() {
            Some((start, width)) if *start + *width == x => *width += 1,
            _ => runs.push((x, 1)),
        }
    }
    runs
}
