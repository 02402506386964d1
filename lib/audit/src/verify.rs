//! Walking the whole chain.

use std::collections::BTreeSet;

use base::Error;
use cell::Cell;
use db::{DbError, Row, Tx, params};

use crate::DETAILS_ERASED;
use crate::chain::{Link, details_hash, unhex};
use crate::checkpoint::{self, Checkpoint};
use crate::store::{self, FIND_HASH, Head, LIST_SEALED};

/// Rows read in one short transaction, so that the walk holds up nobody.
const STRETCH: i64 = 2_000;

/// The first thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place in the chain.
    pub seq: i64,
    /// The id of the entry there, where there is one.
    pub id: Option<String>,
    pub trouble: Trouble,
}

/// What is wrong at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is no entry with this number, but there are later ones: it was removed.
    Removed,
    /// The entry does not continue the chain: it was changed, or it was put or moved here.
    Broken,
    /// Name, address, before, after or reason were changed.
    DetailsChanged,
    /// The details are gone without a record of their erasure.
    ErasedWithoutRecord,
    /// The chain ends elsewhere than its own head says: the tail was cut off or added to.
    HeadDiffers,
    /// A signed end lies beyond the end of the chain or has another hash: the chain was cut off or
    /// written anew.
    CheckpointDiffers,
    /// The signature of a checkpoint was not made by a key of this cell.
    CheckpointForged,
    /// The newest checkpoint is missing beside the database though the table has one.
    CheckpointFileMissing,
}

impl Trouble {
    /// A stable word for reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Broken => "broken",
            Self::DetailsChanged => "details-changed",
            Self::ErasedWithoutRecord => "erased-without-record",
            Self::HeadDiffers => "head-differs",
            Self::CheckpointDiffers => "checkpoint-differs",
            Self::CheckpointForged => "checkpoint-forged",
            Self::CheckpointFileMissing => "checkpoint-file-missing",
        }
    }
}

/// What a walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Entries walked before the fault, or all of them.
    pub entries: i64,
    /// Hash of the last entry walked.
    pub hash: Link,
    /// Entries whose details were erased, each with its record.
    pub erased: usize,
    /// Entries that wait for the sealer.
    pub unsealed: i64,
    /// Signed ends that were compared, the file included.
    pub checkpoints: usize,
    /// `None`: nothing was changed.
    pub fault: Option<Fault>,
}

/// Walks the whole chain and compares it with its head and all signed ends. `progress` is told how
/// many entries are done.
///
/// # Errors
/// Those of the database and the file store. A broken chain is no error but a [`Fault`].
pub async fn verify(cell: &Cell, mut progress: impl FnMut(i64)) -> Result<Report, Error> {
    let mut walk = Walk::default();
    // Entries sealed meanwhile are the next walk's business.
    let head = cell.db().read(async |tx: &mut Tx| store::head(tx).await).await?;
    loop {
        let after = walk.seq;
        let rows = cell
            .db()
            .read(async |tx: &mut Tx| tx.rows(&LIST_SEALED, params![after, STRETCH]).await)
            .await?;
        walk.stretch(&rows, head)?;
        progress(walk.seq);
        if rows.is_empty() || walk.fault.is_some() || walk.seq >= head.seq {
            break;
        }
    }
    let walked = walk.seq;
    let beyond = cell
        .db()
        .read(async |tx: &mut Tx| tx.rows(&LIST_SEALED, params![walked, 1_i64]).await)
        .await?;
    let grown = cell.db().read(async |tx: &mut Tx| store::head(tx).await).await?;
    walk.end(head, grown, &beyond);
    walk.checkpoints(cell).await?;
    let unsealed = cell.db().read(async |tx: &mut Tx| store::unsealed(tx).await).await?;
    Ok(walk.report(unsealed))
}

struct Walk {
    seq: i64,
    hash: Link,
    erased: BTreeSet<(i64, String)>,
    recorded: BTreeSet<String>,
    checkpoints: usize,
    fault: Option<Fault>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            seq: 0,
            hash: Link::START,
            erased: BTreeSet::new(),
            recorded: BTreeSet::new(),
            checkpoints: 0,
            fault: None,
        }
    }
}

