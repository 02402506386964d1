//! Consents, attempts, signatures, and what belongs to them.

pub mod attempts;
pub mod consents;
pub mod openings;
pub mod public_pages;
pub mod signatures;
pub mod subjects;
