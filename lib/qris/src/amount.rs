//! The amount of a code.

use base::Rupiah;

use crate::QrisError;

/// The most characters the amount may have (EMVCo, data object 54).
const LONGEST: usize = 13;

/// Reads `127500`, `127500.` or `127500.00`. EMVCo allows decimals; a tax is whole rupiah.
pub(crate) fn parse(text: &str, at: usize) -> Result<Rupiah, QrisError> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if text.len() > LONGEST || whole.is_empty() || !digits(whole) || !digits(decimals) {
        return Err(QrisError::Amount { at });
    }
    if decimals.bytes().any(|b| b != b'0') {
        return Err(QrisError::Fraction { at });
    }
    match whole.parse::<i64>() {
        // EMVCo: an amount, where there is one, differs from zero.
        Ok(rupiah) if rupiah > 0 => Ok(Rupiah(rupiah)),
        _ => Err(QrisError::Amount { at }),
    }
}
