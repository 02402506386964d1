//! What people do: the only place where transaction, right and audit meet.

pub mod access;
pub mod archive;
pub mod authority;
pub mod books;
pub mod choices;
pub mod codes;
pub mod comparison;
pub mod dispatch;
pub mod draft;
pub mod files;
pub mod fix;
pub mod incoming;
pub mod keys;
pub mod knock;
pub mod lists;
pub mod log;
pub mod meetings;
mod office;
pub mod ordered;
pub mod paper;
pub mod register;
pub mod retention;
pub mod route;
pub mod savings;
pub mod sealing;
pub mod search;
pub mod show;
pub mod signers;
pub mod signing;
pub mod tasks;
pub mod trust_list;
pub mod verification;

pub use office::Office;
