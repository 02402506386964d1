//! A log in memory: what the module keeps in tables, as maps.

use std::collections::BTreeMap;

use ed25519_dalek::{Signer, SigningKey};
use tlog::{Address, Checkpoint, Deed, Hashes, Kind, Leaf, VerifierKey, bundle, grow, root, tile};

pub const ORIGIN: &str = "contoh.go.id/naskah";

pub fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub fn verifier() -> VerifierKey {
    VerifierKey::new(ORIGIN, key().verifying_key()).unwrap()
}

pub fn leaf(number: u64) -> Vec<u8> {
    leaf_at(number, "2026-11-21T02:03:04.000Z")
}

pub fn leaf_at(number: u64, at: &str) -> Vec<u8> {
    let leaf = Leaf {
        v: 1,
        deed: if number.is_multiple_of(3) { Deed::Ttd } else { Deed::Paraf },
        document: format!("dok{number}"),
        sha256: format!("{number:064x}"),
        actor: format!("{:064x}", number * 7),
        role: "kadis/definitif".to_owned(),
        at: at.to_owned(),
    };
    leaf.bytes()
}

#[derive(Default)]
pub struct Log {
    pub entries: Vec<Vec<u8>>,
    pub hashes: Hashes,
}

impl Log {
    pub fn of(size: u64) -> Self {
        let mut log = Self::default();
        (0..size).for_each(|number| log.append(leaf(number)));
        log
    }

    pub fn append(&mut self, entry: Vec<u8>) {
        let grown = grow(self.size(), &entry, &self.hashes).unwrap();
        self.hashes.extend(grown.hashes);
        self.entries.push(entry);
    }

    pub fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    pub fn checkpoint(&self) -> Checkpoint {
        let root = root(self.size(), &self.hashes).unwrap();
        Checkpoint { origin: ORIGIN.to_owned(), size: self.size(), root }
    }

    pub fn note(&self) -> Vec<u8> {
        let sign = |text: &[u8]| key().sign(text).to_bytes();
        self.checkpoint().sign(&key().verifying_key(), sign).unwrap()
    }

    /// Every file that is published.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::from([("checkpoint".to_owned(), self.note())]);
        for address in Address::all(Kind::Entries, self.size()) {
            let first = address.first() as usize;
            let of = &self.entries[first..first + address.width as usize];
            files.insert(address.to_string(), bundle(of.iter().map(Vec::as_slice)).unwrap());
        }
        for address in (0..3).flat_map(|level| Address::all(Kind::Tile(level), self.size())) {
            files.insert(address.to_string(), tile(&address, &self.hashes).unwrap());
        }
        files
    }
}
