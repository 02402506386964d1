//! Verification of a whole copy of the log by whoever has one.

use crate::bundle::entries_of;
use crate::{Address, Checkpoint, FULL, Flaw, Grown, Hashes, Kind, Leaf, LogError, Order};
use crate::{VerifierKey, grow, root, tile};

/// What a copy that holds together shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub checkpoint: Checkpoint,
    /// Every entry in its order, for whoever looks for a document.
    pub leaves: Vec<Leaf>,
    /// Numbers of entries that were noted long after they say ([`Order`]). The copy is whole with them;
    /// a reader should ask why.
    pub late: Vec<u64>,
    /// Whether an older checkpoint was shown to be a beginning of this log.
    pub extends: Option<u64>,
}

/// Checks a copy: the checkpoint's signature, that the entries give its root, that each tile of
/// hashes in the copy says the same, and that an `older` checkpoint is a beginning of this log.
/// `read` gives the file at a path such as `checkpoint` or `tile/entries/000`. Tiles may be absent;
/// entries may not. A partial bundle may be replaced by a wider one.
pub fn verify_copy(
    read: impl Fn(&str) -> Option<Vec<u8>>,
    key: &VerifierKey,
    older: Option<&Checkpoint>,
) -> Result<Summary, Flaw> {
    let note = read("checkpoint").ok_or_else(|| Flaw::Missing("checkpoint".to_owned()))?;
    let unreadable = |why| Flaw::Unreadable { path: "checkpoint".to_owned(), why };
    let checkpoint = Checkpoint::open(&note, key).map_err(unreadable)?;
    let mut copy = Copy { older, ..Copy::default() };
    copy.begins_with_older()?;
    for address in Address::all(Kind::Entries, checkpoint.size) {
        copy.add(&read, &address)?;
    }
    match root(checkpoint.size, &copy.hashes) {
        Ok(root) if root == checkpoint.root => {}
        _ => return Err(Flaw::Root),
    }
    copy.compare_tiles(&read, checkpoint.size)?;
    if let (Some(older), None) = (older, copy.extends) {
        return Err(Flaw::Rewritten { older: older.size, size: checkpoint.size });
    }
    Ok(Summary { checkpoint, leaves: copy.leaves, late: copy.late, extends: copy.extends })
}

#[derive(Default)]
struct Copy<'a> {
    hashes: Hashes,
    leaves: Vec<Leaf>,
    order: Order,
    late: Vec<u64>,
    older: Option<&'a Checkpoint>,
    extends: Option<u64>,
}

impl Copy<'_> {
    /// Reads one bundle and appends its entries.
    fn add(
        &mut self,
        read: &impl Fn(&str) -> Option<Vec<u8>>,
        address: &Address,
    ) -> Result<(), Flaw> {
        let full = Address { width: FULL, ..*address }.to_string();
        let path = address.to_string();
        let found = read(&path).map(|bytes| (path.clone(), bytes));
        let (path, packed) =
            found.or_else(|| read(&full).map(|bytes| (full, bytes))).ok_or(Flaw::Missing(path))?;
        let unreadable = |why| Flaw::Unreadable { path: path.clone(), why };
        let entries = entries_of(&packed).map_err(unreadable)?;
        let expected = usize::try_from(address.width).unwrap_or(usize::MAX);
        let mine = entries.get(..expected).ok_or_else(|| Flaw::Count {
            path: path.clone(),
            found: entries.len(),
            expected,
        })?;
        for entry in mine {
            self.append(entry).map_err(unreadable)?;
            self.begins_with_older()?;
        }
        Ok(())
    }

    fn append(&mut self, entry: &[u8]) -> Result<(), LogError> {
        let leaf = Leaf::parse(entry)?;
        let Grown { hashes, .. } = grow(self.size(), entry, &self.hashes)?;
        self.hashes.extend(hashes);
        if self.order.is_late(&leaf) {
            self.late.push(self.size());
        }
        self.leaves.push(leaf);
        Ok(())
    }

    fn size(&self) -> u64 {
        // Entries are counted in u64 everywhere else; no machine holds more than that.
        u64::try_from(self.leaves.len()).unwrap_or(u64::MAX)
    }

    /// At the size of the older checkpoint the root must be the one it signed.
    fn begins_with_older(&mut self) -> Result<(), Flaw> {
        let size = self.size();
        let Some(older) = self.older.filter(|older| older.size == size) else { return Ok(()) };
        match root(size, &self.hashes) {
            Ok(root) if root == older.root => self.extends = Some(size),
            _ => return Err(Flaw::Rewritten { older: older.size, size }),
        }
        Ok(())
    }

    fn compare_tiles(
        &self,
        read: &impl Fn(&str) -> Option<Vec<u8>>,
        size: u64,
    ) -> Result<(), Flaw> {
        // Eight levels of 256 hashes hold more entries than can be counted.
        for address in (0..8).flat_map(|level| Address::all(Kind::Tile(level), size)) {
            let path = address.to_string();
            let Some(held) = read(&path) else { continue };
            if tile(&address, &self.hashes).ok() != Some(held) {
                return Err(Flaw::Tile { path });
            }
        }
        Ok(())
    }
}
