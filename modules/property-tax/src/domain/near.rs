//! Near matches for a NOP that does not exist: most are one wrong or swapped digit.

use base::Nop;

/// At most this many are offered.
const MOST: usize = 5;
/// A number with more differences is a different number, not a slip.
const FARTHEST: usize = 2;

/// The numbers of the same village that differ least, nearest first.
pub fn nearest(wanted: &Nop, of_village: &[Nop]) -> Vec<Nop> {
    let tail = |nop: &Nop| nop.digits().as_bytes()[10..].to_vec();
    let target = tail(wanted);
    let mut near: Vec<(usize, Nop)> = of_village
        .iter()
        .map(|nop| (distance(&target, &tail(nop)), *nop))
        .filter(|(distance, _)| (1..=FARTHEST).contains(distance))
        .collect();
    near.sort();
    near.into_iter().take(MOST).map(|(_, nop)| nop).collect()
}

/// Wrong digits, where two neighbours swapped count once.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let (mut i, mut count) = (0, 0);
    while i < a.len() {
        if a[i] != b[i] {
            count += 1;
            let swapped = i + 1 < a.len() && a[i] == b[i + 1] && a[i + 1] == b[i];
            i += usize::from(swapped);
        }
        i += 1;
    }
    count
}
