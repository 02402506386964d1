//! Proposals for single objects, decided by a second person: to cancel a notice that was issued
//! here (pembatalan SPPT), to reduce the tax of some years (pengurangan pokok), and to revoke such
//! a reduction. Both work in companion mode too: notices and decrees are ours in either mode.

mod cancelling;
mod decide;
mod propose;
mod view;

use base::{Error, Kind, Result};

pub use decide::{approve, reject, revoke};
pub use propose::{Grounds, propose_cancellation, propose_reduction};
pub use view::{ProposalFile, ProposalList, get, list};

use crate::domain::proposal::ProposalError;

/// The longest text of a proposal.
const LONGEST: usize = 1_000;

pub(super) fn refused(error: ProposalError) -> Error {
    match error {
        ProposalError::SamePerson => Error::new(Kind::Forbidden, "property-tax/same-person"),
        ProposalError::NotFrom { from, to } => {
            Error::new(Kind::Conflict, "property-tax/proposal-state")
                .with("from", from.as_str())
                .with("to", to.as_str())
        }
    }
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "property-tax/unknown-proposal")
}

/// A text that must be there and fits.
pub(super) fn check_text(text: &str, missing: &'static str) -> Result<()> {
    match text.trim().is_empty() {
        true => Err(Error::new(Kind::Invalid, missing)),
        false if text.len() > LONGEST => {
            Err(Error::new(Kind::Invalid, "property-tax/text-too-long"))
        }
        false => Ok(()),
    }
}
