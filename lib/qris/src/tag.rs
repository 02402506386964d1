//! Tags: the two digits before each value, and the names of those that mean something here.

use std::fmt;

/// Two digits, `00` to `99`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u8);

/// Where a value stands: `54`, or `26.01` for a value inside a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    pub tag: Tag,
    pub inner: Option<Tag>,
}

/// Tags of a code (EMVCo QR Code Specification, Merchant-Presented Mode, table 3.2).
impl Tag {
    /// Always the first element, value `01`.
    pub const VERSION: Self = Self(0);
    /// `11` static, `12` dynamic.
    pub const INITIATION: Self = Self(1);
    /// The usual place of the acquirer's account.
    pub const ACQUIRER: Self = Self(26);
    /// The account in the national register of merchants.
    pub const NATIONAL: Self = Self(51);
    /// Merchant category code, four digits.
    pub const CATEGORY: Self = Self(52);
    /// Always `360`: rupiah.
    pub const CURRENCY: Self = Self(53);
    /// Whole rupiah without separators.
    pub const AMOUNT: Self = Self(54);
    /// Always `ID`.
    pub const COUNTRY: Self = Self(58);
    /// Name of the merchant, at most 25 characters.
    pub const NAME: Self = Self(59);
    /// City of the merchant, at most 15 characters.
    pub const CITY: Self = Self(60);
    pub const POSTAL_CODE: Self = Self(61);
    /// Template: bill number, reference, terminal.
    pub const ADDITIONAL: Self = Self(62);
    /// The checksum, always the last element; computed, never given.
    pub const CRC: Self = Self(63);
    /// Template: name and city in another language.
    pub const OTHER_LANGUAGE: Self = Self(64);
}

/// Tags inside an account (26 to 51).
impl Tag {
    /// Whose account it is, a reversed domain name.
    pub const GUID: Self = Self(0);
    /// The merchant's number at the acquirer: 18 or 19 digits from `9360`.
    pub const PAN: Self = Self(1);
    /// The merchant's id; in the national register the NMID.
    pub const MERCHANT_ID: Self = Self(2);
    /// Size of the merchant: `UMI`, `UKE`, `UME`, `UBE` and newer ones.
    pub const CRITERIA: Self = Self(3);
}

/// Tags inside the additional data (62).
impl Tag {
    pub const BILL_NUMBER: Self = Self(1);
    pub const REFERENCE: Self = Self(5);
    pub const TERMINAL: Self = Self(7);
}

impl Tag {
    /// The tag of a number; `None` above 99.
    pub const fn new(number: u8) -> Option<Self> {
        if number < 100 { Some(Self(number)) } else { None }
    }

    /// Reads two digits, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        two_digits(text).map(Self)
    }

    pub const fn number(self) -> u8 {
        self.0
    }

    /// Whether the value holds elements of its own: accounts, additional data, other language.
    pub const fn is_template(self) -> bool {
        self.is_account() || self.0 == 62 || self.0 == 64
    }

    /// Whether it is the account of a merchant (26 to 51).
    pub const fn is_account(self) -> bool {
        matches!(self.0, 26..=51)
    }
}

impl Path {
    /// A value of the code itself.
    pub const fn of(tag: Tag) -> Self {
        Self { tag, inner: None }
    }

    /// A value inside a template.
    pub const fn within(tag: Tag, inner: Tag) -> Self {
        Self { tag, inner: Some(inner) }
    }
}

/// The number two ASCII digits stand for.
pub(crate) fn two_digits(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some((a - b'0') * 10 + (b - b'0')),
        _ => None,
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tag({self})")
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inner {
            Some(inner) => write!(f, "{}.{inner}", self.tag),
            None => write!(f, "{}", self.tag),
        }
    }
}
