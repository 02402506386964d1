//! Assessment (penetapan massal): begun, computed, handed over, approved by another person.

mod ahead;
mod begin;
mod compute;
mod decide;
mod tally;
mod view;

pub use begin::{Beginning, begin, recover};
pub use compute::compute;
pub use decide::{approve, discard, reject, submit};
pub use view::{District, Overview, list, overview};
