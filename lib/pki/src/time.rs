//! Times as certificates, lists and tokens write them, and [`Instant`].

use base::Instant;
use der::asn1::AnyRef;
use der::{DateTime, Tag};
use x509_cert::time::Time;

/// UTCTime or GeneralizedTime of RFC 5280: whole seconds in UTC.
pub(crate) fn instant(time: Time) -> Instant {
    from_seconds(time.to_unix_duration().as_secs())
}

fn from_seconds(seconds: u64) -> Instant {
    Instant::from_millis(i64::try_from(seconds).unwrap_or(i64::MAX / 1_000).saturating_mul(1_000))
}

/// A GeneralizedTime that may have parts of a second (RFC 3161 §2.4.2): `YYYYMMDDhhmmss[.s…]Z`, no
/// zero at the end of the fraction. What is below a millisecond is cut off, never rounded up.
pub(crate) fn generalized(time: AnyRef<'_>) -> Option<Instant> {
    if time.header().tag() != Tag::GeneralizedTime {
        return None;
    }
    let text = std::str::from_utf8(time.value()).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(a, b)| (a, Some(b)));
    let millis = fraction.map_or(Some(0), millis)?;
    if whole.len() != 14 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| whole.get(from..to)?.parse::<u8>().ok();
    let year = whole.get(..4)?.parse().ok()?;
    let (month, day, hour) = (part(4, 6)?, part(6, 8)?, part(8, 10)?);
    let time = DateTime::new(year, month, day, hour, part(10, 12)?, part(12, 14)?).ok()?;
    let at = from_seconds(time.unix_duration().as_secs());
    Some(Instant::from_millis(at.millis().saturating_add(millis)))
}

fn millis(fraction: &str) -> Option<i64> {
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.is_empty() || fraction.ends_with('0') || !digits {
        return None;
    }
    let padded: String = fraction.chars().chain("00".chars()).take(3).collect();
    padded.parse().ok()
}
