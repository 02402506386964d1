//! A teller's shift: open while cash is taken, closed by a count, handed over with a slip.
//!
//! ```text
//! open ──count──► closed ──slip received──► handed over
//!                   ▲  └──slip returned──► counted again
//! ```

use base::{Date, Instant, Rupiah};

use super::cash::Pieces;

/// A shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    pub id: String,
    /// Id of the account.
    pub teller: String,
    pub teller_name: String,
    pub opened_at: Instant,
    pub day: Date,
    /// Change that lay in the drawer before; the office's own, not part of the ledger.
    pub float: Rupiah,
    pub count: Option<Count>,
}

/// The count at the end of a shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub at: Instant,
    pub pieces: Pieces,
    pub counted: Rupiah,
    /// Counted less expected.
    pub difference: Rupiah,
    pub reason: String,
}

/// Why a shift cannot do that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShiftError {
    #[error("the shift is closed")]
    Closed,
    #[error("a difference needs a reason")]
    ReasonMissing,
}

impl Shift {
    pub fn is_open(&self) -> bool {
        self.count.is_none()
    }

    /// What should lie in the drawer: the change of the morning and what the ledger says came in.
    pub fn expected(&self, in_till: Rupiah) -> Rupiah {
        Rupiah(self.float.0.saturating_add(in_till.0))
    }

    /// Decides what a count of the drawer means.
    ///
    /// # Errors
    /// A difference without a reason.
    pub fn settle(
        &self,
        in_till: Rupiah,
        counted: Rupiah,
        reason: &str,
    ) -> Result<Settled, ShiftError> {
        let difference = Rupiah(counted.0.saturating_sub(self.expected(in_till).0));
        if difference != Rupiah::ZERO && reason.trim().is_empty() {
            return Err(ShiftError::ReasonMissing);
        }
        // The ledger cannot lose more than it holds: what is short beyond that is short of the
        // change, which is the office's own.
        let booked = Rupiah(difference.0.max(-in_till.0));
        let hand_over = Rupiah(in_till.0.saturating_add(booked.0));
        Ok(Settled { difference, booked, hand_over })
    }
}

/// What follows from a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Counted less expected.
    pub difference: Rupiah,
    /// The part of it that the ledger bears.
    pub booked: Rupiah,
    /// What goes to the treasury.
    pub hand_over: Rupiah,
}
