//! Time-stamps of an authority: that some bytes existed at a time (RFC 3161, RFC 5816).

mod request;
mod token;

pub use request::TimestampRequest;
pub(crate) use request::imprint;
pub use token::TimestampToken;
