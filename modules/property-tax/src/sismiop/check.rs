//! What the data-quality report counts. The importer fills it; nothing here looks at a database.

use std::collections::BTreeMap;

use base::Rupiah;
use serde::Serialize;

use super::Reason;
use super::units::Verdict;

/// The figures of one import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Quality {
    /// Rows per table.
    pub tables: BTreeMap<&'static str, RowCount>,
    /// Refused rows per code of [`Reason`].
    pub reasons: BTreeMap<&'static str, u64>,
    /// Subject ids that occur on more than one row.
    pub duplicate_subject_ids: u64,
    /// Subjects with the same name and address under different ids.
    pub likely_same_subjects: u64,
    /// Subject ids that are no valid NIK.
    pub subject_ids_not_nik: u64,
    /// Objects whose subject is not in the register of subjects.
    pub objects_without_subject: u64,
    /// Objects in a village that is not in REF_KELURAHAN.
    pub outside_reference: u64,
    /// Land parts without area, public facilities left out.
    pub zero_land_areas: u64,
    /// Buildings without area.
    pub zero_building_areas: u64,
    /// Zones in use without a value (NIR) for the latest year.
    pub zones_without_value: u64,
    /// Notices marked as paid without a payment.
    pub paid_without_payment: u64,
    /// Payments on a notice that does not exist.
    pub payment_without_notice: u64,
    /// Payments whose sequence number does not follow the one before.
    pub payment_sequence_gaps: u64,
    /// Land and building rows of objects that are not in the extract; nothing came of them.
    pub parts_without_object: u64,
    /// Values of land and buildings that were stored in thousands of rupiah.
    pub thousand_rupiah_values: u64,
    /// Values whose object has no recorded NJOP to tell their unit, so that the column decided.
    pub values_by_column: u64,
    /// Per value column, how its unit was found.
    pub units: BTreeMap<&'static str, UnitEvidence>,
    /// Tables that lie in the folder and are not read.
    pub unread_tables: Vec<String>,
    /// What the rows say that could be read.
    pub before: Totals,
    /// What the database says after publication; must equal `before`.
    pub after: Totals,
}

/// How the unit of a value column was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct UnitEvidence {
    /// Objects whose recorded NJOP says rupiah.
    pub rupiah: u64,
    /// Objects whose recorded NJOP says thousands.
    pub thousand: u64,
    /// They did not agree or said nothing: thousands were assumed, as is the custom of SISMIOP.
    pub assumed: bool,
}

/// Rows of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct RowCount {
    pub read: u64,
    pub refused: u64,
}

/// Money per tax year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// Amounts due on notices.
    pub notices: BTreeMap<i16, YearTotal>,
    /// Amounts paid, penalty included.
    pub payments: BTreeMap<i16, YearTotal>,
}

/// How many, and how much together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct YearTotal {
    pub rows: u64,
    pub amount: Rupiah,
}

impl Quality {
    /// Counts a row that was read.
    pub fn count_read(&mut self, table: &'static str) {
        self.tables.entry(table).or_default().read += 1;
    }

    /// Counts a row that was refused, and why.
    pub fn count_refused(&mut self, table: &'static str, reason: Reason) {
        self.tables.entry(table).or_default().refused += 1;
        *self.reasons.entry(reason.code()).or_default() += 1;
    }

    /// Whether what was read is what was stored.
    pub fn is_balanced(&self) -> bool {
        self.before == self.after
    }
}

impl From<Verdict> for UnitEvidence {
    fn from(verdict: Verdict) -> Self {
        let Verdict { rupiah, thousand, .. } = verdict;
        Self { rupiah, thousand, assumed: verdict.unit().is_none() }
    }
}

impl Totals {
    /// Adds a notice's amount due. The reader admits no amount above 10^15 rupiah, so only more
    /// than nine thousand of the largest could reach the end of the range: `None` then.
    #[must_use]
    pub fn add_notice(&mut self, year: i16, due: Rupiah) -> Option<()> {
        self.notices.entry(year).or_default().add(due)
    }

    /// Adds a payment.
    #[must_use]
    pub fn add_payment(&mut self, year: i16, paid: Rupiah) -> Option<()> {
        self.payments.entry(year).or_default().add(paid)
    }
}

impl YearTotal {
    /// Adds one row; `None`, and nothing changed, when the sum cannot be stored.
    #[must_use]
    pub fn add(&mut self, amount: Rupiah) -> Option<()> {
        self.amount = self.amount.checked_add(amount)?;
        self.rows += 1;
        Some(())
    }
}
