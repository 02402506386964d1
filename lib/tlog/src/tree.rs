//! The Merkle tree of RFC 6962 §2, its hashes kept under the numbers of `tlog_tiles`: a leaf's
//! hash, then those of the subtrees it completes.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tlog_tiles::{Error, HashReader, Tile, tlog};

use crate::{Address, Kind, LogError};

/// SHA-256.
pub type Hash = [u8; 32];

/// Hashes of the tree by their number, as far as they are at hand.
#[derive(Debug, Default)]
pub struct Hashes {
    known: BTreeMap<u64, Hash>,
    /// What was asked for, at hand or not.
    asked: RefCell<Vec<u64>>,
}

impl FromIterator<(u64, Hash)> for Hashes {
    fn from_iter<I: IntoIterator<Item = (u64, Hash)>>(hashes: I) -> Self {
        Self { known: hashes.into_iter().collect(), asked: RefCell::default() }
    }
}

impl Extend<(u64, Hash)> for Hashes {
    fn extend<I: IntoIterator<Item = (u64, Hash)>>(&mut self, hashes: I) {
        self.known.extend(hashes);
    }
}

/// What an entry adds: its hashes with their numbers, to be stored, and the entry's own number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grown {
    pub index: u64,
    pub hashes: Vec<(u64, Hash)>,
}

/// The proof that an entry is in a tree (RFC 6962 §2.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    pub index: u64,
    pub size: u64,
    /// From the leaf upwards.
    pub path: Vec<Hash>,
}

impl Inclusion {
    /// Whether the entry is in the tree with this root.
    pub fn holds(&self, entry: &[u8], root: &Hash) -> bool {
        let path = self.path.iter().map(|hash| tlog::Hash(*hash)).collect();
        let leaf = tlog::record_hash(entry);
        self.index < self.size
            && tlog::check_record(&path, self.size, tlog::Hash(*root), self.index, leaf).is_ok()
    }
}

/// SHA-256 of a zero byte and the entry.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    tlog::record_hash(entry).0
}

/// The hashes that an entry appended to a tree of `size` entries brings.
pub fn grow(size: u64, entry: &[u8], known: &Hashes) -> Result<Grown, LogError> {
    let hashes = tlog::stored_hashes(size, entry, known).map_err(|_| known.fault())?;
    let first = tlog::stored_hash_index(0, size);
    let hashes = (first..).zip(hashes.into_iter().map(|hash| hash.0)).collect();
    Ok(Grown { index: size, hashes })
}

/// The root of a tree of `size` entries.
pub fn root(size: u64, known: &Hashes) -> Result<Hash, LogError> {
    tlog::tree_hash(size, known).map(|hash| hash.0).map_err(|_| known.fault())
}

/// Proves that entry `index` is in a tree of `size` entries.
pub fn include(index: u64, size: u64, known: &Hashes) -> Result<Inclusion, LogError> {
    if index >= size {
        return Err(LogError::OutOfRange { index, size });
    }
    let path = tlog::prove_record(size, index, known).map_err(|_| known.fault())?;
    Ok(Inclusion { index, size, path: path.into_iter().map(|hash| hash.0).collect() })
}

/// The bytes of a tile; a bundle of entries has none.
pub fn tile(address: &Address, known: &Hashes) -> Result<Vec<u8>, LogError> {
    let Kind::Tile(level) = address.kind else { return Ok(Vec::new()) };
    let width = u32::try_from(address.width).unwrap_or(u32::MAX);
    let tile = Tile::new(8, level, address.index, width, false);
    tile.read_data(known).map_err(|_| known.fault())
}

/// The numbers of the hashes that a step will ask for: the step is run once with nothing at hand.
///
/// ```
/// let numbers = tlog::wanted(|known| tlog::include(1, 3, known));
/// assert_eq!(numbers, [0, 3]);
/// ```
pub fn wanted<T>(step: impl FnOnce(&Hashes) -> Result<T, LogError>) -> Vec<u64> {
    let nothing = Hashes::default();
    // It fails for want of hashes; what it asked for is the answer.
    drop(step(&nothing));
    nothing.asked.into_inner()
}

impl Hashes {
    fn fault(&self) -> LogError {
        let missing = |index: &&u64| !self.known.contains_key(index);
        LogError::MissingHash(self.asked.borrow().iter().find(missing).copied().unwrap_or_default())
    }
}

impl HashReader for Hashes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, Error> {
        self.asked.borrow_mut().extend(indexes);
        let find = |index| self.known.get(index).map(|hash| tlog::Hash(*hash));
        indexes.iter().map(find).collect::<Option<_>>().ok_or(Error::IndexesNotInTree)
    }
}
