//! How much a template may ask for.

use std::time::Duration;

/// Bounds of one rendering.
///
/// The compiler bounds the depth of calls (80), of show rules (64) and layout (72), and the rounds
/// of one loop (10,000); a loop in a loop, a function that calls itself twice, or a page that never
/// ends are stopped by `time`. What one operation makes (`"a" * 1000000000`) is not bounded: memory
/// can only be bounded around a process. So whoever may write templates is a matter of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the template and of each source file beside it.
    pub source: usize,
    /// Bytes of the fields as JSON.
    pub data: usize,
    /// Number of files.
    pub files: usize,
    /// Bytes of all files together.
    pub file_bytes: usize,
    /// Pixels of one picture, width times height, given or drawn.
    pub pixels: u64,
    pub pages: usize,
    /// From the beginning to the last byte, on a clock of the wall.
    pub time: Duration,
    /// Renderings that ran out of time and have not yet stopped, above which no new one begins.
    pub strays: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            source: 256 << 10,
            data: 2 << 20,
            files: 32,
            file_bytes: 8 << 20,
            pixels: 25_000_000,
            pages: 500,
            time: Duration::from_secs(20),
            strays: 4,
        }
    }
}
