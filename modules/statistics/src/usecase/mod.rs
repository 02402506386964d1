//! What people do: the only place where transaction, right and audit meet.

mod bureau;
pub mod catalogue;
pub mod concepts;
pub mod cubes;
mod dimensions;
mod kept;
pub mod loading;
pub mod metadata;
pub mod outlines;
pub mod places;
pub mod practice;
pub mod process;
pub mod protecting;
pub mod releasing;
pub mod revisions;
pub mod yearbook;

pub use bureau::Bureau;
