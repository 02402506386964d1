//! The payment code (kode bayar, id billing): a short number for one or several bills.
//!
//! Fourteen digits, the fewest that every bank known to us takes as a customer number. The last is
//! a check digit (Luhn, ISO/IEC 7812-1), so that a mistyped code is told from an unknown one.

use std::fmt;

use base::Random;

const DIGITS: usize = 14;

/// A payment code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

/// Why a text is no payment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("a payment code has {DIGITS} digits")]
    NotDigits,
    #[error("the last digit does not fit the others; one of them is mistyped")]
    WrongCheckDigit,
}

impl Code {
    /// A fresh code. The first digit is never 0: some tills drop it.
    pub fn fresh(random: &dyn Random) -> Self {
        let mut bytes = [0_u8; 8];
        random.fill(&mut bytes);
        let lowest = 10_u64.pow(12);
        let number = lowest + u64::from_be_bytes(bytes) % (9 * lowest);
        let body = number.to_string();
        let check = check_digit(&body);
        Self(format!("{body}{check}"))
    }

    /// Reads a code; spaces and dashes between the digits do not matter.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.')).collect();
        if digits.len() != DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CodeError::NotDigits);
        }
        let (body, check) = digits.split_at(DIGITS - 1);
        match check == check_digit(body).to_string() {
            true => Ok(Self(digits)),
            false => Err(CodeError::WrongCheckDigit),
        }
    }

    /// Only the digits.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// In groups as people read it: `1234 5678 9012 34`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// Luhn: every second digit from the right counts twice.
fn check_digit(body: &str) -> u32 {
    let sum: u32 = body
        .bytes()
        .rev()
        .map(|b| u32::from(b.saturating_sub(b'0')))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { doubled(digit) } else { digit })
        .sum();
    (10 - sum % 10) % 10
}

fn doubled(digit: u32) -> u32 {
    let twice = digit * 2;
    if twice > 9 { twice - 9 } else { twice }
}
