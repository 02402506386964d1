//! Which figures are sums of which: the total of an axis and its parts, where all of them are there.

use std::collections::{BTreeMap, BTreeSet};

use base::Date;

use crate::domain::codes::ListedCode;
use crate::domain::figure::Series;

/// A figure and those that add up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub total: Series,
    pub parts: Vec<Series>,
}

/// The sums among some series. `axes`: for each place of a series, from the second on, the codes that
/// can stand there; the day says which of them are in force.
pub fn sums(present: &BTreeSet<Series>, axes: &[&[ListedCode]], day: Date) -> Vec<Sum> {
    let below: Vec<BTreeMap<&str, Vec<&str>>> = axes.iter().map(|it| children(it, day)).collect();
    let mut found = Vec::new();
    for total in present {
        for (axis, below) in below.iter().enumerate() {
            let Some(code) = total.codes().get(axis + 1) else { continue };
            let Some(children) = below.get(code.as_str()) else { continue };
            let parts: Vec<Series> =
                children.iter().map(|child| total.with_code(axis + 1, child)).collect();
            if parts.iter().all(|it| present.contains(it)) {
                found.push(Sum { total: total.clone(), parts });
            }
        }
    }
    found
}

fn children(codes: &[ListedCode], day: Date) -> BTreeMap<&str, Vec<&str>> {
    let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in codes.iter().filter(|it| it.is_valid_on(day)) {
        if let Some(parent) = it.parent.as_deref() {
            below.entry(parent).or_default().push(&it.code);
        }
    }
    below
}
