//! What a cell of figures says: a figure with its mark, or why there is none.

use base::Decimal;
use quality::numbers::{self, Written};

use crate::finding::{Check, Finding, Severity, Suggestion};
use crate::period::without_mark;
use crate::plan::Mark;
use crate::sheet::{At, Cell, Content};

/// What stands in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Figure(Decimal, Mark),
    Missing(Missing),
}

/// Why there is no figure; `-` is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    /// `...`
    NotAvailable,
    /// `NA`
    NotApplicable,
    /// `x`
    Suppressed,
}

/// What decides how a cell is read.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    pub(crate) convention: Option<numbers::Convention>,
    /// Only whole figures can be meant.
    pub(crate) whole: bool,
    pub(crate) power: i8,
    pub(crate) mark: Mark,
}

/// A sign in the place of a figure.
pub(crate) fn sign(text: &str) -> Option<Value> {
    match text.trim() {
        "-" | "–" | "—" | "−" => Some(Value::Figure(Decimal::whole(0), Mark::Final)),
        "..." | "…" | ".." | "...." => Some(Value::Missing(Missing::NotAvailable)),
        "NA" | "N/A" | "n/a" | "na" | "n.a." | "#N/A" => {
            Some(Value::Missing(Missing::NotApplicable))
        }
        "x" | "X" => Some(Value::Missing(Missing::Suppressed)),
        _ => None,
    }
}

/// Whether a text is a figure or stands for one.
pub(crate) fn is_figure(text: &str) -> bool {
    sign(text).is_some() || written(text).is_some()
}

/// What a text says without its mark, `%` and `Rp`; whether it is a percentage.
pub(crate) fn written(text: &str) -> Option<(Written, Mark, bool)> {
    if !text.contains(|c: char| c.is_ascii_digit()) || text.len() > 60 {
        return None;
    }
    let (text, mark) = without_mark(text);
    let (text, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let text = text.strip_prefix("Rp").map_or(text, |it| it.trim_start_matches(['.', ' ']));
    numbers::read(text).ok().map(|it| (it, mark, percent))
}

/// Reads a cell that is not blank.
pub(crate) fn read(cell: &Cell<'_>, at: At, way: Way) -> Result<Value, Box<Finding>> {
    let wrong = |code| Finding::new(Check::K05, Severity::Error, code, at);
    let said = cell.content.said();
    match cell.content {
        Content::Text(text) => match sign(text) {
            Some(value) => Ok(value),
            None => from_text(text, at, way),
        },
        Content::Number(digits) => {
            let power = way.power + if cell.percent { 2 } else { 0 };
            let figure = digits_of(digits).and_then(|it| shifted(it, power));
            let figure = figure.ok_or_else(|| wrong("too-long").with("text", digits))?;
            // 1.234 typed where a point groups nothing: it became a number with decimals.
            if way.whole && figure.at(0).is_err() {
                let thousand = shifted(figure, 3).filter(|it| it.at(0).is_ok());
                let meant = thousand.map(|it| Suggestion::Text(trimmed(it).to_string()));
                return Err(Box::new(
                    wrong("decimals-of-a-count").with("text", digits).suggesting(meant),
                ));
            }
            Ok(Value::Figure(figure, way.mark))
        }
        Content::Day(day) => Err(Box::new(
            wrong("day")
                .with("text", said)
                .suggesting(typed(day).into_iter().next().map(Suggestion::Text)),
        )),
        Content::Error("#N/A") => Err(Box::new(
            wrong("error-cell").with("text", said).suggesting(Suggestion::Text("NA".to_owned())),
        )),
        Content::Error(_) => Err(Box::new(wrong("error-cell").with("text", said))),
        Content::Nothing => Err(Box::new(wrong("formula-empty"))),
        Content::Bool(_) => Err(Box::new(wrong("not-a-number").with("text", said))),
    }
}

fn from_text(text: &str, at: At, way: Way) -> Result<Value, Box<Finding>> {
    let wrong = |code| Finding::new(Check::K05, Severity::Error, code, at).with("text", text);
    let Some((written, mark, _)) = written(text) else {
        return Err(Box::new(wrong("not-a-number").suggesting(meant(text).map(Suggestion::Text))));
    };
    let mark = if mark == Mark::Final { way.mark } else { mark };
    let figure = match (written, written.by(way.convention)) {
        (_, Some(figure)) => figure,
        // A count has no decimals: only one of the two can be meant.
        (Written::Either { dots_group, commas_group }, None) => {
            let whole = |it: Decimal| way.whole && way.power == 0 && it.places() == 0;
            match (whole(dots_group), whole(commas_group)) {
                (true, false) => dots_group,
                (false, true) => commas_group,
                _ => {
                    let [dots_group, commas_group] =
                        [dots_group, commas_group].map(|it| it.to_string());
                    let both = Suggestion::Either { dots_group, commas_group };
                    return Err(Box::new(wrong("either").suggesting(both)));
                }
            }
        }
        (Written::Plain(figure, _), None) => figure,
    };
    let figure = shifted(figure, way.power).ok_or_else(|| wrong("too-long"))?;
    if way.whole && figure.at(0).is_err() {
        return Err(Box::new(wrong("decimals-of-a-count")));
    }
    Ok(Value::Figure(figure, mark))
}

/// What a text probably means: *nihil*, or a number with its unit.
fn meant(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    if ["nihil", "tidak ada", "kosong", "nol"].contains(&lower.as_str()) {
        return Some("-".to_owned());
    }
    let digits = lower.split_whitespace().next()?;
    written(digits).map(|_| digits.to_owned())
}

/// What was typed when a spreadsheet made a day of it: `1-3` became the first of March, `10-14` October 2014.
pub(crate) fn typed(day: &str) -> Vec<String> {
    let part = |range: std::ops::Range<usize>| day.get(range)?.parse::<u16>().ok();
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(5..7), part(8..10)) else {
        return Vec::new();
    };
    let mut all = vec![format!("{day}-{month}"), format!("{month}-{day}")];
    if day == 1 {
        all.push(format!("{month}-{:02}", year % 100));
    }
    all
}

