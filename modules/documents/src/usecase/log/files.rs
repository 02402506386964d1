//! The published files of the log (C2SP tlog-tiles), made of what the database holds. A tile, once it
//! can be read, never changes.

use base::{Instant, Result};
use cell::Cell;
use db::Tx;
use tlog::{Address, Kind, Leaf, bundle};

use super::damaged;
use super::sequence::head;
use crate::store::log::{entries, tree};

/// The longest path of a tile: a log of that many entries does not exist.
const LONGEST: usize = 48;
/// Levels of tiles.
const LEVELS: u8 = 5;
/// Tiles of a level, at most: more than five levels could hold.
const TILES: u64 = 1 << 32;
/// Entries on the page of the log.
const LATEST: i64 = 20;

/// The newest signed head; `None` before the first entry.
///
/// # Errors
/// Those of the database.
pub async fn checkpoint(cell: &Cell) -> Result<Option<String>> {
    Ok(head(cell).await?.map(|head| head.note))
}

/// The file at a path such as `tile/0/000` or `tile/entries/001.p/7`; `None` for whatever is not
/// there. A path that names no file never reaches the database.
///
/// # Errors
/// `documents/log-damaged` when what is stored has a gap.
pub async fn file(cell: &Cell, path: &str) -> Result<Option<Vec<u8>>> {
    let Some(address) = address(path) else { return Ok(None) };
    let read = async |tx: &mut Tx| -> Result<Option<Vec<u8>>> {
        let size = tree::head(tx).await?.map_or(0, |head| head.size.cast_unsigned());
        let (from, until) = (address.first(), address.first() + address.width);
        let there = match address.kind {
            Kind::Entries => size,
            // A level has one hash per full tile of the level below.
            Kind::Tile(level) => size >> (8 * u32::from(level)),
        };
        if until > there {
            return Ok(None);
        }
        let bytes = match address.kind {
            Kind::Entries => entries_of(tx, from.cast_signed(), until.cast_signed()).await?,
            Kind::Tile(level) => {
                let nodes = tree::level(tx, 8 * level, from, until).await?;
                nodes.iter().flat_map(|node| node.hash).collect()
            }
        };
        let whole = match address.kind {
            Kind::Entries => !bytes.is_empty(),
            Kind::Tile(_) => bytes.len() as u64 == 32 * address.width,
        };
        if whole { Ok(Some(bytes)) } else { Err(damaged("hash", from.cast_signed())) }
    };
    cell.db().read(read).await
}

fn address(path: &str) -> Option<Address> {
    if path.len() > LONGEST {
        return None;
    }
    let address = Address::parse(path).filter(|it| it.index < TILES)?;
    let known = match address.kind {
        Kind::Entries => true,
        Kind::Tile(level) => level < LEVELS,
    };
    known.then_some(address)
}

async fn entries_of(tx: &mut Tx, from: i64, until: i64) -> Result<Vec<u8>> {
    let found = entries::stretch(tx, from, until).await?;
    if found.len() as u64 != (until - from).cast_unsigned() {
        return Err(damaged("entry", from));
    }
    let packed = bundle(found.iter().map(|it| it.leaf.as_bytes()));
    packed.map_err(|e| damaged("entry", from).caused_by(e))
}

/// What the page of the log shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The verifier key; nothing before the first entry.
    pub key: Option<String>,
    pub size: u64,
    /// When the newest head was signed, and its note.
    pub head: Option<(Instant, String)>,
    /// The newest entries with their numbers, the newest first.
    pub latest: Vec<(u64, Leaf)>,
}

/// The log at a glance.
///
/// # Errors
/// Those of the database.
pub async fn overview(cell: &Cell) -> Result<Overview> {
    let key = super::verifier_key(cell)?;
    let read = async |tx: &mut Tx| -> Result<Overview> {
        let head = tree::head(tx).await?;
        let size = head.as_ref().map_or(0, |head| head.size);
        let found = entries::stretch(tx, (size - LATEST).max(0), size).await?;
        let leaf = |it: &entries::Numbered| {
            Some((it.seq?.cast_unsigned(), Leaf::parse(it.leaf.as_bytes()).ok()?))
        };
        Ok(Overview {
            key: key.clone(),
            size: size.cast_unsigned(),
            head: head.map(|head| (head.at, head.note)),
            latest: found.iter().rev().filter_map(leaf).collect(),
        })
    };
    cell.db().read(read).await
}
