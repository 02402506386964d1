//! How many workers there are at once.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::{Limits, PagesError};

/// Seats that are taken.
#[derive(Debug, Default)]
pub(crate) struct Seats {
    taken: Mutex<usize>,
    free: Condvar,
}

/// One of them; free again when it is dropped.
#[derive(Debug)]
pub(crate) struct Seat(Arc<Seats>);

impl Seats {
    /// Waits for a seat, but not without end.
    pub fn take(self: &Arc<Self>, limits: &Limits) -> Result<Seat, PagesError> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |taken: &mut usize| *taken >= limits.at_once;
        let waited = self.free.wait_timeout_while(taken, limits.wait, full);
        let (mut taken, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() {
            return Err(PagesError::Busy);
        }
        *taken += 1;
        Ok(Seat(self.clone()))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.free.notify_one();
    }
}
