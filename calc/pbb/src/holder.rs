//! Which object of a taxpayer gets NJOPTKP: one per taxpayer and year, the most valuable one.
//!
//! The legacy program gave it to whichever object came first. Here the order of objects, and how
//! a run is divided among threads, can never change the answer.

use std::collections::HashMap;
use std::hash::Hash;

use base::{Fraction, Nop};

/// Collects the objects of all taxpayers of a year and keeps the best of each. Offer only objects
/// that are taxed, and with "only with building" only those that have one.
#[derive(Debug, Clone)]
pub struct Holders<S> {
    best: HashMap<S, (Fraction, Nop)>,
}

impl<S> Default for Holders<S> {
    fn default() -> Self {
        Self { best: HashMap::new() }
    }
}

impl<S: Eq + Hash> Holders<S> {
    /// Offers an object of a taxpayer with its NJOP. The higher value wins; of equal values the
    /// lower NOP.
    pub fn offer(&mut self, subject: S, nop: Nop, njop: Fraction) {
        let best = self.best.entry(subject).or_insert((njop, nop));
        if (njop, std::cmp::Reverse(nop)) > (best.0, std::cmp::Reverse(best.1)) {
            *best = (njop, nop);
        }
    }

    /// Takes in what another part of the run has collected.
    pub fn merge(&mut self, other: Self) {
        for (subject, (njop, nop)) in other.best {
            self.offer(subject, nop, njop);
        }
    }

    /// The object of this taxpayer that gets the deduction.
    pub fn holder<Q>(&self, subject: &Q) -> Option<Nop>
    where
        S: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.best.get(subject).map(|(_, nop)| *nop)
    }

    /// Whether this object gets the deduction of this taxpayer.
    pub fn holds<Q>(&self, subject: &Q, nop: Nop) -> bool
    where
        S: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.holder(subject) == Some(nop)
    }

    /// How many taxpayers have an object.
    pub fn len(&self) -> usize {
        self.best.len()
    }

    pub fn is_empty(&self) -> bool {
        self.best.is_empty()
    }
}
