//! What people do: the only place where transaction, right and audit meet.

mod bureau;
pub mod catalogue;
pub mod cubes;
pub mod loading;
pub mod outlines;
pub mod releasing;

pub use bureau::Bureau;
