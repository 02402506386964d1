//! What a letter says: the fields of one version.

use std::collections::BTreeMap;

use base::{Date, Error, Id, Kind};
use identity::Position;
use serde::{Deserialize, Serialize};

use super::chain::Manner;
use super::file::{FileRef, MOST};
use super::kind::{FieldKind, LetterType};
use super::party::{Party, Scope};

/// Characters of a subject, a field, a body.
const LONGEST_SUBJECT: usize = 300;
const LONGEST_FIELD: usize = 20_000;
const LONGEST_BODY: usize = 60_000;
/// Recipients or tembusan of one letter.
const MOST_PARTIES: usize = 500;
/// Reviewers of one letter.
pub const MOST_REVIEWERS: usize = 12;

/// How secret a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secrecy {
    Biasa,
    Terbatas,
    Rahasia,
    SangatRahasia,
}

impl Secrecy {
    pub const ALL: [Self; 4] = [Self::Biasa, Self::Terbatas, Self::Rahasia, Self::SangatRahasia];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Biasa => "biasa",
            Self::Terbatas => "terbatas",
            Self::Rahasia => "rahasia",
            Self::SangatRahasia => "sangat-rahasia",
        }
    }

    /// As it stands in a number.
    pub fn letters(self) -> &'static str {
        match self {
            Self::Biasa => "B",
            Self::Terbatas => "T",
            Self::Rahasia => "R",
            Self::SangatRahasia => "SR",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Only those who take part see the letter.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Rahasia | Self::SangatRahasia)
    }
}

/// How soon a letter has to arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    Biasa,
    Segera,
    SangatSegera,
}

impl Urgency {
    pub const ALL: [Self; 3] = [Self::Biasa, Self::Segera, Self::SangatSegera];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Biasa => "biasa",
            Self::Segera => "segera",
            Self::SangatSegera => "sangat-segera",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// The body: typed here, or a PDF made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// In the markup of letters.
    Typed(String),
    Uploaded(FileRef),
}

impl Default for Body {
    fn default() -> Self {
        Self::Typed(String::new())
    }
}

impl Body {
    /// The markup; empty for an uploaded PDF.
    pub fn typed(&self) -> &str {
        match self {
            Self::Typed(text) => text,
            Self::Uploaded(_) => "",
        }
    }

    pub fn uploaded(&self) -> Option<&FileRef> {
        match self {
            Self::Typed(_) => None,
            Self::Uploaded(file) => Some(file),
        }
    }
}

/// Somebody who has to paraf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    pub position: String,
    /// As it is called when it was chosen.
    pub title: String,
    pub manner: Manner,
}

/// The position in whose name another signs: `a.n. Bupati`, and when that one hands it on once more,
/// `u.b.`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// Title after `a.n.`.
    pub an: String,
    /// Title before `u.b.`; empty when the signer is the one that `a.n.` allows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ub: String,
}

/// One version of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub subject: String,
    pub classification: String,
    pub secrecy: Secrecy,
    pub urgency: Urgency,
    /// Fields of the type, by their id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    #[serde(default)]
    pub body: Body,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Party>,
    /// Tembusan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<Party>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<FileRef>,
    /// Who has to paraf, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewers: Vec<Reviewer>,
    /// Id of the position that signs.
    pub signer: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<OnBehalf>,
}

impl Content {
    /// The position that signs.
    ///
    /// # Errors
    /// `documents/signer` when the stored id is none.
    pub fn signer_id(&self) -> Result<Id<Position>, Error> {
        Id::parse(&self.signer).ok_or_else(|| refused("documents/signer", "penanda-tangan"))
    }

    /// What is stored, and what is hashed.
    ///
    /// # Errors
    /// `documents/content`: our own fault.
    pub fn to_json(&self) -> Result<String, Error> {
        let bad = |e| Error::new(Kind::Internal, "documents/content").caused_by(e);
        serde_json::to_string(self).map_err(bad)
    }

