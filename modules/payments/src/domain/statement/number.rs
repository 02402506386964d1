//! Amounts as banks write them.

use base::Rupiah;

use super::Decimal;

/// Reads an amount: `127500`, `127.500,00`, `127,500.00`, `-127500`, `(127500)`. Cents other than
/// nothing are no tax.
pub fn amount(text: &str, decimal: Decimal) -> Option<Rupiah> {
    let text = text.trim().trim_start_matches("Rp").trim();
    let (negative, digits) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => text.strip_prefix('-').map_or((false, text), |rest| (true, rest)),
    };
    let value = whole(digits, decimal)?;
    Some(Rupiah(if negative { -value } else { value }))
}

fn whole(text: &str, decimal: Decimal) -> Option<i64> {
    let (point, thousands) = match decimal {
        Decimal::None => return plain(text),
        Decimal::Comma => (',', '.'),
        Decimal::Point => ('.', ','),
    };
    let (rupiah, cents) = text.split_once(point).unwrap_or((text, "00"));
    if cents.is_empty() || cents.len() > 2 || cents.bytes().any(|b| b != b'0') {
        return None;
    }
    let groups: Vec<&str> = rupiah.split(thousands).collect();
    match groups.as_slice() {
        [one] => plain(one),
        [first, rest @ ..] => {
            let grouped = (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3);
            if grouped { plain(&groups.concat()) } else { None }
        }
        [] => None,
    }
}

fn plain(digits: &str) -> Option<i64> {
    let all = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if all { digits.parse().ok() } else { None }
}
