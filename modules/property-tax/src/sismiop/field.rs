//! From the bytes of a row to typed values, column by column.

use std::borrow::Cow;

use base::{Date, Fraction, Nop, NopVillage, Rupiah};

use super::scan::Scanner;
use super::{Reason, date, number};

const LONGEST_TEXT: usize = 255;

/// A column of a table: its name in SISMIOP, other names it goes by, and how it is treated.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// A file without it can still be read; its values are then empty.
    pub optional: bool,
    /// Holds personal data: a problem shows only the shape of its value.
    pub personal: bool,
}

impl Column {
    pub const fn new(name: &'static str) -> Self {
        Self { name, aliases: &[], optional: false, personal: false }
    }

    #[must_use]
    pub const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.personal = true;
        self
    }
}

/// The seven columns of a NOP.
pub(super) const NOP: &[Column] = &[
    Column::new("KD_PROPINSI"),
    Column::new("KD_DATI2"),
    Column::new("KD_KECAMATAN"),
    Column::new("KD_KELURAHAN"),
    Column::new("KD_BLOK"),
    Column::new("NO_URUT"),
    Column::new("KD_JNS_OP"),
];

/// The four columns of a village in the tax office's codes.
pub(super) const VILLAGE: &[Column] = &[
    Column::new("KD_PROPINSI"),
    Column::new("KD_DATI2"),
    Column::new("KD_KECAMATAN"),
    Column::new("KD_KELURAHAN"),
];

/// What is wrong with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub column: &'static str,
    pub excerpt: String,
    pub reason: Reason,
}

/// The values of one row, taken in the order of the table's columns.
pub struct Fields<'a> {
    scanner: &'a Scanner,
    columns: &'a [(Column, Option<usize>)],
    next: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn new(scanner: &'a Scanner, columns: &'a [(Column, Option<usize>)]) -> Self {
        Self { scanner, columns, next: 0 }
    }

    /// The next column and its value; empty, blank and the ways to write NULL are `None`.
    fn take(&mut self) -> (Column, Option<&'a [u8]>) {
        // The macro that writes a record asks for exactly as many values as it has columns.
        let (column, position) =
            self.columns.get(self.next).copied().unwrap_or((Column::new("?"), None));
        self.next += 1;
        let value = position.map_or(&[][..], |at| self.scanner.field(at)).trim_ascii();
        let null = value.is_empty()
            || value.eq_ignore_ascii_case(b"null")
            || value.eq_ignore_ascii_case(b"(null)")
            || value == b"\\N";
        (column, (!null).then_some(value))
    }

    fn required<T>(&mut self, read: impl Fn(&[u8]) -> Result<T, Reason>) -> Result<T, Fault> {
        match self.take() {
            (column, Some(value)) => read(value).map_err(|reason| fault(column, value, reason)),
            (column, None) => Err(fault(column, &[], Reason::Missing)),
        }
    }

    fn optional<T>(
        &mut self,
        read: impl Fn(&[u8]) -> Result<T, Reason>,
    ) -> Result<Option<T>, Fault> {
        let (column, value) = self.take();
        value.map(|v| read(v).map_err(|reason| fault(column, v, reason))).transpose()
    }

    fn digits(&mut self, into: &mut [u8]) -> Result<(), Fault> {
        let (column, value) = self.take();
        let value = value.ok_or_else(|| fault(column, &[], Reason::Missing))?;
        // A short part lost its leading zeros, probably in Excel. Which object is meant is never
        // guessed.
        if value.len() != into.len() || !value.iter().all(u8::is_ascii_digit) {
            return Err(fault(column, value, Reason::Code));
        }
        into.copy_from_slice(value);
        Ok(())
    }

    fn code<const N: usize>(&mut self, widths: &[usize]) -> Result<([u8; N], Column), Fault> {
        let column = self.columns.get(self.next).map_or(Column::new("?"), |c| c.0);
        let (mut digits, mut from) = ([b'0'; N], 0);
        for width in widths {
            self.digits(&mut digits[from..from + width])?;
            from += width;
        }
        Ok((digits, column))
    }
}

