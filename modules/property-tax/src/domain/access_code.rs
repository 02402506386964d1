//! The access code that a notice carries: proof that one holds the paper.

use std::fmt;

use base::Nop;
use cell::Keys;

/// Letters and digits that are not mistaken for each other in print or on the telephone
/// (Crockford's base 32: no I, L, O, U).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 8;

/// Eight characters derived from the cell's secret: 40 bits, never stored. With ten tries an hour
/// and a lock, guessing one takes longer than the notice lives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessCode([u8; LENGTH]);

impl AccessCode {
    /// The code printed on the notice of a NOP and tax year.
    pub fn of(keys: &Keys, nop: Nop, tax_year: i64) -> Self {
        let mac =
            keys.mac("property-tax/access-code", format!("{}/{tax_year}", nop.digits()).as_bytes());
        let mut code = [0; LENGTH];
        for (slot, byte) in code.iter_mut().zip(mac) {
            *slot = ALPHABET[usize::from(byte & 31)];
        }
        Self(code)
    }

    /// Reads what a person typed: any case, spaces and dashes, O for 0, I or L for 1.
    pub fn parse(text: &str) -> Option<Self> {
        let mut code = [0; LENGTH];
        let mut count = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            let byte = u8::try_from(c).ok().filter(|b| ALPHABET.contains(b))?;
            *code.get_mut(count)? = byte;
            count += 1;
        }
        (count == LENGTH).then_some(Self(code))
    }
}

/// `7K3Q-9WZM`.
impl fmt::Display for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            if i == 4 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*byte))?;
        }
        Ok(())
    }
}

/// Logs carry no access code.
impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode(****-****)")
    }
}
