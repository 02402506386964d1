//! D8, first half: no ambient clock, random source or local time zone.

use crate::krate::Tier;
use crate::{Problem, Rule, Tree, rust};

pub const RULE: Rule = Rule {
    number: "D8",
    name: "clock_and_chance",
    why: "ambient state makes a program impossible to test and a bill impossible to repeat",
    remedy: "take base::Clock, base::Random and the cell's zone as parameters; only app/* owns the \
             real ones",
    check,
};

/// What clippy refuses; the reasons stand in `clippy.toml`.
const REFUSED: &[&str] = &[
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "std::time::SystemTime::now",
    "jiff::tz::TimeZone::system",
    "rand::rng",
];

/// Calls clippy does not see through: other doors to the same ambient state, by their last names.
const DOORS: &[(&str, &str)] = &[
    ("Timestamp", "now"),
    ("Zoned", "now"),
    ("SystemTime", "now"),
    ("TimeZone", "system"),
    ("Utc", "now"),
    ("Local", "now"),
    ("rand", "rng"),
    ("rand", "random"),
    ("rand", "thread_rng"),
    ("getrandom", "fill"),
    ("SysRng", "default"),
    ("OsRng", "default"),
    ("Ulid", "new"),
    ("Ulid", "generate"),
];

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = missing_from_clippy(tree);
    let judged = tree.rust().filter(|(c, f)| c.tier != Tier::App && !f.is_test());
    for (krate, file) in judged.filter(|(c, _)| c.tier != Tier::Xtask) {
        let Some(syntax) = file.syntax() else { continue };
        let below = file.path.strip_prefix(&format!("{}/src/", krate.folder)).unwrap_or_default();
        for usage in rust::usages(syntax, &rust::module_of(below)) {
            let ends =
                |(a, b): &&(&str, &str)| usage.path.ends_with(&[(*a).to_owned(), (*b).to_owned()]);
            if let Some((kind, call)) = DOORS.iter().find(ends) {
                problems.push(Problem::at(file, usage.line, format!("uses `{kind}::{call}`")));
            }
        }
    }
    problems
}

fn missing_from_clippy(tree: &Tree) -> Vec<Problem> {
    let Some(file) = tree.file("clippy.toml") else { return Vec::new() };
    let config: toml::Table = file.text.parse().unwrap_or_default();
    let methods = config.get("disallowed-methods").and_then(|m| m.as_array());
    let explained = |path: &str| {
        methods.into_iter().flatten().any(|m| {
            m.get("path").and_then(|p| p.as_str()) == Some(path) && m.get("reason").is_some()
        })
    };
    let missing = REFUSED.iter().filter(|path| !explained(path));
    missing
        .map(|path| Problem::at(file, 0, format!("does not refuse `{path}` with a reason")))
        .collect()
}
