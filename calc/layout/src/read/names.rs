//! Which code a text means.

use std::collections::{BTreeMap, HashMap};

use quality::names::{self, Found};

use crate::finding::{Check, Finding, Severity, Suggestion};
use crate::known::{Index, Names, level};
use crate::propose::survey::breakdown;
use crate::sheet::{At, Content};
use crate::value::typed;
use crate::words;

/// How the code of a region was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matched {
    /// By its code or its name (*persis*).
    Exact,
    /// Somebody said what the text means (*manual*).
    Manual,
}

/// Texts for which the nearest names are searched; the rest are said to be unknown.
const SEARCHES: usize = 500;

/// Looks texts up in one dimension, each only once.
pub(super) struct Lookup<'i, 'k> {
    pub(super) names: &'i Names<'k>,
    said: Option<&'i BTreeMap<String, String>>,
    near: HashMap<(String, Option<usize>), Option<Suggestion>>,
}

impl<'i, 'k> Lookup<'i, 'k> {
    pub(super) fn new(
        names: &'i Names<'k>,
        said: &'i BTreeMap<String, BTreeMap<String, String>>,
    ) -> Self {
        Self { names, said: said.get(names.id), near: HashMap::new() }
    }

    /// What somebody said it means.
    pub(super) fn manual(&self, text: &str) -> Option<usize> {
        self.names.code(self.said?.get(text.trim())?)
    }

    /// A code or name of a breakdown.
    pub(super) fn breakdown(
        &mut self,
        content: Content<'_>,
        at: At,
    ) -> Result<usize, Box<Finding>> {
        let text = content.said().trim();
        if let Some(found) = self.manual(text) {
            return Ok(found);
        }
        let dimension = self.names.id;
        let wrong = |code| {
            let finding = Finding::new(Check::K02, Severity::Error, code, at);
            Box::new(finding.with("text", text).with("dimension", dimension))
        };
        if let Content::Day(day) = content {
            let meant = typed(day).iter().find_map(|it| breakdown(self.names, it));
            let meant = meant.map(|it| self.suggest(it));
            return Err(Box::new(wrong("code-day").suggesting(meant)));
        }
        let found = breakdown(self.names, words::without_item(text));
        found.ok_or_else(|| {
            let near = self.near(text, None, |_| true);
            Box::new(wrong(code_of(near.as_ref())).suggesting(near))
        })
    }

    pub(super) fn suggest(&self, at: usize) -> Suggestion {
        Suggestion::Code { dimension: self.names.id.to_owned(), code: self.names.at(at).to_owned() }
    }

    /// The nearest names among some of the codes.
    pub(super) fn near(
        &mut self,
        text: &str,
        within: Option<usize>,
        keep: impl Fn(usize) -> bool,
    ) -> Option<Suggestion> {
        let key = (text.to_owned(), within);
        if let Some(known) = self.near.get(&key) {
            return known.clone();
        }
        if self.near.len() >= SEARCHES || text.len() > 200 {
            return None;
        }
        let list = self.names.list(keep);
        let dimension = self.names.id.to_owned();
        let found = match names::find(words::without_item(text), &list) {
            Found::Code(code) | Found::Name(code) | Found::Near { code, .. } => {
                Some(Suggestion::Code { dimension, code: code.to_owned() })
            }
            Found::Unknown(codes) if codes.is_empty() => None,
            Found::Unknown(codes) => {
                let mut codes: Vec<String> = codes.into_iter().map(str::to_owned).collect();
                codes.dedup();
                Some(Suggestion::Codes { dimension, codes })
            }
        };
        self.near.insert(key, found.clone());
        found
    }
}

pub(super) const fn code_of(near: Option<&Suggestion>) -> &'static str {
    match near {
        Some(Suggestion::Code { .. }) => "name-near",
        Some(_) => "name-several",
        None => "name-unknown",
    }
}

