//! What is owed on a day: principal, penalty, and what is waived of it.
//!
//! This is the only place where a penalty of a bill is computed: the look-up, the page of a notice,
//! the payment itself and the receipt show what comes out here.

use base::{Date, Rupiah, Zone};
use pbb::{Amount, PenaltyError, PenaltyRule, RoundingRule};

use super::claim::Claim;
use super::rules::RuleBookError;
use super::waiver::Waiver;

/// A claim with the rules that its payment follows.
#[derive(Debug, Clone)]
pub struct Debt {
    pub claim: Claim,
    /// How a delay is charged; why not known only matters once it is late.
    pub rule: Result<PenaltyRule, NoRule>,
    /// Waivers that were ever approved for it.
    pub waivers: Vec<Waiver>,
}

/// Why nobody can say what a delay costs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRule {
    #[error("no rules were loaded")]
    NoBook { tax_year: i64 },
    #[error("the rules {version} of this notice are lost")]
    Lost { version: i64 },
    #[error(transparent)]
    Book(#[from] RuleBookError),
}

/// Why an amount cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OwingError {
    #[error(transparent)]
    NoRule(#[from] NoRule),
    #[error(transparent)]
    TooLarge(#[from] PenaltyError),
}

/// What is owed on one day; all zero when nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owed {
    pub principal: Rupiah,
    /// Late months that count.
    pub months: u32,
    /// Whole, before any waiver.
    pub penalty: Rupiah,
    /// At most the penalty.
    pub waived: Rupiah,
    /// What the waiver rests on; empty without one.
    pub basis: String,
}

impl Owed {
    /// What has to be paid; each is an amount of one notice, so the sum can be held.
    pub fn total(&self) -> Rupiah {
        let whole = self.principal.0.saturating_add(self.penalty.0);
        Rupiah(whole.saturating_sub(self.waived.0))
    }
}

impl Debt {
    /// What is owed when it is paid on `day`.
    ///
    /// # Errors
    /// When it is late by then and no rule says what that costs: never taken to be zero.
    pub fn on(&self, day: Date, zone: &Zone) -> Result<Owed, OwingError> {
        let principal = self.claim.principal();
        if principal <= Rupiah::ZERO || day <= self.claim.due_date {
            return Ok(Owed { principal, ..Owed::default() });
        }
        let rule = self.rule.as_ref().map_err(NoRule::clone)?;
        let amount = Amount::new(principal).unwrap_or_default();
        let charged = pbb::penalty(amount, self.claim.due_date, day, rule)?;
        let mut owed =
            Owed { principal, months: charged.months, penalty: charged.penalty, ..Owed::default() };
        self.waive(&mut owed, rule.rounding, day, zone)?;
        Ok(owed)
    }

    /// Of several waivers the largest counts, once.
    fn waive(
        &self,
        owed: &mut Owed,
        rounding: RoundingRule,
        day: Date,
        zone: &Zone,
    ) -> Result<(), PenaltyError> {
        let holding = self.waivers.iter().filter(|waiver| waiver.covers(&self.claim, day, zone));
        let Some(waiver) = holding.max_by_key(|waiver| waiver.terms.percent) else { return Ok(()) };
        let penalty = Amount::new(owed.penalty).unwrap_or_default();
        owed.waived = pbb::waived(penalty, waiver.terms.percent, rounding)?;
        if owed.waived > Rupiah::ZERO {
            owed.basis = waiver.basis();
        }
        Ok(())
    }

    /// The first day after `day` on which more has to be paid: a month more counts, or a waiver is
    /// over. `None` when it stays as it is.
    ///
    /// # Errors
    /// As [`Debt::on`].
    pub fn rises(&self, day: Date, zone: &Zone) -> Result<Option<(Date, Owed)>, OwingError> {
        let today = self.on(day, zone)?.total();
        if today <= Rupiah::ZERO {
            return Ok(None);
        }
        let mut at = day;
        while let Some(next) = self.changes(at, zone)? {
            let owed = self.on(next, zone)?;
            if owed.total() > today {
                return Ok(Some((next, owed)));
            }
            at = next;
        }
        Ok(None)
    }

    /// What it costs today and when that grows, for a page; `None` when it is not to be paid.
    pub fn cost(&self, day: Date, zone: &Zone) -> Option<Cost> {
        self.claim.is_open().then(|| Cost {
            today: self.on(day, zone),
            later: self.rises(day, zone).unwrap_or_default(),
        })
    }

    /// The next day on which anything about the amount changes.
    fn changes(&self, day: Date, zone: &Zone) -> Result<Option<Date>, OwingError> {
        let rule = self.rule.as_ref().map_err(NoRule::clone)?;
        let grows = pbb::grows_on(self.claim.due_date, day, rule);
        let ends = self.waivers.iter().filter_map(|w| w.last_day(zone)?.tomorrow().ok());
        let begins = self.waivers.iter().map(|waiver| waiver.terms.paid.0);
        Ok(grows.into_iter().chain(ends).chain(begins).filter(|next| *next > day).min())
    }
}

/// What a bill costs, as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    pub today: Result<Owed, OwingError>,
    /// The first day on which it is more, and how much; `None` where it stays or nobody knows.
    pub later: Option<(Date, Owed)>,
}

impl Cost {
    /// What is to be paid today; `None` where nobody can say it.
    pub fn today(&self) -> Option<&Owed> {
        self.today.as_ref().ok()
    }
}

/// What several bills cost together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// How many of them have an amount.
    pub bills: usize,
    /// Late ones of which nobody can say what they cost; they are not in the sum.
    pub unpriced: usize,
    /// Their principal.
    pub unpriced_principal: Rupiah,
    pub principal: Rupiah,
    pub penalty: Rupiah,
    pub waived: Rupiah,
    /// The first day on which it is more, and how much in all.
    pub later: Option<(Date, Rupiah)>,
}

impl Sum {
    /// Adds open bills up; `None` when there is none, or the sum cannot be held.
    pub fn of(debts: &[Debt], day: Date, zone: &Zone) -> Option<Self> {
        let open = debts.iter().filter(|debt| debt.claim.is_open());
        let (priced, unpriced): (Vec<_>, Vec<_>) =
            open.partition(|debt| debt.on(day, zone).is_ok());
        let owed: Vec<Owed> = priced.iter().filter_map(|debt| debt.on(day, zone).ok()).collect();
        if priced.is_empty() && unpriced.is_empty() {
            return None;
        }
        let rises = priced.iter().filter_map(|debt| debt.rises(day, zone).ok()?);
        let later = rises.map(|(on, _)| on).min().and_then(|on| {
            let mut totals =
                priced.iter().map(|debt| debt.on(on, zone).ok().map(|owed| owed.total()));
            let sum = totals.try_fold(Rupiah::ZERO, |sum, total| sum.checked_add(total?));
            Some((on, sum?))
        });
        Some(Self {
            bills: priced.len(),
            unpriced: unpriced.len(),
            unpriced_principal: unpriced
                .iter()
                .map(|debt| debt.claim.principal())
                .sum::<Option<Rupiah>>()?,
            principal: owed.iter().map(|owed| owed.principal).sum::<Option<Rupiah>>()?,
            penalty: owed.iter().map(|owed| owed.penalty).sum::<Option<Rupiah>>()?,
            waived: owed.iter().map(|owed| owed.waived).sum::<Option<Rupiah>>()?,
            later,
        })
    }

    /// What has to be paid today for all of them.
    pub fn total(&self) -> Rupiah {
        let whole = self.principal.0.saturating_add(self.penalty.0);
        Rupiah(whole.saturating_sub(self.waived.0))
    }
}
