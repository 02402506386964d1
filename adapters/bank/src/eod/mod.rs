//! The end-of-day file a bank would send, made from what was acknowledged.
//!
//! The three layouts are invented, each with habits of real ones: titles above the table, amounts
//! with dots and a comma, a trailer, a settlement net of the merchant fee. They can be spoiled, so
//! that reconciliation has something to find.

mod layouts;
mod spoil;

use std::fmt;
use std::str::FromStr;

use base::{Date, Fraction, Rupiah};

pub use spoil::Spoil;

use crate::{Ack, AckKind};

/// One of the invented layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A regional bank's list of counter and H2H payments: commas, one header line, plain digits,
    /// reversals as lines of their own.
    Counter,
    /// A bank's statement of virtual accounts: semicolons, two title lines, dates with slashes,
    /// amounts as `127.500,00`, a trailer.
    VirtualAccount,
    /// An acquirer's settlement: pipes, gross, fee and net; the money of a day comes on the next.
    QrisNet,
}

/// What the file is about.
#[derive(Debug, Clone)]
pub struct Options {
    pub layout: Layout,
    /// Only payments of this day, as the bank's clocks showed it.
    pub day: Date,
    /// What the acquirer keeps of each amount, in [`Layout::QrisNet`].
    pub fee: Fraction,
    pub spoil: Spoil,
}

/// Why no file can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EodError {
    #[error("`{0}` is no layout; there are counter, va and qris-net")]
    Layout(String),
    #[error("the amounts are larger than can be added")]
    TooLarge,
    #[error("{reference}: paid at `{paid_at}`, which is no time")]
    Time { reference: String, paid_at: String },
}

/// A line of the file before it has a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub kind: AckKind,
    /// `2026-11-22` and `10:15:30`.
    pub date: String,
    pub time: String,
    pub reference: String,
    pub receipt: String,
    pub code: String,
    pub nop: String,
    pub year: String,
    pub principal: Option<Rupiah>,
    pub penalty: Option<Rupiah>,
    pub total: Rupiah,
}

/// Writes the file.
pub fn write(acks: &[Ack], options: &Options) -> Result<String, EodError> {
    let lines: Vec<Line> = acks.iter().map(line).collect::<Result<_, _>>()?;
    let day = options.day.to_string();
    let lines = lines.into_iter().filter(|line| line.date == day).collect();
    let lines = options.spoil.spoil(lines, &day);
    match options.layout {
        Layout::Counter => Ok(layouts::counter(&lines)),
        Layout::VirtualAccount => layouts::virtual_account(&lines, options.day),
        Layout::QrisNet => layouts::qris_net(&lines, options),
    }
}

fn line(ack: &Ack) -> Result<Line, EodError> {
    // `2026-11-22T10:15:30+08:00`: date and time are what the bank's clocks showed.
    let time = snap::Timestamp::parse(&ack.paid_at).map_err(|_| EodError::Time {
        reference: ack.reference.clone(),
        paid_at: ack.paid_at.clone(),
    })?;
    let text = time.as_str();
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    Ok(Line {
        kind: ack.kind,
        date: text[..10].to_owned(),
        time: text[11..19].to_owned(),
        reference: ack.reference.clone(),
        receipt: or_empty(&ack.receipt),
        code: or_empty(&ack.code),
        nop: or_empty(&ack.nop),
        year: ack.tax_year.map_or_else(String::new, |year| year.to_string()),
        principal: ack.principal,
        penalty: ack.penalty,
        total: ack.total,
    })
}

impl FromStr for Layout {
    type Err = EodError;

    fn from_str(text: &str) -> Result<Self, EodError> {
        match text {
            "counter" => Ok(Self::Counter),
            "va" => Ok(Self::VirtualAccount),
            "qris-net" => Ok(Self::QrisNet),
            other => Err(EodError::Layout(other.to_owned())),
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Counter => "counter",
            Self::VirtualAccount => "va",
            Self::QrisNet => "qris-net",
        })
    }
}
