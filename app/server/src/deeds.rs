//! What is done to a cell at its server, and the entries of the audit trail about it.

use audit::{Entry, Kind, Level, Outcome, Who};
use base::Result;
use cell::Cell;
use identity::Actor;
use serde_json::Value;

pub const KEY_ROTATED: Kind = Kind::new("server/key-rotated", Level::Critical);
pub const BACKED_UP: Kind = Kind::new("server/backed-up", Level::Important);
pub const RESTORED: Kind = Kind::new("server/restored", Level::Critical);
pub const EXPORTED: Kind = Kind::new("server/exported", Level::Important);
pub const IMPORTED: Kind = Kind::new("server/imported", Level::Critical);

/// All of them, for the list of all kinds.
pub const KINDS: &[Kind] = &[KEY_ROTATED, BACKED_UP, RESTORED, EXPORTED, IMPORTED];

/// A deed of the operator, chained at once: the server may not run.
#[derive(Debug)]
pub struct Deed<'a> {
    pub kind: Kind,
    /// A key id, or the last part of a folder's path; never a name of a person.
    pub subject: &'a str,
    pub outcome: Outcome,
    /// The facts, such as the whole path.
    pub facts: Value,
}

/// Writes a deed of the operator into the trail.
///
/// # Errors
/// Those of the database.
pub async fn record(cell: &Cell, deed: Deed<'_>) -> Result<()> {
    let who: Who = Actor::operator().who();
    let entry = Entry::new(deed.kind, &who, deed.subject).after(deed.facts);
    audit::record_alone(cell, entry.outcome(deed.outcome)).await?;
    audit::seal(cell).await.map(drop)
}

/// The same where the deed itself is done and must not fail any more: a full disk keeps nobody from
/// saving what there is. Says so instead.
pub async fn record_or_tell(cell: &Cell, deed: Deed<'_>) {
    let kind = deed.kind.code;
    if let Err(error) = record(cell, deed).await {
        eprintln!("the audit trail could not be told ({kind}): {error}");
    }
}
