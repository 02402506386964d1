//! Answering a request for a time-stamp (RFC 3161).

use base::Result;
use cell::Cell;
use pki::ObjectIdentifier;
use pki::authority::{Serial, TimestampAuthority};

use super::fault;
use super::offices::{Authority, key_of};
use crate::domain::authority::Office;

/// anyPolicy (RFC 5280 §4.2.1.4): this office has published no policy and claims to follow none.
const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.32.0");

/// The answer to the bytes of a request, DER: a token, or a refusal with its reason.
///
/// # Errors
/// `documents/authority-missing`; those of the keys folder.
pub fn answer_stamp(cell: &Cell, request: &[u8]) -> Result<Vec<u8>> {
    let authority = Authority::open(cell)?;
    let (name, certificate) = authority.newest(Office::Tsa)?;
    let key = key_of(cell, name, certificate)?;
    let chain = authority.chain()?;
    let office = TimestampAuthority::new(certificate, &key, &chain, POLICY).map_err(fault)?;
    Ok(office.answer(request, &Serial::random(cell.random()), cell.now()))
}
