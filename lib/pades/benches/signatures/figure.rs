//! What one document costs, by the clock and by the processor, and the table of all of it.

use std::time::Instant;

/// Seconds that one document took.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// As somebody waits for it; other programs on the machine make it longer.
    pub clock: f64,
    /// Time of one core, which other programs hardly change.
    pub processor: f64,
}

impl Figure {
    /// The mean of so many times. One time before does not count.
    pub fn of<T>(count: u32, mut work: impl FnMut() -> T) -> Self {
        std::hint::black_box(work());
        let (clock, processor) = (Instant::now(), processor());
        for _ in 0..count {
            std::hint::black_box(work());
        }
        let count = f64::from(count);
        let (clock, spent) = (clock.elapsed().as_secs_f64(), self::processor() - processor);
        Self { clock: clock / count, processor: spent / count }
    }

    /// The medians of several.
    pub fn median(all: &[Self]) -> Self {
        let middle = |of: fn(&Self) -> f64| {
            let mut values: Vec<f64> = all.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        Self { clock: middle(|figure| figure.clock), processor: middle(|figure| figure.processor) }
    }
}

/// Seconds for which the first thread, which does everything here, had a core
/// (Linux, `Documentation/scheduler/sched-stats.rst`).
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    text.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// How a figure is told, and what is promised.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// So many documents in a second of one core.
    Rate(Option<f64>),
    /// So many milliseconds.
    Time(f64),
}

impl Goal {
    fn text(self, seconds: f64) -> String {
        match self {
            Self::Rate(_) if seconds > 0.1 => format!("{:.1}/s", 1.0 / seconds),
            Self::Rate(_) => format!("{:.0}/s", 1.0 / seconds),
            Self::Time(_) => format!("{:.1} ms", seconds * 1e3),
        }
    }

    /// A rate is of one core; somebody who waits does so by the clock.
    fn promise(self, ours: Figure) -> String {
        let told = |met| if met { "met" } else { "NOT met" };
        match self {
            Self::Rate(None) => String::new(),
            Self::Rate(Some(goal)) => {
                format!("≥ {goal:.0}/s/core, {}", told(1.0 / ours.processor >= goal))
            }
            Self::Time(goal) => format!("≤ {goal:.0} ms, {}", told(ours.clock * 1e3 <= goal)),
        }
    }
}

/// Prints one line of the table.
pub fn row(what: &str, goal: Goal, ours: Figure, peers: &[(&str, Figure)]) {
    let promise = goal.promise(ours);
    let (core, clock) = (goal.text(ours.processor), goal.text(ours.clock));
    for (name, theirs) in peers {
        let ratio = theirs.processor / ours.processor;
        let (their_core, their_clock) = (goal.text(theirs.processor), goal.text(theirs.clock));
        println!(
            "| {what} | {core} | {clock} | {promise} | {name} | {their_core} | {their_clock} | \
             {ratio:.1} |"
        );
    }
}

/// Prints the head of the table.
pub fn head() {
    println!(
        "| What | One core | By the clock | Goal | Peer | Its core | Its clock | Ratio of cores |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |"
    );
}
