//! What people do: the only place where transaction, right and audit meet.

pub mod authority;
pub mod keys;
pub mod lists;
mod office;
pub mod signers;

pub use office::Office;
