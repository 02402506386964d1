//! Goes through the whole log and computes it again: every entry, every hash, every signed head.

use std::collections::BTreeMap;

use base::Result;
use cell::Cell;
use db::Tx;
use tlog::{Hash, Hashes, Leaf, Order};

use super::damaged;
use super::key::{LogKey, find};
use super::sequence::{confirm, edge, extends, head, nodes_of, published};
use crate::store::log::entries::{self, Numbered};
use crate::store::log::tree::{self, Head, Node};

/// Entries that are read at once.
const STRETCH: i64 = 256;

/// A log that holds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    pub entries: i64,
    /// Signed heads.
    pub heads: u64,
    /// Entries that were noted long after they say ([`Order`]).
    pub late: u64,
}

/// Checks everything that has a number.
///
/// # Errors
/// `documents/log-damaged` with the first thing that was changed.
pub async fn check(cell: &Cell) -> Result<Checked> {
    let key = find(cell)?;
    // Read before the head: another program of the cell may be adding to both.
    let older = match &key {
        Some(key) => published(cell, key).await?,
        None => None,
    };
    let Some(last) = head(cell).await? else {
        return match older {
            Some(older) => Err(damaged("older", older.size.cast_signed())),
            None => Ok(Checked { entries: 0, heads: 0, late: 0 }),
        };
    };
    let key = key.ok_or_else(|| damaged("key", last.size))?;
    let mut walk =
        Walk { key, size: 0, edge: BTreeMap::new(), heads: 0, order: Order::default(), late: 0 };
    while walk.size < last.size {
        let (from, until) = (walk.size, (walk.size + STRETCH).min(last.size));
        let read = cell.db().read(async |tx: &mut Tx| piece(tx, from, until).await);
        walk.take(read.await?, until)?;
    }
    let size = older.as_ref().map_or(0, |it| it.size.cast_signed()).min(last.size);
    let read = async |tx: &mut Tx| tree::hashes(tx, &edge(size)).await;
    extends(older.as_ref(), last.size, &cell.db().read(read).await?)?;
    Ok(Checked { entries: last.size, heads: walk.heads, late: walk.late })
}

struct Piece {
    entries: Vec<Numbered>,
    nodes: Vec<Node>,
    heads: Vec<Head>,
}

async fn piece(tx: &mut Tx, from: i64, until: i64) -> Result<Piece> {
    Ok(Piece {
        entries: entries::stretch(tx, from, until).await?,
        nodes: tree::stretch(tx, count(from), count(until)).await?,
        heads: tree::heads(tx, from, until).await?,
    })
}

/// How many hashes a tree has (RFC 6962): one per entry, and one per subtree that is complete.
fn count(size: i64) -> i64 {
    (0..63).map(|level| size >> level).sum()
}

/// How far it came.
struct Walk {
    key: LogKey,
    size: i64,
    /// The hashes that end the tree.
    edge: BTreeMap<u64, Hash>,
    heads: u64,
    order: Order,
    late: u64,
}

impl Walk {
    fn take(&mut self, piece: Piece, until: i64) -> Result<()> {
        let mut known: Hashes = self.edge.iter().map(|(number, hash)| (*number, *hash)).collect();
        let (mut entries, mut nodes) = (piece.entries.iter(), piece.nodes.iter());
        let mut heads = piece.heads.iter().peekable();
        while self.size < until {
            let entry = entries.next().filter(|it| it.seq == Some(self.size));
            let entry = entry.ok_or_else(|| damaged("entry", self.size))?;
            for node in nodes_of(self.size.cast_unsigned(), entry.leaf.as_bytes(), &known)? {
                if nodes.next() != Some(&node) {
                    return Err(damaged("entry", self.size));
                }
                known.extend([(node.number, node.hash)]);
                self.edge.insert(node.number, node.hash);
            }
            let leaf = Leaf::parse(entry.leaf.as_bytes());
            let leaf = leaf.map_err(|e| damaged("entry", self.size).caused_by(e))?;
            self.late += u64::from(self.order.is_late(&leaf));
            self.size += 1;
            if let Some(head) = heads.next_if(|head| head.size == self.size) {
                confirm(head, &self.key, &known)?;
                self.heads += 1;
            }
        }
        let kept = edge(self.size);
        self.edge.retain(|number, _| kept.contains(number));
        Ok(())
    }
}
