//! Which of our two languages somebody reads.

use base::Language;

/// The language a browser prefers by its `Accept-Language`; `None` when it names neither of ours.
/// Equal weights keep the order of the header.
pub(crate) fn preferred(accept: &str) -> Option<Language> {
    let mut best: Option<(u16, Language)> = None;
    for item in accept.split(',').take(20) {
        let (tag, weight) = weighted(item);
        let Some(language) = Language::from_tag(tag) else { continue };
        if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// The tag and its weight in thousandths; one that cannot be read counts as refused.
fn weighted(item: &str) -> (&str, u16) {
    let Some((tag, rest)) = item.split_once(';') else { return (item.trim(), 1_000) };
    let weight = rest.trim().strip_prefix("q=").map_or(0, thousandths);
    (tag.trim(), weight)
}

fn thousandths(text: &str) -> u16 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if whole == "1" {
        return 1_000;
    }
    let digits = format!("{decimals:0<3}");
    digits.get(..3).and_then(|d| d.parse().ok()).unwrap_or(0)
}
