//! The counter: shifts of tellers, cash over the counter, and slips for the treasury.

pub mod booking;
pub mod cancel;
pub mod close;
pub mod overpaid;
pub mod receive;
pub mod shifts;
pub mod slips;
pub mod take;
pub mod verify;

use base::{Error, Kind};

/// A refusal of the counter.
pub(crate) fn refused(kind: Kind, code: &'static str) -> Error {
    Error::new(kind, code)
}

pub(crate) fn conflict(code: &'static str) -> Error {
    refused(Kind::Conflict, code)
}

pub(crate) fn invalid(code: &'static str) -> Error {
    refused(Kind::Invalid, code)
}

pub(crate) fn unknown(code: &'static str) -> Error {
    refused(Kind::NotFound, code)
}
