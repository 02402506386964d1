//! Takes a person out of the public log (UU 27/2022 art. 43): the tree stays as it is, and what it
//! says about them can never again be shown to be about them.

use audit::Entry;
use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, require};
use serde_json::json;

use crate::audit_kinds::LOG_ERASED;
use crate::permissions::MANAGE;
use crate::store::log::entries;
use crate::usecase::route::checked_reason;

/// Destroys the salts of everything an account did; how many entries that were.
///
/// # Errors
/// `identity/forbidden`; `documents/remark` without a reason; `documents/log-nothing` when no salt of
/// theirs is left.
pub async fn erase(cell: &Cell, actor: &Actor, account: &str, reason: &str) -> Result<u64> {
    require(cell, actor, MANAGE, Resource::Cell).await?;
    let (reason, who) = (checked_reason(reason)?, actor.who());
    let write = async |tx: &mut Tx| -> Result<u64> {
        let entries = entries::erase(tx, account).await?;
        if entries == 0 {
            return Err(Error::new(Kind::NotFound, "documents/log-nothing"));
        }
        let entry = Entry::new(LOG_ERASED, &who, format!("account/{account}"));
        let entry = entry.after(json!({ "entries": entries })).reason(&reason);
        audit::record(tx, cell, entry).await?;
        Ok(entries)
    };
    cell.db().write(write).await
}
