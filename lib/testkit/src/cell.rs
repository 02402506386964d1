//! A cell of a test: Kutai Timur with a clock that stands still.

use std::sync::Arc;

use base::{RegionCode, Zone};
use cell::{Cell, Keys, Parts, Settings};
use db::Db;
use files::Files;
use tempfile::TempDir;

use crate::{FixedClock, SeededRandom};

/// A cell over a database of a test. Its files lie in a folder that goes away with it.
pub struct TestCell {
    pub cell: Cell,
    pub clock: Arc<FixedClock>,
    pub folder: TempDir,
}

impl TestCell {
    /// A real cell.
    ///
    /// # Panics
    /// When its folder cannot be made.
    pub fn new(db: Db) -> Self {
        Self::with(db, |_| {})
    }

    /// A demo cell.
    ///
    /// # Panics
    /// When its folder cannot be made.
    pub fn demo(db: Db) -> Self {
        Self::with(db, |settings| settings.demo = true)
    }

    /// A cell with other settings.
    ///
    /// # Panics
    /// When its folder cannot be made.
    #[expect(clippy::expect_used, reason = "only tests call it, and a test ends by a panic")]
    pub fn with(db: Db, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let files = Files::folder(folder.path()).expect("a file store for the test");
        let clock = Arc::new(FixedClock::default());
        let random = Arc::new(SeededRandom::new(6408));
        let mut settings = Settings {
            code: RegionCode::parse("64.08").expect("a region code"),
            name: "Kabupaten Kutai Timur".to_owned(),
            zone: Zone::parse("Asia/Makassar").expect("a zone"),
            public_url: "https://pelangi.test".to_owned(),
            demo: false,
        };
        change(&mut settings);
        let keys = Keys::generate(&*random);
        let parts = Parts { db, files, keys, clock: clock.clone(), random, settings };
        Self { cell: Cell::new(parts), clock, folder }
    }
}
