//! Stories of people, sign-in, sessions and rights.

mod accounts;
mod demo;
mod links;
mod passwords;
mod rights;
mod secrets;
mod sessions;
mod sign_in;
mod statements;
mod support;
mod tries;
