//! A QR code is drawn as rectangles and read by a decoder.

use base::Kind;
use paper::Paper;

use crate::{document, fonts, read};

/// Pixels per module in the picture given to the decoder, and the white around it.
const SCALE: usize = 6;
const QUIET: usize = 4;

fn decoded(text: &str) -> String {
    let fonts = fonts();
    let mut document = document(&fonts);
    document.page(Paper::A4).qr(20.0, 20.0, 30.0, text).unwrap();
    let modules = read(document).pages()[0].qr();
    let side = (modules.len() + 2 * QUIET) * SCALE;
    let dark = |x: usize, y: usize| {
        let module = |pixel: usize| (pixel / SCALE).checked_sub(QUIET);
        match (module(x), module(y)) {
            (Some(x), Some(y)) => {
                modules.get(y).and_then(|row| row.get(x)).is_some_and(|dark| *dark)
            }
            _ => false,
        }
    };
    let grey = |x, y| if dark(x, y) { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, grey);
    let grids = picture.detect_grids();
    grids[0].decode().unwrap().1
}

#[test]
fn a_short_and_a_signed_address_can_be_scanned() {
    let signed =
        format!("https://pbb.contoh.go.id/v/01JD8Z6Y3QK7M2N4P5R6S7T8V9?s={}", "aB3-_".repeat(17));
    for text in ["64.08.040.003.010-0147.0", signed.as_str()] {
        assert_eq!(decoded(text), text);
    }
}

#[test]
fn a_text_too_long_for_a_code_is_refused() {
    let fonts = fonts();
    let mut document = document(&fonts);
    let fault = document.page(Paper::A4).qr(20.0, 20.0, 30.0, &"a".repeat(3_000)).unwrap_err();
    assert_eq!((fault.kind(), fault.code()), (Kind::TooLarge, "paper/qr-too-long"));
    assert_eq!(fault.params(), [("bytes", "3000".to_owned())]);
}
