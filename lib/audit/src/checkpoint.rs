//! Signed ends of the chain.
//!
//! The database alone cannot show that its tail was cut off: the shortened chain is sound. So the
//! end is signed with the cell's key once a day and written both as a row and as a file; copies of
//! the file belong on another machine.

use base::{Date, Error, Instant, Kind as Sort};
use cell::{Cell, KeyId, Signature};
use db::{DbError, Row, Tx, params};
use files::Name;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::chain::{canonical, hex, unhex};
use crate::store::{self, ADD_CHECKPOINT, Head, LAST_CHECKPOINT, LIST_CHECKPOINTS};

/// A signed end of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Code of the cell, for example `64.08`.
    pub cell: String,
    /// Civil day of the cell.
    pub day: String,
    /// How many entries were sealed.
    pub seq: i64,
    /// Hash of the last of them, hexadecimal.
    pub hash: String,
    pub at: String,
    /// Which key of the cell signed.
    pub key_id: String,
    /// Ed25519 over [`Checkpoint::signed_text`], hexadecimal.
    pub signature: String,
}

impl Checkpoint {
    fn sign(cell: &Cell, day: Date, head: Head) -> Self {
        let mut unsigned = Self {
            cell: cell.settings().code.as_str().to_owned(),
            day: day.to_string(),
            seq: head.seq,
            hash: head.hash.hex(),
            at: cell.now().to_string(),
            key_id: String::new(),
            signature: String::new(),
        };
        let made = cell.keys().sign(unsigned.signed_text().as_bytes());
        unsigned.key_id = made.key.as_str().to_owned();
        unsigned.signature = hex(&made.bytes);
        unsigned
    }

    /// The canonical JSON that is signed, so that others can verify with the public key alone.
    pub fn signed_text(&self) -> String {
        canonical(&json!({
            "at": self.at,
            "cell": self.cell,
            "day": self.day,
            "hash": self.hash,
            "seq": self.seq,
        }))
    }

    /// Whether a key of this cell made the signature.
    pub fn is_genuine(&self, cell: &Cell) -> bool {
        let bytes = unhex(&self.signature).and_then(|b| b.try_into().ok());
        let key = cell.keys().verifying_keys().map(|k| KeyId::of(&k));
        let key = key.into_iter().find(|k| k.as_str() == self.key_id);
        match (key, bytes) {
            (Some(key), Some(bytes)) => {
                let signature = Signature { key, bytes };
                self.cell == cell.settings().code.as_str()
                    && cell.keys().verify(self.signed_text().as_bytes(), &signature)
            }
            _ => false,
        }
    }

    fn of_row(row: &Row, cell: &Cell) -> Result<Self, DbError> {
        Ok(Self {
            cell: cell.settings().code.as_str().to_owned(),
            day: row.text("day")?.to_owned(),
            seq: row.int("seq")?,
            hash: row.text("hash")?.to_owned(),
            at: row.text("at")?.to_owned(),
            key_id: row.text("key_id")?.to_owned(),
            signature: row.text("signature")?.to_owned(),
        })
    }
}

/// Seals, then signs the end of the chain and writes it down; `None` while there is no entry. The
/// row of a day is its first checkpoint, the file `audit/latest.json` the newest.
///
/// # Errors
/// Those of the database and of the file store.
pub async fn checkpoint(cell: &Cell) -> Result<Option<Checkpoint>, Error> {
    crate::seal(cell).await?;
    let head = cell.db().read(async |tx: &mut Tx| store::head(tx).await).await?;
    if head.seq == 0 {
        return Ok(None);
    }
    let made = Checkpoint::sign(cell, cell.today(), head);
    // The file first: a crash in between leaves a file that the chain confirms.
    write_file(cell, &made).await?;
    cell.db().write(async |tx: &mut Tx| add(tx, &made).await).await?;
    Ok(Some(made))
}

/// The same, but only when the day has none yet.
pub(crate) async fn checkpoint_of_the_day(cell: &Cell, today: Date) -> Result<(), Error> {
    let last = cell.db().read(async |tx: &mut Tx| last_day(tx).await).await?;
    if last.is_some_and(|day| day >= today) {
        return Ok(());
    }
    checkpoint(cell).await.map(drop)
}

/// All signed ends of the table, oldest first.
pub(crate) async fn rows(tx: &mut Tx, cell: &Cell) -> Result<Vec<Checkpoint>, DbError> {
    let rows = tx.rows(&LIST_CHECKPOINTS, params![]).await?;
    rows.iter().map(|row| Checkpoint::of_row(row, cell)).collect()
}

/// The newest signed end, from its file beside the database; `None` when there is no file.
///
/// # Errors
/// `audit/checkpoint-file` when it cannot be read; those of the file store.
pub async fn latest_file(cell: &Cell) -> Result<Option<Checkpoint>, Error> {
    let Some(content) = cell.files().find(&name("audit/latest.json")?).await? else {
        return Ok(None);
    };
    serde_json::from_slice(&content)
        .map(Some)
        .map_err(|e| Error::new(Sort::DataLoss, "audit/checkpoint-file").caused_by(e))
}

async fn last_day(tx: &mut Tx) -> Result<Option<Date>, DbError> {
    tx.one(&LAST_CHECKPOINT, params![]).await?.get("day")
}

async fn add(tx: &mut Tx, made: &Checkpoint) -> Result<u64, DbError> {
    let at = Instant::parse(&made.at)
        .map_err(|_| DbError::Column { column: "at".to_owned(), problem: "is not an instant" })?;
    let values = params![&made.day, made.seq, &made.hash, at, &made.key_id, &made.signature];
    tx.execute(&ADD_CHECKPOINT, values).await
}

async fn write_file(cell: &Cell, made: &Checkpoint) -> Result<(), Error> {
    let text = serde_json::to_vec_pretty(made)
        .map_err(|e| Error::new(Sort::Internal, "audit/checkpoint-file").caused_by(e))?;
    let of_the_day = name(&format!("audit/{}.json", made.day))?;
    cell.files().put(&of_the_day, text.clone()).await?;
    cell.files().put(&name("audit/latest.json")?, text).await
}

fn name(text: &str) -> Result<Name, Error> {
    Name::parse(text).map_err(|e| Error::new(Sort::Internal, "audit/checkpoint-file").caused_by(e))
}