    /// # Errors
    /// `documents/content`: what is stored is damaged.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let bad = |e| Error::new(Kind::DataLoss, "documents/content").caused_by(e);
        serde_json::from_str(text).map_err(bad)
    }

    /// Whether it can be kept as a draft: nothing is too long, what is there is readable.
    ///
    /// # Errors
    /// The first thing that is wrong, with its field.
    pub fn check_draft(&self, kind: &LetterType) -> Result<(), Error> {
        length("hal", &self.subject, LONGEST_SUBJECT)?;
        if self.subject.trim().is_empty() {
            return Err(refused("documents/subject", "hal"));
        }
        length("isi-naskah", self.body.typed(), LONGEST_BODY)?;
        for (id, text) in &self.fields {
            length(&field_name(id), text, LONGEST_FIELD)?;
        }
        for spec in kind.fields.iter().filter(|spec| spec.kind == FieldKind::Day) {
            let text = self.fields.get(&spec.id).map_or("", String::as_str);
            if !text.is_empty() && text.parse::<Date>().is_err() {
                return Err(refused("documents/day", &field_name(&spec.id)));
            }
        }
        if self.to.len().max(self.cc.len()) > MOST_PARTIES {
            return Err(refused("documents/too-many-parties", "kepada").with("most", MOST_PARTIES));
        }
        if self.attachments.len() > MOST {
            return Err(refused("documents/too-many-files", "lampiran").with("most", MOST));
        }
        if self.reviewers.len() > MOST_REVIEWERS {
            let error = refused("documents/too-many-reviewers", "pemaraf-1");
            return Err(error.with("most", MOST_REVIEWERS));
        }
        Ok(())
    }

    /// Whether it can go up: everything the type needs is there.
    ///
    /// # Errors
    /// The first thing that is missing, with its field.
    pub fn check_complete(&self, kind: &LetterType) -> Result<(), Error> {
        self.check_draft(kind)?;
        if self.classification.is_empty() {
            return Err(refused("documents/classification", "klasifikasi"));
        }
        if kind.addressed && self.to.is_empty() {
            return Err(refused("documents/no-recipient", "kepada"));
        }
        if self.body.uploaded().is_some() {
            return Ok(());
        }
        let missing = |spec: &&super::kind::FieldSpec| {
            spec.required && self.fields.get(&spec.id).is_none_or(|text| text.trim().is_empty())
        };
        if let Some(spec) = kind.fields.iter().find(missing) {
            return Err(refused("documents/field-missing", &field_name(&spec.id)));
        }
        let says_nothing = self.body.typed().trim().is_empty();
        match says_nothing && kind.body_required {
            true => Err(refused("documents/no-body", "isi-naskah")),
            false => Ok(()),
        }
    }

    /// Everything by which the letter is found.
    pub fn searchable(&self) -> String {
        let parties = self.to.iter().chain(&self.cc).map(|party| party.name.as_str());
        let mut text = format!("{} {}", self.subject, self.classification);
        for name in parties {
            text.push(' ');
            text.push_str(name);
        }
        text
    }

    /// Recipients or tembusan that are offices of this government.
    pub fn internal_of(parties: &[Party]) -> impl Iterator<Item = &Party> {
        parties.iter().filter(|party| party.scope == Scope::Internal)
    }
}

/// How the form calls a field of a type.
pub fn field_name(id: &str) -> String {
    format!("isian-{id}")
}

fn length(field: &str, text: &str, most: usize) -> Result<(), Error> {
    match text.chars().count() > most || text.contains('\0') {
        true => Err(refused("documents/too-long", field).with("most", most)),
        false => Ok(()),
    }
}

/// `field` names the field of the form that the sentence belongs to.
pub(crate) fn refused(code: &'static str, field: &str) -> Error {
    Error::new(Kind::Invalid, code).with("field", field)
}
