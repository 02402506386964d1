//! Gives the entries that wait their numbers, and signs the new head: all of it in one transaction.
//!
//! Several programs of a cell may do it at once. A head follows the one that was read, and only one
//! can: whoever is slower begins again from where the log stands then.

use audit::{Entry, Who};
use base::{Instant, Result};
use cell::Cell;
use db::Tx;
use files::Name;
use serde_json::json;
use tlog::{Checkpoint, Hashes, Leaf, Order, grow, root, wanted};

use super::damaged;
use super::key::{LogKey, find_or_make};
use crate::audit_kinds::LOG_LATE;
use crate::store::log::entries::{self, Waiting};
use crate::store::log::tree::{self, Head, Node};

/// Entries of one transaction, so that other writers wait a few milliseconds at most.
const STRETCH: i64 = 256;

/// Numbers everything that waits; how many entries. One that says another time than it should is
/// numbered too, and written into the audit trail: nobody could tell it from one that is missing.
///
/// # Errors
/// `documents/log-damaged` when what is stored does not hold together: then nothing is added and
/// nothing signed. Those of the database and of the keys.
pub async fn sequence(cell: &Cell) -> Result<u64> {
    let mut done = 0;
    while let Some(numbered) = stretch(cell).await? {
        done += numbered;
    }
    Ok(done)
}

/// What is read before anything is hashed.
struct Ready {
    waiting: Vec<Waiting>,
    head: Option<Head>,
    /// The hashes that end the tree; those of the published file's size.
    known: Hashes,
    published: Option<Checkpoint>,
    /// Went along with the newest entries.
    order: Order,
}

/// `None` when nothing waits.
async fn stretch(cell: &Cell) -> Result<Option<u64>> {
    let read = async |tx: &mut Tx| Ok::<_, base::Error>(!entries::waiting(tx, 1).await?.is_empty());
    if !cell.db().read(read).await? {
        return Ok(None);
    }
    let size = head(cell).await?.map_or(0, |head| head.size);
    let key = find_or_make(cell, size)?;
    let published = published(cell, &key).await?;
    let ready = cell.db().read(async |tx: &mut Tx| ready(tx, published.clone()).await).await?;
    if ready.waiting.is_empty() {
        return Ok(None);
    }
    let grown = Grown::of(ready, &key, cell.now())?;
    match cell.db().write(async |tx: &mut Tx| grown.store(tx, cell).await).await? {
        true => {
            let note = grown.head.note.clone();
            cell.files().put(&file_name()?, note.into_bytes()).await?;
            Ok(Some(grown.waiting.len() as u64))
        }
        false => Ok(Some(0)),
    }
}

pub(super) async fn head(cell: &Cell) -> Result<Option<Head>> {
    Ok(cell.db().read(async |tx: &mut Tx| tree::head(tx).await).await?)
}

async fn ready(tx: &mut Tx, published: Option<Checkpoint>) -> Result<Ready> {
    let waiting = entries::waiting(tx, STRETCH).await?;
    let head = tree::head(tx).await?;
    let size = head.as_ref().map_or(0, |head| head.size);
    let mut numbers = edge(size);
    numbers.extend(edge(published.as_ref().map_or(0, |it| it.size.cast_signed()).min(size)));
    let known = tree::hashes(tx, &numbers).await?;
    let mut order = Order::default();
    for it in entries::stretch(tx, (size - STRETCH).max(0), size).await? {
        order.is_late(&leaf_of(&it.leaf, size)?);
    }
    Ok(Ready { waiting, head, known, published, order })
}

/// The numbers of the hashes from which the root of a tree is made; what grows on it needs no other.
pub(super) fn edge(size: i64) -> Vec<u64> {
    if size == 0 { Vec::new() } else { wanted(|known| root(size.cast_unsigned(), known)) }
}

/// The head says what the hashes say, and was signed by the key of the log.
pub(super) fn confirm(head: &Head, key: &LogKey, known: &Hashes) -> Result<Checkpoint> {
    let bad = || damaged("checkpoint", head.size);
    let signed = Checkpoint::open(head.note.as_bytes(), &key.verifier).map_err(|_| bad())?;
    if signed.size != head.size.cast_unsigned() {
        return Err(bad());
    }
    match root(signed.size, known) {
        Ok(root) if root == signed.root => Ok(signed),
        _ => Err(damaged("root", head.size)),
    }
}

