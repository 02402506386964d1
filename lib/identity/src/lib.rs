//! People, sign-in, sessions and rights.
//!
//! An [`Actor`] is whoever asks for something, with the rights its roles grant at this moment.
//! Modules declare which [`Role`] grants which [`Permission`] as data; [`authorise`] is the one
//! question the whole house asks. This crate knows nothing of pages or HTTP.

mod actor;
mod rights;

pub use actor::{Account, Actor};
pub use rights::{Grant, Permission, Resource, Rights, Role, Scope, authorise};
