//! Letter types (jenis naskah dinas), read from data.

use std::collections::BTreeSet;

use base::{Error, Kind};
use identity::Rank;
use ports::signing::Standing;
use serde::Deserialize;

use super::number::Pattern;

/// The group of a type (Permendagri 1/2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    Arahan,
    Korespondensi,
    Khusus,
    Lainnya,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::Korespondensi, Self::Arahan, Self::Khusus, Self::Lainnya];

    /// The end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arahan => "arahan",
            Self::Korespondensi => "korespondensi",
            Self::Khusus => "khusus",
            Self::Lainnya => "lainnya",
        }
    }
}

/// What a field of the form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// One line.
    Text,
    /// One entry per line.
    Lines,
    /// A day.
    Day,
    /// One person per line: name; NIP; pangkat; position.
    People,
    /// One pair per line: label: value.
    Pairs,
    /// In the markup of letters.
    Markup,
}

/// A field that a type has besides subject, recipients and body.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    pub id: String,
    pub kind: FieldKind,
    pub required: bool,
}

/// What signs letters of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Signature {
    /// A recognised certification authority (PSrE): letters that leave (PP 71/2019 art. 60 (2) a).
    Certified,
    /// The signer's own key in this cell: papers within the house (art. 60 (2) b).
    Internal,
}

impl Signature {
    pub fn standing(self) -> Standing {
        match self {
            Self::Certified => Standing::Certified,
            Self::Internal => Standing::Internal,
        }
    }
}

/// A letter type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterType {
    pub id: String,
    pub group: Group,
    /// Letters with the same word share one series of numbers.
    pub numbering: String,
    pub pattern: String,
    pub signers: Vec<String>,
    pub addressed: bool,
    pub paper: bool,
    pub signature: Signature,
    /// Anybody may see the content of one that is not secret (UU 14/2008 art. 9 and 11).
    #[serde(default)]
    pub public: bool,
    pub template: String,
    /// Field of the template that takes the subject.
    pub subject: String,
    /// Field of the template that takes the body.
    pub body: String,
    pub body_required: bool,
    #[serde(default)]
    pub fields: Vec<FieldSpec>,
}

impl LetterType {
    /// Whether somebody in a position of this rank may sign it.
    pub fn may_be_signed_by(&self, rank: Rank) -> bool {
        self.signers.iter().any(|word| word == rank.as_str())
    }
}

/// All of them, in the order of the file.
#[derive(Debug, Clone)]
pub struct LetterTypes(Vec<LetterType>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "type")]
    types: Vec<LetterType>,
}

impl LetterTypes {
    /// The types of this program.
    ///
    /// # Errors
    /// `documents/letter-types`: the file is part of the program, so this is our own fault.
    pub fn built_in() -> Result<Self, Error> {
        Self::parse(include_str!("../../data/letter-types.toml"))
    }

    /// Reads a file of types and checks that it is whole.
    ///
    /// # Errors
    /// `documents/letter-types`, with what is wrong.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bad =
            |why: String| Error::new(Kind::Internal, "documents/letter-types").with("why", why);
        let file: File = toml::from_str(text).map_err(|e| bad(e.to_string()))?;
        let mut ids = BTreeSet::new();
        for one in &file.types {
            if !ids.insert(&one.id) {
                return Err(bad(format!("{} stands twice", one.id)));
            }
            if typeset::template(&one.template).is_none() {
                return Err(bad(format!("{}: no template {}", one.id, one.template)));
            }
            Pattern::parse(&one.pattern).map_err(|e| bad(format!("{}: {e}", one.id)))?;
            if one.signers.is_empty() || one.signers.iter().any(|s| Rank::parse(s).is_none()) {
                return Err(bad(format!("{}: signers", one.id)));
            }
        }
        Ok(Self(file.types))
    }

    pub fn iter(&self) -> impl Iterator<Item = &LetterType> {
        self.0.iter()
    }

    /// # Errors
    /// `documents/unknown-type`.
    pub fn get(&self, id: &str) -> Result<&LetterType, Error> {
        let found = self.0.iter().find(|one| one.id == id);
        found.ok_or_else(|| Error::new(Kind::NotFound, "documents/unknown-type"))
    }

    /// Each series of numbers once, with its pattern.
    pub fn series(&self) -> Vec<(&str, &str)> {
        let mut series: Vec<(&str, &str)> = Vec::new();
        for one in &self.0 {
            if series.iter().all(|(word, _)| *word != one.numbering) {
                series.push((&one.numbering, &one.pattern));
            }
        }
        series
    }
}
