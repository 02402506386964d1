//! Instants in UTC, civil dates, and the zone of a cell.

use std::fmt;

use jiff::tz::TimeZone;

/// A civil date. A due date ends at 24:00 of the cell's zone.
pub type Date = jiff::civil::Date;

/// A moment in UTC, to the millisecond. Stored as `YYYY-MM-DDTHH:MM:SS.mmmZ`, which sorts as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// Why a text is not an instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an instant is written as 2026-08-17T16:30:00.000Z")]
pub struct InstantError;

impl Instant {
    /// Milliseconds since 1970-01-01 UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Result<Self, InstantError> {
        let timestamp: jiff::Timestamp = text.parse().map_err(|_| InstantError)?;
        Ok(Self(timestamp.as_millisecond()))
    }

    /// The instant so many seconds later (earlier when negative); stops at the ends of the range.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000)))
    }

    /// The civil date at this moment in a zone.
    pub fn date(self, zone: &Zone) -> Date {
        self.civil(zone).date()
    }

    /// The civil date and time at this moment in a zone.
    pub fn civil(self, zone: &Zone) -> jiff::civil::DateTime {
        self.timestamp().to_zoned(zone.zone.clone()).datetime()
    }

    fn timestamp(self) -> jiff::Timestamp {
        // Out of jiff's range (beyond the year 9999) only by a broken clock: clamp, never panic.
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let utc = self.timestamp().to_zoned(TimeZone::UTC);
        let (date, time) = (utc.date(), utc.time());
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}.{:03}Z", time.millisecond())
    }
}

/// The time zone of a cell, for example `Asia/Makassar` (WITA).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

/// Why a text is not a zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a time zone; Indonesia has Asia/Jakarta, Asia/Pontianak (WIB), Asia/Makassar (WITA) and Asia/Jayapura (WIT)"
)]
pub struct ZoneError(String);

impl Zone {
    /// Finds a zone of the IANA database, which is built into the program.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        let zone = TimeZone::get(name).map_err(|_| ZoneError(name.to_owned()))?;
        // The database finds a name in any case; we keep the one it is written with.
        let name = zone.iana_name().unwrap_or(name).to_owned();
        Ok(Self { name, zone })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The instant at which a civil day begins here.
    pub fn start_of(&self, day: Date) -> Instant {
        self.instant_of(day.to_datetime(jiff::civil::Time::midnight()))
    }

    /// The instant at which clocks here show a civil time. Where they jump over it (Indonesia has no
    /// summer time), the instant as much later; where they show it twice, the earlier one.
    pub fn instant_of(&self, civil: jiff::civil::DateTime) -> Instant {
        let past = civil.date() < Date::ZERO;
        let ends = |_| if past { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        Instant(self.zone.to_timestamp(civil).unwrap_or_else(ends).as_millisecond())
    }

    /// What people here call it: WIB, WITA or WIT; the name of the zone elsewhere.
    pub fn label(&self) -> &str {
        match self.name.as_str() {
            "Asia/Jakarta" | "Asia/Pontianak" => "WIB",
            "Asia/Makassar" => "WITA",
            "Asia/Jayapura" => "WIT",
            name => name,
        }
    }
}
