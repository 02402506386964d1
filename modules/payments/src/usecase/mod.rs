//! What people and banks do with the module: the only place where a transaction, a right, the
//! audit trail and another module meet.

pub mod codes;
pub mod ledger;
pub mod partners;
pub mod refused;
pub mod reverse;
pub mod verify;

pub use ledger::{Incoming, Ledger, Posted, Unfit};
pub use refused::{PostError, Refused};
