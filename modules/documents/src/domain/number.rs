//! Numbers of letters: patterns, and what becomes of a number.
//!
//! The classification code is the base of a number (Permendagri 83/2022 art. 3). A pattern is text with
//! tokens in braces: `{sifat} {klas} {urut} {urut:3} {unit} {jabatan} {bulan} {bulan_romawi} {tahun}`.

use std::fmt;

use base::Date;

/// A pattern that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    /// The security grade, one or two letters.
    Secrecy,
    Classification,
    /// The running number, with zeros in front up to a width.
    Ordinal {
        width: usize,
    },
    Unit,
    Position,
    Month,
    RomanMonth,
    Year,
}

/// Why a text is no pattern. `at` counts characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("character {at}: `{{` is never closed")]
    Open { at: usize },
    #[error("character {at}: `}}` without `{{`")]
    Close { at: usize },
    #[error("character {at}: there is no token `{{{token}}}`")]
    Token { at: usize, token: String },
    #[error("character {at}: a width is 1 to 6")]
    Width { at: usize },
    #[error("character {at}: this character cannot stand in a number")]
    Character { at: usize },
    #[error("`{{urut}}` must stand exactly once")]
    Ordinal,
    #[error("a pattern has 1 to 80 characters")]
    Length,
}

impl PatternError {
    /// The word by which people are told, and the place, where there is one.
    pub fn told(&self) -> (&'static str, usize) {
        match self {
            Self::Open { at } => ("open", *at),
            Self::Close { at } => ("close", *at),
            Self::Token { at, .. } => ("token", *at),
            Self::Width { at } => ("width", *at),
            Self::Character { at } => ("character", *at),
            Self::Ordinal => ("ordinal", 0),
            Self::Length => ("length", 0),
        }
    }
}

/// What a number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ingredients<'a> {
    /// The letters of the security grade: `B`, `T`, `R`, `SR`.
    pub secrecy: &'a str,
    pub classification: &'a str,
    pub ordinal: i64,
    /// The office, for example `DISKOMINFO`.
    pub unit: &'a str,
    /// Abbreviation of the position that signs.
    pub position: &'a str,
    pub day: Date,
}

impl Pattern {
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.is_empty() || text.chars().count() > 80 {
            return Err(PatternError::Length);
        }
        let mut parts = Vec::new();
        let mut characters = text.chars().enumerate().map(|(i, c)| (i + 1, c));
        while let Some((at, c)) = characters.next() {
            match c {
                '{' => {
                    let token: Option<String> = until_closed(&mut characters);
                    parts.push(token_of(at, &token.ok_or(PatternError::Open { at })?)?);
                }
                '}' => return Err(PatternError::Close { at }),
                c if c.is_control() => return Err(PatternError::Character { at }),
                c => push_text(&mut parts, c),
            }
        }
        let ordinals = parts.iter().filter(|part| matches!(part, Part::Ordinal { .. })).count();
        if ordinals == 1 { Ok(Self(parts)) } else { Err(PatternError::Ordinal) }
    }

    /// The number as it stands on a letter.
    pub fn format(&self, of: &Ingredients<'_>) -> String {
        let one = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Secrecy => of.secrecy.to_owned(),
            Part::Classification => of.classification.to_owned(),
            Part::Ordinal { width } => format!("{:0width$}", of.ordinal, width = *width),
            Part::Unit => of.unit.to_owned(),
            Part::Position => of.position.to_owned(),
            Part::Month => format!("{:02}", of.day.month()),
            Part::RomanMonth => roman(of.day.month()).to_owned(),
            Part::Year => of.day.year().to_string(),
        };
        self.0.iter().map(one).collect()
    }
}

/// The pattern as it was written.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Secrecy => f.write_str("{sifat}"),
            Part::Classification => f.write_str("{klas}"),
            Part::Ordinal { width: 1 } => f.write_str("{urut}"),
            Part::Ordinal { width } => write!(f, "{{urut:{width}}}"),
            Part::Unit => f.write_str("{unit}"),
            Part::Position => f.write_str("{jabatan}"),
            Part::Month => f.write_str("{bulan}"),
            Part::RomanMonth => f.write_str("{bulan_romawi}"),
            Part::Year => f.write_str("{tahun}"),
        })
    }
}

fn until_closed(characters: &mut impl Iterator<Item = (usize, char)>) -> Option<String> {
    let mut token = String::new();
    for (_, c) in characters {
        if c == '}' {
            return Some(token);
        }
        token.push(c);
    }
    None
}

fn token_of(at: usize, token: &str) -> Result<Part, PatternError> {
    if let Some(width) = token.strip_prefix("urut:") {
        let width = width.parse().ok().filter(|width| (1..=6).contains(width));
        return Ok(Part::Ordinal { width: width.ok_or(PatternError::Width { at })? });
    }
    Ok(match token {
        "sifat" => Part::Secrecy,
        "klas" => Part::Classification,
        "urut" => Part::Ordinal { width: 1 },
        "unit" => Part::Unit,
        "jabatan" => Part::Position,
        "bulan" => Part::Month,
        "bulan_romawi" => Part::RomanMonth,
        "tahun" => Part::Year,
        other => return Err(PatternError::Token { at, token: other.to_owned() }),
    })
}

fn push_text(parts: &mut Vec<Part>, c: char) {
    match parts.last_mut() {
        Some(Part::Text(text)) => text.push(c),
        _ => parts.push(Part::Text(c.to_string())),
    }
}

fn roman(month: i8) -> &'static str {
    const MONTHS: [&str; 12] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    usize::try_from(month - 1).ok().and_then(|i| MONTHS.get(i).copied()).unwrap_or_default()
}

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberStatus {
    /// Taken, for a letter that is not fixed yet or for a day without connection.
    Dipesan,
    /// Stands on a letter.
    Terpakai,
    /// Void, with a reason; never used again.
    Batal,
}

impl NumberStatus {
    pub const ALL: [Self; 3] = [Self::Dipesan, Self::Terpakai, Self::Batal];

    /// The word that is stored, and the end of its translation key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dipesan => "dipesan",
            Self::Terpakai => "terpakai",
            Self::Batal => "batal",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// Who gives the numbers of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberOwner {
    /// This system.
    Here,
    /// SRIKANDI, the national archive system: the number is typed in.
    Srikandi,
}

impl NumberOwner {
    pub const ALL: [Self; 2] = [Self::Here, Self::Srikandi];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Srikandi => "srikandi",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|owner| owner.as_str() == text)
    }
}
