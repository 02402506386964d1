//! The code by which a person and a registrar see that they speak of the same key.

use std::fmt;

use sha2::{Digest, Sha256};

/// Letters and digits that are not mistaken for each other (Crockford's base 32).
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 16 signs of five bits: 80 bits, too many to make a key for somebody else's code.
const LENGTH: usize = 16;

/// 80 bits of a hash of account and public key, as the person's own screen shows it and the
/// registrar types it: `4F7K-0QZM-19HB-XT3E`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComparisonCode([u8; LENGTH]);

impl ComparisonCode {
    /// The code of a key (SHA-256 of its SubjectPublicKeyInfo) of an account.
    pub fn of(account: &str, public_key: &[u8; 32]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"pelangi comparison code 1\n");
        hash.update(account.as_bytes());
        hash.update(b"\n");
        hash.update(public_key);
        let digest = hash.finalize();
        let mut bits =
            digest.iter().take(LENGTH * 5 / 8).fold(0_u128, |all, b| all << 8 | u128::from(*b));
        let mut signs = [0; LENGTH];
        for sign in signs.iter_mut().rev() {
            *sign = SIGNS[usize::try_from(bits % 32).unwrap_or(0)];
            bits /= 32;
        }
        Self(signs)
    }

    /// Whether somebody typed it: capitals, spaces and hyphens do not matter, and what looks alike
    /// counts as the same (O and 0, I, L and 1).
    pub fn is_typed(&self, text: &str) -> bool {
        let signs = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let folded: String = signs.map(|c| alike(c.to_ascii_uppercase())).collect();
        folded.as_bytes() == self.0
    }
}

fn alike(sign: char) -> char {
    match sign {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

impl fmt::Display for ComparisonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, sign) in self.0.iter().enumerate() {
            let gap = if i > 0 && i % 4 == 0 { "-" } else { "" };
            write!(f, "{gap}{}", char::from(*sign))?;
        }
        Ok(())
    }
}
