//! What people do: the only place where transaction, right and audit meet.

pub(crate) mod accounts;
mod agencies;
pub(crate) mod demo;
mod first;
mod links;
mod passwords;
mod positions;
mod recover;
mod sessions;
pub(crate) mod sign_in;
