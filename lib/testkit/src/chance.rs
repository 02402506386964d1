//! Time and chance that a test decides.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use base::{Clock, Instant, Random};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A clock that stands still until the test moves it. Share it as `Arc<FixedClock>`.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock at an instant written as `2026-11-21T08:00:00.000Z`.
    ///
    /// # Panics
    /// When the text is no instant.
    #[expect(clippy::panic, reason = "only tests call it; a wrong text must stop them")]
    pub fn at(text: &str) -> Self {
        match Instant::parse(text) {
            Ok(instant) => Self(AtomicI64::new(instant.millis())),
            Err(error) => panic!("{text}: {error}"),
        }
    }

    /// Moves the clock to an instant.
    pub fn set(&self, instant: Instant) {
        self.0.store(instant.millis(), Ordering::SeqCst);
    }

    /// Lets time pass.
    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

/// Half past eight in the morning in Sangatta, a Monday.
impl Default for FixedClock {
    fn default() -> Self {
        Self::at("2026-08-17T00:30:00.000Z")
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// Randomness that is the same in each run with the same seed.
#[derive(Debug)]
pub struct SeededRandom(Mutex<ChaCha20Rng>);

impl SeededRandom {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }

    /// A number below `limit`, for tests that draw lots.
    pub fn below(&self, limit: u64) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes) % limit.max(1)
    }
}

impl Random for SeededRandom {
    fn fill(&self, buffer: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(buffer);
    }
}
