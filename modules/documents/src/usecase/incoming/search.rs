//! Incoming letters among the words by which letters are found.

use base::{Id, Result};
use db::Tx;

use crate::domain::incoming::{Incoming, Record, State};
use crate::domain::words::words;
use crate::store::search::{self, Place};
use crate::usecase::search::scopes;

/// Puts a letter under its words. One that is closed, or whose entry is void, is found by nobody's.
pub(super) async fn index(tx: &mut Tx, record: &Record) -> Result<()> {
    if record.entry.secrecy.is_closed() || record.state == State::Void {
        return forget(tx, record.id).await;
    }
    let mut under = words(&format!("{} {}", record.entry.searchable(), record.number));
    under.extend(scopes(&[&record.agency]));
    let place = Place { sort_key: record.entry.received.clone(), item: record.id.to_string() };
    Ok(search::index(tx, &place, &under).await?)
}

pub(super) async fn forget(tx: &mut Tx, id: Id<Incoming>) -> Result<()> {
    Ok(search::forget(tx, &id.to_string()).await?)
}
