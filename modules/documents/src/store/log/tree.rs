//! The tree of the log and its signed heads.

use base::Instant;
use db::{DbError, Row, Tx, Value, params};
use tlog::{Hash, Hashes};

use crate::domain::file::digest;
use crate::store::unknown;

db::statements! {
    ADD_HASH = "
        insert into doc_log_hash (number, level, place, hash)
        values ($1, $2, $3, $4)";
    HASH = "select hash from doc_log_hash where number = $1";
    /// Neighbours of a level.
    LEVEL = "
        select number, place, hash
        from doc_log_hash
        where level = $1 and place >= $2 and place < $3
        order by place";
    /// Hashes in the order in which they came to be.
    STRETCH = "
        select number, level, place, hash
        from doc_log_hash
        where number >= $1 and number < $2
        order by number";
    /// Nothing, where another one follows the same head.
    ADD_HEAD = "
        insert into doc_log_checkpoint (size, previous, note, at)
        values ($1, $2, $3, $4)
        on conflict do nothing";
    HEAD = "
        select size, previous, note, at
        from doc_log_checkpoint
        order by size desc
        limit 1";
    HEADS = "
        select size, previous, note, at
        from doc_log_checkpoint
        where size > $1 and size <= $2
        order by size";
}

/// A signed head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub size: i64,
    /// The size before.
    pub previous: i64,
    /// The signed note.
    pub note: String,
    pub at: Instant,
}

/// A hash with its place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    pub number: u64,
    pub level: u8,
    pub place: u64,
    pub hash: Hash,
}

/// Adds hashes.
pub async fn add(tx: &mut Tx, nodes: &[Node]) -> Result<(), DbError> {
    let row = |node: &Node| -> Vec<Value> {
        let hash: String = node.hash.iter().map(|byte| format!("{byte:02x}")).collect();
        vec![
            node.number.cast_signed().into(),
            node.level.into(),
            node.place.cast_signed().into(),
            hash.into(),
        ]
    };
    tx.execute_each(&ADD_HASH, nodes.iter().map(row).collect::<Vec<_>>()).await.map(drop)
}

/// The hashes with these numbers, as far as there are any.
pub async fn hashes(tx: &mut Tx, numbers: &[u64]) -> Result<Hashes, DbError> {
    let mut found = Vec::new();
    for number in numbers {
        if let Some(row) = tx.first(&HASH, params![number.cast_signed()]).await? {
            found.push((*number, hash(&row)?));
        }
    }
    Ok(found.into_iter().collect())
}

/// Neighbours of a level, from a place to before another.
pub async fn level(tx: &mut Tx, level: u8, from: u64, until: u64) -> Result<Vec<Node>, DbError> {
    let values = params![level, from.cast_signed(), until.cast_signed()];
    tx.rows(&LEVEL, values).await?.iter().map(|row| node(row, level)).collect()
}

/// Hashes from one number to before another.
pub async fn stretch(tx: &mut Tx, from: i64, until: i64) -> Result<Vec<Node>, DbError> {
    let level = |row: &Row| u8::try_from(row.int("level")?).map_err(|_| unknown("level"));
    let rows = tx.rows(&STRETCH, params![from, until]).await?;
    rows.iter().map(|row| node(row, level(row)?)).collect()
}

/// Adds a head behind another; `false` when somebody else was faster.
pub async fn add_head(tx: &mut Tx, it: &Head) -> Result<bool, DbError> {
    let values = params![it.size, it.previous, &it.note, it.at];
    Ok(tx.execute(&ADD_HEAD, values).await? == 1)
}

/// The newest head; `None` while nothing has a number.
pub async fn head(tx: &mut Tx) -> Result<Option<Head>, DbError> {
    tx.first(&HEAD, params![]).await?.as_ref().map(of_row).transpose()
}

/// Heads above one size, up to another.
pub async fn heads(tx: &mut Tx, above: i64, until: i64) -> Result<Vec<Head>, DbError> {
    tx.rows(&HEADS, params![above, until]).await?.iter().map(of_row).collect()
}

fn of_row(row: &Row) -> Result<Head, DbError> {
    Ok(Head {
        size: row.int("size")?,
        previous: row.int("previous")?,
        note: row.get("note")?,
        at: row.get("at")?,
    })
}

fn node(row: &Row, level: u8) -> Result<Node, DbError> {
    Ok(Node {
        number: row.int("number")?.cast_unsigned(),
        level,
        place: row.int("place")?.cast_unsigned(),
        hash: hash(row)?,
    })
}

fn hash(row: &Row) -> Result<Hash, DbError> {
    digest(row.text("hash")?).ok_or_else(|| unknown("hash"))
}
