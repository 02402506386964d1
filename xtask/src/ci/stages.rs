//! THE list of stages and what each one runs.

use std::path::PathBuf;

use super::counts::{self, Counts, Engines};
use super::shell::{command, listen, run, target_folder};
use super::{Outcome, Stage};
use crate::{Tree, apk, licences, oracles, report, rules, tools};

/// Every stage of `make test`, cheap and telling ones first.
pub const ALL: &[Stage] = &[
    Stage { name: "tools", shows: "the programs the checks need are here", run: provide },
    Stage { name: "assets", shows: "styles and scripts build from the lock file", run: assets },
    Stage { name: "fmt", shows: "the code is formatted", run: fmt },
    Stage { name: "tidy", shows: "the rules of the house hold", run: tidy },
    Stage { name: "licences", shows: "what we build in is allowed by deny.toml", run: allowed },
    Stage { name: "clippy", shows: "no warnings, tests included", run: clippy },
    Stage { name: "tests", shows: "unit, store and story tests on both engines", run: tests },
    Stage { name: "doctests", shows: "the examples in the documentation run", run: doctests },
    Stage { name: "docs", shows: "the documentation builds without a warning", run: docs },
    Stage {
        name: "scripts",
        shows: "what runs in browsers and workers, by its types and tests",
        run: scripts,
    },
    Stage {
        name: "apk",
        shows: "the Android app builds, is signed and may no more than it should",
        run: android,
    },
    Stage { name: "e2e", shows: "journeys in a real browser", run: browser },
];

fn passed<T>(_: T) -> Outcome {
    Outcome::default()
}

fn provide() -> Result<Outcome, String> {
    tools::provide()?;
    oracles::provide().map(passed)
}

fn assets() -> Result<Outcome, String> {
    run(&mut command("make", &["--no-print-directory", "assets"])).map(passed)
}

fn fmt() -> Result<Outcome, String> {
    run(&mut command("cargo", &["fmt", "--all", "--check"])).map(passed)
}

/// The rules run once more as tests of their own; here their notes are seen too.
#[expect(clippy::print_stdout, reason = "a command line tool speaks to people")]
fn tidy() -> Result<Outcome, String> {
    let tree = Tree::read(&crate::root()).map_err(|e| format!("the tree cannot be read: {e}"))?;
    let verdicts: Vec<_> = rules::ALL.iter().map(|rule| report::judge(rule, &tree)).collect();
    verdicts.iter().for_each(|verdict| print!("{}", verdict.text));
    let failed = verdicts.iter().filter(|v| v.failed).count();
    if failed == 0 { Ok(Outcome::default()) } else { Err(format!("{failed} rules are broken")) }
}

fn allowed() -> Result<Outcome, String> {
    licences::run().map(passed)
}

fn clippy() -> Result<Outcome, String> {
    let all = ["clippy", "--workspace", "--all-targets", "--locked", "--keep-going"];
    run(command("cargo", &all).args(["--", "-D", "warnings"])).map(passed)
}

/// Where `.config/nextest.toml` puts the report of the profile `full`.
const REPORT: &str = "target/nextest/full/junit.xml";

/// All tests, in one run on SQLite and on a PostgreSQL cluster made for it and dropped after it.
fn tests() -> Result<Outcome, String> {
    let report = crate::root().join(REPORT);
    if report.exists() {
        std::fs::remove_file(&report).map_err(|e| format!("{}: {e}", report.display()))?;
    }
    let cluster = ["run", "--quiet", "--locked", "-p", "testkit", "--bin", "pg-cluster", "--"];
    let nextest = ["cargo", "nextest", "run", "--workspace", "--locked", "--profile", "full"];
    let ran = run(command("cargo", &[&cluster[..], &nextest[..]].concat())
        .env("PELANGI_TEST_ENGINES", "sqlite,postgres"));
    let Ok(text) = std::fs::read_to_string(&report) else {
        return ran.and(Err(format!("the runner left no report at {}", report.display())));
    };
    let (counts, engines) = counts::junit(&text);
    Ok(Outcome { counts, notes: notes(&engines), failure: ran.err().or_else(|| unequal(&engines)) })
}

