//! Judges whether SQL means the same on both engines.
//!
//! Most differences are loud: one engine refuses. The rules here are about the silent ones, and
//! about those that a test on one engine would not show.

use std::fmt;

use crate::lexer::{Kind, Piece, meaningful};

/// Something in a statement that is not portable, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What was found.
    pub found: String,
    /// What to do about it.
    pub cure: &'static str,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.found, self.cure)
    }
}

const CLOCK: &str = "bind the time from the clock that is passed in";
const CASE: &str = "SQLite ignores case and PostgreSQL does not: search a column folded in Rust";
const RUST: &str = "not on both engines: compute it in Rust, or write `case when`";
const KEYSET: &str =
    "use keyset pagination: `where (key, id) > ($1, $2) order by key, id limit $3`";
const KEY: &str = "keys are ids made in Rust or natural keys";

/// Words that must not stand anywhere.
const WORDS: &[(&str, &str)] = &[
    ("like", CASE),
    ("ilike", CASE),
    ("current_timestamp", CLOCK),
    ("current_date", CLOCK),
    ("current_time", CLOCK),
    ("serial", KEY),
    ("bigserial", KEY),
    ("autoincrement", KEY),
    ("jsonb", "JSON is opaque text"),
    ("json", "JSON is opaque text"),
    ("offset", KEYSET),
    ("glob", CASE),
    ("numeric", "money is bigint"),
    ("decimal", "money is bigint"),
    ("varchar", "use text"),
    ("boolean", "use bigint check (x in (0, 1))"),
    ("timestamptz", "instants are text"),
    ("timestamp", "instants are text"),
    ("integer", "write bigint; it is rendered for SQLite"),
    ("int", "write bigint; it is rendered for SQLite"),
    ("real", "write double precision; it is rendered for SQLite"),
    ("blob", "write bytea; it is rendered for SQLite"),
    ("true", "write 1; a boolean reads differently on the engines"),
    ("false", "write 0; a boolean reads differently on the engines"),
    ("deferrable", "a deferred check would fail a whole group of commits"),
    ("rowid", "only SQLite has it"),
    ("pragma", "only SQLite has it"),
];

/// Functions that must not be called.
const CALLS: &[(&str, &str)] = &[
    ("now", CLOCK),
    ("datetime", CLOCK),
    ("date", CLOCK),
    ("strftime", CLOCK),
    ("iif", RUST),
    ("greatest", RUST),
    ("least", RUST),
    ("group_concat", RUST),
    ("string_agg", RUST),
    ("ifnull", "write coalesce(…)"),
    ("lower", "the engines fold letters beyond a-z differently: fold case in Rust"),
    ("upper", "the engines fold letters beyond a-z differently: fold case in Rust"),
    ("avg", "compute it in Rust from sum and count"),
    ("random", "draw random numbers from the Random that is passed in"),
    ("total", RUST),
    ("max", "with two arguments only SQLite has it: write `case when`"),
    ("min", "with two arguments only SQLite has it: write `case when`"),
];

/// Checks one statement: forbidden words, parameters counted up from `$1` by first use.
pub fn check(sql: &str) -> Vec<Problem> {
    let pieces = meaningful(sql);
    let mut problems = words(&pieces);
    problems.extend(parameters(&pieces));
    problems.extend(limits(&pieces));
    problems
}

/// Checks a migration: as a statement, but several of them and without parameters.
pub fn check_migration(sql: &str) -> Vec<Problem> {
    let pieces = meaningful(sql);
    let parameter = pieces.iter().find(|p| p.kind == Kind::Parameter);
    let parameter = parameter.map(|p| problem(p, "a migration has no parameters"));
    words(&pieces).into_iter().chain(parameter).collect()
}

fn problem(piece: &Piece<'_>, cure: &'static str) -> Problem {
    Problem { found: piece.text.to_owned(), cure }
}

fn words(pieces: &[Piece<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let rest = &pieces[place..];
        let cure = match piece.kind {
            Kind::Symbol => symbol(piece.text),
            Kind::Word => word(piece.text).or_else(|| call(rest)),
            Kind::Quoted => Some("names are lowercase words without quotes"),
            _ => None,
        };
        problems.extend(cure.map(|cure| problem(piece, cure)));
    }
    problems
}

fn symbol(text: &str) -> Option<&'static str> {
    match text {
        "::" => Some("write cast(x as type)"),
        "->" | "->>" => Some("JSON is opaque text"),
        "?" | "@" => Some("parameters are $1, $2 …"),
        "`" | "[" => Some("names are lowercase words without quotes"),
        _ => None,
    }
}

fn word(text: &str) -> Option<&'static str> {
    WORDS.iter().find(|(w, _)| w.eq_ignore_ascii_case(text)).map(|(_, cure)| *cure)
}

/// A forbidden function, when a parenthesis follows. `max` and `min` of one column are allowed.
fn call(rest: &[Piece<'_>]) -> Option<&'static str> {
    let name = rest.first()?;
    let (found, cure) = CALLS.iter().find(|(w, _)| w.eq_ignore_ascii_case(name.text))?;
    if !rest.get(1)?.is("(") {
        return None;
    }
    let several = || commas(&rest[2..]) > 0;
    (!matches!(*found, "max" | "min") || several()).then_some(*cure)
}

/// Commas up to the parenthesis that closes here.
fn commas(pieces: &[Piece<'_>]) -> usize {
    let mut depth = 1_i32;
    let mut count = 0;
    for piece in pieces {
        match piece.text {
            "(" => depth += 1,
            ")" => depth -= 1,
            "," if depth == 1 => count += 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    count
}

fn parameters(pieces: &[Piece<'_>]) -> Option<Problem> {
    let mut seen = 0;
    for piece in pieces.iter().filter(|p| p.kind == Kind::Parameter) {
        let number: usize = piece.text[1..].parse().unwrap_or(0);
        if number == 0 || number > seen + 1 {
            return Some(problem(piece, "parameters count up from $1 in the order of first use"));
        }
        seen = seen.max(number);
    }
    None
}

/// A `limit` without an `order by` before it, at the same depth, takes any rows.
fn limits(pieces: &[Piece<'_>]) -> Vec<Problem> {
    let mut ordered = vec![false];
    let mut problems = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        match piece.text {
            "(" => ordered.push(false),
            ")" if ordered.len() > 1 => drop(ordered.pop()),
            _ => {}
        }
        let by = pieces.get(place + 1).is_some_and(|p| p.is("by"));
        if let Some(last) = ordered.last_mut() {
            if piece.is("order") && by {
                *last = true;
            } else if piece.is("limit") && !*last {
                problems.push(problem(piece, "say which rows: write `order by` before it"));
            }
        }
    }
    problems
}
