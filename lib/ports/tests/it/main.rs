//! Addresses of people: what is taken, what is refused, and that none shows itself.

mod contacts;
mod sayings;
