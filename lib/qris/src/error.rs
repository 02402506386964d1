//! Why a text is no QRIS code.

use crate::{Path, Tag};

/// Why a code cannot be read or written. `at` counts characters from 1, so that a person finds the
/// place by counting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QrisError {
    #[error("character {at}: the text ends inside an element; it was cut off or a length is wrong")]
    Truncated { at: usize },
    #[error("character {at}: a tag is expected, two digits")]
    Tag { at: usize },
    #[error("character {at}: a length is expected, two digits")]
    Length { at: usize },
    #[error("character {at}: tag {path} has no value; leave it out or fill it")]
    Empty { path: Path, at: usize },
    #[error("character {at}: tag {path} appears a second time")]
    Duplicate { path: Path, at: usize },
    #[error("character {at}: a control character cannot be part of a code")]
    Control { at: usize },
    #[error("a code begins with the version, 000201")]
    Version,
    #[error("a code ends with its checksum: 6304 and four digits 0-9 A-F")]
    CrcPlace,
    #[error(
        "the checksum is {written:04X} but the text gives {computed:04X}: the code was altered or miscopied"
    )]
    Crc { written: u16, computed: u16 },
    #[error("tag {path} is missing")]
    Missing { path: Path },
    #[error("no account of the merchant: one of the tags 26 to 51 is needed")]
    MissingAccount,
    #[error("character {at}: tag 01 is 11 (static) or 12 (dynamic)")]
    Initiation { at: usize },
    #[error("character {at}: the PAN in tag {path} has 18 or 19 digits and begins with 9360")]
    Pan { path: Path, at: usize },
    #[error("character {at}: the NMID in tag {path} is ID and 13 digits")]
    Nmid { path: Path, at: usize },
    #[error(
        "character {at}: the criteria in tag {path} are three capital letters, for example UMI"
    )]
    Criteria { path: Path, at: usize },
    #[error("character {at}: the merchant category in tag 52 has four digits")]
    Category { at: usize },
    #[error("character {at}: the currency in tag 53 is 360, rupiah")]
    Currency { at: usize },
    #[error(
        "character {at}: the amount in tag 54 is digits only, more than zero, for example 127500"
    )]
    Amount { at: usize },
    #[error("character {at}: the amount in tag 54 has a fraction of a rupiah")]
    Fraction { at: usize },
    #[error("character {at}: the country in tag 58 is ID")]
    Country { at: usize },
    #[error("character {at}: tag {path} is longer than {max} characters")]
    TooLong { path: Path, at: usize, max: usize },
    /// Only when writing.
    #[error("tag {path} is longer than the {max} characters a length can count", max = crate::element::LONGEST)]
    Uncountable { path: Path },
    /// Only when writing.
    #[error("tag {tag} is no template, its value is one text")]
    NoTemplate { tag: Tag },
    /// Only when writing.
    #[error("the checksum (tag 63) is computed; leave it out")]
    CrcGiven,
}
