//! Days and times as the service writes them: `DDMMYYYY` and `HHMMSS`.

use base::Date;
use jiff::civil::Time;

pub(crate) fn write_date(date: Date) -> String {
    format!("{:02}{:02}{:04}", date.day(), date.month(), date.year())
}

pub(crate) fn write_time(time: Time) -> String {
    format!("{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}

pub(crate) fn read_date(text: &str) -> Option<Date> {
    let digits = digits::<8>(text)?;
    let number = |part: &str| part.parse::<i16>().ok();
    let (day, month, year) = (number(&digits[..2])?, number(&digits[2..4])?, number(&digits[4..])?);
    // The year 0000 is a calendar's zero point, not a day on which somebody paid.
    if year == 0 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub(crate) fn read_time(text: &str) -> Option<Time> {
    let digits = digits::<6>(text)?;
    let number = |part: &str| part.parse::<i8>().ok();
    Time::new(number(&digits[..2])?, number(&digits[2..4])?, number(&digits[4..])?, 0).ok()
}

fn digits<const N: usize>(text: &str) -> Option<&str> {
    (text.len() == N && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

/// For serde: a day.
pub(crate) mod date {
    use base::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub(crate) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::write_date(*date))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        super::read_date(&text).ok_or_else(|| D::Error::custom("a day is written DDMMYYYY"))
    }
}

/// For serde: a day that may be left out.
pub(crate) mod maybe_date {
    use base::Date;
    use serde::Serializer;

    pub(crate) fn serialize<S: Serializer>(
        date: &Option<Date>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => super::date::serialize(date, serializer),
            None => serializer.serialize_none(),
        }
    }
}

/// For serde: a time of day.
pub(crate) mod time {
    use jiff::civil::Time;
    use serde::Serializer;

    pub(crate) fn serialize<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::write_time(*time))
    }
}