fn fault(column: Column, value: &[u8], reason: Reason) -> Fault {
    let text = decoded(value);
    let masked = column.personal || may_be_personal(&text);
    let shown = text.chars().take(24).map(|c| match c {
        c if c.is_control() => '·',
        c if !masked => c,
        c if c.is_ascii_digit() => '9',
        c if c.is_alphabetic() => 'A',
        c => c,
    });
    Fault { column: column.name, excerpt: shown.collect(), reason }
}

/// In a row whose values have slipped, a name or a NIK may stand in any column. Codes, dates and
/// small numbers have at most three letters and nine digits.
fn may_be_personal(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    letters > 3 || digits > 9
}

/// UTF-8 where the bytes are that, else Windows-1252. Decided for each value, so a file that was
/// put together from both is read right, and no look ahead is needed.
fn decoded(value: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(value) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(value).0,
    }
}

fn text(value: &[u8]) -> Result<String, Reason> {
    if value.len() > LONGEST_TEXT {
        return Err(Reason::TextTooLong);
    }
    let text = decoded(value);
    if !text.contains(char::is_control) {
        return Ok(text.into_owned());
    }
    if text.contains(|c: char| c.is_control() && !c.is_ascii_whitespace()) {
        return Err(Reason::ControlCharacter);
    }
    // A line break inside an address is noise of the clerk's keyboard.
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn small(value: &[u8]) -> Result<u8, Reason> {
    u8::try_from(number::whole(value)?).map_err(|_| Reason::TooLarge)
}

fn count(value: &[u8]) -> Result<u32, Reason> {
    u32::try_from(number::whole(value)?).map_err(|_| Reason::TooLarge)
}

fn year(value: &[u8]) -> Result<i16, Reason> {
    let year = number::whole(value).map_err(|_| Reason::Year)?;
    let year = i16::try_from(year).map_err(|_| Reason::Year)?;
    if (1900..=2100).contains(&year) { Ok(year) } else { Err(Reason::Year) }
}

fn rupiah(value: &[u8]) -> Result<Rupiah, Reason> {
    number::whole(value).map(Rupiah)
}

/// A value that is read from one or more columns.
pub trait Field: Sized {
    fn read(fields: &mut Fields<'_>) -> Result<Self, Fault>;
}

/// A year that old registers fill with `0`, `0000` or nothing when it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct YearOrNone(pub Option<i16>);

impl Field for YearOrNone {
    fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        Ok(Self(fields.take().1.and_then(|v| year(v).ok())))
    }
}

impl Field for Nop {
    fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        let (digits, column) = fields.code::<18>(&[2, 2, 3, 3, 3, 4, 1])?;
        Self::parse(&decoded(&digits)).map_err(|_| fault(column, &[], Reason::Code))
    }
}

impl Field for NopVillage {
    fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        let (digits, column) = fields.code::<10>(&[2, 2, 3, 3])?;
        Self::parse(&decoded(&digits)).map_err(|_| fault(column, &[], Reason::Code))
    }
}

/// A code of the tax office with a fixed number of digits, such as a province or a district.
impl<const N: usize> Field for [u8; N] {
    fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        let mut digits = [b'0'; N];
        fields.digits(&mut digits)?;
        Ok(digits)
    }
}

/// An area in m² or a system value: where it is empty the register means none, that is zero.
impl Field for Fraction {
    fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        Ok(fields.optional(number::exact)?.unwrap_or(Self::ZERO))
    }
}

macro_rules! single_column {
    ($($type:ty: $read:path),* $(,)?) => {$(
        impl Field for $type {
            fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
                fields.required($read)
            }
        }

        impl Field for Option<$type> {
            fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
                fields.optional($read)
            }
        }
    )*};
}

single_column!(
    String: text,
    u8: small,
    u32: count,
    i16: year,
    Rupiah: rupiah,
    Date: date::parse,
);

impl Field for Option<Fraction> {
    fn read(fields: &mut Fields<'_>) -> Result<Self, Fault> {
        fields.optional(number::exact)
    }
}
