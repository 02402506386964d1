//! What the heads over a column of figures say.

use std::collections::BTreeMap;

use super::survey::{Seen, breakdown};
use crate::finding::Facts;
use crate::known::{Index, Values};
use crate::period::{self, Said};
use crate::plan::{Place, Value};
use crate::words;

/// What heads say, and what of them says nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pub(super) value: Value,
    /// Heads that match nothing.
    pub(super) left: Vec<String>,
    /// One of them is *Jumlah* and stands in the place of a code.
    pub(super) is_total: bool,
    /// The text and the unit that it names with the measure's own.
    pub(super) unit: Option<Facts>,
}

pub(super) fn read(seen: &Seen<'_>, index: &Index<'_>) -> Told {
    let mut told = Told::default();
    let mut said = Said { alone: true, ..Said::default() };
    let mut units = String::new();
    for head in &seen.heads {
        let (outside, inside) = words::unbracketed(head);
        units.push_str(&inside);
        units.push(' ');
        let text = if outside.is_empty() { (*head).trim().to_owned() } else { outside };
        let period = period::read(&text);
        if period.is_something() {
            let alone = Said { alone: true, ..period };
            said = said.and(alone).unwrap_or(said);
        }
        let text = if period.alone && period.is_something() { continue } else { rest(&text) };
        if !code(&text, index, &mut told.value.place) {
            match words::is_total(&text) {
                true => told.is_total = true,
                false => told.left.push(text),
            }
        }
    }
    told.value.place.period = said.period();
    told.value.mark = said.mark;
    for text in &told.left {
        units.push_str(text);
        units.push(' ');
    }
    told.units(&units, index);
    told
}

/// A head without the words that say when: *Penduduk 2024*.
fn rest(text: &str) -> String {
    if !period::read(text).is_something() {
        return text.to_owned();
    }
    let says = |word: &&str| {
        let said = period::read(word);
        !said.alone
    };
    text.split_whitespace().filter(says).collect::<Vec<_>>().join(" ")
}

/// Takes a head that is a code, a name or a measure.
fn code(text: &str, index: &Index<'_>, place: &mut Place) -> bool {
    for dimension in &index.breakdowns {
        if place.codes.contains_key(dimension.id) {
            continue;
        }
        if let Some(at) = breakdown(dimension, text) {
            place.codes.insert(dimension.id.to_owned(), dimension.at(at).to_owned());
            return true;
        }
    }
    if let Some(at) = index.measures.find(text).filter(|_| place.measure.is_none()) {
        place.measure = Some(index.measures.at(at).to_owned());
        return true;
    }
    if let Some(regions) = &index.regions
        && let Some(at) = regions.find(text)
    {
        place.codes.insert(regions.id.to_owned(), regions.at(at).to_owned());
        return true;
    }
    // The title of a dimension over its codes says nothing more.
    let is_title = |titles: [&str; 2]| titles.iter().any(|it| words::bare(it) == words::bare(text));
    index.breakdowns.iter().any(|it| is_title(it.titles))
}

impl Told {
    /// The measure of a column, or the only one.
    pub(super) fn units(&mut self, text: &str, index: &Index<'_>) {
        let id = self.value.place.measure.as_deref();
        let measure = match (id, index.facts.as_slice()) {
            (Some(id), _) => index.measure(id),
            (None, [one]) => Some(one),
            _ => None,
        };
        let Some(measure) = measure else { return };
        let of_percent = measure.values == Values::Percent
            || measure.unit.iter().any(|it| words::is_percent(it));
        if words::is_percent(text) && !of_percent {
            self.unit = Some(vec![
                ("head", crate::finding::shortened(text)),
                ("unit", measure.unit[0].to_owned()),
            ]);
            return;
        }
        let own = measure.unit.iter().find_map(|it| words::power(it)).unwrap_or(0);
        let Some(written) = words::power(text) else { return };
        if written != own {
            self.value.power = written - own;
            self.unit = Some(vec![
                ("head", crate::finding::shortened(text)),
                ("unit", measure.unit[0].to_owned()),
                ("power", self.value.power.to_string()),
            ]);
        }
    }
}

/// The code of a dimension that stands for all of it.
pub(super) fn total<'k>(dimension: &crate::known::Names<'k>) -> Option<&'k str> {
    let is_total = |it: &&crate::known::Code<'k>| {
        matches!(it.code, "T" | "_T" | "TOTAL" | "JUMLAH" | "LP" | "L+P")
            || it.names.iter().any(|name| words::is_total(name))
    };
    dimension.codes.iter().find(is_total).map(|it| it.code)
}

/// The only code of a dimension whose name stands in a text; of regions the one furthest down.
pub(super) fn named_in<'k>(dimension: &crate::known::Names<'k>, text: &str) -> Option<&'k str> {
    let padded = |text: &str| {
        let words: Vec<String> = text
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect();
        format!(" {} ", words.join(" "))
    };
    let text = padded(text);
    let mut found = BTreeMap::new();
    for code in &dimension.codes {
        let stands = |name: &&&str| name.len() >= 3 && text.contains(&padded(name));
        if let Some(name) = code.names.iter().filter(stands).max_by_key(|name| name.len()) {
            found.insert(name.len(), code.code);
        }
    }
    found.pop_last().map(|(_, code)| code)
}
