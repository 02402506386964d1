//! What people and banks do with the module: the only place where a transaction, a right, the
//! audit trail and another module meet.

pub mod answering;
pub mod codes;
pub mod collecting;
pub mod counter;
pub mod h2h;
pub mod ledger;
pub mod partners;
pub mod refused;
pub mod reverse;
pub mod snap;
pub mod tokens;
pub mod verify;

pub use ledger::{Incoming, Ledger, Posted, Unfit};
pub use refused::{PostError, Refused};
