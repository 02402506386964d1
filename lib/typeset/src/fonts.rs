//! The typefaces of letters, all under the SIL Open Font Licence or freer.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

/// Noto Sans for letters; Libertinus Serif for decrees; New Computer Modern for mathematics and
/// DejaVu Sans Mono for code, which the compiler's own defaults name.
pub(crate) fn load() -> (FontBook, Vec<Font>) {
    let noto = [
        notosans::REGULAR_TTF,
        notosans::ITALIC_TTF,
        notosans::BOLD_TTF,
        notosans::BOLD_ITALIC_TTF,
    ];
    let all = noto.into_iter().chain(typst_assets::fonts());
    let fonts: Vec<Font> = all.flat_map(|data| Font::iter(Bytes::new(data))).collect();
    (FontBook::from_fonts(&fonts), fonts)
}
