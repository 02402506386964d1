//! Removing what nobody needs or wants to be kept.

use audit::{Entry, Who};
use base::{Error, Id};
use cell::Cell;
use db::{DbError, Tx, params};
use ports::Channel;

use crate::kinds;
use crate::store::{
    FORGET_DELIVERIES, FORGET_OLD, FORGET_SUBSCRIPTION, LIST_OF_CONTACT, LIST_STALE,
};
use crate::subscribe::REFUSED_SECONDS;
use crate::subscription::{Subscription, contact_key, read_contact};

/// A wish that nobody confirmed, and a message, are kept for so long.
const UNCONFIRMED_SECONDS: i64 = 2 * 86_400;
const MESSAGE_SECONDS: i64 = 365 * 86_400;
/// Subscriptions removed in one go of the clean-up.
const AT_ONCE: i64 = 500;

/// Removes a subscription and its messages; `false` when there was none.
pub(crate) async fn subscription(tx: &mut Tx, id: Id<Subscription>) -> Result<bool, DbError> {
    tx.execute(&FORGET_DELIVERIES, params![id]).await?;
    Ok(tx.execute(&FORGET_SUBSCRIPTION, params![id]).await? == 1)
}

/// Removes every subscription of an address, at its owner's request (Law 27/2022, article 8);
/// returns how many there were.
///
/// # Errors
/// `notify/contact-…` when the address cannot be one.
pub async fn erase(
    tx: &mut Tx,
    cell: &Cell,
    channel: Channel,
    contact: &str,
    who: &Who,
) -> Result<u64, Error> {
    let key = contact_key(cell, &read_contact(channel, contact)?);
    let rows = tx.rows(&LIST_OF_CONTACT, params![&key]).await?;
    for row in &rows {
        let id: Id<Subscription> = row.get("id")?;
        subscription(tx, id).await?;
        audit::record(tx, cell, Entry::new(kinds::ERASED, who, id.to_string())).await?;
    }
    Ok(rows.len() as u64)
}

/// Forgets wishes that nobody confirmed, addresses that refused long ago, and messages of more
/// than a year ago; returns how many. For a quiet hour.
///
/// # Errors
/// Those of the database.
pub async fn clean_up(tx: &mut Tx, cell: &Cell) -> Result<u64, DbError> {
    let before = |seconds: i64| cell.now().plus_seconds(-seconds);
    let values = params![before(UNCONFIRMED_SECONDS), before(REFUSED_SECONDS), AT_ONCE];
    let mut count = 0;
    for row in tx.rows(&LIST_STALE, values).await? {
        count += u64::from(subscription(tx, row.get("id")?).await?);
    }
    Ok(count + tx.execute(&FORGET_OLD, params![before(MESSAGE_SECONDS)]).await?)
}
