//! Minutes (notula): what a meeting heard and decided, and the fields of the letters made of them.

use base::{Date, Error, Id, Instant, Kind};
use identity::Position;
use serde::{Deserialize, Serialize};

use super::content::refused;
use super::task::LONGEST;

/// Characters of the points.
const LONGEST_POINTS: usize = 40_000;
/// Decisions of one meeting.
pub const MOST_DECISIONS: usize = 50;

/// Something that was decided, with who answers for it and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub text: String,
    /// Code of the perangkat daerah.
    pub agency: String,
    /// Its name, or the title of the position, when it was decided.
    pub owner: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    #[serde(with = "day_text")]
    pub due: Date,
}

impl Decision {
    /// The position it was given to, where one is named.
    pub fn position_id(&self) -> Option<Id<Position>> {
        self.position.as_deref().and_then(Id::parse)
    }
}

/// One version of the minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// What was said, in the markup of letters.
    pub points: String,
    #[serde(default)]
    pub decisions: Vec<Decision>,
}

/// A version as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesVersion {
    pub number: u32,
    pub author_name: String,
    pub at: Instant,
    pub reason: String,
    pub sha256: String,
}

impl Minutes {
    /// Whether it can be kept. `from` is the earliest deadline.
    ///
    /// # Errors
    /// The first thing that is wrong, with its field: `keputusan-1`, `tenggat-1` …
    pub fn check(&self, from: Date) -> Result<(), Error> {
        if self.points.chars().count() > LONGEST_POINTS || self.points.contains('\0') {
            return Err(refused("documents/too-long", "pembahasan").with("most", LONGEST_POINTS));
        }
        if self.decisions.len() > MOST_DECISIONS {
            let error = refused("documents/too-many-decisions", "keputusan-1");
            return Err(error.with("most", MOST_DECISIONS));
        }
        for (row, decision) in (1..).zip(&self.decisions) {
            decision.check(row, from)?;
        }
        Ok(())
    }

    /// The body of the letter: the points, then what was decided as a table.
    pub fn body(&self, day: impl Fn(Date) -> String) -> String {
        let mut body = self.points.trim().to_owned();
        if self.decisions.is_empty() {
            return body;
        }
        body.push_str("\n\n**Keputusan dan tindak lanjut**\n\n");
        body.push_str(
            "| No. | Keputusan | Penanggung jawab | Batas waktu |\n|:---:|---|---|---|\n",
        );
        for (row, one) in (1..).zip(&self.decisions) {
            let (text, owner) = (cell(&one.text), cell(&one.owner));
            body.push_str(&format!("| {row} | {text} | {owner} | {} |\n", day(one.due)));
        }
        body
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
}

impl Decision {
    fn check(&self, row: usize, from: Date) -> Result<(), Error> {
        let text = self.text.trim();
        let field = format!("keputusan-{row}");
        if text.is_empty() || text.contains('\0') {
            return Err(refused("documents/task-text", &field));
        }
        if text.chars().count() > LONGEST {
            return Err(refused("documents/too-long", &field).with("most", LONGEST));
        }
        if self.agency.is_empty() {
            return Err(refused("documents/unknown-office", &format!("penanggung-jawab-{row}")));
        }
        match self.due < from {
            true => Err(refused("documents/task-due", &format!("tenggat-{row}"))),
            false => Ok(()),
        }
    }
}

/// A text in a cell of a table: on one line, and without what would end the cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "/")
}

/// A day as it is stored everywhere: `2026-11-21`.
mod day_text {
    use base::Date;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(day)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| de::Error::custom("not a day"))
    }
}
