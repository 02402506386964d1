//! The retention schedule, the files it is for, and what becomes of them.

pub mod destroyed;
pub mod disposals;
pub mod dossiers;
pub mod holds;
pub mod rules;
