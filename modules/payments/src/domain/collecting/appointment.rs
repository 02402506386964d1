//! The decree by which somebody may take cash in villages.
//!
//! ```text
//! proposed ──► approved ──► revoked
//!     └──────► rejected
//! ```

use base::{Date, Instant, NopVillage, Rupiah};

/// An appointment. Each has a code of its own, so that its numbers never mix with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// `K01`.
    pub code: String,
    pub sequence: i64,
    /// Id of the account.
    pub person: String,
    pub person_name: String,
    pub decree_number: String,
    pub decree_date: Date,
    /// Both included.
    pub from: Date,
    pub until: Date,
    /// The most cash that may be in hand.
    pub limit: Rupiah,
    /// Days after a receipt by which its cash has to be deposited.
    pub deposit_days: i64,
    pub villages: Vec<NopVillage>,
    pub state: AppointmentState,
    pub proposed: Deed,
    pub decided: Option<Deed>,
    pub revoked: Option<Deed>,
    pub note: String,
}

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    pub at: Instant,
    pub by: String,
    pub by_name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppointmentState {
    Proposed,
    Approved,
    Rejected,
    Revoked,
}

impl AppointmentState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Proposed, Self::Approved, Self::Rejected, Self::Revoked]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// Why an appointment is not good, or does not allow something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppointmentError {
    #[error("the last day lies before the first")]
    Period,
    #[error("no village")]
    NoVillage,
    #[error("the limit is not above zero, or the days to deposit are not 1 to 60")]
    Limit,
    #[error("the decree has no number")]
    Decree,
    #[error("whoever proposed it cannot decide it, and nobody decides their own")]
    SamePerson,
    #[error("it was decided already")]
    State,
    #[error("the decree does not cover the day")]
    OutsideTime,
    #[error("the decree does not cover the village")]
    OutsideVillages,
}

impl Appointment {
    /// Checks what was typed.
    pub fn check(&self) -> Result<(), AppointmentError> {
        if self.decree_number.trim().is_empty() {
            return Err(AppointmentError::Decree);
        }
        if self.until < self.from {
            return Err(AppointmentError::Period);
        }
        if self.villages.is_empty() {
            return Err(AppointmentError::NoVillage);
        }
        if self.limit <= Rupiah::ZERO || !(1..=60).contains(&self.deposit_days) {
            return Err(AppointmentError::Limit);
        }
        Ok(())
    }

    /// May this person approve or reject it?
    pub fn check_decision(&self, person: &str) -> Result<(), AppointmentError> {
        if self.state != AppointmentState::Proposed {
            return Err(AppointmentError::State);
        }
        if self.proposed.by == person || self.person == person {
            return Err(AppointmentError::SamePerson);
        }
        Ok(())
    }

    /// Whether cash may be taken on a day.
    pub fn covers_day(&self, day: Date) -> bool {
        self.state == AppointmentState::Approved && (self.from..=self.until).contains(&day)
    }

    /// Whether cash that was taken at a moment of a day for a village was taken within the decree.
    ///
    /// # Errors
    /// `OutsideTime`, `OutsideVillages`.
    pub fn check_receipt(
        &self,
        (taken_at, day): (Instant, Date),
        village: &NopVillage,
    ) -> Result<(), AppointmentError> {
        let in_force = match (&self.state, &self.revoked) {
            (AppointmentState::Approved, _) => true,
            // A phone without a signal does not know it yet; from that moment on nothing counts.
            (AppointmentState::Revoked, Some(revoked)) => taken_at < revoked.at,
            _ => false,
        };
        if !in_force || !(self.from..=self.until).contains(&day) {
            return Err(AppointmentError::OutsideTime);
        }
        match self.villages.contains(village) {
            true => Ok(()),
            false => Err(AppointmentError::OutsideVillages),
        }
    }
}
