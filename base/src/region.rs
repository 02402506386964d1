//! Codes of regions by the ministry of home affairs (Kemendagri).

use std::fmt;

/// A code such as `64`, `64.08`, `64.08.04` or `64.08.04.2001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(String);

/// What a code names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionLevel {
    Province,
    Regency,
    /// Kecamatan.
    District,
    /// Desa or kelurahan.
    Village,
}

/// Why a text is not a region code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a region code has 2, 4, 6 or 10 digits in groups, for example 64.08 or 64.08.04.2001")]
pub struct RegionCodeError;

impl RegionCode {
    /// Reads a code with dots.
    pub fn parse(text: &str) -> Result<Self, RegionCodeError> {
        let lengths: Vec<usize> = text.split('.').map(str::len).collect();
        let shaped = [&[2][..], &[2, 2], &[2, 2, 2], &[2, 2, 2, 4]].contains(&lengths.as_slice());
        let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if shaped && digits { Ok(Self(text.to_owned())) } else { Err(RegionCodeError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn level(&self) -> RegionLevel {
        match self.0.len() {
            2 => RegionLevel::Province,
            5 => RegionLevel::Regency,
            8 => RegionLevel::District,
            _ => RegionLevel::Village,
        }
    }

    /// The region it lies in; `None` for a province.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(parent, _)| Self(parent.to_owned()))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
