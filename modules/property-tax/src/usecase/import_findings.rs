//! The data-quality report as it is read back: what was found, in the order in which a clerk
//! should look at it.

use std::collections::BTreeMap;

use base::{Error, Kind, Result, Rupiah};
use serde::Deserialize;

use super::imports::Import;

/// The stored report.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Findings {
    pub changes: BTreeMap<String, Changes>,
    pub quality: Quality,
    pub rejected: u64,
    pub balanced: bool,
    pub unchanged: bool,
    pub thousands: BTreeMap<String, bool>,
}

/// Rows of a table against what was there.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct Changes {
    pub new: u64,
    pub changed: u64,
    pub same: u64,
}

/// What the report counts. Reports of older versions lack what was not counted then.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Quality {
    pub tables: BTreeMap<String, RowCount>,
    pub reasons: BTreeMap<String, u64>,
    pub before: Totals,
    pub after: Totals,
    #[serde(default)]
    pub units: BTreeMap<String, UnitEvidence>,
    #[serde(default)]
    pub unread_tables: Vec<String>,
    #[serde(flatten)]
    pub counts: BTreeMap<String, serde_json::Value>,
}

/// How the unit of a value column was found.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct UnitEvidence {
    pub rupiah: u64,
    pub thousand: u64,
    pub assumed: bool,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct RowCount {
    pub read: u64,
    pub refused: u64,
}

/// Money per tax year.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Totals {
    pub notices: BTreeMap<i16, YearTotal>,
    pub payments: BTreeMap<i16, YearTotal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct YearTotal {
    pub rows: u64,
    pub amount: Rupiah,
}

/// One line of money: what was read, and what the database says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    pub year: i16,
    pub before: YearTotal,
    pub after: YearTotal,
}

/// Fields of the report in the order of their weight: what changes bills comes first.
const ORDER: [&str; 14] = [
    "outside_reference",
    "objects_without_subject",
    "zones_without_value",
    "parts_without_object",
    "zero_land_areas",
    "zero_building_areas",
    "paid_without_payment",
    "payment_without_notice",
    "duplicate_subject_ids",
    "likely_same_subjects",
    "subject_ids_not_nik",
    "payment_sequence_gaps",
    "thousand_rupiah_values",
    "values_by_column",
];

/// Tables of SISMIOP whose content comes from the rules file here: whoever sends them must not
/// think that they count.
const RULE_TABLES: [&str; 5] = ["TARIF", "NJOPTKP", "PBB_MINIMAL", "KELAS_TANAH", "KELAS_BANGUNAN"];

/// Reasons for refused rows that the page lists; the file has them all.
const MOST_REASONS: usize = 6;

impl Findings {
    /// Reads the report of an import; `None` while there is none.
    ///
    /// # Errors
    /// `property-tax/report-damaged`.
    pub fn of(import: &Import) -> Result<Option<Self>> {
        let Some(text) = &import.report else { return Ok(None) };
        serde_json::from_str(text).map(Some).map_err(|error| {
            Error::new(Kind::DataLoss, "property-tax/report-damaged").caused_by(error)
        })
    }

    /// What was found at least once, with its count.
    pub fn found(&self) -> Vec<(&'static str, u64)> {
        let count = |name: &str| self.quality.counts.get(name)?.as_u64();
        let all = ORDER.into_iter().filter_map(|name| Some((name, count(name)?)));
        all.filter(|(_, count)| *count > 0).collect()
    }

    /// Codes of the commonest reasons for refused rows, with their counts.
    pub fn reasons(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> =
            self.quality.reasons.iter().map(|(code, count)| (code.as_str(), *count)).collect();
        all.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        all.truncate(MOST_REASONS);
        all
    }

    /// Amounts on notices per year.
    pub fn notices(&self) -> Vec<Money> {
        money(&self.quality.before.notices, &self.quality.after.notices)
    }

    /// Amounts paid per year.
    pub fn payments(&self) -> Vec<Money> {
        money(&self.quality.before.payments, &self.quality.after.payments)
    }

    /// Tables that were sent and not read: those of rules, then the others.
    pub fn unread(&self) -> (Vec<&str>, Vec<&str>) {
        let all = self.quality.unread_tables.iter().map(String::as_str);
        all.partition(|table| RULE_TABLES.contains(table))
    }

    /// Column, whether it counts thousands, and how that was found, where the report says so.
    pub fn units(&self) -> Vec<(&str, bool, Option<UnitEvidence>)> {
        self.thousands
            .iter()
            .map(|(column, thousand)| {
                (column.as_str(), *thousand, self.quality.units.get(column).copied())
            })
            .collect()
    }

    /// Table, what changed, rows refused.
    pub fn tables(&self) -> Vec<(String, Option<Changes>, RowCount)> {
        let line = |(table, rows): (&String, &RowCount)| {
            (table.clone(), self.changes.get(table).copied(), *rows)
        };
        self.quality.tables.iter().map(line).collect()
    }
}

fn money(before: &BTreeMap<i16, YearTotal>, after: &BTreeMap<i16, YearTotal>) -> Vec<Money> {
    let mut years: Vec<i16> = before.keys().chain(after.keys()).copied().collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let of = |totals: &BTreeMap<i16, YearTotal>, year| totals.get(&year).copied();
    years
        .into_iter()
        .map(|year| Money {
            year,
            before: of(before, year).unwrap_or_default(),
            after: of(after, year).unwrap_or_default(),
        })
        .collect()
}
