//! The seal of a notice: the figures of a notice, signed by the cell, short enough for a QR code.
//!
//! Layout, big-endian: version 1 (1 byte), key id (4), NOP (8), tax year (2), revision (4), NJOP
//! in rupiah (8), amount due in rupiah (8), due date as days since 1970-01-01 (4), Ed25519
//! signature over all of that (64): 103 bytes, written in base64url without padding.

use base::{Date, Nop, Rupiah};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use cell::{Keys, Signature};

const VERSION: u8 = 1;
const SIGNED: usize = 39;

/// What a seal attests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub nop: Nop,
    pub tax_year: i64,
    pub revision: i64,
    pub njop: Rupiah,
    pub due: Rupiah,
    pub due_date: Date,
}

/// What reading a seal gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The cell signed exactly these figures.
    Signed(Sealed),
    /// It has the form of a seal, but the cell did not sign these figures.
    Altered(Sealed),
    /// It is not a seal at all.
    Unreadable,
}

/// The text of a seal; `None` when a figure is outside what a notice can hold.
pub fn seal(keys: &Keys, sealed: &Sealed) -> Option<String> {
    let signer = keys.signer();
    let body = encode(sealed, signer.id().bytes())?;
    let signature = signer.sign(&body);
    Some(BASE64_URL_SAFE_NO_PAD.encode([&body[..], &signature.bytes[..]].concat()))
}

/// Reads a seal and says whether the cell made it.
pub fn read(keys: &Keys, text: &str) -> Reading {
    let Ok(bytes) = BASE64_URL_SAFE_NO_PAD.decode(text) else { return Reading::Unreadable };
    let Some((body, signature)) = bytes.split_at_checked(SIGNED) else {
        return Reading::Unreadable;
    };
    let (Some((key, sealed)), Ok(signature)) = (decode(body), signature.try_into()) else {
        return Reading::Unreadable;
    };
    let signature = Signature { key: cell::KeyId::from_bytes(key), bytes: signature };
    if keys.verify(body, &signature) { Reading::Signed(sealed) } else { Reading::Altered(sealed) }
}

fn encode(sealed: &Sealed, key: [u8; 4]) -> Option<[u8; SIGNED]> {
    let nop: u64 = sealed.nop.digits().parse().ok()?;
    let days = i32::try_from(days_since_1970(sealed.due_date)).ok()?;
    let mut body = [0; SIGNED];
    body[0] = VERSION;
    body[1..5].copy_from_slice(&key);
    body[5..13].copy_from_slice(&nop.to_be_bytes());
    body[13..15].copy_from_slice(&u16::try_from(sealed.tax_year).ok()?.to_be_bytes());
    body[15..19].copy_from_slice(&u32::try_from(sealed.revision).ok()?.to_be_bytes());
    body[19..27].copy_from_slice(&sealed.njop.0.to_be_bytes());
    body[27..35].copy_from_slice(&sealed.due.0.to_be_bytes());
    body[35..39].copy_from_slice(&days.to_be_bytes());
    Some(body)
}

fn decode(body: &[u8]) -> Option<([u8; 4], Sealed)> {
    let body: &[u8; SIGNED] = body.try_into().ok()?;
    if body[0] != VERSION {
        return None;
    }
    let nop = u64::from_be_bytes(body[5..13].try_into().ok()?);
    let sealed = Sealed {
        nop: Nop::parse(&format!("{nop:018}")).ok()?,
        tax_year: u16::from_be_bytes(body[13..15].try_into().ok()?).into(),
        revision: u32::from_be_bytes(body[15..19].try_into().ok()?).into(),
        njop: Rupiah(i64::from_be_bytes(body[19..27].try_into().ok()?)),
        due: Rupiah(i64::from_be_bytes(body[27..35].try_into().ok()?)),
        due_date: date_from_days(i32::from_be_bytes(body[35..39].try_into().ok()?))?,
    };
    Some((body[1..5].try_into().ok()?, sealed))
}

fn days_since_1970(date: Date) -> i64 {
    let seconds = date.to_datetime(jiff::civil::Time::midnight());
    seconds.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |z| z.timestamp().as_second() / 86_400)
}

fn date_from_days(days: i32) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}
