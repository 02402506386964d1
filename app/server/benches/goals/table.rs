//! The table at the end: what was measured, what was promised, and the peer beside it.

use std::fmt::Write as _;
use std::time::Duration;

/// A figure with its unit.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    value: f64,
    unit: &'static str,
    more_is_better: bool,
}

impl Figure {
    /// So many per second, or other things of which more is better.
    pub const fn rate(value: f64, unit: &'static str) -> Self {
        Self { value, unit, more_is_better: true }
    }

    /// Time, memory or bytes: less is better.
    pub const fn cost(value: f64, unit: &'static str) -> Self {
        Self { value, unit, more_is_better: false }
    }

    fn text(self) -> String {
        let decimals = if self.value < 10.0 { 2 } else { usize::from(self.value < 100.0) };
        let number = format!("{:.decimals$}", self.value);
        let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{grouped}{rest} {}", self.unit)
    }

    fn meets(self, goal: Self) -> bool {
        if self.more_is_better { self.value >= goal.value } else { self.value <= goal.value }
    }

    /// How many times better this is than a peer.
    fn over(self, peer: Self) -> f64 {
        if self.more_is_better { self.value / peer.value } else { peer.value / self.value }
    }
}

/// One line of the table.
struct Row {
    what: String,
    ours: Figure,
    goal: Option<Figure>,
    peer: Option<(&'static str, Figure)>,
}

/// The lines so far, and what has to be said about them.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    remarks: Vec<String>,
}

impl Table {
    pub fn row(
        &mut self,
        what: impl Into<String>,
        ours: Figure,
        goal: Option<Figure>,
        peer: Option<(&'static str, Figure)>,
    ) {
        let row = Row { what: what.into(), ours, goal, peer };
        eprintln!("  {}: {}", row.what, row.ours.text());
        self.rows.push(row);
    }

    pub fn remark(&mut self, text: impl Into<String>) {
        self.remarks.push(text.into());
    }

    /// The table in Markdown, so that it can be kept as it is.
    pub fn to_text(&self, objects: u32, load: &str) -> String {
        let mut text = format!(
            "\n{objects} objects, 5 years; load average when it began: {load}. Medians. The ratio \
             says how many times better than the peer.\n\n"
        );
        let head = ["What", "Measured", "Goal", "Peer", "Peer measured", "Ratio"];
        let lines: Vec<[String; 6]> = self.rows.iter().map(Row::cells).collect();
        let head = head.map(str::to_owned);
        let widths: Vec<usize> = (0..6)
            .map(|at| lines.iter().chain([&head]).map(|l| l[at].chars().count()).max().unwrap_or(0))
            .collect();
        let line = |cells: &[String; 6]| {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            format!("| {} |\n", padded.collect::<Vec<_>>().join(" | "))
        };
        text.push_str(&line(&head));
        let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        // Writing into a text cannot fail.
        let _ = writeln!(text, "| {} |", rules.join(" | "));
        lines.iter().for_each(|cells| text.push_str(&line(cells)));
        for remark in &self.remarks {
            let _ = write!(text, "\n- {remark}");
        }
        text
    }
}

impl Row {
    fn cells(&self) -> [String; 6] {
        let goal = self.goal.map_or_else(String::new, |goal| {
            let sign = if goal.more_is_better { "≥" } else { "≤" };
            let met = if self.ours.meets(goal) { "met" } else { "NOT met" };
            format!("{sign} {}, {met}", goal.text())
        });
        let (name, figure, ratio) = match self.peer {
            Some((name, peer)) => {
                (name.to_owned(), peer.text(), format!("{:.2}", self.ours.over(peer)))
            }
            None => (String::new(), String::new(), String::new()),
        };
        [self.what.clone(), self.ours.text(), goal, name, figure, ratio]
    }
}

/// The middle one of several measurements.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The value below which so many of a hundred lie, in milliseconds.
pub fn percentile(times: &mut [Duration], hundredth: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() * hundredth / 100).min(times.len().saturating_sub(1));
    times.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}
