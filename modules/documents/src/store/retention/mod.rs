//! The retention schedule, and the files it is for.

pub mod dossiers;
pub mod rules;
