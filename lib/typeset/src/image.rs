//! What a picture will ask of the machine, read from its first bytes.

/// Why a picture is refused.
pub(crate) type Why = &'static str;

/// Elements by which a small drawing can grow without end, fetch things, or lose its outlines.
const SVG_REFUSED: [&str; 8] =
    ["<!doctype", "<!entity", "<use", "<image", "<script", "<foreignobject", "<filter", "<pattern"];

/// Width times height of a PNG file (ISO/IEC 15948, 11.2.1).
pub(crate) fn png_pixels(bytes: &[u8]) -> Result<u64, Why> {
    let header = bytes.get(..24).filter(|h| h.starts_with(b"\x89PNG\r\n\x1a\n"));
    let header = header.filter(|h| &h[12..16] == b"IHDR").ok_or("it is not a PNG file")?;
    Ok(u64::from(number(&header[16..20])) * u64::from(number(&header[20..24])))
}

/// Width times height of a JPEG file: from its frame header (ITU-T T.81, B.2.2).
pub(crate) fn jpeg_pixels(bytes: &[u8]) -> Result<u64, Why> {
    if !bytes.starts_with(b"\xff\xd8") {
        return Err("it is not a JPEG file");
    }
    let mut rest = &bytes[2..];
    loop {
        let (marker, length) = match rest {
            [0xff, 0xff, ..] => {
                rest = &rest[1..];
                continue;
            }
            [0xff, marker, high, low, ..] => (*marker, usize::from(*high) << 8 | usize::from(*low)),
            _ => return Err("the JPEG file has no frame"),
        };
        // Start of frame: C0 to CF but C4, C8 and CC, which are tables.
        if (0xc0..=0xcf).contains(&marker) && ![0xc4, 0xc8, 0xcc].contains(&marker) {
            let size = rest.get(5..9).ok_or("the JPEG file is cut off")?;
            return Ok(u64::from(number(&size[..2])) * u64::from(number(&size[2..])));
        }
        rest = rest.get(2 + length..).ok_or("the JPEG file is cut off")?;
    }
}

/// A drawing may consist of paths and shapes; nothing that repeats, loads or is painted as pixels.
pub(crate) fn check_svg(bytes: &[u8]) -> Result<(), Why> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the drawing is not UTF-8")?;
    let text = text.to_ascii_lowercase();
    if !text.contains("<svg") {
        return Err("it is not an SVG drawing");
    }
    // Prefixed names (`<svg:use`) would slip through the list below.
    if text.contains("<svg:") || SVG_REFUSED.iter().any(|element| text.contains(element)) {
        return Err("the drawing uses more than paths and shapes");
    }
    Ok(())
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |n, byte| n << 8 | u32::from(*byte))
}
