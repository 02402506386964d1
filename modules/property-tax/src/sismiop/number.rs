//! Numbers as Oracle, SQL Developer and Excel write them.
//!
//! `1234567`, `1234567.50`, `1234567,5`, `.5` (Oracle), `1.234.567,50` (Indonesian Excel) and
//! `1,234,567.50` (English Excel). Exponents are refused: Excel has lost digits by then. One
//! separator followed by exactly three digits could be either; a whole amount of rupiah has no
//! third decimal, so there it groups, elsewhere it is [`Reason::AmbiguousNumber`].

use base::Fraction;

use super::Reason;

/// No amount in a regency's register reaches a thousand trillion rupiah; a larger one is damage,
/// and the limit keeps every total far from overflow.
const LARGEST: i64 = 1_000_000_000_000_000;
const MOST_DECIMALS: usize = 6;

/// A whole number, not negative: rupiah, counts. Decimals are allowed when they are zero.
pub fn whole(text: &[u8]) -> Result<i64, Reason> {
    if let Some(value) = plain(text) {
        return within(value);
    }
    let parts = split(text, true)?;
    if !parts.decimals.iter().all(|&b| b == b'0') {
        return Err(Reason::NotWhole);
    }
    within(parts.whole)
}

/// An exact number, not negative: areas, land values, system values.
pub fn exact(text: &[u8]) -> Result<Fraction, Reason> {
    if let Some(value) = plain(text) {
        return within(value).map(|v| Fraction::whole(i128::from(v)));
    }
    let parts = split(text, false)?;
    let (mut value, mut scale) = (i128::from(within(parts.whole)?), 1);
    for digit in parts.decimals {
        value = value * 10 + i128::from(digit - b'0');
        scale *= 10;
    }
    Fraction::new(value, scale).map_err(|_| Reason::TooLarge)
}

fn within(value: i64) -> Result<i64, Reason> {
    if value > LARGEST { Err(Reason::TooLarge) } else { Ok(value) }
}

/// The usual case, nothing but a few digits.
fn plain(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    text.iter()
        .try_fold(0, |value: i64, b| b.is_ascii_digit().then(|| value * 10 + i64::from(b - b'0')))
}

struct Parts<'a> {
    whole: i64,
    decimals: &'a [u8],
}

fn split(text: &[u8], groups_of_three: bool) -> Result<Parts<'_>, Reason> {
    let (negative, text) = match text.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if !text.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
        return Err(Reason::Number);
    }
    let (grouped, decimals) = at_decimal(text, groups_of_three)?;
    let whole = ungrouped(grouped)?;
    let zero = decimals.iter().all(|&b| b == b'0');
    if negative && !(whole == 0 && zero) {
        return Err(Reason::Negative);
    }
    if decimals.len() > MOST_DECIMALS {
        return Err(Reason::Number);
    }
    Ok(Parts { whole, decimals })
}

/// Cuts at the decimal separator, if there is one: the last separator when both kinds occur, the
/// only one when it occurs once.
fn at_decimal(text: &[u8], groups_of_three: bool) -> Result<(&[u8], &[u8]), Reason> {
    let Some(last) = text.iter().rposition(|b| !b.is_ascii_digit()) else {
        return Ok((text, &[]));
    };
    let (before, after) = (&text[..last], &text[last + 1..]);
    let same = before.contains(&text[last]);
    let other = before.iter().any(|b| !b.is_ascii_digit() && *b != text[last]);
    match (same, other) {
        (true, true) => Err(Reason::Number),
        (true, false) => Ok((text, &[])),
        (false, true) if !after.is_empty() => Ok((before, after)),
        (false, false) if !after.is_empty() => match could_group(before, after) {
            true if groups_of_three => Ok((text, &[])),
            true => Err(Reason::AmbiguousNumber),
            false => Ok((before, after)),
        },
        _ => Err(Reason::Number),
    }
}

fn could_group(before: &[u8], after: &[u8]) -> bool {
    after.len() == 3 && (1..=3).contains(&before.len()) && before[0] != b'0'
}

/// The value of digits that may be grouped in threes by one kind of separator.
fn ungrouped(text: &[u8]) -> Result<i64, Reason> {
    let mut groups = text.split(|b| !b.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_vec();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return Err(Reason::Number);
        }
        grouped = true;
        digits.extend_from_slice(group);
    }
    if grouped && !(1..=3).contains(&first.len()) {
        return Err(Reason::Number);
    }
    // Oracle writes one half as `.5`.
    if digits.is_empty() {
        return Ok(0);
    }
    plain(&digits).ok_or(Reason::TooLarge)
}
