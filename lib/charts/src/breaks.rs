//! Classes of figures at round numbers.
//!
//! Each class holds about as many values as the next, because one town with half of the tax
//! would otherwise leave all others in one colour. The bounds are then moved, within the gap
//! between two neighbouring values, to the roundest number there.

use crate::Tone;
use crate::legend::Entry;
use base::Language;

/// Bounds between classes, and which tones the classes take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaks {
    /// The least value of each class but the first, rising.
    bounds: Vec<i64>,
    scale: Scale,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Amount,
    /// A change up to this size counts as none.
    Change {
        still: i64,
    },
}

/// Up to `classes` (at most five) classes of amounts at round numbers. Fewer when there are fewer
/// different values; without values there is one class.
pub fn round(values: &[i64], classes: usize) -> Breaks {
    Breaks { bounds: bounds(values, classes.min(Tone::AMOUNTS.len())), scale: Scale::Amount }
}

/// Classes of changes: down, unchanged (at most `still` either way), and up to three of up.
pub fn around_zero(changes: &[i64], still: i64) -> Breaks {
    let still = still.saturating_abs().min(i64::MAX - 1);
    let rises: Vec<i64> = changes.iter().copied().filter(|&c| c > still).collect();
    let mut all = vec![-still, still + 1];
    all.extend(bounds(&rises, 3));
    Breaks { bounds: all, scale: Scale::Change { still } }
}

impl Breaks {
    /// The least value of each class but the first, rising.
    pub fn bounds(&self) -> &[i64] {
        &self.bounds
    }

    /// The class of a value, from 0.
    pub fn class(&self, value: i64) -> usize {
        self.bounds.partition_point(|&bound| bound <= value)
    }

    /// The tone of a value's class.
    pub fn tone(&self, value: i64) -> Tone {
        self.tones().get(self.class(value)).copied().unwrap_or(Tone::Missing)
    }

    fn tones(&self) -> [Tone; 5] {
        match self.scale {
            Scale::Amount => Tone::AMOUNTS,
            Scale::Change { .. } => Tone::CHANGES,
        }
    }

    /// The legend from the lowest class to the highest. `number` writes a bound without its unit;
    /// `unit`, such as `\u{a0}%`, follows it (once in a range) and may be empty.
    pub fn legend(
        &self,
        language: Language,
        number: impl Fn(i64) -> String,
        unit: &str,
    ) -> Vec<Entry> {
        let words = match self.scale {
            Scale::Amount => crate::legend::amounts(&self.bounds, language, number, unit),
            Scale::Change { still } => {
                let rises = &self.bounds[2..];
                crate::legend::changes(still, rises, language, number, unit)
            }
        };
        self.tones().into_iter().zip(words).map(|(tone, text)| Entry { tone, text }).collect()
    }
}

/// Bounds that part the different values into classes of about equal number.
fn bounds(values: &[i64], classes: usize) -> Vec<i64> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.dedup();
    let classes = classes.min(values.len()).max(1);
    // A cut may move this many values away from its place to find a rounder number.
    let freedom = (values.len() / classes).saturating_sub(1) / 2;
    (1..classes)
        .map(|k| {
            let ideal = (k * values.len() + classes / 2) / classes;
            roundest_near(&values, ideal, freedom)
        })
        .collect()
}

/// The number with the fewest digits between two neighbours among the cuts around the ideal one;
/// of equally short ones that of the cut nearest to it.
fn roundest_near(values: &[i64], ideal: usize, freedom: usize) -> i64 {
    let cuts = ideal.saturating_sub(freedom).max(1)..=(ideal + freedom).min(values.len() - 1);
    cuts.map(|i| (roundest(values[i - 1], values[i]), i))
        .min_by_key(|&(bound, i)| (digits(bound), i.abs_diff(ideal)))
        .map_or(values[ideal], |(bound, _)| bound)
}

/// How many digits of a number are not closing zeros.
fn digits(value: i64) -> usize {
    value.unsigned_abs().to_string().trim_end_matches('0').len()
}

/// The roundest number above `low` and at most `high`: a multiple of the largest of 1, 2, 5, 10,
/// 20, 50 … that has one there. Zero is rounder than any.
fn roundest(low: i64, high: i64) -> i64 {
    if low < 0 && high >= 0 {
        return 0;
    }
    let multiple = |grain: i64| high.div_euclid(grain).checked_mul(grain);
    grains().filter_map(multiple).filter(|&bound| bound > low).last().unwrap_or(high)
}

/// 1, 2, 5, 10, 20, 50 … as far as they can be stored.
fn grains() -> impl Iterator<Item = i64> {
    let tens = std::iter::successors(Some(1_i64), |ten| ten.checked_mul(10));
    tens.flat_map(|ten| [1, 2, 5].into_iter().filter_map(move |digit| ten.checked_mul(digit)))
}
