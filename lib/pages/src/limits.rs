//! How much a file may ask for.

use std::time::Duration;

/// Bounds of one drawing. The memory of the drawing program itself is bounded only through what it is
/// given: decoded streams, pixels of pictures, pixels of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// From the beginning to the last pixel, on a clock of the wall.
    pub time: Duration,
    /// Drawings that ran out of time and have not ended yet, above which no new one begins.
    pub strays: usize,
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
            strays: 2,
        }
    }
}
