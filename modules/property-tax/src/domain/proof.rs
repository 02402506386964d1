//! Proof that one may see a notice in full, and the lock after too many wrong ones.

use base::{Date, Instant, Nik, Rupiah};

use super::access_code::AccessCode;

/// What a person offers as proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The code printed on one of the last notices.
    AccessCode(AccessCode),
    /// The date and the amount of an earlier payment.
    Payment { paid_on: Date, amount: Rupiah },
    /// The owner's NIK; only where the subject's id in the registry is a valid NIK.
    Nik(Nik),
}

/// What the registry knows that a proof can be held against.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Codes of the notices in force.
    pub access_codes: Vec<AccessCode>,
    /// Payments: date, and the sums a person may remember (with and without the penalty).
    pub payments: Vec<(Date, Rupiah)>,
    /// The subject's id as the registry writes it; often not a NIK at all.
    pub subject_id: String,
}

impl Proof {
    /// Whether the proof holds.
    pub fn holds(&self, known: &Known) -> bool {
        match self {
            Self::AccessCode(code) => known.access_codes.contains(code),
            Self::Payment { paid_on, amount } => known.payments.contains(&(*paid_on, *amount)),
            Self::Nik(nik) => Nik::parse(&known.subject_id).is_ok_and(|id| id == *nik),
        }
    }
}

/// Wrong proofs for one NOP, counted over a window, whatever address they came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    pub count: i64,
    pub first_at: Instant,
    pub locked_until: Option<Instant>,
}

/// Wrong proofs within the window before a NOP is locked.
pub const MAX_FAILURES: i64 = 5;
/// How long wrong proofs are counted together, in seconds.
pub const WINDOW_SECONDS: i64 = 60 * 60;
/// How long a NOP stays locked, in seconds.
pub const LOCK_SECONDS: i64 = 60 * 60;

impl Failures {
    /// Whether proofs for this NOP are refused now, and until when. A lock that ends later than any
    /// that begins now comes from a clock that was ahead.
    pub fn locked_at(&self, now: Instant) -> Option<Instant> {
        let longest = now.plus_seconds(LOCK_SECONDS);
        self.locked_until.filter(|until| now < *until && *until <= longest)
    }

    /// The count after one more wrong proof.
    #[must_use]
    pub fn after_failure(before: Option<Self>, now: Instant) -> Self {
        let fresh = Self { count: 0, first_at: now, locked_until: None };
        // Failures that are still to come were counted by a clock that was ahead.
        let in_window =
            |f: &Self| f.first_at <= now && now < f.first_at.plus_seconds(WINDOW_SECONDS);
        let running = before.filter(in_window);
        let Self { count, first_at, .. } = running.unwrap_or(fresh);
        let count = count + 1;
        let locked_until = (count >= MAX_FAILURES).then(|| now.plus_seconds(LOCK_SECONDS));
        Self { count, first_at, locked_until }
    }
}
