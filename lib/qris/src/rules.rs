//! What the values of a code must look like, after its checksum held.

use base::Rupiah;

use crate::reader::Raw;
use crate::{NATIONAL_GUID, Path, QrisError, Tag, amount};

/// An element whose template, if it is one, has been taken apart.
pub(crate) struct Placed<'a> {
    pub raw: Raw<'a>,
    pub fields: Option<Vec<Raw<'a>>>,
}

/// What every code has besides version, an account and the checksum.
const NEEDED: [Tag; 5] = [Tag::CATEGORY, Tag::CURRENCY, Tag::COUNTRY, Tag::NAME, Tag::CITY];

/// Longest values (EMVCo table 3.2).
const LIMITS: [(Tag, usize); 3] = [(Tag::NAME, 25), (Tag::CITY, 15), (Tag::POSTAL_CODE, 10)];

/// Checks all elements; answers with the amount, where there is one.
pub(crate) fn check(elements: &[Placed<'_>]) -> Result<Option<Rupiah>, QrisError> {
    for needed in NEEDED {
        if !elements.iter().any(|element| element.raw.tag == needed) {
            return Err(QrisError::Missing { path: Path::of(needed) });
        }
    }
    if !elements.iter().any(|element| element.raw.tag.is_account()) {
        return Err(QrisError::MissingAccount);
    }
    let mut found = None;
    for Placed { raw, fields } in elements {
        text(raw)?;
        if raw.tag == Tag::AMOUNT {
            found = Some(amount::parse(raw.value, raw.at)?);
        }
        if raw.tag.is_account() {
            account(raw.tag, fields.as_deref().unwrap_or_default())?;
        }
    }
    Ok(found)
}

fn text(raw: &Raw<'_>) -> Result<(), QrisError> {
    let Raw { tag, value, at } = *raw;
    match tag {
        Tag::INITIATION if !matches!(value, "11" | "12") => Err(QrisError::Initiation { at }),
        Tag::CATEGORY if !digits(value, 4..=4) => Err(QrisError::Category { at }),
        Tag::CURRENCY if value != "360" => Err(QrisError::Currency { at }),
        Tag::COUNTRY if value != "ID" => Err(QrisError::Country { at }),
        _ => match LIMITS.iter().find(|(limited, _)| *limited == tag) {
            Some(&(_, max)) if value.chars().count() > max => {
                Err(QrisError::TooLong { path: Path::of(tag), at, max })
            }
            _ => Ok(()),
        },
    }
}

fn account(tag: Tag, fields: &[Raw<'_>]) -> Result<(), QrisError> {
    let guid = fields.iter().find(|field| field.tag == Tag::GUID);
    let guid = guid.ok_or(QrisError::Missing { path: Path::within(tag, Tag::GUID) })?;
    let national = guid.value == NATIONAL_GUID;
    // Accounts at the switches of the country; 46 to 50 are reserved, 51 has no PAN.
    let domestic = (26..=45).contains(&tag.number());
    for field in fields {
        let (path, at) = (Path::within(tag, field.tag), field.at);
        match field.tag {
            Tag::PAN if domestic && !is_pan(field.value) => {
                return Err(QrisError::Pan { path, at });
            }
            Tag::MERCHANT_ID if national && !is_nmid(field.value) => {
                return Err(QrisError::Nmid { path, at });
            }
            Tag::CRITERIA if (domestic || national) && !is_criteria(field.value) => {
                return Err(QrisError::Criteria { path, at });
            }
            _ => {}
        }
    }
    Ok(())
}

/// `9360`, the NNS code of the issuer, then its own digits.
fn is_pan(text: &str) -> bool {
    digits(text, 18..=19) && text.starts_with("9360")
}

fn is_nmid(text: &str) -> bool {
    text.strip_prefix("ID").is_some_and(|rest| digits(rest, 13..=13))
}

fn is_criteria(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}
