//! Times on the wire: ISO-8601 with a zone.

use std::fmt;

use base::{Instant, Zone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment as somebody wrote it. The text is kept: it is signed, and it is echoed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timestamp {
    text: String,
    instant: Instant,
}

/// Why a text is no timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is written as 2026-01-02T03:04:05+08:00 or 2026-01-01T19:04:05Z")]
pub struct TimestampError;

/// A timestamp is too far from our clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the time lies {seconds} s {} our clock", if *.ahead { "ahead of" } else { "behind" })]
pub struct Stale {
    /// How far, rounded up.
    pub seconds: u64,
    pub ahead: bool,
}

impl Timestamp {
    /// Reads date, time with seconds (and up to nine decimals) and `Z` or an offset with a colon.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        if !has_shape(text.as_bytes()) {
            return Err(TimestampError);
        }
        let instant = Instant::parse(text).map_err(|_| TimestampError)?;
        Ok(Self { text: text.to_owned(), instant })
    }

    /// The moment as the services expect it: whole seconds with the offset of a zone.
    pub fn at(instant: Instant, zone: &Zone) -> Self {
        let local = instant.civil(zone);
        // What the wall clock shows, read as if it were UTC, differs from UTC by the offset.
        let as_utc = local.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp());
        let offset = as_utc.map_or(0, |t| (t.as_millisecond() - instant.millis()) / 60_000);
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.unsigned_abs() / 60, offset.unsigned_abs() % 60);
        let seconds = local.strftime("%Y-%m-%dT%H:%M:%S");
        let whole = Instant::from_millis(instant.millis().div_euclid(1_000) * 1_000);
        Self { text: format!("{seconds}{sign}{hours:02}:{minutes:02}"), instant: whole }
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn instant(&self) -> Instant {
        self.instant
    }

    /// Whether it lies within so many seconds of `now`, before or after.
    pub fn within(&self, now: Instant, seconds: u32) -> Result<(), Stale> {
        let difference = i128::from(self.instant.millis()) - i128::from(now.millis());
        let millis = difference.unsigned_abs();
        if millis <= u128::from(seconds) * 1_000 {
            return Ok(());
        }
        let seconds = u64::try_from(millis.div_ceil(1_000)).unwrap_or(u64::MAX);
        Err(Stale { seconds, ahead: difference > 0 })
    }
}

/// `YYYY-MM-DDTHH:MM:SS`, then decimals or none, then the zone. Whether the numbers are a date is
/// the parser's question; it alone would take other writings too.
fn has_shape(text: &[u8]) -> bool {
    let Some((start, rest)) = text.split_at_checked(19) else { return false };
    if !matches_pattern(start, b"0000-00-00T00:00:00") {
        return false;
    }
    let zone = match rest.split_first() {
        Some((b'.', rest)) => {
            let decimals = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            if !(1..=9).contains(&decimals) {
                return false;
            }
            &rest[decimals..]
        }
        _ => rest,
    };
    zone == b"Z" || matches_pattern(zone, b"+00:00") || matches_pattern(zone, b"-00:00")
}

/// Whether each `0` of the pattern is a digit and everything else is as written.
fn matches_pattern(text: &[u8], pattern: &[u8]) -> bool {
    let fits = |(&c, &p): (&u8, &u8)| if p == b'0' { c.is_ascii_digit() } else { c == p };
    text.len() == pattern.len() && text.iter().zip(pattern).all(fits)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = crate::text::filled(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