fn notes(engines: &Engines) -> Vec<String> {
    let (both, own) = (engines.shared(), engines.own());
    vec![
        format!("{both} tests on sqlite, {both} on postgres"),
        format!("{own} tests about one engine itself, in lib/db"),
    ]
}

/// Why the engines were not tested alike.
fn unequal(engines: &Engines) -> Option<String> {
    let lonely = engines.lonely();
    if engines.shared() == 0 {
        return Some("no test ran on both engines".to_owned());
    }
    (!lonely.is_empty()).then(|| format!("these ran on one engine only:\n{}", lonely.join("\n")))
}

fn doctests() -> Result<Outcome, String> {
    let (output, succeeded) =
        listen(&mut command("cargo", &["test", "--workspace", "--doc", "--locked"]))?;
    let failure = (!succeeded).then(|| "an example fails".to_owned());
    Ok(Outcome { counts: counts::cargo(&output), failure, ..Outcome::default() })
}

fn docs() -> Result<Outcome, String> {
    let arguments =
        ["doc", "--workspace", "--no-deps", "--locked", "--keep-going", "--document-private-items"];
    run(command("cargo", &arguments).env("RUSTDOCFLAGS", "-D warnings")).map(passed)
}

/// The scripts of pages: their types, and their tests without a browser.
fn scripts() -> Result<Outcome, String> {
    let npm = |words: &[&str]| {
        let mut command = command("npm", words);
        command.current_dir(crate::root().join("assets"));
        command
    };
    run(&mut npm(&["run", "--silent", "types"]))?;
    let (output, succeeded) = listen(&mut npm(&["run", "--silent", "test"]))?;
    let (counts, skipped) = match counts::node(&output) {
        Some(counts) => (counts, None),
        None => (Counts::default(), Some("a test was skipped".to_owned())),
    };
    let failure = (!succeeded).then(|| "a test fails".to_owned()).or(skipped);
    Ok(Outcome { counts, failure, ..Outcome::default() })
}

fn android() -> Result<Outcome, String> {
    apk::trial().map(passed)
}

/// The files of the browser tests, by name: what a folder means differs between versions of Node.
fn stories() -> Result<Vec<PathBuf>, String> {
    let folder = crate::root().join("e2e/stories");
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_story = |path: &PathBuf| path.to_string_lossy().ends_with(".test.mjs");
    let mut stories: Vec<PathBuf> = paths.filter(is_story).collect();
    stories.sort();
    if stories.is_empty() {
        Err(format!("{} holds no story", folder.display()))
    } else {
        Ok(stories)
    }
}

/// How Node runs the stories: two at a time, as one waits for its browser. What hangs is ended: a
/// story after two minutes (`e2e/lib/story.mjs`), a whole file after twenty.
const NODE: [&str; 5] = [
    "--test",
    "--test-reporter=spec",
    "--test-concurrency=2",
    "--test-timeout=1200000",
    "--test-force-exit",
];

/// The browser tests, against the program as the tests built it. (Built alone it would be built
/// anew: without the tests its dependencies have fewer features.)
fn browser() -> Result<Outcome, String> {
    run(&mut command("cargo", &["build", "--workspace", "--locked", "--bins", "--tests"]))?;
    run(&mut command("make", &["--no-print-directory", "e2e-tools"]))?;
    let program = target_folder()?.join("debug/pelangi");
    let mut node = command("node", &NODE);
    let (output, succeeded) = listen(node.args(stories()?).env("PELANGI_BIN", program))?;
    let (counts, skipped) = match counts::node(&output) {
        Some(counts) => (counts, None),
        None => (Counts::default(), Some("a story was skipped".to_owned())),
    };
    let failure = (!succeeded).then(|| "a story fails".to_owned()).or(skipped);
    Ok(Outcome { counts, failure, ..Outcome::default() })
}
