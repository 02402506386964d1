//! What the papers have in common.

use base::{Date, Language, Rupiah, format};
use paper::{Ink, Page, Style};

use super::sheet::Signatory;

/// White at the sides of an upright sheet, in millimetres.
pub(super) const MARGIN: f32 = 18.0;

/// What a demo cell says on every sheet, so that nobody takes one for a demand.
const DEMO: &str = "Nama, angka, dan aturan rekaan. Bukan tagihan.";

/// The ribbon, and in a demo cell the notice of it. Gives the first baseline below.
pub(super) fn official_top(page: &mut Page<'_, '_>, demo: bool, margin: f32) -> f32 {
    page.ribbon();
    if !demo {
        return 16.0;
    }
    let width = page.paper().width;
    page.area(0.0, 2.1, width, 7.0, Ink::WARN_SOFT);
    let end = page.text(margin, 6.8, Style::bold(8.0).ink(Ink::WARN), "Data contoh. ");
    page.text(end, 6.8, Style::regular(8.0).ink(Ink::WARN), DEMO);
    19.5
}

/// A mark beside the amount of a demo cell's notice: whoever cuts off the top still sees it.
pub(super) fn demo_tag(page: &mut Page<'_, '_>, x: f32, y: f32) {
    let style = Style::bold(7.0).ink(Ink::WARN);
    let width = page.width_of(style, "Data contoh") + 5.0;
    page.rounded(x, y - 3.3, width, 4.6, 2.3, Ink::WARN_SOFT);
    page.text(x + 2.5, y - 0.1, style, "Data contoh");
}

/// The height of some lines under each other, in millimetres.
pub(super) fn stack(lines: usize, style: Style) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * style.leading()
}

/// An amount with its unit: `Rp209.360`.
pub(super) fn rupiah(amount: Rupiah) -> String {
    amount.to_string()
}

/// The same text with a capital at its head.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Room for the hand, between the office and the name.
const HAND: f32 = 12.0;

/// Where that room is empty, below a signature that begins at `y`: its top and its height.
pub(super) fn signature_room(page: &Page<'_, '_>, y: f32, width: f32, title: &str) -> (f32, f32) {
    let text = Style::regular(9.0);
    let lines = page.lines(text, width, title).len();
    // Letters reach below the last line of the office and above the line of the name.
    let (below, above) = (1.4, 3.8);
    (y + stack(lines, text) + below, HAND + text.leading() - below - above)
}

/// Place, date, office, room for the hand, name and number. Gives the place after it.
pub(super) fn signature(
    page: &mut Page<'_, '_>,
    x: f32,
    y: f32,
    width: f32,
    place_and_date: (&str, Date),
    signatory: &Signatory,
) -> f32 {
    let text = Style::regular(9.0);
    let (place, date) = place_and_date;
    page.text(x, y, text, &format!("{place}, {}", format::date(date, Language::Id)));
    let y = page.paragraph(x, y + text.leading(), width, text, &signatory.title) + HAND;
    let y = page.paragraph(x, y, width, Style::bold(9.0), &signatory.name);
    match &signatory.nip {
        Some(nip) => {
            page.text(x, y, Style::regular(8.0).ink(Ink::QUIET), &format!("NIP {nip}"));
            y + text.leading()
        }
        None => y,
    }
}
