//! What the test runners counted, read from what they say.

use std::collections::BTreeSet;
use std::fmt;

/// Tests that ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

/// The stories that ran on each engine, told by the last part of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Engines {
    sqlite: BTreeSet<String>,
    postgres: BTreeSet<String>,
}

impl Engines {
    /// How many stories ran on both engines.
    pub fn shared(&self) -> usize {
        self.sqlite.intersection(&self.postgres).count()
    }

    /// Stories that ran on one engine only, though they should be told on both. What is about one
    /// engine itself (a lost connection has no like in a file) is a test of lib/db.
    pub fn lonely(&self) -> Vec<&str> {
        self.alone().filter(|story| !story.starts_with(ENGINES)).collect()
    }

    /// How many tests of lib/db are about one engine itself.
    pub fn own(&self) -> usize {
        self.alone().filter(|story| story.starts_with(ENGINES)).count()
    }

    fn alone(&self) -> impl Iterator<Item = &str> {
        self.sqlite.symmetric_difference(&self.postgres).map(String::as_str)
    }
}

/// How the tests of the crate that knows the engines begin in a report.
const ENGINES: &str = "db::";

impl Counts {
    /// The sum of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// The closing line that whoever runs `make test` looks for.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Counts the test cases of a JUnit report, and those that name an engine.
pub fn junit(report: &str) -> (Counts, Engines) {
    let (mut counts, mut engines) = (Counts::default(), Engines::default());
    for case in report.split("<testcase").skip(1) {
        let case = case.split("</testcase>").next().unwrap_or(case);
        let failed = case.contains("<failure") || case.contains("<error");
        if failed {
            counts.failed += 1
        } else {
            counts.passed += 1
        }
        let name = format!("{} {}", attribute(case, "classname"), attribute(case, "name"));
        match name.rsplit_once("::") {
            Some((story, "sqlite")) => drop(engines.sqlite.insert(story.to_owned())),
            Some((story, "postgres")) => drop(engines.postgres.insert(story.to_owned())),
            _ => {}
        }
    }
    (counts, engines)
}

/// An attribute of the first tag of a text.
fn attribute<'t>(text: &'t str, name: &str) -> &'t str {
    let tag = text.split('>').next().unwrap_or_default();
    let start = format!(" {name}=\"");
    let found = tag.split_once(start.as_str()).map(|(_, rest)| rest);
    found.and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// Adds up cargo's closing lines, `test result: ok. 12 passed; 0 failed; …`.
pub fn cargo(output: &str) -> Counts {
    let results = output.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
    results.fold(Counts::default(), |sum, line| {
        sum.and(Counts { passed: before(line, " passed"), failed: before(line, " failed") })
    })
}

/// Reads the closing lines of Node's test runner, `ℹ pass 3`. What it cancelled took too long, and
/// failed. `None` when a test was skipped: every test runs or fails.
pub fn node(output: &str) -> Option<Counts> {
    let count = |what: &str| {
        let value = output.lines().rev().find_map(|line| {
            let rest = line.trim().strip_prefix('ℹ')?.trim().strip_prefix(what)?;
            rest.strip_prefix(' ')?.trim().parse().ok()
        });
        value.unwrap_or(0_u64)
    };
    let failed = count("fail") + count("cancelled");
    (count("skipped") + count("todo") == 0).then(|| Counts { passed: count("pass"), failed })
}

/// The number right before a word.
fn before(line: &str, word: &str) -> u64 {
    let number = line.split_once(word).and_then(|(start, _)| start.rsplit(' ').next());
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}
