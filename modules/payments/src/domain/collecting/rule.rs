//! Which day counts for the interest of cash that a collector took: a rule, not an accident.

use base::Date;

/// The day that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// The day of the temporary receipt: the payer has paid, and does not answer for the way.
    Receipt,
    /// The day on which the cash was deposited.
    Deposit,
}

impl Counts {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Deposit => "deposit",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Receipt, Self::Deposit].into_iter().find(|counts| counts.as_str() == text)
    }

    /// The day for a receipt of one day that is deposited on another.
    pub fn day(self, receipt: Date, deposit: Date) -> Date {
        match self {
            Self::Receipt => receipt,
            Self::Deposit => deposit,
        }
    }
}

/// A rule from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub from: Date,
    pub counts: Counts,
    /// The provision it rests on.
    pub citation: String,
}

/// What counts for a receipt of a day; `rules` by the day they begin, the earliest first. Without a
/// rule it is the day of the receipt, which no payer can complain about.
pub fn in_force(rules: &[Rule], receipt: Date) -> Counts {
    let begun = rules.iter().rev().find(|rule| rule.from <= receipt);
    begun.map_or(Counts::Receipt, |rule| rule.counts)
}
