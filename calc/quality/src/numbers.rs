//! Numbers as people write them (K05): `1.234,5`, `1,234.5`, `20 114`, and `1.234`, which may be either.

use base::Decimal;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// One number, and which convention it shows, if any.
    Plain(Decimal, Option<Convention>),
    /// One separator before three digits: a thousand and more by one convention, a decimal by the other.
    Either { dots_group: Decimal, commas_group: Decimal },
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Convention {
    /// `1.234,5`: Indonesian.
    DotsGroup,
    /// `1,234.5`: English.
    CommasGroup,
}

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number")]
pub struct NotANumber;

/// Reads one text.
///
/// # Errors
/// Letters, units, groups that are not of three digits, more digits than can be kept.
pub fn read(text: &str) -> Result<Written, NotANumber> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text),
    };
    let digits = without_blanks(digits)?;
    let dots = digits.matches('.').count();
    let commas = digits.matches(',').count();
    let of = |whole: &str, decimals: &str| number(sign, whole, decimals);
    match (dots, commas) {
        (0, 0) => Ok(Written::Plain(of(&digits, "")?, None)),
        (1, 0) => single(&digits, '.', of),
        (0, 1) => single(&digits, ',', of),
        (_, 0) => Ok(Written::Plain(of(&grouped(&digits, '.')?, "")?, Some(Convention::DotsGroup))),
        (0, _) => {
            Ok(Written::Plain(of(&grouped(&digits, ',')?, "")?, Some(Convention::CommasGroup)))
        }
        (_, 1) if digits.rfind('.') < digits.rfind(',') => {
            mixed(&digits, ('.', ','), Convention::DotsGroup, of)
        }
        (1, _) if digits.rfind(',') < digits.rfind('.') => {
            mixed(&digits, (',', '.'), Convention::CommasGroup, of)
        }
        _ => Err(NotANumber),
    }
}

impl Written {
    /// The number, when the convention decides it or nothing is to be decided.
    pub fn by(self, convention: Option<Convention>) -> Option<Decimal> {
        match (self, convention) {
            (Self::Plain(value, _), _) => Some(value),
            (Self::Either { dots_group, .. }, Some(Convention::DotsGroup)) => Some(dots_group),
            (Self::Either { commas_group, .. }, Some(Convention::CommasGroup)) => {
                Some(commas_group)
            }
            (Self::Either { .. }, None) => None,
        }
    }
}

/// The convention that the other numbers of a column show; `None` when none does, or when both are
/// shown.
pub fn convention(column: impl IntoIterator<Item = Written>) -> Option<Convention> {
    let mut shown = None;
    for it in column {
        if let Written::Plain(_, Some(one)) = it {
            if shown.is_some_and(|other| other != one) {
                return None;
            }
            shown = Some(one);
        }
    }
    shown
}

/// One separator, once.
fn single(
    digits: &str,
    separator: char,
    of: impl Fn(&str, &str) -> Result<Decimal, NotANumber>,
) -> Result<Written, NotANumber> {
    let (whole, rest) = digits.split_once(separator).ok_or(NotANumber)?;
    let as_decimal = of(whole, rest)?;
    let decimal_by = match separator {
        '.' => Convention::CommasGroup,
        _ => Convention::DotsGroup,
    };
    // 0.735 is no group, and 12.5 has no three digits behind it.
    let may_group = rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if rest.is_empty() || !may_group {
        return if rest.is_empty() {
            Err(NotANumber)
        } else {
            Ok(Written::Plain(as_decimal, Some(decimal_by)))
        };
    }
    let as_thousands = of(&format!("{whole}{rest}"), "")?;
    Ok(match separator {
        '.' => Written::Either { dots_group: as_thousands, commas_group: as_decimal },
        _ => Written::Either { dots_group: as_decimal, commas_group: as_thousands },
    })
}

/// Groups and decimals.
fn mixed(
    digits: &str,
    (group, decimal): (char, char),
    convention: Convention,
    of: impl Fn(&str, &str) -> Result<Decimal, NotANumber>,
) -> Result<Written, NotANumber> {
    let (whole, decimals) = digits.rsplit_once(decimal).ok_or(NotANumber)?;
    if decimals.is_empty() {
        return Err(NotANumber);
    }
    Ok(Written::Plain(of(&grouped(whole, group)?, decimals)?, Some(convention)))
}

/// The digits of groups of three, of which the first may be shorter.
fn grouped(digits: &str, separator: char) -> Result<String, NotANumber> {
    let mut groups = digits.split(separator);
    let first = groups.next().unwrap_or_default();
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if fits { Ok(digits.replace(separator, "")) } else { Err(NotANumber) }
}

/// Blanks between digits group them too: ordinary, no-break, thin.
fn without_blanks(digits: &str) -> Result<String, NotANumber> {
    let is_blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    if !digits.contains(is_blank) {
        return Ok(digits.to_owned());
    }
    let same = digits.replace(is_blank, " ");
    let (whole, rest) = match same.find(['.', ',']) {
        Some(at) => same.split_at(at),
        None => (same.as_str(), ""),
    };
    if rest.contains(' ') {
        return Err(NotANumber);
    }
    Ok(format!("{}{rest}", grouped(whole, ' ')?))
}

fn number(sign: &str, whole: &str, decimals: &str) -> Result<Decimal, NotANumber> {
    let point = if decimals.is_empty() { "" } else { "." };
    Decimal::parse(&format!("{sign}{whole}{point}{decimals}")).map_err(|_| NotANumber)
}
