//! Erasing personal data without breaking the chain.

use base::{Error, Id, Kind as Sort};
use cell::Cell;
use db::{DbError, Tx, params};

use crate::store::ERASE_DETAILS;
use crate::{Entry, Kind, Level, Recorded, Who, record};

/// The details of an entry were erased (UU 27/2022 art. 43). Its subject is the entry's id.
pub const DETAILS_ERASED: Kind = Kind::new("audit/details-erased", Level::Critical);

/// Empties the details (name, address, before, after, reason) of one entry and records that it was
/// done and why. [`crate::verify()`] accepts an empty entry only with such a record.
///
/// # Errors
/// `audit/not-found` when there is no such entry or its details are gone already.
pub async fn erase(
    tx: &mut Tx,
    cell: &Cell,
    who: &Who,
    entry: Id<Recorded>,
    reason: &str,
) -> Result<(), Error> {
    if tx.execute(&ERASE_DETAILS, params![entry]).await? == 0 {
        return Err(Error::new(Sort::NotFound, "audit/not-found"));
    }
    let erased = Entry::new(DETAILS_ERASED, who, entry.to_string()).reason(reason);
    record(tx, cell, erased).await.map(drop).map_err(|e: DbError| e.into())
}
