//! Near matches for a NOP that does not exist: most are one wrong or swapped digit.

use base::Nop;

/// At most this many are offered.
const MOST: usize = 5;
/// A number with more differences is a different number, not a slip.
const FARTHEST: usize = 2;
/// Where the number within the village begins: block, sequence, kind.
const TAIL: usize = 10;

/// How many numbers are one slip away at most: nine other digits in each of eight places, and
/// seven pairs of neighbours.
pub const ONE_SLIP: usize = 8 * 9 + 7;

/// Every number of the same village that is one slip away: one digit wrong, or two neighbours
/// swapped. They can be looked for one by one, where going through a large village would take long.
pub fn one_slip(wanted: &Nop) -> Vec<Nop> {
    let digits = wanted.digits().as_bytes();
    let mut near = Vec::with_capacity(ONE_SLIP);
    for place in TAIL..digits.len() {
        for digit in b'0'..=b'9' {
            let mut other = digits.to_vec();
            other[place] = digit;
            near.push(other);
        }
        if place + 1 < digits.len() {
            let mut other = digits.to_vec();
            other.swap(place, place + 1);
            near.push(other);
        }
    }
    near.retain(|other| other != digits);
    near.iter().filter_map(|other| Nop::parse(std::str::from_utf8(other).ok()?).ok()).collect()
}

/// Those of the numbers that differ least, nearest first; all of the same village.
pub fn nearest(wanted: &Nop, there: &[Nop]) -> Vec<Nop> {
    let tail = |nop: &Nop| nop.digits().as_bytes()[TAIL..].to_vec();
    let target = tail(wanted);
    let mut near: Vec<(usize, Nop)> = there
        .iter()
        .map(|nop| (distance(&target, &tail(nop)), *nop))
        .filter(|(distance, _)| (1..=FARTHEST).contains(distance))
        .collect();
    near.sort();
    near.dedup();
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
