//! Periods as offices write them: `Tahun 2024`, `Semester I 2024`, `TW II/2024`, `Maret 2024`, `2024*`.

use crate::plan::Mark;

/// What a text says about time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) year: Option<u16>,
    pub(crate) part: Option<Part>,
    pub(crate) mark: Mark,
    /// Nothing else is said.
    pub(crate) alone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Half(u8),
    Quarter(u8),
    Month(u8),
}

const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "jan"],
    &["februari", "february", "feb", "pebruari"],
    &["maret", "march", "mar"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["agustus", "august", "agu", "agt", "ags", "aug"],
    &["september", "sep", "sept"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nov", "nopember", "nop"],
    &["desember", "december", "des", "dec"],
];

/// Words that say nothing beside a period.
const AROUND: [&str; 17] = [
    "tahun", "thn", "th", "ta", "year", "periode", "period", "per", "posisi", "keadaan", "bulan",
    "month", "akhir", "pada", "anggaran", "ajaran", "s",
];

impl Said {
    /// As SDMX writes it.
    pub(crate) fn period(self) -> Option<String> {
        let year = self.year?;
        Some(match self.part {
            None => year.to_string(),
            Some(Part::Half(it)) => format!("{year}-S{it}"),
            Some(Part::Quarter(it)) => format!("{year}-Q{it}"),
            Some(Part::Month(it)) => format!("{year}-{it:02}"),
        })
    }

    pub(crate) const fn is_something(self) -> bool {
        self.year.is_some() || self.part.is_some()
    }

    /// Both together: a year above, a semester below it. `None` when they contradict.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        let clash = |one: bool, same: bool| one && !same;
        let years = self.year.is_some() && other.year.is_some();
        let parts = self.part.is_some() && other.part.is_some();
        if clash(years, self.year == other.year) || clash(parts, self.part == other.part) {
            return None;
        }
        let mark = if other.mark == Mark::Final { self.mark } else { other.mark };
        Some(Self {
            year: self.year.or(other.year),
            part: self.part.or(other.part),
            mark,
            alone: self.alone && other.alone,
        })
    }
}

/// Reads a text. Two different years say nothing: `2020–2024` is not one period.
pub(crate) fn read(text: &str) -> Said {
    let (text, mark) = without_mark(text);
    let mut said = Said { mark, alone: true, ..Said::default() };
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let mut words = words.into_iter().filter(|it| !it.is_empty()).peekable();
    let mut years = 0;
    while let Some(word) = words.next() {
        if let Some(year) = year(word) {
            years += u8::from(said.year.is_some_and(|it| it != year));
            said.year = Some(year);
        } else if let Some(part) = month(word).or_else(|| short(word)) {
            said.part = Some(part);
        } else if let Some(part) = named(word, words.peek().copied()) {
            words.next();
            said.part = Some(part);
        } else if said.year.is_some() && word.len() == 2 && iso_month(text) == number(word) {
            said.part = number(word).map(Part::Month);
        } else if !AROUND.contains(&word) {
            said.alone = false;
        }
    }
    if years > 0 {
        return Said::default();
    }
    said
}

/// A day stands for its month where a period is meant: *Jan-24* is kept as its first day.
pub(crate) fn of_day(day: &str) -> Option<String> {
    let year = year(day.get(..4)?)?;
    let month = day.get(5..7)?.parse::<u8>().ok().filter(|it| (1..=12).contains(it))?;
    Some(format!("{year}-{month:02}"))
}

pub(crate) fn year(word: &str) -> Option<u16> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|year| digits && (1945..=2100).contains(year))
}

/// Whether a text is a period as it is kept.
pub(crate) fn is_period(text: &str) -> bool {
    let said = read(text);
    said.alone && said.period().as_deref() == Some(text)
}

/// `2024-03`
fn iso_month(text: &str) -> Option<u8> {
    let (year_of, month) = text.trim().split_once('-')?;
    year(year_of)?;
    number(month)
}

fn number(word: &str) -> Option<u8> {
    let month = word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|it| month && (1..=12).contains(it))
}

fn month(word: &str) -> Option<Part> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u8::try_from(at + 1).ok().map(Part::Month)
}

/// `Q2`, `S1`, `TW3`
fn short(word: &str) -> Option<Part> {
    let quarter = word.strip_prefix("q").or_else(|| word.strip_prefix("tw"));
    if let Some(it) = quarter.and_then(count).filter(|it| (1..=4).contains(it)) {
        return Some(Part::Quarter(it));
    }
    let half = word.strip_prefix('s').and_then(count).filter(|it| (1..=2).contains(it));
    half.map(Part::Half)
}

fn named(word: &str, next: Option<&str>) -> Option<Part> {
    let count = count(next?)?;
    match word {
        "semester" | "smt" | "sem" if count <= 2 => Some(Part::Half(count)),
        "triwulan" | "tw" | "trw" | "kuartal" | "quarter" => Some(Part::Quarter(count)),
        _ => None,
    }
}

fn count(word: &str) -> Option<u8> {
    match word {
        "1" | "i" | "pertama" => Some(1),
        "2" | "ii" | "kedua" => Some(2),
        "3" | "iii" => Some(3),
        "4" | "iv" => Some(4),
        _ => None,
    }
}

/// The signs of statistical tables behind a figure or a year.
pub(crate) fn without_mark(text: &str) -> (&str, Mark) {
    let text = text.trim();
    let bare = |it: &str| it.ends_with(|c: char| c.is_ascii_digit());
    for (sign, mark) in [
        ("**)", Mark::VeryProvisional),
        ("*)", Mark::Provisional),
        ("**", Mark::VeryProvisional),
        ("*", Mark::Provisional),
        ("r)", Mark::Revised),
        ("r", Mark::Revised),
    ] {
        if let Some(rest) = text.strip_suffix(sign).map(str::trim_end).filter(|it| bare(it)) {
            return (rest, mark);
        }
    }
    (text, Mark::Final)
}
