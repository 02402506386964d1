//! Chance, seeded: the same seed gives the same bytes on every machine.
//!
//! Only integers, since the exponential of a float differs between machines and money is near.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub struct Dice(ChaCha8Rng);

/// A log-normal distribution: thousandths of the median at 0, 1/32 … 32/32 of the probability,
/// the ends cut at 0.3 and 99.7 %.
pub struct Curve([u64; 33]);

/// Sigma 0.35: values that differ little, such as building costs.
pub const NARROW: Curve = Curve([
    382, 521, 585, 630, 669, 702, 733, 762, 790, 817, 843, 869, 894, 920, 946, 973, 1000, 1028,
    1057, 1087, 1118, 1151, 1187, 1225, 1266, 1312, 1364, 1424, 1496, 1586, 1711, 1919, 2616,
]);
/// Sigma 0.6: floor areas, land values within a kind of zone.
pub const MIDDLE: Curve = Curve([
    192, 327, 398, 453, 501, 546, 587, 628, 667, 706, 746, 786, 826, 867, 910, 954, 1000, 1048,
    1099, 1153, 1211, 1273, 1341, 1415, 1499, 1593, 1703, 1833, 1994, 2205, 2510, 3058, 5200,
]);
/// Sigma 0.9: areas of land.
pub const WIDE: Curve = Curve([
    84, 187, 251, 305, 355, 403, 450, 497, 545, 594, 644, 696, 751, 808, 868, 932, 1000, 1073,
    1152, 1238, 1332, 1436, 1553, 1684, 1835, 2011, 2222, 2482, 2816, 3275, 3978, 5347, 11858,
]);

impl Dice {
    /// Independent streams of one seed keep, say, land values the same when people change.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number below `n`, which is at least 1.
    pub fn below(&mut self, n: u64) -> u64 {
        let product = u128::from(self.0.next_u64()) * u128::from(n);
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both possible.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True so many times in a thousand.
    pub fn happens(&mut self, permille: u64) -> bool {
        self.below(1_000) < permille
    }

    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.index(choices.len())]
    }

    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// One of the values, each as often as its weight says.
    pub fn weighted<T: Copy>(&mut self, choices: &[(T, u64)]) -> T {
        let mut rest = self.below(choices.iter().map(|c| c.1).sum());
        for &(value, weight) in choices {
            if rest < weight {
                return value;
            }
            rest -= weight;
        }
        choices[0].0
    }

    /// A value spread log-normally around a median.
    pub fn around(&mut self, median: u64, curve: &Curve) -> u64 {
        let step = self.index(32);
        let (low, high) = (curve.0[step], curve.0[step + 1]);
        let permille = low * 1_000 + (high - low) * self.below(1_000);
        median * permille / 1_000_000
    }
}
