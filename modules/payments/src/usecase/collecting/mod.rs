//! Village collectors: appointed by decree, out with a phone, and back with the cash.

pub mod appoint;
pub mod book;
pub mod checking;
pub mod own;
pub mod rules;
pub mod transit;
pub mod upload;
