//! Tasks: their rows, what happened to them, and the figures of offices.

pub mod events;
pub mod figures;
mod rows;

pub use rows::*;
