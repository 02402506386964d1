//! What must be the same on both sides of a move, and what a new cell is made with.

use base::Clock;
use db::transfer::{Fact, Label};
use db::{Db, DbError, Tx};

use crate::store::{AUDIT_ENTRIES, AUDIT_HASH, COUNT_PEOPLE};
use crate::system::SystemClock;

/// Compared after every move.
pub const FACTS: &[Fact] = &[("audit_entries", AUDIT_ENTRIES), ("audit_hash", AUDIT_HASH)];

/// Tables in which a cell has rows from its making on: known agencies, the invitation of the first
/// administrator, and the trail of both.
pub const SEEDED: &[&str] = &[
    "audit_checkpoint",
    "audit_entry",
    "audit_head",
    "id_account",
    "id_account_role",
    "id_agency",
    "id_link",
];

/// What an export says about itself.
pub fn label(code: &str) -> Label<'_> {
    Label {
        product_version: env!("CARGO_PKG_VERSION"),
        cell_code: code,
        exported_at: SystemClock.now(),
        facts: FACTS,
    }
}

/// Whether nobody has used the cell yet.
pub async fn is_new(db: &Db) -> Result<bool, DbError> {
    let people = async |tx: &mut Tx| tx.one(&COUNT_PEOPLE, db::params![]).await?.int("n");
    Ok(db.read(people).await? == 0)
}
