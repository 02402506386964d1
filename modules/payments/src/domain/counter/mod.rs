//! The counter: a teller's drawer, its count, and the slips with which cash is handed over.

pub mod cancellation;
pub mod cash;
pub mod shift;
pub mod slip;
