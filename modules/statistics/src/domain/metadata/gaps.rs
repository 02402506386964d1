//! What is missing in the forms (check K14), and whether a text can stand in a field.

use base::{Date, Error, Kind, Result};

use super::fields::{Field, FieldKind, Needed};
use super::{BETWEEN, Metadata, Section};
use crate::domain::dataset::Dataset;

/// Characters of a line and of a text, at most.
const MOST_OF_A_LINE: usize = 300;
const MOST_OF_A_TEXT: usize = 4_000;

/// A field that must be filled in before a release, and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub section: Section,
    pub wire: &'static str,
}

/// All gaps, in the order of the forms.
pub fn gaps(dataset: &Dataset, it: &Metadata) -> Vec<Gap> {
    let of = |section: Section| {
        let open = |field: &&Field| {
            is_needed(it, &section, field) && it.value(&section, field.wire).is_empty()
        };
        let open: Vec<&Field> = section.fields().iter().filter(open).collect();
        open.into_iter().map(move |field| Gap { section: section.clone(), wire: field.wire })
    };
    Section::all(dataset).into_iter().flat_map(of).collect()
}

/// Whether a field must be filled in, as far as the others are.
pub fn is_needed(it: &Metadata, section: &Section, field: &Field) -> bool {
    match field.needed {
        Needed::Always => true,
        Needed::Never => false,
        Needed::When(other, is) => is.contains(&said(it, section, other)),
    }
}

/// Whether a field concerns this activity at all: those of surveys do not concern a compilation.
pub fn is_asked(it: &Metadata, section: &Section, field: &Field) -> bool {
    match field.needed {
        Needed::Always | Needed::Never => true,
        // A field of the same form may be answered in the same breath.
        Needed::When(other, is) => {
            section.fields().iter().any(|it| it.wire == other)
                || is.contains(&said(it, section, other))
        }
    }
}

/// What stands in another field: of the same form, otherwise of MS-Keg.
fn said<'m>(it: &'m Metadata, section: &Section, wire: &str) -> &'m str {
    let own = it.value(section, wire);
    let activity = || it.activity.get(wire).map_or("", String::as_str);
    if own.is_empty() { activity() } else { own }
}

impl Field {
    /// Checks that a text can stand here; an empty one always can.
    ///
    /// # Errors
    /// `statistics/metadata-long`, `statistics/metadata-number`, `statistics/day`,
    /// `statistics/metadata-choice`.
    pub fn check(&self, text: &str) -> Result<()> {
        let wrong = |code: &'static str| Err(Error::new(Kind::Invalid, code));
        let most = if self.kind == FieldKind::Text { MOST_OF_A_TEXT } else { MOST_OF_A_LINE };
        if text.chars().count() > most {
            let error = Error::new(Kind::Invalid, "statistics/metadata-long");
            return Err(error.with("most", most));
        }
        match self.kind {
            _ if text.is_empty() => Ok(()),
            FieldKind::Number if text.parse::<u32>().is_err() => {
                wrong("statistics/metadata-number")
            }
            FieldKind::Day if text.parse::<Date>().is_err() => wrong("statistics/day"),
            FieldKind::Choice(all) if !all.contains(&text) => wrong("statistics/metadata-choice"),
            FieldKind::Several(all) if !text.split(BETWEEN).all(|it| all.contains(&it)) => {
                wrong("statistics/metadata-choice")
            }
            _ => Ok(()),
        }
    }
}
