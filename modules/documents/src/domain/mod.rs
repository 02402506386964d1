//! What the rules of correspondence know, without I/O.

pub mod authority;
pub mod keys;
pub mod letter;
