//! Files stay short enough to be read in one go.

use crate::{File, Problem, Rule, Tree};

pub const RULE: Rule = Rule {
    number: "",
    name: "file_length",
    why: "a file of more than 600 lines holds more than one thing, and nobody reads it to the end",
    remedy: "split it by what it is about (100-170 lines are typical, nine in ten below 400)",
    check,
};

/// Longer than this is shown.
const LONG: usize = 400;
/// Longer than this fails.
const TOO_LONG: usize = 600;
/// What people write; data, locks and generated snapshots are not judged.
const WRITTEN: [&str; 8] = [".rs", ".html", ".ts", ".mjs", ".scss", ".sql", ".sh", ".ftl"];

fn check(tree: &Tree) -> Vec<Problem> {
    let written = |f: &&File| WRITTEN.iter().any(|ending| f.path.ends_with(ending));
    let long = tree.files.iter().filter(written).filter(|f| f.lines() > LONG);
    long.map(|file| {
        let problem = Problem::at(file, 0, format!("has {} lines", file.lines()));
        if file.lines() > TOO_LONG { problem } else { problem.as_note() }
    })
    .collect()
}
