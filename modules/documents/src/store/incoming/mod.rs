//! Incoming letters: entries, dispositions, what happened, how adjutants sort.

pub mod dispositions;
pub mod entries;
pub mod lists;
pub mod sorting;
pub mod trail;
