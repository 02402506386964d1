//! Reading a file: which layout, which lines, and what is wrong in which column.

use base::{Date, Nop, Rupiah};
use contracts::BillId;
use csv::{ReaderBuilder, StringRecord};

use super::{BankLine, Layout, Statement, amount};
use crate::domain::code::Code;

/// Lines that are wrong are told up to here.
const MOST_FAULTS: usize = 50;
/// A virtual account is the bank's prefix and the code.
const CODE_DIGITS: usize = 14;

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1 in the file.
    pub line: u64,
    /// The title of the column.
    pub column: String,
    /// `date`, `amount`, `reference`, `bill`, `net`, `columns`.
    pub problem: &'static str,
    pub value: String,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    #[error("no line is the heading of a known layout")]
    UnknownLayout,
    #[error("there is no payment in it")]
    Empty,
    #[error("{} lines are wrong", .0.len())]
    Faults(Vec<Fault>),
    #[error("the amounts cannot be added up")]
    TooLarge,
}

/// Reads a file: nothing is taken of one with a line that is not understood.
///
/// # Errors
/// [`FileError`], each wrong line with its column.
pub fn read(bytes: &[u8], layouts: &[Layout]) -> Result<Statement, FileError> {
    let text = decoded(bytes);
    let (layout, header) = recognised(&text, layouts).ok_or(FileError::UnknownLayout)?;
    let mut lines = Vec::new();
    let mut faults = Vec::new();
    for (number, record) in records(&text, layout.separator) {
        if number <= header || is_left_out(layout, &record) {
            continue;
        }
        let row = Row { layout, line: number, record: &record };
        match row.read() {
            Ok(line) => lines.push(line),
            Err(fault) if faults.len() < MOST_FAULTS => faults.push(fault),
            Err(_) => {}
        }
    }
    if !faults.is_empty() {
        return Err(FileError::Faults(faults));
    }
    if lines.is_empty() {
        return Err(FileError::Empty);
    }
    let sum = |of: fn(&BankLine) -> Rupiah| {
        lines.iter().try_fold(Rupiah::ZERO, |sum, line| sum.checked_add(of(line)))
    };
    let total = sum(|line| line.amount).ok_or(FileError::TooLarge)?;
    let fee = sum(|line| line.fee).ok_or(FileError::TooLarge)?;
    Ok(Statement { layout: layout.id.clone(), lines, total, fee })
}

/// UTF-8 with or without a mark at its head; what is no UTF-8 is windows-1252. Every line ends in
/// the same way, so that lines are counted alike.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The records of a text with the line each begins on.
fn records(text: &str, separator: char) -> impl Iterator<Item = (u64, StringRecord)> {
    let delimiter = u8::try_from(separator).unwrap_or(b',');
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    // A text in memory that is UTF-8 cannot fail to be read.
    reader.into_records().map_while(Result::ok).map(|record| {
        let line = record.position().map_or(0, csv::Position::line);
        (line, record)
    })
}

/// The layout, and the line on which its titles stand.
fn recognised<'l>(text: &str, layouts: &'l [Layout]) -> Option<(&'l Layout, u64)> {
    layouts.iter().find_map(|layout| {
        let mut all = records(text, layout.separator);
        let found = all.find(|(_, record)| layout.is_header(&record.iter().collect::<Vec<_>>()));
        found.map(|(line, _)| (layout, line))
    })
}

/// Empty lines, trailers, and titles that stand again on the next sheet.
fn is_left_out(layout: &Layout, record: &StringRecord) -> bool {
    let fields: Vec<&str> = record.iter().collect();
    let first = fields.first().map(|f| f.trim().to_uppercase()).unwrap_or_default();
    fields.iter().all(|field| field.trim().is_empty())
        || layout.trailer.iter().any(|word| first.starts_with(&word.to_uppercase()))
        || layout.is_header(&fields)
}

struct Row<'r> {
    layout: &'r Layout,
    line: u64,
    record: &'r StringRecord,
}

