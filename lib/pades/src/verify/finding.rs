//! What the verifier found, and where.

use std::ops::Range;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::rule::{Rule, Rules, Weight};
use crate::Ref;

/// One rule that does not hold, with the place as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    /// The entry, the object's use or the reason, in words of the PDF standard.
    pub what: Option<String>,
    pub object: Option<Ref>,
    /// Counted from 1, as people count pages.
    pub page: Option<usize>,
    /// The full name of a field.
    pub field: Option<String>,
    /// Bytes of the file.
    pub bytes: Option<Range<usize>>,
    /// The revision in which it happened, counted from 0.
    pub revision: Option<usize>,
}

impl Finding {
    pub const fn new(rule: Rule) -> Self {
        Self {
            rule,
            what: None,
            object: None,
            page: None,
            field: None,
            bytes: None,
            revision: None,
        }
    }

    #[must_use]
    pub fn what(self, what: impl Into<String>) -> Self {
        Self { what: Some(what.into()), ..self }
    }

    #[must_use]
    pub fn object(self, object: Ref) -> Self {
        Self { object: Some(object), ..self }
    }

    #[must_use]
    pub fn page(self, page: usize) -> Self {
        Self { page: Some(page), ..self }
    }

    #[must_use]
    pub fn field(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    #[must_use]
    pub fn bytes(self, bytes: Range<usize>) -> Self {
        Self { bytes: Some(bytes), ..self }
    }

    #[must_use]
    pub fn revision(self, revision: usize) -> Self {
        Self { revision: Some(revision), ..self }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Finding", 8)?;
        out.serialize_field("code", self.rule.code())?;
        out.serialize_field("text", self.rule.text())?;
        let object = self.object.map(|id| id.to_string());
        let bytes = self.bytes.as_ref().map(|range| [range.start, range.end]);
        macro_rules! known {
            ($name:literal, $value:expr) => {
                match $value {
                    Some(value) => out.serialize_field($name, value)?,
                    None => out.skip_field($name)?,
                }
            };
        }
        known!("what", &self.what);
        known!("object", &object);
        known!("page", &self.page);
        known!("field", &self.field);
        known!("bytes", &bytes);
        known!("revision", &self.revision);
        out.end()
    }
}

/// Findings on their way, without those of a rule that is switched off.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    rules: Rules,
    list: Vec<Finding>,
}

/// More findings of one signature than this tell nobody anything new.
const MOST: usize = 64;

impl Findings {
    pub const fn new(rules: Rules) -> Self {
        Self { rules, list: Vec::new() }
    }

    pub fn add(&mut self, finding: Finding) {
        let counts = self.rules.is_on(finding.rule) && !self.list.contains(&finding);
        if counts && self.list.len() < MOST {
            self.list.push(finding);
        }
    }

    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.add(finding));
    }

    /// Whether nothing was found so far that speaks against the signature itself.
    pub fn are_sound(&self) -> bool {
        self.list.iter().all(|finding| finding.rule.weight() == Weight::Note)
    }

    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}