/// The digits of a spreadsheet's number as it shows them: fifteen of them count (IEEE 754, double), and no more
/// decimals than can be kept.
pub(crate) fn digits_of(text: &str) -> Option<Decimal> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) || decimals.len() > 400 {
        return None;
    }
    let all = format!("{whole}{decimals}");
    let leading = all.bytes().take_while(|b| *b == b'0').count();
    let counted = (leading + 15).saturating_sub(whole.len());
    let kept = decimals.len().min(counted).min(usize::from(Decimal::MOST_PLACES));
    let units: i64 = all.get(..whole.len() + kept)?.parse().ok()?;
    let up = decimals.as_bytes().get(kept).is_some_and(|b| *b >= b'5');
    let units = units.checked_add(i64::from(up))?;
    let units = if sign.is_empty() { units } else { -units };
    Decimal::new(units, u8::try_from(kept).ok()?).ok().map(trimmed)
}

/// Without noughts at the end of the decimals.
fn trimmed(mut value: Decimal) -> Decimal {
    while let Some(shorter) = value.places().checked_sub(1).and_then(|it| value.at(it).ok()) {
        value = shorter;
    }
    value
}

/// Times ten to a power.
pub(crate) fn shifted(value: Decimal, power: i8) -> Option<Decimal> {
    let places = i16::from(value.places()) - i16::from(power);
    if let Ok(places) = u8::try_from(places) {
        return Decimal::new(value.units(), places).ok();
    }
    let times = 10_i64.checked_pow(u32::try_from(-places).ok()?)?;
    Some(Decimal::whole(value.units().checked_mul(times)?))
}
