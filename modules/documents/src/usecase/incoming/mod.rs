//! What people do with incoming letters: register, dispose, follow up, sort, look.

pub(crate) mod access;
pub mod choices;
pub mod desk;
pub mod dispose;
pub mod follow;
mod number;
pub mod open;
pub mod receive;
pub mod register;
pub mod scans;
pub mod search;
pub mod sheet;
pub mod show;
pub mod sort;
mod story;
pub mod waiting;

pub use number::SERIES;
pub(crate) use story::subject;
