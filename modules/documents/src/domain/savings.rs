//! Sheets of paper that were not printed, and what they would have cost.
//!
//! A sheet is one page of a letter's final PDF, printed on one side, once for each recipient and
//! tembusan that got it through the system. Paraf rounds, the copy of the own office and attachments
//! are not counted; letters signed on paper are not counted at all. Whole numbers only: sheets times
//! the price of a sheet on the day of sending.

use base::{Date, Rupiah};

/// What a sheet costs from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    pub from: Date,
    pub rupiah: Rupiah,
    /// Where the price comes from, such as the regency's standard of prices.
    pub source: String,
}

/// Days with one price: from the first, up to but without the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Date,
    pub until: Date,
    /// `None` before the first price.
    pub price: Option<Rupiah>,
}

/// What was saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saved {
    pub letters: i64,
    /// Recipients and tembusan.
    pub copies: i64,
    pub sheets: i64,
    pub rupiah: Rupiah,
    /// Sheets of days for which no price is known; they are in `sheets`, not in `rupiah`.
    pub unpriced: i64,
}

impl Saved {
    /// What so many sheets of one price are; `None` beyond what a number holds.
    pub fn of((letters, copies, sheets): (i64, i64, i64), price: Option<Rupiah>) -> Option<Self> {
        let worth = sheets.checked_mul(price.map_or(0, |price| price.0))?;
        let unpriced = if price.is_some() { 0 } else { sheets };
        Some(Self { letters, copies, sheets, rupiah: Rupiah(worth), unpriced })
    }

    /// Both together; `None` beyond what a number holds.
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            letters: self.letters.checked_add(other.letters)?,
            copies: self.copies.checked_add(other.copies)?,
            sheets: self.sheets.checked_add(other.sheets)?,
            rupiah: self.rupiah.checked_add(other.rupiah)?,
            unpriced: self.unpriced.checked_add(other.unpriced)?,
        })
    }
}

/// The days of a span cut where the price changes. `prices` in the order of their days.
pub fn spans(from: Date, until: Date, prices: &[Price]) -> Vec<Span> {
    let price_on =
        |day: Date| prices.iter().rev().find(|price| price.from <= day).map(|price| price.rupiah);
    let changes = prices.iter().map(|price| price.from).filter(|day| from < *day && *day < until);
    let mut starts: Vec<Date> = std::iter::once(from).chain(changes).collect();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(until));
    let span = |(from, until): (Date, Date)| Span { from, until, price: price_on(from) };
    starts.iter().copied().zip(ends).filter(|(from, until)| from < until).map(span).collect()
}