/// A region by its code.
pub(super) fn region_code(
    lookup: &mut Lookup<'_, '_>,
    index: &Index<'_>,
    content: Content<'_>,
    at: At,
) -> Result<usize, Box<Finding>> {
    let text = content.said().trim();
    if let Some(found) = lookup.manual(text).or_else(|| lookup.names.code(text)) {
        return Ok(found);
    }
    let wrong = |code| Finding::new(Check::K02, Severity::Error, code, at).with("text", text);
    if matches!(content, Content::Day(_)) {
        return Err(Box::new(wrong("code-day")));
    }
    if let Some(code) = index.bridged(text) {
        let meant = lookup.names.code(code).map(|it| lookup.suggest(it));
        return Err(Box::new(wrong("code-other-system").suggesting(meant)));
    }
    if let Some(found) = lookup.names.undotted(text) {
        return Err(Box::new(wrong("code-undotted").suggesting(lookup.suggest(found))));
    }
    let lost =
        ["0", "00"].iter().find_map(|noughts| lookup.names.code(&format!("{text}{noughts}")));
    if let Some(found) = lost.filter(|_| text.contains('.')) {
        return Err(Box::new(wrong("code-lost-nought").suggesting(lookup.suggest(found))));
    }
    Err(Box::new(wrong("code-unknown")))
}

/// What a row's name is of, and over which rows it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    /// The region over the rows that follow.
    pub(super) over: Option<usize>,
    /// That it has been met below itself: the village of the same name as its kecamatan.
    pub(super) met: Option<usize>,
}

/// A region by its name: below the group if there is one there, else of the level, else any.
pub(super) fn region_name(
    lookup: &mut Lookup<'_, '_>,
    group: Group,
    of: u8,
    content: Content<'_>,
    at: At,
) -> Result<usize, Box<Finding>> {
    let said = content.said().trim();
    let text = words::without_item(said);
    if let Some(found) = lookup.manual(said).or_else(|| lookup.names.code(text)) {
        return Ok(found);
    }
    let named = lookup.names.named(text);
    let lower = text.to_lowercase();
    let kind =
        |words: &[&str]| lower.split([' ', '.']).next().is_some_and(|it| words.contains(&it));
    let only = match () {
        () if kind(&["kecamatan", "kec"]) => Some(2),
        () if kind(&["desa", "kelurahan", "kel"]) => Some(3),
        () if kind(&["kabupaten", "kab"]) => Some(1),
        () => None,
    };
    let names = lookup.names;
    let is_of = |at: usize, wanted: u8| level(names.at(at)) == wanted;
    let fits: Vec<usize> =
        named.iter().copied().filter(|it| only.is_none_or(|only| is_of(*it, only))).collect();
    let below = fits.iter().find(|it| {
        group.over.is_some() && names.parent(**it) == group.over && group.met != Some(**it)
    });
    if let Some(found) = below {
        return Ok(*found);
    }
    let over: Vec<usize> = fits.iter().copied().filter(|it| level(names.at(*it)) < of).collect();
    let own: Vec<usize> = fits.iter().copied().filter(|it| is_of(*it, of)).collect();
    match (over.as_slice(), own.as_slice(), fits.as_slice()) {
        ([one], _, _)
            if of == 3
                && (group.over.is_none()
                    || own.iter().all(|it| names.parent(*it) != group.over)) =>
        {
            return Ok(*one);
        }
        (_, [one], _) | (_, [], [one]) => return Ok(*one),
        _ => {}
    }
    let wrong = |code| Finding::new(Check::K02, Severity::Error, code, at).with("text", said);
    if fits.len() > 1 {
        let codes = fits.iter().take(3).map(|it| names.at(*it).to_owned()).collect();
        let several = Suggestion::Codes { dimension: names.id.to_owned(), codes };
        return Err(Box::new(wrong("name-several").suggesting(several)));
    }
    let inside = group
        .over
        .and_then(|over| lookup.near(text, Some(over), |it| names.parent(it) == Some(over)));
    let near = match inside {
        Some(near) => Some(near),
        None => lookup.near(text, None, |it| level(names.at(it)) <= of),
    };
    Err(Box::new(wrong(code_of(near.as_ref())).suggesting(near)))
}
