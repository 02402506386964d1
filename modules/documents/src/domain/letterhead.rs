//! What stands at the head of an office's letters.

use base::Error;

use super::content::refused;

/// The letterhead of a perangkat daerah, and how it is called in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// Code of the perangkat daerah.
    pub agency: String,
    /// Street, telephone, page: one per line.
    pub address: String,
    /// Where its letters are dated: `Sangatta`.
    pub place: String,
    /// The office in numbers: `DISKOMINFO`.
    pub unit: String,
}

impl Letterhead {
    /// What stands there before anybody wrote it down.
    pub fn unwritten(agency: &str) -> Self {
        let (agency, unit) = (agency.to_owned(), agency.to_uppercase());
        Self { agency, address: String::new(), place: String::new(), unit }
    }

    /// # Errors
    /// `documents/letterhead` with the field that cannot be used.
    pub fn check(&self) -> Result<(), Error> {
        let bad = |field| Err(refused("documents/letterhead", field));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        if self.address.lines().count() > 4 || self.address.chars().count() > 400 {
            return bad("alamat-kop");
        }
        if self.place.is_empty() || self.place.chars().count() > 60 {
            return bad("tempat-naskah");
        }
        match (1..=24).contains(&self.unit.len()) && self.unit.chars().all(plain) {
            true => Ok(()),
            false => bad("unit"),
        }
    }
}
