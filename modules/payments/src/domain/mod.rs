//! What the books know and decide, without I/O.

pub mod account;
pub mod allocation;
pub mod channel;
pub mod code;
pub mod collecting;
pub mod counter;
pub mod entry;
pub mod masking;
pub mod outage;
pub mod partner;
pub mod proposal;
pub mod receipt;
pub mod reconciliation;
pub mod seal;
pub mod statement;
pub mod ticket;
