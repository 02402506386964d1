//! Periods as SDMX writes them (Section 6, 4.2: observational time periods).

use crate::SdmxError;

/// A span of days. Days are numbers that sort: `20240331`; each month is taken to end on the 31st, which
/// is enough to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    first: u32,
    last: u32,
}

impl Period {
    /// `2024`, `2024-S1`, `2024-T3`, `2024-Q4`, `2024-03`, `2024-M03`, `2024-03-31`, also with a time of
    /// day behind, which is not looked at.
    ///
    /// # Errors
    /// [`SdmxError::Period`] for any other text.
    pub fn parse(text: &str) -> Result<Self, SdmxError> {
        Self::read(text).ok_or_else(|| SdmxError::Period { text: text.to_owned() })
    }

    fn read(text: &str) -> Option<Self> {
        let day = text.split_once('T').filter(|(day, _)| day.len() == 10).map_or(text, |it| it.0);
        let (year, rest) = day.split_at_checked(4)?;
        let year = number(year)?;
        let Some(rest) = rest.strip_prefix('-') else {
            return rest.is_empty().then(|| Self::months(year, 1, 12));
        };
        let part = |letter: char, months: u32| {
            let at = number(rest.strip_prefix(letter)?)?;
            let fits = rest.len() == 2 && (1..=12 / months).contains(&at);
            fits.then(|| Self::months(year, (at - 1) * months + 1, at * months))
        };
        part('S', 6).or_else(|| part('T', 4)).or_else(|| part('Q', 3)).or_else(|| {
            let (month, day) = rest.split_once('-').map_or((rest, None), |(m, d)| (m, Some(d)));
            let digits = month.strip_prefix('M').unwrap_or(month);
            let month = two(digits).filter(|it| (1..=12).contains(it))?;
            let Some(day) = day else { return Some(Self::months(year, month, month)) };
            let day = two(day).filter(|it| (1..=31).contains(it))?;
            let at = year * 10_000 + month * 100 + day;
            Some(Self { first: at, last: at })
        })
    }

    fn months(year: u32, first: u32, last: u32) -> Self {
        let at = |month: u32, day: u32| year * 10_000 + month * 100 + day;
        Self { first: at(first, 1), last: at(last, 31) }
    }

    /// Whether this period begins no earlier than `start` begins and ends no later than `end` ends.
    pub fn is_within(self, start: Option<Self>, end: Option<Self>) -> bool {
        start.is_none_or(|it| self.first >= it.first) && end.is_none_or(|it| self.last <= it.last)
    }

    pub(crate) const fn first(self) -> u32 {
        self.first
    }
}

/// From the beginning of the earliest of some periods to the end of the latest, as years, or as months
/// where a period is shorter: some programs read days of the calendar there and nothing else, though
/// the standard allows `2024-Q1` as well.
pub(crate) fn range(periods: &[String]) -> Option<(String, String)> {
    let read: Vec<Period> = periods.iter().filter_map(|it| Period::read(it)).collect();
    let (first, last) =
        (read.iter().map(|it| it.first).min()?, read.iter().map(|it| it.last).max()?);
    let are_years = periods.iter().all(|it| it.len() == 4);
    let said = |day: u32| {
        let (year, month) = (day / 10_000, day / 100 % 100);
        if are_years { format!("{year:04}") } else { format!("{year:04}-{month:02}") }
    };
    Some((said(first), said(last)))
}

fn number(text: &str) -> Option<u32> {
    let is_digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_digits.then(|| text.parse().ok()).flatten()
}

fn two(text: &str) -> Option<u32> {
    (text.len() == 2).then(|| number(text)).flatten()
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_is_said_in_days_of_the_calendar() {
        let of = |periods: &[&str]| {
            range(&periods.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
        };
        let both = |one: &str, other: &str| Some((one.to_owned(), other.to_owned()));
        assert_eq!(of(&["2023", "2024"]), both("2023", "2024"));
        assert_eq!(of(&["2024-Q1", "2024-Q2"]), both("2024-01", "2024-06"));
        assert_eq!(of(&["2024", "2024-Q1", "2023-S2"]), both("2023-07", "2024-12"));
        assert_eq!(of(&[]), None);
    }
}