impl Walk {
    fn stretch(&mut self, rows: &[Row], head: Head) -> Result<(), DbError> {
        for row in rows {
            if self.fault.is_some() || self.seq >= head.seq {
                break;
            }
            self.step(row)?;
        }
        Ok(())
    }

    fn step(&mut self, row: &Row) -> Result<(), DbError> {
        let (seq, id) = (row.int("seq")?, row.text("id")?);
        if seq != self.seq + 1 {
            self.fault(self.seq + 1, None, Trouble::Removed);
            return Ok(());
        }
        let hash = self.hash.next(&store::facts(row, seq)?.text());
        if row.text("hash")? != hash.hex() {
            self.fault(seq, Some(id), Trouble::Broken);
            return Ok(());
        }
        match (row.opt_text("details")?, row.opt_text("salt")?) {
            (Some(details), Some(salt)) => {
                let made = unhex(salt).map(|salt| details_hash(&salt, details));
                if made.as_deref() != Some(row.text("data_sha256")?) {
                    self.fault(seq, Some(id), Trouble::DetailsChanged);
                    return Ok(());
                }
            }
            _ => {
                self.erased.insert((seq, id.to_owned()));
            }
        }
        if row.text("kind")? == DETAILS_ERASED.code {
            self.recorded.insert(row.text("subject")?.to_owned());
        }
        (self.seq, self.hash) = (seq, hash);
        Ok(())
    }

    fn end(&mut self, head: Head, grown: Head, beyond: &[Row]) {
        if self.fault.is_some() {
            return;
        }
        // Rows beyond are right when the head has moved on meanwhile, and only then.
        let added = !beyond.is_empty() && grown.seq <= head.seq;
        if self.seq != head.seq || self.hash != head.hash || added {
            self.fault(self.seq + 1, None, Trouble::HeadDiffers);
            return;
        }
        let lost = self.erased.iter().find(|(_, id)| !self.recorded.contains(id)).cloned();
        if let Some((seq, id)) = lost {
            self.fault(seq, Some(&id), Trouble::ErasedWithoutRecord);
        }
    }

    async fn checkpoints(&mut self, cell: &Cell) -> Result<(), Error> {
        if self.fault.is_some() {
            return Ok(());
        }
        let rows = cell.db().read(async |tx: &mut Tx| checkpoint::rows(tx, cell).await).await?;
        let file = checkpoint::latest_file(cell).await?;
        if file.is_none() && !rows.is_empty() {
            self.fault(self.seq, None, Trouble::CheckpointFileMissing);
            return Ok(());
        }
        for made in rows.iter().chain(&file) {
            if self.fault.is_none() {
                self.compare(cell, made).await?;
            }
        }
        Ok(())
    }

    async fn compare(&mut self, cell: &Cell, made: &Checkpoint) -> Result<(), Error> {
        self.checkpoints += 1;
        if !made.is_genuine(cell) {
            self.fault(made.seq, None, Trouble::CheckpointForged);
            return Ok(());
        }
        let at = made.seq;
        let row =
            cell.db().read(async |tx: &mut Tx| tx.first(&FIND_HASH, params![at]).await).await?;
        // The chain itself is sound by now, so the stored hash is the true one.
        let same = match row {
            Some(row) => row.text("hash")? == made.hash,
            None => false,
        };
        if !same {
            self.fault(made.seq, None, Trouble::CheckpointDiffers);
        }
        Ok(())
    }

    fn fault(&mut self, seq: i64, id: Option<&str>, trouble: Trouble) {
        self.fault = Some(Fault { seq, id: id.map(str::to_owned), trouble });
    }

    fn report(self, unsealed: i64) -> Report {
        Report {
            entries: self.seq,
            hash: self.hash,
            erased: self.erased.len(),
            unsealed,
            checkpoints: self.checkpoints,
            fault: self.fault,
        }
    }
}