impl Row<'_> {
    fn read(&self) -> Result<BankLine, Fault> {
        let columns = &self.layout.columns;
        if self.record.len() < self.layout.header.len() {
            let value = self.record.len().to_string();
            return Err(Fault { value, ..self.fault("", "columns") });
        }
        let (paid_on, paid_time) = self.when()?;
        let reference = self.field(&columns.reference).to_owned();
        if reference.is_empty() {
            return Err(self.fault(&columns.reference, "reference"));
        }
        let (amount, fee) = self.amounts()?;
        let (code, bill) = self.what()?;
        let slip = self.optional(columns.slip.as_ref()).map(str::to_owned);
        let line = self.line;
        Ok(BankLine { line, paid_on, paid_time, reference, slip, code, bill, amount, fee })
    }

    fn field(&self, title: &str) -> &str {
        let place = self.layout.place(title);
        let text = place.and_then(|place| self.record.get(place)).unwrap_or_default();
        // A spreadsheet is told by an apostrophe that long digits are a text.
        text.trim().trim_start_matches('\'').trim()
    }

    fn optional(&self, title: Option<&String>) -> Option<&str> {
        title.map(|title| self.field(title)).filter(|text| !text.is_empty())
    }

    fn fault(&self, column: &str, problem: &'static str) -> Fault {
        let (line, value) = (self.line, self.field(column).chars().take(60).collect());
        Fault { line, column: column.to_owned(), problem, value }
    }

    /// The time may stand in its own column or behind the date.
    fn when(&self) -> Result<(Date, Option<String>), Fault> {
        let title = &self.layout.columns.date;
        let text = self.field(title);
        let (date, behind) = text.split_once([' ', 'T']).unwrap_or((text, ""));
        let date = day(date, &self.layout.date_order).ok_or_else(|| self.fault(title, "date"))?;
        let time = self.optional(self.layout.columns.time.as_ref()).unwrap_or(behind);
        Ok((date, clock(time)))
    }

    /// Gross and fee; a net that is told too must be the difference.
    fn amounts(&self) -> Result<(Rupiah, Rupiah), Fault> {
        let columns = &self.layout.columns;
        let read = |title: &String| {
            let value = amount(self.field(title), self.layout.decimal);
            value.ok_or_else(|| self.fault(title, "amount"))
        };
        let gross = read(&columns.amount)?;
        if gross == Rupiah::ZERO {
            return Err(self.fault(&columns.amount, "amount"));
        }
        let fee = columns.fee.as_ref().map_or(Ok(Rupiah::ZERO), read)?;
        if let Some(title) = &columns.net
            && Some(read(title)?) != gross.checked_sub(fee)
        {
            return Err(self.fault(title, "net"));
        }
        // A bank that marks what it took back by a word writes the amount without a sign.
        let taken_back = self.optional(columns.kind.as_ref()).is_some_and(|kind| {
            let kind = kind.to_uppercase();
            self.layout.reversal_words.iter().any(|word| kind.contains(&word.to_uppercase()))
        });
        match taken_back && gross > Rupiah::ZERO {
            true => Ok((Rupiah(-gross.0), Rupiah(-fee.0))),
            false => Ok((gross, fee)),
        }
    }

    /// A payment code, a NOP with its year, or nothing that we know.
    fn what(&self) -> Result<(Option<Code>, Option<BillId>), Fault> {
        let columns = &self.layout.columns;
        let code = self.optional(columns.code.as_ref()).and_then(code_in);
        let Some(title) = &columns.nop else { return Ok((code, None)) };
        let Some(nop) = self.optional(Some(title)) else { return Ok((code, None)) };
        let nop = Nop::parse(nop).map_err(|_| self.fault(title, "bill"))?;
        let year = self.optional(columns.tax_year.as_ref()).and_then(|y| y.parse::<i64>().ok());
        match (year.filter(|year| (1985..=2100).contains(year)), &columns.tax_year) {
            (Some(tax_year), _) => Ok((code, Some(BillId { nop, tax_year }))),
            (None, Some(title)) => Err(self.fault(title, "bill")),
            (None, None) => Ok((code, None)),
        }
    }
}

/// The code in a virtual account: its last digits. Other numbers are the bank's own.
fn code_in(text: &str) -> Option<Code> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let from = digits.len().checked_sub(CODE_DIGITS)?;
    Code::parse(&digits[from..]).ok()
}

/// `22112026`, `22/11/2026`, `2026-11-22`, in the order of the layout.
fn day(text: &str, order: &str) -> Option<Date> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let strange = text.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '/' | '-' | '.'));
    if digits.len() != 8 || strange {
        return None;
    }
    let (y, m, d) = match order {
        "ymd" => (&digits[..4], &digits[4..6], &digits[6..]),
        "mdy" => (&digits[4..], &digits[..2], &digits[2..4]),
        _ => (&digits[4..], &digits[2..4], &digits[..2]),
    };
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}

/// `10:15`, `101530`, `10.15.30` as `10:15:30`; anything else is no time.
fn clock(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (h, m, s) = match digits.len() {
        4 => (&digits[..2], &digits[2..4], "00"),
        6 => (&digits[..2], &digits[2..4], &digits[4..]),
        _ => return None,
    };
    let below = |text: &str, most: u8| text.parse::<u8>().is_ok_and(|n| n < most);
    (below(h, 24) && below(m, 60) && below(s, 60)).then(|| format!("{h}:{m}:{s}"))
}
