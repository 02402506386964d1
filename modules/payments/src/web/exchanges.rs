//! The last exchanges with partners, in memory: so that whoever connects a bank sees why a request
//! was refused, in words, without a secret in them.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use base::Instant;

/// How many are kept.
const KEPT: usize = 500;

/// One request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    pub at: Instant,
    /// Id of the partner; `None` when it did not say a name we know.
    pub partner: Option<String>,
    pub path: String,
    pub status: u16,
    /// The code that was answered: `4012500`, `40`.
    pub code: String,
    /// Why it was refused, for the engineer on the other side.
    pub why: Option<String>,
    /// The string that we would have signed, the token hidden.
    pub to_sign: Option<String>,
}

/// The last exchanges, the newest first.
#[derive(Default)]
pub struct Exchanges(Mutex<VecDeque<Exchange>>);

impl Exchanges {
    pub(crate) fn note(&self, exchange: Exchange) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.push_front(exchange);
    }

    /// Those of a partner, or of everybody.
    pub fn of(&self, partner: Option<&str>) -> Vec<Exchange> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = |e: &&Exchange| partner.is_none_or(|id| e.partner.as_deref() == Some(id));
        kept.iter().filter(wanted).cloned().collect()
    }
}
