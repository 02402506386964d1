//! What people and banks do with the module: the only place where a transaction, a right, the
//! audit trail and another module meet.

pub mod answering;
pub mod codes;
pub mod collecting;
pub mod counter;
pub mod h2h;
pub mod ledger;
pub mod partners;
pub mod paying;
pub mod qr;
pub mod reconciliation;
pub mod refused;
pub mod reverse;
pub mod sandbox;
pub mod snap;
pub mod tickets;
pub mod tokens;
pub mod treasury;
pub mod verify;

pub use ledger::{Incoming, Ledger, Posted, Unfit};
pub use refused::{PostError, Refused};
pub use treasury::Treasury;