/// What lies beside the database was shown to others: the log begins with it, or somebody put an
/// older database in place.
pub(super) fn extends(published: Option<&Checkpoint>, size: i64, known: &Hashes) -> Result<()> {
    let Some(older) = published else { return Ok(()) };
    let is_ours = older.size <= size.cast_unsigned()
        && root(older.size, known).is_ok_and(|root| root == older.root);
    if is_ours { Ok(()) } else { Err(damaged("older", older.size.cast_signed())) }
}

/// The newest head that was written beside the database.
pub(super) async fn published(cell: &Cell, key: &LogKey) -> Result<Option<Checkpoint>> {
    let Some(note) = cell.files().find(&file_name()?).await? else { return Ok(None) };
    let opened = Checkpoint::open(&note, &key.verifier);
    opened.map(Some).map_err(|e| damaged("older", 0).caused_by(e))
}

fn file_name() -> Result<Name> {
    Name::parse("documents/log/checkpoint").map_err(|e| damaged("checkpoint", 0).caused_by(e))
}

/// The tree with what waited.
struct Grown {
    waiting: Vec<Waiting>,
    nodes: Vec<Node>,
    head: Head,
    /// Numbers and times of those that say another time than they should.
    late: Vec<(u64, String)>,
}

impl Grown {
    fn of(ready: Ready, key: &LogKey, now: Instant) -> Result<Self> {
        let Ready { waiting, head, mut known, published, mut order } = ready;
        let before = head.as_ref().map_or(0, |head| head.size);
        if let Some(head) = &head {
            confirm(head, key, &known)?;
        }
        extends(published.as_ref(), before, &known)?;
        let (mut size, mut nodes, mut late) = (before.cast_unsigned(), Vec::new(), Vec::new());
        for entry in &waiting {
            let leaf = leaf_of(&entry.leaf, size.cast_signed())?;
            if order.is_late(&leaf) || Order::is_ahead(&leaf, now) {
                late.push((size, leaf.at));
            }
            let added = nodes_of(size, entry.leaf.as_bytes(), &known)?;
            known.extend(added.iter().map(|node| (node.number, node.hash)));
            nodes.extend(added);
            size += 1;
        }
        let root = root(size, &known).map_err(|e| damaged("hash", before).caused_by(e))?;
        let checkpoint = Checkpoint { origin: key.verifier.name().to_owned(), size, root };
        let note = key.sign(&checkpoint)?;
        let head = Head { size: size.cast_signed(), previous: before, note, at: now };
        Ok(Self { waiting, nodes, head, late })
    }

    async fn store(&self, tx: &mut Tx, cell: &Cell) -> Result<bool> {
        // First: whoever is slower writes nothing.
        if !tree::add_head(tx, &self.head).await? {
            return Ok(false);
        }
        let numbered = entries::number(tx, self.head.previous, &self.waiting).await?;
        if numbered != self.waiting.len() as u64 {
            return Err(damaged("entry", self.head.previous));
        }
        tree::add(tx, &self.nodes).await?;
        if !self.late.is_empty() {
            let who = Who::system();
            let entry = Entry::new(LOG_LATE, &who, "log/naskah");
            audit::record(tx, cell, entry.after(json!({ "entries": self.late }))).await?;
        }
        Ok(true)
    }
}

/// An entry that this program did not write is none: nothing is signed over it.
fn leaf_of(text: &str, at: i64) -> Result<Leaf> {
    Leaf::parse(text.as_bytes()).map_err(|e| damaged("entry", at).caused_by(e))
}

/// The hashes that an entry adds: its own, then those of the subtrees it completes, each a level up.
pub(super) fn nodes_of(size: u64, entry: &[u8], known: &Hashes) -> Result<Vec<Node>> {
    let grown =
        grow(size, entry, known).map_err(|e| damaged("hash", size.cast_signed()).caused_by(e))?;
    let node = |(level, (number, hash)): (u8, (u64, tlog::Hash))| Node {
        number,
        level,
        place: size >> level,
        hash,
    };
    Ok((0..).zip(grown.hashes).map(node).collect())
}
