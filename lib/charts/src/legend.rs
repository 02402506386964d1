//! Legends: data for a template, and ready HTML.

use std::fmt::Write as _;

use base::Language;

use crate::Tone;
use crate::svg::escape;

/// One line of a legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub tone: Tone,
    pub text: String,
}

impl Entry {
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }

    /// The line of regions without data.
    pub fn missing(language: Language) -> Self {
        let text = match language {
            Language::Id => "tidak ada data",
            Language::En => "no data",
        };
        Self::new(Tone::Missing, text)
    }
}

/// The legend as a list with a swatch before each text; texts are escaped.
pub fn html(entries: &[Entry]) -> String {
    let mut out = String::from("<ul class=\"legend\">");
    for Entry { tone, text } in entries {
        let written = write!(
            out,
            "<li><svg aria-hidden=\"true\"><rect class=\"{}\" width=\"22\" height=\"14\"/></svg>{}</li>",
            tone.class(),
            escape(text)
        );
        debug_assert!(written.is_ok(), "a string takes whatever is written to it");
    }
    out.push_str("</ul>");
    out
}

/// The words of classes of amounts: below the first bound, between two, from the last on.
pub(crate) fn amounts(
    bounds: &[i64],
    language: Language,
    number: impl Fn(i64) -> String,
    unit: &str,
) -> Vec<String> {
    let (Some(&first), Some(&last)) = (bounds.first(), bounds.last()) else {
        let all = match language {
            Language::Id => "semua",
            Language::En => "all",
        };
        return vec![all.to_owned()];
    };
    let (lowest, highest) = (number(first), number(last));
    let (lowest, highest) = match language {
        Language::Id => (format!("di bawah {lowest}{unit}"), format!("{highest}{unit} ke atas")),
        Language::En => (format!("below {lowest}{unit}"), format!("{highest}{unit} and above")),
    };
    let between = bounds.windows(2).map(|w| range(w[0], w[1], &number, unit));
    [lowest].into_iter().chain(between).chain([highest]).collect()
}

/// The words of classes of changes; `rises` are the bounds above the still class.
pub(crate) fn changes(
    still: i64,
    rises: &[i64],
    language: Language,
    number: impl Fn(i64) -> String,
    unit: &str,
) -> Vec<String> {
    let (down, same, up, more) = match language {
        Language::Id => ("turun", "tetap", "naik", "lebih dari"),
        Language::En => ("down", "unchanged", "up", "more than"),
    };
    let mut words = vec![down.to_owned(), same.to_owned()];
    if still > 0 {
        let least = number(still);
        words = vec![format!("{down} {more} {least}{unit}"), format!("{same} (±{least}{unit})")];
    }
    let edges: Vec<i64> = [still].into_iter().chain(rises.iter().copied()).collect();
    words.extend(edges.windows(2).map(|w| format!("{up} {}", range(w[0], w[1], &number, unit))));
    let last = edges.last().copied().unwrap_or(still);
    words.push(match (last, rises.is_empty()) {
        (0, true) => up.to_owned(),
        (_, true) => format!("{up} {more} {}{unit}", number(last)),
        (_, false) if language == Language::Id => format!("{up} {}{unit} ke atas", number(last)),
        (_, false) => format!("{up} {}{unit} and above", number(last)),
    });
    words
}

fn range(from: i64, to: i64, number: impl Fn(i64) -> String, unit: &str) -> String {
    format!("{}–{}{unit}", number(from), number(to))
}
