//! Reconciliation: a bank's file is loaded, held against the ledger, decided line by line, and
//! closed with a report that two people answer for.

mod close;
pub(crate) mod decide;
mod load;
mod sample;
mod view;

pub use crate::store::findings::Found;
pub use crate::store::statements::{Loaded, StatementState};
pub use close::{Minutes, MovedCode};
pub use load::{LoadError, Upload};
pub use view::{FoundFile, StatementFile, StatementList};
