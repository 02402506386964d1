//! Which figures are possible, and how old they may be (K06, K12).

use base::{Date, Decimal};

/// Which figures a measure can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// From 0 to 100.
    Percent,
    /// Whole and not negative.
    Count,
    /// Not negative.
    Amount,
    Any,
    Between(Decimal, Decimal),
}

impl Range {
    /// Whether a figure is possible.
    pub fn holds(self, value: Decimal) -> bool {
        let zero = Decimal::whole(0);
        match self {
            Self::Percent => zero <= value && value <= Decimal::whole(100),
            Self::Count => zero <= value && value.at(0).is_ok(),
            Self::Amount => zero <= value,
            Self::Any => true,
            Self::Between(low, high) => low <= value && value <= high,
        }
    }
}

/// Whether figures whose period ended on a day are older than one and a half times the time after
/// which new ones are due (`accrualPeriodicity`), in months.
pub fn is_stale(ended: Date, months: u16, today: Date) -> bool {
    let Ok(age) = ended.until(today) else { return false };
    // A month is 30.4375 days on average: 487/16.
    i64::from(age.get_days()) * 2 * 16 > i64::from(months) * 3 * 487
}
