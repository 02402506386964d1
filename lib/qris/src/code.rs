//! A code that has been checked.

use std::fmt;

use base::Rupiah;

use crate::reader::{self, Raw};
use crate::rules::{self, Placed};
use crate::{Content, Element, Field, QrisError, Tag, crc16, element};

/// Whose register tag 51 is: the national one.
pub const NATIONAL_GUID: &str = "ID.CO.QRIS.WWW";

/// A QRIS code whose checksum and values hold. Its `Display` is the text a payer's app scans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qris {
    elements: Vec<Element>,
    amount: Option<Rupiah>,
}

/// Whether a code is printed once or made for one payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Initiation {
    Static,
    Dynamic,
}

/// An account of the merchant in a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account<'a> {
    pub tag: Tag,
    /// Whose account, a reversed domain name.
    pub guid: &'a str,
    pub pan: Option<&'a str>,
    /// The merchant's id there; the NMID when `guid` is [`NATIONAL_GUID`].
    pub merchant_id: Option<&'a str>,
    pub criteria: Option<&'a str>,
}

impl Qris {
    /// Reads a code. The text must be the code alone: take the line end off first, but no spaces.
    pub fn parse(text: &str) -> Result<Self, QrisError> {
        let raw = reader::elements(text, 1, None)?;
        check_crc(text, raw.last())?;
        let (first, rest) = raw.split_first().ok_or(QrisError::Version)?;
        if first.tag != Tag::VERSION || first.value != "01" {
            return Err(QrisError::Version);
        }
        let placed: Vec<Placed<'_>> = [first]
            .into_iter()
            .chain(rest.iter().filter(|raw| raw.tag != Tag::CRC))
            .map(|raw| take_apart(*raw))
            .collect::<Result<_, _>>()?;
        let amount = rules::check(&placed)?;
        Ok(Self { elements: placed.into_iter().map(owned).collect(), amount })
    }

    /// Makes a code from its elements in this order, without the checksum, which is computed. They
    /// are held to the same rules as a text that is read; `at` in an error counts the characters
    /// of the text they would make.
    pub fn from_elements(elements: impl IntoIterator<Item = Element>) -> Result<Self, QrisError> {
        let elements: Vec<Element> = elements.into_iter().collect();
        if elements.iter().any(|element| element.tag == Tag::CRC) {
            return Err(QrisError::CrcGiven);
        }
        Self::parse(&sealed(element::write(&elements)?))
    }

    /// All elements in their order, without the checksum.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The checksum.
    pub fn crc(&self) -> u16 {
        crc16(format!("{}6304", self.unsealed()).as_bytes())
    }

    /// Static or dynamic; `None` when the code does not say.
    pub fn initiation(&self) -> Option<Initiation> {
        self.text(Tag::INITIATION).map(|value| match value {
            "12" => Initiation::Dynamic,
            _ => Initiation::Static,
        })
    }

    /// The amount, when it is fixed in the code.
    pub fn amount(&self) -> Option<Rupiah> {
        self.amount
    }

    /// The merchant's accounts in their order, the national one among them.
    pub fn accounts(&self) -> impl Iterator<Item = Account<'_>> {
        self.elements.iter().filter(|element| element.tag.is_account()).map(|element| Account {
            tag: element.tag,
            guid: element.field(Tag::GUID).unwrap_or_default(),
            pan: element.field(Tag::PAN),
            merchant_id: element.field(Tag::MERCHANT_ID),
            criteria: element.field(Tag::CRITERIA),
        })
    }

    /// The merchant's number in the national register.
    pub fn nmid(&self) -> Option<&str> {
        self.accounts().find(|account| account.guid == NATIONAL_GUID)?.merchant_id
    }

    pub fn category(&self) -> &str {
        self.text(Tag::CATEGORY).unwrap_or_default()
    }

    pub fn merchant_name(&self) -> &str {
        self.text(Tag::NAME).unwrap_or_default()
    }

    pub fn merchant_city(&self) -> &str {
        self.text(Tag::CITY).unwrap_or_default()
    }

    pub fn postal_code(&self) -> Option<&str> {
        self.text(Tag::POSTAL_CODE)
    }

    pub fn bill_number(&self) -> Option<&str> {
        self.field(Tag::ADDITIONAL, Tag::BILL_NUMBER)
    }

    pub fn reference(&self) -> Option<&str> {
        self.field(Tag::ADDITIONAL, Tag::REFERENCE)
    }

    pub fn terminal(&self) -> Option<&str> {
        self.field(Tag::ADDITIONAL, Tag::TERMINAL)
    }

    /// The value of any tag that holds one text.
    pub fn text(&self, tag: Tag) -> Option<&str> {
        self.element(tag)?.as_text()
    }

    /// A value inside any template.
    pub fn field(&self, template: Tag, tag: Tag) -> Option<&str> {
        self.element(template)?.field(tag)
    }

    fn element(&self, tag: Tag) -> Option<&Element> {
        self.elements.iter().find(|element| element.tag == tag)
    }

    fn unsealed(&self) -> String {
        // What was read or made has lengths that can be written.
        element::write(&self.elements).unwrap_or_default()
    }
}

impl fmt::Display for Qris {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&sealed(self.unsealed()))
    }
}

impl std::str::FromStr for Qris {
    type Err = QrisError;

    fn from_str(text: &str) -> Result<Self, QrisError> {
        Self::parse(text)
    }
}

/// The text with its checksum, which also covers the checksum's own tag and length.
fn sealed(mut text: String) -> String {
    text.push_str("6304");
    let crc = crc16(text.as_bytes());
    text.push_str(&format!("{crc:04X}"));
    text
}

fn check_crc(text: &str, last: Option<&Raw<'_>>) -> Result<(), QrisError> {
    let last = last.filter(|raw| raw.tag == Tag::CRC && is_hex(raw.value));
    let value = last.ok_or(QrisError::CrcPlace)?.value;
    let written = u16::from_str_radix(value, 16).map_err(|_| QrisError::CrcPlace)?;
    let computed = crc16(&text.as_bytes()[..text.len() - value.len()]);
    if written == computed { Ok(()) } else { Err(QrisError::Crc { written, computed }) }
}

/// Four digits in capitals; `from_str_radix` alone would take small letters and a sign.
fn is_hex(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'))
}

fn take_apart(raw: Raw<'_>) -> Result<Placed<'_>, QrisError> {
    let fields = if raw.tag.is_template() {
        Some(reader::elements(raw.value, raw.at, Some(raw.tag))?)
    } else {
        None
    };
    Ok(Placed { raw, fields })
}

fn owned(placed: Placed<'_>) -> Element {
    let field = |raw: Raw<'_>| Field { tag: raw.tag, value: raw.value.to_owned() };
    let content = match placed.fields {
        Some(fields) => Content::Template(fields.into_iter().map(field).collect()),
        None => Content::Text(placed.raw.value.to_owned()),
    };
    Element { tag: placed.raw.tag, content }
}
