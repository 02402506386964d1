//! Cuts SQL into pieces, so that texts and comments are left alone by those who change or judge it.

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Space,
    Comment,
    /// A keyword or a name.
    Word,
    /// `'…'`.
    Text,
    /// `"…"`.
    Quoted,
    /// `$1`.
    Parameter,
    Number,
    Symbol,
}

/// A piece of SQL. All pieces together are the text again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) kind: Kind,
    pub(crate) text: &'a str,
}

impl Piece<'_> {
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Symbol) && self.text.eq_ignore_ascii_case(word)
    }
}

/// All pieces, in order.
pub(crate) fn pieces(mut sql: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    while let Some(first) = sql.chars().next() {
        let (kind, length) = piece(sql, first);
        let (text, rest) = sql.split_at(length.min(sql.len()));
        out.push(Piece { kind, text });
        sql = rest;
    }
    out
}

/// The pieces that mean something.
pub(crate) fn meaningful(sql: &str) -> Vec<Piece<'_>> {
    let mut pieces = pieces(sql);
    pieces.retain(|p| !matches!(p.kind, Kind::Space | Kind::Comment));
    pieces
}

fn piece(sql: &str, first: char) -> (Kind, usize) {
    let run = |test: fn(char) -> bool| sql.find(|c| !test(c)).unwrap_or(sql.len());
    match first {
        c if c.is_whitespace() => (Kind::Space, run(char::is_whitespace)),
        '-' if sql.starts_with("--") => (Kind::Comment, sql.find('\n').unwrap_or(sql.len())),
        '/' if sql.starts_with("/*") => {
            (Kind::Comment, sql.find("*/").map_or(sql.len(), |end| end + 2))
        }
        '\'' => (Kind::Text, closed(sql, '\'')),
        '"' => (Kind::Quoted, closed(sql, '"')),
        '$' if sql[1..].starts_with(|c: char| c.is_ascii_digit()) => (
            Kind::Parameter,
            1 + sql[1..].find(|c: char| !c.is_ascii_digit()).unwrap_or(sql.len() - 1),
        ),
        c if c.is_ascii_digit() => (Kind::Number, run(|c| c.is_ascii_alphanumeric() || c == '.')),
        c if c.is_alphabetic() || c == '_' => {
            (Kind::Word, run(|c| c.is_alphanumeric() || c == '_'))
        }
        _ => {
            let double = ["::", "->>", "->", "||", "<>", "<=", ">=", "!="];
            let symbol = double.iter().find(|s| sql.starts_with(**s));
            (Kind::Symbol, symbol.map_or(first.len_utf8(), |s| s.len()))
        }
    }
}

/// Length up to the closing quote; a doubled quote does not close.
fn closed(sql: &str, quote: char) -> usize {
    let mut from = 1;
    while let Some(at) = sql[from..].find(quote) {
        from += at + 1;
        if !sql[from..].starts_with(quote) {
            return from;
        }
        from += 1;
    }
    sql.len()
}
