//! One government (a regency, a province): everything that belongs to it alone.
//!
//! A [`Cell`] is a value that is passed, never a global, so that one process could serve many.
//! Two cells share no row, no file and no key; a leak between them is impossible by construction.

pub mod cabinet;
mod keys;
mod keystore;
pub mod sealed;

pub use keys::{KeyId, Keys, Signature, Signer};
pub use keystore::KeyError;

use std::sync::Arc;

use base::{Clock, Date, Instant, Random, RegionCode, Zone};
use db::Db;
use files::Files;

/// The sentences of the errors of this crate, of the database and of the file store, per language.
pub const LOCALES: &[(base::Language, &str)] = &[
    (base::Language::Id, include_str!("../locales/id.ftl")),
    (base::Language::En, include_str!("../locales/en.ftl")),
];

/// One government's database, files, keys, clock and settings. Cheap to clone.
#[derive(Clone)]
pub struct Cell(Arc<Parts>);

/// What a cell is made of.
pub struct Parts {
    pub db: Db,
    pub files: Files,
    pub keys: Keys,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub settings: Settings,
}

/// What is written in the configuration about the government itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Code by the ministry of home affairs, for example `64.08`.
    pub code: RegionCode,
    /// For example `Kabupaten Kutai Timur`.
    pub name: String,
    pub zone: Zone,
    /// The address people use, without a slash at the end; it goes into QR codes.
    pub public_url: String,
    /// A demo cell holds invented people, says so on every page, and may run without TLS.
    pub demo: bool,
}

impl Cell {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    pub fn db(&self) -> &Db {
        &self.0.db
    }

    pub fn files(&self) -> &Files {
        &self.0.files
    }

    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    pub fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    /// The clock for something that outlives a call, such as a limiter.
    pub fn shared_clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0.clock)
    }

    pub fn random(&self) -> &dyn Random {
        &*self.0.random
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub fn zone(&self) -> &Zone {
        &self.0.settings.zone
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// The civil date in the cell's zone.
    pub fn today(&self) -> Date {
        self.now().date(self.zone())
    }

    /// A fresh id.
    pub fn new_id<T>(&self) -> base::Id<T> {
        base::Id::new(self.clock(), self.random())
    }
}
