//! Writing DER: one function per kind of element, joined from the inside out.

use base::Instant;
use const_oid::ObjectIdentifier;
use der::DateTime;
use std::time::Duration;

pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
pub(crate) const NULL: &[u8] = &[0x05, 0x00];

/// An element of the given tag whose content is `parts` joined.
pub(crate) fn element<P: AsRef<[u8]>>(tag: u8, parts: &[P]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.as_ref().len()).sum();
    let mut out = Vec::with_capacity(length + 6);
    out.push(tag);
    put_length(&mut out, length);
    for part in parts {
        out.extend_from_slice(part.as_ref());
    }
    out
}

fn put_length(out: &mut Vec<u8>, length: usize) {
    if let Ok(short @ 0..=0x7f) = u8::try_from(length) {
        out.push(short);
        return;
    }
    let bytes = length.to_be_bytes();
    let digits = bytes.get(bytes.iter().take_while(|byte| **byte == 0).count()..).unwrap_or(&[]);
    // A usize has at most eight bytes, so the count fits beside the flag.
    out.push(0x80 | digits.len() as u8);
    out.extend_from_slice(digits);
}

pub(crate) fn sequence<P: AsRef<[u8]>>(parts: &[P]) -> Vec<u8> {
    element(SEQUENCE, parts)
}

/// A SET OF in the order of DER (X.690 §11.6).
pub(crate) fn set_of(mut items: Vec<Vec<u8>>) -> Vec<u8> {
    items.sort();
    element(SET, &items)
}

/// `[number]` around whole elements.
pub(crate) fn explicit<P: AsRef<[u8]>>(number: u8, parts: &[P]) -> Vec<u8> {
    element(0xa0 | number, parts)
}

/// `[number]` in place of the tag of a primitive element.
pub(crate) fn implicit(number: u8, content: &[u8]) -> Vec<u8> {
    element(0x80 | number, &[content])
}

pub(crate) fn oid(oid: ObjectIdentifier) -> Vec<u8> {
    element(0x06, &[oid.as_bytes()])
}

pub(crate) fn boolean(value: bool) -> Vec<u8> {
    vec![0x01, 0x01, if value { 0xff } else { 0x00 }]
}

/// A whole number that is not negative, given by its big-endian bytes.
pub(crate) fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.get(bytes.iter().take_while(|byte| **byte == 0).count()..).unwrap_or(&[]);
    match digits.first() {
        None => vec![0x02, 0x01, 0x00],
        Some(0x80..) => element(0x02, &[&[0], digits]),
        Some(_) => element(0x02, &[digits]),
    }
}

pub(crate) fn small(value: u8) -> Vec<u8> {
    unsigned(&[value])
}

pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    element(0x04, &[content])
}

pub(crate) fn bits(content: &[u8]) -> Vec<u8> {
    element(0x03, &[&[0], content])
}

/// A BIT STRING of named bits, bit 0 first, without trailing zeros (X.690 §11.2.2).
pub(crate) fn named_bits(set: &[u8]) -> Vec<u8> {
    let highest = set.iter().copied().max();
    let mut content = vec![0_u8; highest.map_or(1, |bit| 2 + usize::from(bit) / 8)];
    for bit in set {
        if let Some(byte) = content.get_mut(1 + usize::from(*bit) / 8) {
            *byte |= 0x80 >> (bit % 8);
        }
    }
    if let (Some(unused), Some(bit)) = (content.first_mut(), highest) {
        *unused = 7 - bit % 8;
    }
    element(0x03, &[content])
}

pub(crate) fn utf8(text: &str) -> Vec<u8> {
    element(0x0c, &[text.as_bytes()])
}

pub(crate) fn generalized_time(at: Instant) -> Vec<u8> {
    element(0x18, &[digits(at)])
}

/// UTCTime through 2049, GeneralizedTime after it (RFC 5280 §4.1.2.5).
pub(crate) fn time(at: Instant) -> Vec<u8> {
    let digits = digits(at);
    match digits.get(..4).and_then(|year| year.parse::<u16>().ok()) {
        Some(1950..=2049) => element(0x17, &[digits.get(2..).unwrap_or_default()]),
        _ => element(0x18, &[digits]),
    }
}

/// YYYYMMDDHHMMSSZ; parts of a second are cut off.
fn digits(at: Instant) -> String {
    let seconds = u64::try_from(at.millis().div_euclid(1_000)).unwrap_or(0);
    let time = DateTime::from_unix_duration(Duration::from_secs(seconds));
    let time = time.unwrap_or(DateTime::INFINITY);
    format!(
        "{:04}{:02}{:02}{:02}{:02}{:02}Z",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minutes(),
        time.seconds()
    )
}
