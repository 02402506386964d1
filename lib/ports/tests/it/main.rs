//! Addresses of people and what messages say; what a signer is asked, and what it keeps to itself.

mod contacts;
mod sayings;
mod signing;
