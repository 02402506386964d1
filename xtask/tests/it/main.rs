//! Each rule of the house as a test, and for each rule a case it catches and a case it lets pass.
#![expect(
    clippy::unwrap_used,
    reason = "in a test that cannot be prepared, a panic is the verdict"
)]

mod apk;
mod closing_lines;
mod house;
mod inside_a_crate;
mod inside_a_module;
mod licences;
mod new_module;
mod oracles;
mod tiers;
mod transactions;
mod translations;

use xtask::{Problem, Tree, rules};

/// Paths and texts of a small tree.
type Files<'a> = &'a [(&'a str, &'a str)];

/// What a rule finds in a few files.
fn found(rule: &str, files: Files<'_>) -> Vec<Problem> {
    judged(rule, &Tree::of(files))
}

fn judged(rule: &str, tree: &Tree) -> Vec<Problem> {
    (rules::named(rule).unwrap().check)(tree)
}

/// Asserts that a rule finds exactly one thing, at this place and in these words.
#[track_caller]
fn catches(rule: &str, files: Files<'_>, place: &str, words: &str) {
    let found = found(rule, files);
    assert_eq!(found.len(), 1, "{found:#?}");
    let shown = found[0].to_string();
    assert!(shown.starts_with(place) && shown.contains(words) && !found[0].note, "{shown}");
}

/// Asserts that a rule finds nothing.
#[track_caller]
fn passes(rule: &str, files: Files<'_>) {
    assert_eq!(found(rule, files), Vec::new());
}

/// A manifest with dependencies.
fn manifest(name: &str, dependencies: &[&str]) -> String {
    let lines: Vec<String> = dependencies.iter().map(|d| format!("{d} = \"1\"\n")).collect();
    format!(
        "[package]\nname = \"{name}\"\ndescription = \"A crate.\"\n[lints]\nworkspace = true\n[dependencies]\n{}",
        lines.concat()
    )
}
