//! One entry of `valueCodes`: a code, or an expression over the codes of a variable.

use cube::{Dimension, Role};

use crate::PxError;

/// What is wanted of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    Code(String),
    /// With `*` for any text and `?` for any sign.
    Pattern(String),
    /// The first so many, after leaving some out; of time the newest.
    Top {
        count: usize,
        offset: usize,
    },
    /// The last so many, before leaving some out; of time the oldest.
    Bottom {
        count: usize,
        offset: usize,
    },
    /// From one code to another, both included.
    Range(String, String),
    From(String),
    To(String),
}

impl Expression {
    /// # Errors
    /// [`PxError::Expression`] for a function that does not exist or has other arguments.
    pub fn parse(text: &str) -> Result<Self, PxError> {
        let error = || PxError::Expression { text: text.to_owned() };
        let inside = text.strip_suffix(')').and_then(|rest| rest.split_once('('));
        let Some((name, arguments)) = inside else {
            let is_pattern = text.contains(['*', '?']);
            let text = text.to_owned();
            return Ok(if is_pattern { Self::Pattern(text) } else { Self::Code(text) });
        };
        let arguments: Vec<&str> = arguments.split(',').map(str::trim).collect();
        let count = |text: &str| text.parse::<usize>().map_err(|_| error());
        let made = match (name.to_ascii_lowercase().as_str(), arguments.as_slice()) {
            ("top", [one]) => Self::Top { count: count(one)?, offset: 0 },
            ("top", [one, two]) => Self::Top { count: count(one)?, offset: count(two)? },
            ("bottom", [one]) => Self::Bottom { count: count(one)?, offset: 0 },
            ("bottom", [one, two]) => Self::Bottom { count: count(one)?, offset: count(two)? },
            ("range", [one, two]) => Self::Range((*one).to_owned(), (*two).to_owned()),
            ("from", [one]) => Self::From((*one).to_owned()),
            ("to", [one]) => Self::To((*one).to_owned()),
            // A code may end in brackets; what looks like one of ours but is not, is a mistake.
            ("top" | "bottom" | "range" | "from" | "to", _) => return Err(error()),
            _ => Self::Code(text.to_owned()),
        };
        Ok(made)
    }

    /// The places of the codes that are meant.
    ///
    /// # Errors
    /// [`PxError::Value`] for a code that the dimension does not have.
    pub fn places(&self, dimension: &Dimension) -> Result<Vec<usize>, PxError> {
        let codes = &dimension.codes;
        let place = |code: &str| {
            let exact = dimension.place(code);
            let found =
                exact.or_else(|| codes.iter().position(|it| it.id.eq_ignore_ascii_case(code)));
            let (variable, code) = (dimension.id.clone(), code.to_owned());
            found.ok_or(PxError::Value { variable, code })
        };
        let size = codes.len();
        Ok(match self {
            Self::Code(code) => vec![place(code)?],
            Self::Pattern(pattern) => (0..size)
                .filter(|at| codes.get(*at).is_some_and(|it| fits(pattern, &it.id)))
                .collect(),
            Self::Top { count, offset } => {
                ends(size, *count, *offset, dimension.role == Role::Time)
            }
            Self::Bottom { count, offset } => {
                ends(size, *count, *offset, dimension.role != Role::Time)
            }
            Self::Range(one, two) => {
                let (one, two) = (place(one)?, place(two)?);
                (one.min(two)..=one.max(two)).collect()
            }
            Self::From(code) => (place(code)?..size).collect(),
            Self::To(code) => (0..=place(code)?).collect(),
        })
    }
}

/// So many places from one end, in their order.
fn ends(size: usize, count: usize, offset: usize, from_the_end: bool) -> Vec<usize> {
    if from_the_end {
        let end = size.saturating_sub(offset);
        return (end.saturating_sub(count)..end).collect();
    }
    let start = offset.min(size);
    (start..start.saturating_add(count).min(size)).collect()
}

/// Whether a pattern with `*` and `?` fits a text, upper and lower case alike. Takes no longer than the
/// product of their lengths.
fn fits(pattern: &str, text: &str) -> bool {
    let lower = |text: &str| -> Vec<char> { text.to_lowercase().chars().collect() };
    let (pattern, text) = (lower(pattern), lower(text));
    // Which beginnings of the text the pattern so far fits.
    let mut fitting = vec![false; text.len() + 1];
    if let Some(empty) = fitting.first_mut() {
        *empty = true;
    }
    for sign in pattern {
        let mut next = vec![false; fitting.len()];
        for at in 0..fitting.len() {
            let before = at.checked_sub(1);
            let was = |places: &[bool], at: Option<usize>| at.is_some_and(|at| places[at]);
            next[at] = match sign {
                '*' => fitting[at] || was(&next, before),
                sign => {
                    let same = before.is_some_and(|it| sign == '?' || text[it] == sign);
                    same && was(&fitting, before)
                }
            };
        }
        fitting = next;
    }
    fitting.last().copied().unwrap_or_default()
}
