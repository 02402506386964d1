//! Time-stamps of an authority: that some bytes existed at a time (RFC 3161, RFC 5816).

mod request;
mod token;

pub use request::TimestampRequest;
pub use token::TimestampToken;
