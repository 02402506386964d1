//! The counter and the collectors: shifts, slips, appointments, numbers, temporary receipts.

pub mod blocks;
pub mod cancellations;
pub mod collectors;
pub mod rules;
pub mod shifts;
pub mod slips;
pub mod tts;
