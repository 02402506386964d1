//! What people do here where the crates below leave the right and the transaction to the caller.

pub mod jobs;
pub mod messages;
pub mod positions;
pub mod reminders;
pub mod trail;
