//! The words by which a letter is found.

use std::collections::BTreeSet;

/// Letters of a word that are kept; longer words are found by their beginning.
const LONGEST: usize = 40;
/// Words of one text that are kept.
const MOST: usize = 400;

/// Words of a text as they are indexed: small letters and digits. What is joined by dots, slashes or
/// dashes, such as a number, is found whole and by its parts.
pub fn words(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for joined in text.split_whitespace() {
        let parts: Vec<String> = parts(joined).collect();
        if parts.len() > 1 {
            found.insert(kept(&parts.join(".")));
            // `000.8.3.3/15/OR` is also found by its code alone.
            found.extend(joined.split('/').map(dotted).filter(|part| !part.is_empty()));
        }
        found.extend(parts.iter().map(|part| kept(part)));
        if found.len() >= MOST {
            break;
        }
    }
    found.into_iter().take(MOST).collect()
}

/// What is asked for: words that must be there, and the beginning of the last one. Somebody who typed
/// a space after the last word means it whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub whole: Vec<String>,
    pub beginning: Option<String>,
}

impl Query {
    pub fn parse(text: &str) -> Self {
        let is_open = text.chars().next_back().is_some_and(char::is_alphanumeric);
        let mut whole: Vec<String> = Vec::new();
        for joined in text.split_whitespace() {
            let parts: Vec<String> = parts(joined).collect();
            match parts.len() {
                0 => {}
                _ => whole.push(kept(&parts.join("."))),
            }
        }
        let beginning = if is_open { whole.pop() } else { None };
        whole.sort();
        whole.dedup();
        Self { whole, beginning }
    }

    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.beginning.is_none()
    }
}

/// The first text that does not begin like this one, in the order of the database; `None` for a
/// beginning of nothing but the last character there is.
pub fn end_of(beginning: &str) -> Option<String> {
    let mut characters: Vec<char> = beginning.chars().collect();
    while let Some(last) = characters.pop() {
        if let Some(next) = char::from_u32(u32::from(last) + 1) {
            characters.push(next);
            return Some(characters.into_iter().collect());
        }
    }
    None
}

fn dotted(segment: &str) -> String {
    kept(&parts(segment).collect::<Vec<_>>().join("."))
}

fn parts(joined: &str) -> impl Iterator<Item = String> {
    joined
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
}

fn kept(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}
