//! What is there already, so that only differences are written.

use std::collections::HashMap;

use base::{Nop, Rupiah};
use db::{DbError, Tx, Value, params};
use sha2::{Digest, Sha256};

use crate::domain::notice::Origin;
use crate::domain::revision::RevisionId;
use crate::store::{notices, objects, payments, subjects, zone_values};

/// A key of any table in 128 bits: packed digits where they fit, else a cut SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(u128);

impl Key {
    /// The key of an object, a notice (with its year) or a payment (with year and sequence).
    pub fn of_nop(nop: &Nop, year: i64, sequence: i64) -> Self {
        let digits: u64 = nop.digits().parse().unwrap_or(0);
        let year = u128::from(year.unsigned_abs() & 0xffff);
        let sequence = u128::from(sequence.unsigned_abs() & 0xffff_ffff);
        Self(u128::from(digits) << 48 | year << 32 | sequence)
    }

    /// The key of a text.
    pub fn of_text(text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Self(u128::from_be_bytes(bytes))
    }
}

/// What is known of a row in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present {
    pub fingerprint: i64,
    /// The tax year and the amount of a notice or payment in force, for the money totals.
    pub year: i64,
    pub amount: Rupiah,
    /// Whether the fingerprint is that of a row which an import wrote.
    imported: bool,
}

/// The rows in force of one table.
#[derive(Debug, Default)]
pub struct Known(HashMap<Key, Present>);

/// How a row of the extract compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    New,
    Changed,
    Same,
}

impl Known {
    pub fn compare(&self, key: Key, fingerprint: i64) -> Change {
        match self.0.get(&key) {
            None => Change::New,
            Some(present) if present.imported && present.fingerprint == fingerprint => Change::Same,
            Some(_) => Change::Changed,
        }
    }

    /// Takes a row out, because the extract has it too; what stays is only here.
    pub fn take(&mut self, key: Key) -> Option<Present> {
        self.0.remove(&key)
    }

    pub fn contains(&self, key: Key) -> bool {
        self.0.contains_key(&key)
    }

    /// What is only here.
    pub fn rest(&self) -> impl Iterator<Item = &Present> {
        self.0.values()
    }

    /// Of several versions the one in force comes first. Where that is a notice issued here, the
    /// extract is held against the version imported last: what SISMIOP said before is no news, and
    /// must not take the place of what was issued since.
    fn note(&mut self, key: Key, present: Present) {
        let known = self.0.entry(key).or_insert(present);
        if !known.imported && present.imported {
            (known.fingerprint, known.imported) = (present.fingerprint, true);
        }
    }
}

/// A stable digest of a row's values, cut to 64 bits. Both rows it compares have the same key, so
/// two different rows go unnoticed once in 2^64.
pub fn fingerprint(values: &[Value]) -> i64 {
    let mut hash = Sha256::new();
    for value in values {
        match value {
            Value::Null => hash.update([0]),
            Value::Int(int) => hash.update([&[1], &int.to_be_bytes()[..]].concat()),
            Value::Real(real) => hash.update([&[2], &real.to_be_bytes()[..]].concat()),
            Value::Text(text) => {
                hash.update([3]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
            Value::Bytes(bytes) => {
                hash.update([4]);
                hash.update((bytes.len() as u64).to_be_bytes());
                hash.update(bytes);
            }
        }
    }
    let digest = hash.finalize();
    let mut cut = [0; 8];
    cut.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(cut)
}

/// Gives a row that was compared with neither its revision and its fingerprint.
pub fn stamp(row: &mut [Value], columns: &[&str], revision: RevisionId, fingerprint: i64) {
    for (value, column) in row.iter_mut().zip(columns) {
        match *column {
            "revision" => *value = revision.into(),
            "fingerprint" => *value = fingerprint.into(),
            _ => {}
        }
    }
}

pub async fn subjects(tx: &mut Tx) -> Result<Known, DbError> {
    let mut known = Known::default();
    tx.each(&subjects::FINGERPRINTS, params![], |row| {
        known.note(Key::of_text(row.text(0)?), plain(row.int(1)?));
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(known)
}

pub async fn zone_values(tx: &mut Tx) -> Result<Known, DbError> {
    let mut known = Known::default();
    tx.each(&zone_values::FINGERPRINTS, params![], |row| {
        let key = zone_key(row.text(0)?, row.text(1)?, row.int(2)?);
        known.note(key, plain(row.int(3)?));
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(known)
}

/// The key of a zone's value of a year.
pub fn zone_key(village: &str, zone: &str, tax_year: i64) -> Key {
    Key::of_text(&format!("{village}/{zone}/{tax_year}"))
}

pub async fn objects(tx: &mut Tx) -> Result<Known, DbError> {
    let mut known = Known::default();
    tx.each(&objects::FINGERPRINTS, params![], |row| {
        known.note(Key::of_nop(&row.get(0)?, 0, 0), plain(row.int(1)?));
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(known)
}

pub async fn notices(tx: &mut Tx) -> Result<Known, DbError> {
    let mut known = Known::default();
    tx.each(&notices::FINGERPRINTS, params![], |row| {
        let (nop, year): (Nop, i64) = (row.get(0)?, row.int(1)?);
        let imported = row.text(4)? == Origin::Sismiop.as_str();
        let present = Present { fingerprint: row.int(2)?, year, amount: row.get(3)?, imported };
        known.note(Key::of_nop(&nop, year, 0), present);
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(known)
}

pub async fn payments(tx: &mut Tx) -> Result<Known, DbError> {
    let mut known = Known::default();
    tx.each(&payments::FINGERPRINTS, params![], |row| {
        let (nop, year): (Nop, i64) = (row.get(0)?, row.int(1)?);
        let present =
            Present { fingerprint: row.int(3)?, year, amount: row.get(4)?, imported: true };
        known.note(Key::of_nop(&nop, year, row.int(2)?), present);
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(known)
}

fn plain(fingerprint: i64) -> Present {
    Present { fingerprint, year: 0, amount: Rupiah::ZERO, imported: true }
}
