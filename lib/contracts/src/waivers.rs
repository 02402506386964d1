//! Waiving interest because paying was not possible.

use base::Instant;
use db::Tx;

use crate::Answer;

/// A time in which people could not pay here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// Which log it stands in, so that it is proposed once only.
    pub id: String,
    pub from: Instant,
    pub until: Instant,
    /// In words for whoever decides: which channels were down.
    pub what: String,
}

/// What became of an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposed {
    /// No due date lies in it.
    NotNeeded,
    /// It was proposed already.
    Already,
    /// A waiver waits for a decision.
    New,
}

/// Decides about waivers of interest (pembebasan sanksi).
pub trait Waivers: Send + Sync + 'static {
    /// Proposes to waive the interest of bills whose due date the outage covers. Nothing is waived
    /// before two people said so.
    fn propose<'a>(&'a self, tx: &'a mut Tx, outage: &'a Outage) -> Answer<'a, Proposed>;
}
