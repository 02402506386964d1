//! The keys of figures: `vervar`, `var`, `turvar`, `tahun` and `turtahun` behind each other without a
//! separator. Since their parts have no fixed length, all keys that the lists can make are made.

use std::collections::{HashMap, HashSet};

use base::Result;

use super::answer::{Answer, Item};
use super::{Place, refused};

/// Keys that are made at most; an honest answer has far fewer than figures fit into a file.
const MOST: usize = 2_000_000;
/// Keys that are named when they cannot be explained.
const NAMED: usize = 3;

/// The figures of an answer with what their keys mean.
pub struct Lookup<'a> {
    answer: &'a Answer,
    /// Keys of figures that a combination of the lists makes.
    explained: HashSet<&'a str>,
}

impl<'a> Lookup<'a> {
    /// # Errors
    /// `statistics/webapi` for lists that make too many keys, and for a figure whose key two
    /// combinations make: whose figure it is cannot be known.
    pub fn of(answer: &'a Answer) -> Result<Self> {
        let lists =
            [&answer.rows, &answer.variables, &answer.derived, &answer.years, &answer.parts];
        let keys = lists.iter().try_fold(1_usize, |all, list| all.checked_mul(list.len()));
        if keys.is_none_or(|keys| keys > MOST) {
            return Err(refused(format_args!("> {MOST} vervar × var × turvar × tahun × turtahun")));
        }
        let mut explained = HashMap::new();
        for place in places(answer) {
            for variable in &answer.variables {
                let key = key(variable, place);
                let Some((known, _)) = answer.figures.get_key_value(&key) else { continue };
                let meaning = format!(
                    "{} · {} · {} · {} {}",
                    place.row.label,
                    variable.label,
                    place.derived.label,
                    place.part.label,
                    place.year.label
                );
                if let Some(other) = explained.insert(known.as_str(), meaning.clone()) {
                    return Err(refused(format_args!("{key} = {other} = {meaning}")));
                }
            }
        }
        Ok(Self { answer, explained: explained.into_keys().collect() })
    }

    /// Whether every figure was explained.
    ///
    /// # Errors
    /// `statistics/webapi` with the first keys that no combination of the lists makes.
    pub fn explains_all(&self) -> Result<()> {
        let mut left: Vec<&str> = self.answer.figures.keys().map(String::as_str).collect();
        left.retain(|key| !self.explained.contains(key));
        left.sort_unstable();
        left.truncate(NAMED);
        match left.is_empty() {
            true => Ok(()),
            false => Err(refused(format_args!("datacontent {}?", left.join(", ")))),
        }
    }

    /// Everything that figures can be about, in the order of the lists.
    pub fn places(&self) -> impl Iterator<Item = Place<'a>> {
        places(self.answer)
    }

    pub fn figure(&self, variable: &Item, place: Place<'_>) -> Option<&'a str> {
        self.answer.figures.get(&key(variable, place)).map(String::as_str)
    }
}

fn places(answer: &Answer) -> impl Iterator<Item = Place<'_>> {
    answer.rows.iter().flat_map(move |row| {
        answer.derived.iter().flat_map(move |derived| {
            answer.years.iter().flat_map(move |year| {
                answer.parts.iter().map(move |part| Place { row, derived, year, part })
            })
        })
    })
}

fn key(variable: &Item, at: Place<'_>) -> String {
    let parts = [&at.row.value, &variable.value, &at.derived.value, &at.year.value, &at.part.value];
    parts.map(String::as_str).concat()
}
