//! The number of a tax object (NOP), SE-25/PJ.6/2006.

use std::fmt;

/// `PP.DD.KKK.LLL.BBB-UUUU.J`: province 2, regency 2, district 3, village 3, block 3, sequence 4,
/// kind 1. The codes are those of the tax office (DJP), not those of the ministry of home affairs.
/// There is no check digit, so a look-up that finds nothing offers near matches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nop([u8; 18]);

/// The first ten digits of a NOP: the village (desa or kelurahan) in the tax office's codes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NopVillage([u8; 10]);

/// Why a text is not a NOP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NopError {
    #[error("a NOP has 18 digits, this has {digits}")]
    Length { digits: usize },
    #[error("a NOP has only digits, dots, dashes and spaces")]
    Character,
}

impl Nop {
    /// Reads a NOP with any separators (dot, dash, space, slash) or none.
    pub fn parse(text: &str) -> Result<Self, NopError> {
        Ok(Self(digits(text)?))
    }

    /// The 18 digits without separators: the form in which it is stored.
    pub fn digits(&self) -> &str {
        as_str(&self.0)
    }

    pub fn village(&self) -> NopVillage {
        let mut village = [0; 10];
        village.copy_from_slice(&self.0[..10]);
        NopVillage(village)
    }

    /// Block within the village, three digits.
    pub fn block(&self) -> &str {
        as_str(&self.0[10..13])
    }

    /// Sequence within the block, four digits.
    pub fn sequence(&self) -> &str {
        as_str(&self.0[13..17])
    }

    /// Kind: 0 or 9 come from SISMIOP, 7 or 8 do not (SE-25/PJ.6/2006).
    pub fn kind(&self) -> char {
        char::from(self.0[17])
    }
}

impl NopVillage {
    /// Reads the ten digits of a village, with any separators or none.
    pub fn parse(text: &str) -> Result<Self, NopError> {
        Ok(Self(digits(text)?))
    }

    /// The ten digits without separators.
    pub fn digits(&self) -> &str {
        as_str(&self.0)
    }

    /// The seven digits of the district (kecamatan).
    pub fn district(&self) -> &str {
        as_str(&self.0[..7])
    }
}

fn digits<const N: usize>(text: &str) -> Result<[u8; N], NopError> {
    let mut out = [0; N];
    let mut count = 0;
    for c in text.chars() {
        match c {
            '.' | '-' | '/' | '\u{2013}' => {}
            c if c.is_whitespace() => {}
            c if c.is_ascii_digit() => {
                if let Some(slot) = out.get_mut(count) {
                    *slot = c as u8;
                }
                count += 1;
            }
            _ => return Err(NopError::Character),
        }
    }
    if count == N { Ok(out) } else { Err(NopError::Length { digits: count }) }
}

fn as_str(digits: &[u8]) -> &str {
    // Only ASCII digits are ever stored, so this cannot fail; an empty text would be seen at once.
    std::str::from_utf8(digits).unwrap_or_default()
}

impl fmt::Display for Nop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = self.digits();
        let (village, block) = (self.village(), self.block());
        write!(f, "{village}.{block}-{}.{}", &d[13..17], &d[17..])
    }
}

impl fmt::Display for NopVillage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = self.digits();
        write!(f, "{}.{}.{}.{}", &d[..2], &d[2..4], &d[4..7], &d[7..])
    }
}

/// In `Debug`, and so in the log, a NOP is cut after the village: logs carry no NOP.
impl fmt::Debug for Nop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nop({}.***-****.*)", self.village())
    }
}

impl fmt::Debug for NopVillage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NopVillage({self})")
    }
}
