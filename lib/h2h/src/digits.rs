//! Amounts, years and object numbers as texts of digits.

use base::{Nop, Rupiah};

/// The most digits of an amount: beyond any tax, and far from where 64 bits end.
const LONGEST: usize = 15;

/// Digits without a leading zero.
pub(crate) fn read_amount(text: &str) -> Option<Rupiah> {
    let plain = is_digits(text) && text.len() <= LONGEST && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok().map(Rupiah) } else { None }
}

/// Four digits, none of the years before anybody was taxed.
pub(crate) fn read_year(text: &str) -> Option<i64> {
    if text.len() == 4 && is_digits(text) && !text.starts_with('0') {
        text.parse().ok()
    } else {
        None
    }
}

/// Eighteen digits, without the dots people write.
pub(crate) fn read_nop(text: &str) -> Option<Nop> {
    if is_digits(text) { Nop::parse(text).ok() } else { None }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// For serde: whole rupiah as a text of digits.
pub(crate) mod amount {
    use base::Rupiah;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub(crate) fn serialize<S: Serializer>(
        amount: &Rupiah,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&amount.0)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Rupiah, D::Error> {
        let text = String::deserialize(from)?;
        super::read_amount(&text).ok_or_else(|| D::Error::custom("an amount is a text of digits"))
    }
}

/// For serde: a tax year as a text of four digits.
pub(crate) mod year {
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub(crate) fn serialize<S: Serializer>(year: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{year:04}"))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
        let text = String::deserialize(from)?;
        super::read_year(&text).ok_or_else(|| D::Error::custom("a year has four digits"))
    }
}

/// For serde: an object's number as 18 digits.
pub(crate) mod nop {
    use base::Nop;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub(crate) fn serialize<S: Serializer>(nop: &Nop, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(nop.digits())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Nop, D::Error> {
        let text = String::deserialize(from)?;
        super::read_nop(&text).ok_or_else(|| D::Error::custom("a NOP has 18 digits"))
    }
}
