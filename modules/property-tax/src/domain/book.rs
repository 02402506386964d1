//! Books (buku I to V): notices grouped by the amount due, as SISMIOP prints and collects them.

use base::Rupiah;

/// The highest amount due of books I to IV; book V is everything above. The classic limits of
/// REF_BUKU, which a regency may replace by its own import.
pub const CLASSIC_LIMITS: [Rupiah; 4] =
    [Rupiah(100_000), Rupiah(500_000), Rupiah(2_000_000), Rupiah(5_000_000)];

/// A book, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Book(u8);

impl Book {
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The book of an amount due; a limit belongs to the lower book.
    pub fn of(due: Rupiah) -> Self {
        let above = CLASSIC_LIMITS.iter().filter(|limit| due > **limit).count();
        Self::ALL[above]
    }

    pub fn number(self) -> u8 {
        self.0
    }

    /// I, II, III, IV, V.
    pub fn roman(self) -> &'static str {
        ["I", "II", "III", "IV", "V"][usize::from(self.0) - 1]
    }
}
