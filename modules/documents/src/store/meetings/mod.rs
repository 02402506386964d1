//! Meetings: their rows, who is invited, who came, what was written down.

pub mod attendance;
pub mod guests;
pub mod minutes;
mod rows;

pub use rows::*;
