//! What an acquirer remembers: codes, and what became of them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base::{Clock, Instant, Rupiah};
use ports::{QrOrder, QrStatus};
use qris::QrisError;

use super::{Merchant, Mischief};

/// The memory of a fake acquirer.
pub struct Issuer {
    merchant: Merchant,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    codes: BTreeMap<String, Kept>,
    mischief: Mischief,
}

struct Kept {
    order: QrOrder,
    content: String,
    end: Option<QrStatus>,
}

/// A code as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    pub reference: String,
    pub acquirer_reference: String,
    pub amount: Rupiah,
    pub content: String,
    pub status: QrStatus,
}

/// Why no code is issued.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    #[error("the reference was used for another amount")]
    Duplicate,
    #[error("the code would have ended before it began")]
    Over,
    #[error("no code can be made of it: {0}")]
    Code(#[from] QrisError),
}

/// Why a code cannot be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PayError {
    #[error("no such code")]
    Unknown,
    #[error("the code was paid before")]
    Paid,
    #[error("the code ended")]
    Ended,
}

impl Issuer {
    pub fn new(merchant: Merchant, clock: Arc<dyn Clock>) -> Self {
        Self { merchant, clock, state: Mutex::default() }
    }

    /// The code of an order. The same reference never makes a second one.
    pub fn issue(&self, order: &QrOrder) -> Result<Issued, IssueError> {
        let now = self.clock.now();
        let mut state = self.state();
        if let Some(kept) = state.codes.get(&order.reference) {
            let same = kept.order.amount == order.amount;
            return if same { Ok(kept.shown(now)) } else { Err(IssueError::Duplicate) };
        }
        if order.expires_at <= now {
            return Err(IssueError::Over);
        }
        let content = self.merchant.code(&order.reference, order.amount)?;
        let kept = Kept { order: order.clone(), content, end: None };
        let shown = kept.shown(now);
        state.codes.insert(order.reference.clone(), kept);
        Ok(shown)
    }

    /// A code, by either of its names.
    pub fn find(&self, reference: &str) -> Option<Issued> {
        let ours = reference.strip_prefix(PREFIX).unwrap_or(reference);
        let now = self.clock.now();
        let state = self.state();
        let kept = state.codes.get(reference).or_else(|| state.codes.get(ours));
        kept.map(|kept| kept.shown(now))
    }

    /// Every code, by our reference.
    pub fn list(&self) -> Vec<Issued> {
        let now = self.clock.now();
        self.state().codes.values().map(|kept| kept.shown(now)).collect()
    }

    /// Somebody pays the code.
    pub fn pay(&self, reference: &str) -> Result<Issued, PayError> {
        let now = self.clock.now();
        let paid = |kept: &Kept| QrStatus::Paid {
            amount: kept.order.amount,
            paid_at: now,
            acquirer_reference: kept.acquirer_reference(),
        };
        self.change(reference, now, |kept, status| match status {
            QrStatus::Pending => Ok(paid(kept)),
            QrStatus::Paid { .. } => Err(PayError::Paid),
            QrStatus::Expired | QrStatus::Refunded => Err(PayError::Ended),
        })
    }

    /// The code ends before its time.
    pub fn expire(&self, reference: &str) -> Result<Issued, PayError> {
        self.change(reference, self.clock.now(), |_, status| match status {
            QrStatus::Pending | QrStatus::Expired => Ok(QrStatus::Expired),
            QrStatus::Paid { .. } => Err(PayError::Paid),
            QrStatus::Refunded => Err(PayError::Ended),
        })
    }

    /// A paid code is given back to the payer.
    pub fn refund(&self, reference: &str) -> Result<Issued, PayError> {
        self.change(reference, self.clock.now(), |_, status| match status {
            QrStatus::Paid { .. } | QrStatus::Refunded => Ok(QrStatus::Refunded),
            QrStatus::Pending | QrStatus::Expired => Err(PayError::Ended),
        })
    }

    /// How it behaves from now on.
    pub fn behave(&self, mischief: Mischief) {
        self.state().mischief = mischief;
    }

    pub fn mischief(&self) -> Mischief {
        self.state().mischief
    }

    fn change(
        &self,
        reference: &str,
        now: Instant,
        next: impl FnOnce(&Kept, QrStatus) -> Result<QrStatus, PayError>,
    ) -> Result<Issued, PayError> {
        let mut state = self.state();
        let kept = state.codes.get_mut(reference).ok_or(PayError::Unknown)?;
        kept.end = Some(next(kept, kept.status(now))?);
        Ok(kept.shown(now))
    }

    /// A thread that panicked with the lock leaves whole codes: each change is one step.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the acquirer's references begin with.
const PREFIX: &str = "UJI-";

impl Kept {
    fn acquirer_reference(&self) -> String {
        format!("{PREFIX}{}", self.order.reference)
    }

    fn status(&self, now: Instant) -> QrStatus {
        match &self.end {
            Some(end) => end.clone(),
            None if now >= self.order.expires_at => QrStatus::Expired,
            None => QrStatus::Pending,
        }
    }

    fn shown(&self, now: Instant) -> Issued {
        Issued {
            reference: self.order.reference.clone(),
            acquirer_reference: self.acquirer_reference(),
            amount: self.order.amount,
            content: self.content.clone(),
            status: self.status(now),
        }
    }
}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Issuer({} codes)", self.state().codes.len())
    }
}
