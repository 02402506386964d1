//! A taxpayer (subjek pajak).

use base::Nik;

use super::object::{address_line, readable};

/// A taxpayer as the registry writes it. The id is dirty by nature: a NIK, a NOP or an invention.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    pub id: String,
    pub name: String,
    pub street: String,
    pub block: String,
    pub rt: String,
    pub rw: String,
    pub village_name: String,
    pub city: String,
    pub postal_code: String,
    pub phone: String,
    pub npwp: String,
    /// Code of PEKERJAAN: 1 civil servant, 2 military, 3 retired, 4 company, 5 other.
    pub occupation: String,
}

impl Subject {
    /// The owner's NIK, where the id really is a valid one.
    pub fn nik(&self) -> Option<Nik> {
        Nik::parse(&self.id).ok()
    }

    /// The address on one line.
    pub fn address(&self) -> String {
        let street = address_line([&self.street, &self.block], &self.rt, &self.rw);
        let parts = [street.as_str(), self.village_name.trim(), self.city.trim()];
        let filled: Vec<String> =
            parts.into_iter().filter(|p| !p.is_empty()).map(readable).collect();
        filled.join(", ")
    }
}

/// The words of a name as the search knows them: lowercase letters and digits, at least two.
pub fn search_words(name: &str) -> Vec<String> {
    let folded = name.to_lowercase();
    let mut words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 2)
        .map(str::to_owned)
        .collect();
    words.sort();
    words.dedup();
    words
}
