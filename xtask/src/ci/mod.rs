//! The stages of `make test`, in order: each prints its time, none is retried, all are run.
//!
//! A failed stage does not hide what the others have to say; the run fails in the end. The last
//! line is the sum of what the test runners themselves counted.

use std::time::{Duration, Instant};

pub mod bench;
pub mod counts;
pub(crate) mod shell;
mod stages;

pub use bench::bench;
use counts::Counts;

/// One stage: its name, what it shows, and its work.
pub struct Stage {
    pub name: &'static str,
    pub shows: &'static str,
    run: fn() -> Result<Outcome, String>,
}

/// What a stage that passed, or whose tests failed, reports.
#[derive(Debug, Default)]
pub struct Outcome {
    pub counts: Counts,
    /// Lines for the closing table, for example the tests per engine.
    pub notes: Vec<String>,
    /// Why the stage failed although it ran to its end.
    pub failure: Option<String>,
}

struct Done {
    stage: &'static Stage,
    time: Duration,
    outcome: Outcome,
}

/// Runs all stages, or the named ones in their own order.
#[expect(clippy::print_stdout, reason = "a command line tool speaks to people")]
pub fn run(wanted: &[String]) -> Result<(), String> {
    let known = |name: &String| stages::ALL.iter().any(|stage| stage.name == *name);
    if let Some(unknown) = wanted.iter().find(|name| !known(name)) {
        let names: Vec<&str> = stages::ALL.iter().map(|stage| stage.name).collect();
        return Err(format!("there is no stage `{unknown}`; there are: {}", names.join(", ")));
    }
    let chosen = |stage: &&Stage| wanted.is_empty() || wanted.iter().any(|w| w == stage.name);
    let done: Vec<Done> = stages::ALL.iter().filter(chosen).map(run_one).collect();
    print!("{}", closing(&done));
    // The table has said which; nothing may follow its last line.
    if done.iter().any(|d| d.outcome.failure.is_some()) { Err(String::new()) } else { Ok(()) }
}

#[expect(clippy::print_stdout, reason = "a command line tool speaks to people")]
fn run_one(stage: &'static Stage) -> Done {
    println!("\n=== {}: {}", stage.name, stage.shows);
    let start = Instant::now();
    let failed = |why| Outcome { failure: Some(why), ..Outcome::default() };
    let outcome = (stage.run)().unwrap_or_else(failed);
    let time = start.elapsed();
    match &outcome.failure {
        None => println!("=== {}: {:.1} s", stage.name, time.as_secs_f32()),
        Some(why) => {
            println!("=== {}: FAILED after {:.1} s\n{why}", stage.name, time.as_secs_f32())
        }
    }
    Done { stage, time, outcome }
}

/// The table of stages and, as the very last line, the sum of all tests.
fn closing(done: &[Done]) -> String {
    let mut text = String::from("\n");
    let mut sum = Counts::default();
    for Done { stage, time, outcome } in done {
        let verdict = if outcome.failure.is_some() { "FAILED" } else { "ok" };
        text.push_str(&format!("{:<10} {:>7.1} s  {verdict}\n", stage.name, time.as_secs_f32()));
        outcome.notes.iter().for_each(|note| text.push_str(&format!("{:<22}{note}\n", "")));
        sum = sum.and(outcome.counts);
    }
    text.push_str(&format!("{sum}\n"));
    text
}
