//! How much a file may ask for.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Drawings that a job of one worker may last as long as.
pub(crate) const JOB: u32 = 4;

/// Bounds of one drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub file: usize,
    /// Bytes of all its streams together when decoded, pictures left out.
    pub decoded: u64,
    /// Pixels of one picture in the file, and of all of them together.
    pub pixels: u64,
    pub all_pixels: u64,
    /// Pixels of the longer side of what is drawn.
    pub side: u32,
    /// From the beginning to the last pixel, on a clock of the wall; then the worker is killed.
    pub time: Duration,
    /// Bytes of memory that a worker takes beyond what its program begins with.
    pub memory: u64,
    /// Workers at once.
    pub at_once: usize,
    /// How long a drawing waits until one of them ends.
    pub wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 25 << 20,
            decoded: 128 << 20,
            pixels: 50_000_000,
            all_pixels: 400_000_000,
            side: 4_000,
            time: Duration::from_secs(8),
            memory: 768 << 20,
            at_once: cores().min(2),
            wait: Duration::from_secs(10),
        }
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
