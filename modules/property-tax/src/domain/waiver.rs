//! Waivers of interest (pembebasan sanksi): for payments on some days, a part of the penalty is not
//! asked for.
//!
//! ```text
//! proposed ──► approved ──► revoked   (holds for payments up to that day)
//!     └──────► rejected
//! ```
//! Whoever proposed it cannot decide it. An outage is proposed by the house itself, so whoever may
//! approve decides it. The penalty stays whole and the waiver stands beside it: it is booked apart.

use base::{Date, Language, NopVillage, Zone, format};
use pbb::Percent;

use super::claim::Claim;
use super::proposal::{ProposalError, ProposalState};
use super::run::{RunError, Signature, check_four_eyes};

/// A waiver with everything that was decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub id: String,
    pub terms: WaiverTerms,
    pub ground: Ground,
    pub reason: String,
    pub state: ProposalState,
    pub proposed: Signature,
    pub decided: Option<Signature>,
    pub decision_note: String,
    /// Who revoked it, and when.
    pub ended: Option<Signature>,
    pub end_note: String,
}

/// What is waived, for whom and when; both ends of each span are included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverTerms {
    /// Days of payment.
    pub paid: (Date, Date),
    /// Tax years.
    pub years: (i64, i64),
    /// One village only.
    pub village: Option<NopVillage>,
    /// Only bills that fell due on these days.
    pub due: Option<(Date, Date)>,
    /// Of the penalty, more than 0 and at most 100.
    pub percent: Percent,
}

/// What a waiver rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// A decree as it names itself, and its date.
    Decree { number: String, date: Date },
    /// People could not pay: the outage of this id.
    Outage { id: String },
}

impl Waiver {
    /// Whether it takes part of the penalty of this claim away when that is paid on `day`.
    pub fn covers(&self, claim: &Claim, day: Date, zone: &Zone) -> bool {
        self.holds_on(day, zone) && self.terms.fit(claim)
    }

    /// Whether payments on `day` have it. What was said on the morning of the day on which it is
    /// revoked holds until the evening.
    pub fn holds_on(&self, day: Date, zone: &Zone) -> bool {
        let last = self.last_day(zone);
        within(day, self.terms.paid) && last.is_some_and(|last| day <= last)
    }

    /// The last day of payment that has it; `None` while nobody approved it.
    pub fn last_day(&self, zone: &Zone) -> Option<Date> {
        let until = self.terms.paid.1;
        match (self.state, &self.ended) {
            (ProposalState::Approved, _) => Some(until),
            (ProposalState::Revoked, Some(ended)) => Some(until.min(ended.at.date(zone))),
            _ => None,
        }
    }

    /// What stands on receipts, which are in Indonesian.
    pub fn basis(&self) -> String {
        match &self.ground {
            Ground::Decree { number, date } => {
                format!("{number}, {}", format::date(*date, Language::Id))
            }
            Ground::Outage { .. } => self.reason.clone(),
        }
    }

    /// Whether this person may bring it to this state now.
    pub fn check(&self, to: ProposalState, decider: &str) -> Result<(), ProposalError> {
        use ProposalState::{Approved, Proposed, Rejected, Revoked};
        let arrow =
            matches!((self.state, to), (Proposed, Approved | Rejected) | (Approved, Revoked));
        if !arrow {
            return Err(ProposalError::NotFrom { from: self.state, to });
        }
        check_four_eyes(&self.proposed, decider).map_err(|error| match error {
            RunError::SamePerson => ProposalError::SamePerson,
            RunError::NotFrom { .. } => ProposalError::NotFrom { from: self.state, to },
        })
    }
}

impl WaiverTerms {
    fn fit(&self, claim: &Claim) -> bool {
        within(claim.tax_year, self.years)
            && self.village.is_none_or(|village| claim.nop.village() == village)
            && self.due.is_none_or(|due| within(claim.due_date, due))
    }
}

fn within<T: PartialOrd>(value: T, (from, until): (T, T)) -> bool {
    from <= value && value <= until
}
