//! What signing knows, without I/O: how an attempt goes, whose signature it is, what is agreed to.

mod attempt;
mod consent;
mod person;

pub use attempt::{Attempt, AttemptState, Why};
pub use consent::{Consent, DOUBTED, Given, MINUTES, doubted};
pub use person::is_same_person;
