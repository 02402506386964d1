//! The seal of a receipt: what was paid for which bill, signed by the cell, short enough for a QR
//! code.
//!
//! Layout, big-endian: version 2 (1 byte; a notice has 1), key id (4), number (10, five bits per
//! character), NOP (8), tax year (2), total in rupiah (8), day that counts as year × 10,000 +
//! month × 100 + day (4), Ed25519 signature over all of that (64): 101 bytes, written in base64url
//! without padding.

use base::{Date, Nop, Rupiah};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use cell::{KeyId, Keys, Signature};

use super::receipt::{self, Receipt};

const VERSION: u8 = 2;
const HEAD: usize = 5;
const FACTS: usize = 32;

/// What a seal attests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub number: String,
    pub nop: Nop,
    pub tax_year: i64,
    pub total: Rupiah,
    pub paid_on: Date,
}

/// What reading a seal gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The cell signed exactly this.
    Signed(Sealed),
    /// It has the form of a receipt's seal, but the cell did not sign it.
    Altered(Sealed),
    Unreadable,
}

impl Sealed {
    pub fn of(receipt: &Receipt) -> Self {
        Self {
            number: receipt.number.clone(),
            nop: receipt.bill.nop,
            tax_year: receipt.bill.tax_year,
            total: receipt.total(),
            paid_on: receipt.paid_on,
        }
    }
}

/// The text of a seal; `None` when a figure is outside what a receipt can hold.
pub fn seal(keys: &Keys, sealed: &Sealed) -> Option<String> {
    let signer = keys.signer();
    let body = [&[VERSION][..], &signer.id().bytes()[..], &encode(sealed)?].concat();
    let signature = signer.sign(&body);
    Some(BASE64_URL_SAFE_NO_PAD.encode([&body[..], &signature.bytes[..]].concat()))
}

/// Reads a seal and says whether the cell made it.
pub fn read(keys: &Keys, text: &str) -> Reading {
    let Ok(bytes) = BASE64_URL_SAFE_NO_PAD.decode(text) else { return Reading::Unreadable };
    let Some((body, signature, sealed)) = taken_apart(&bytes) else { return Reading::Unreadable };
    if keys.verify(body, &signature) { Reading::Signed(sealed) } else { Reading::Altered(sealed) }
}

fn taken_apart(bytes: &[u8]) -> Option<(&[u8], Signature, Sealed)> {
    let (body, signature) = bytes.split_at_checked(HEAD + FACTS)?;
    let (head, facts) = body.split_at_checked(HEAD)?;
    let (version, key) = head.split_first()?;
    let key = KeyId::from_bytes(key.try_into().ok()?);
    let signature = Signature { key, bytes: signature.try_into().ok()? };
    (*version == VERSION).then_some((body, signature, decode(facts)?))
}

fn encode(sealed: &Sealed) -> Option<[u8; FACTS]> {
    let nop: u64 = sealed.nop.digits().parse().ok()?;
    let mut facts = [0; FACTS];
    facts[0..10].copy_from_slice(&receipt::to_bytes(&sealed.number)?);
    facts[10..18].copy_from_slice(&nop.to_be_bytes());
    facts[18..20].copy_from_slice(&u16::try_from(sealed.tax_year).ok()?.to_be_bytes());
    facts[20..28].copy_from_slice(&sealed.total.0.to_be_bytes());
    facts[28..32].copy_from_slice(&day_number(sealed.paid_on)?.to_be_bytes());
    Some(facts)
}

fn decode(facts: &[u8]) -> Option<Sealed> {
    let facts: &[u8; FACTS] = facts.try_into().ok()?;
    let nop = u64::from_be_bytes(facts[10..18].try_into().ok()?);
    Some(Sealed {
        number: receipt::of_bytes(facts[0..10].try_into().ok()?),
        nop: Nop::parse(&format!("{nop:018}")).ok()?,
        tax_year: u16::from_be_bytes(facts[18..20].try_into().ok()?).into(),
        total: Rupiah(i64::from_be_bytes(facts[20..28].try_into().ok()?)),
        paid_on: day(u32::from_be_bytes(facts[28..32].try_into().ok()?))?,
    })
}

/// `20261122`
fn day_number(date: Date) -> Option<u32> {
    let part = |part: i8| u32::try_from(part).ok();
    let year = u32::try_from(date.year()).ok()?;
    Some(year * 10_000 + part(date.month())? * 100 + part(date.day())?)
}

fn day(number: u32) -> Option<Date> {
    let (year, rest) = (number / 10_000, number % 10_000);
    format!("{year:04}-{:02}-{:02}", rest / 100, rest % 100).parse().ok()
}
