//! A migration is written once, with PostgreSQL's words; SQLite gets its own.

use crate::lexer::{Kind, Piece, pieces};

/// The text for SQLite: `bigint` → `integer`, `double precision` → `real`, `bytea` → `blob`, and
/// `strict` behind each table, so that SQLite refuses a value of the wrong type as PostgreSQL does.
pub(crate) fn for_sqlite(sql: &str) -> String {
    let pieces = pieces(sql);
    let mut out = String::with_capacity(sql.len() + 64);
    let mut table = Table::None;
    let mut skip = 0;
    for (place, piece) in pieces.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let (word, used) = type_word(&pieces[place..]);
        out.push_str(word);
        skip = used - 1;
        table = table.after(piece);
        if table == Table::Closed {
            out.push_str(" strict");
            table = Table::None;
        }
    }
    out
}

/// SQLite's word for what starts here, and how many pieces it stands for.
fn type_word<'a>(rest: &[Piece<'a>]) -> (&'a str, usize) {
    let Some(first) = rest.first() else { return ("", 1) };
    let precision = rest.get(2).is_some_and(|p| p.is("precision"));
    match first {
        p if p.kind != Kind::Word => (p.text, 1),
        p if p.is("bigint") => ("integer", 1),
        p if p.is("bytea") => ("blob", 1),
        p if p.is("double") && precision => ("real", 3),
        p => (p.text, 1),
    }
}

/// Where we are in a `create table`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    None,
    Create,
    /// Inside, with so many parentheses open.
    Open(u32),
    Closed,
}

impl Table {
    fn after(self, piece: &Piece<'_>) -> Self {
        if matches!(piece.kind, Kind::Space | Kind::Comment) {
            return self;
        }
        match self {
            Self::None if piece.is("create") => Self::Create,
            Self::Create if piece.is("table") => Self::Open(0),
            Self::Create | Self::Closed => Self::None,
            Self::Open(_) if piece.is(";") => Self::None,
            Self::Open(depth) if piece.is("(") => Self::Open(depth + 1),
            Self::Open(1) if piece.is(")") => Self::Closed,
            Self::Open(depth) if piece.is(")") => Self::Open(depth.saturating_sub(1)),
            Self::None | Self::Open(_) => self,
        }
    }
}
