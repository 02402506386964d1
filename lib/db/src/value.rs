//! What can be stored in a column, and what becomes a parameter.

use base::{Date, Id, Instant, Language, Nik, Nop, NopVillage, RegionCode, Rupiah};

/// One value of the portable palette: `bigint`, `double precision`, `text`, `bytea`, or nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    /// Coordinates only, never money.
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

/// The parameters of a statement: `params![nop, year, None::<i64>]`. Everything that converts
/// into a [`Value`] may stand here.
#[macro_export]
macro_rules! params {
    () => { &[] as &[$crate::Value] };
    ($($value:expr),+ $(,)?) => { &[$($crate::Value::from($value)),+] as &[$crate::Value] };
}

macro_rules! from {
    ($($kind:ty, $value:ident => $made:expr;)*) => {
        $(impl From<$kind> for Value {
            fn from($value: $kind) -> Self {
                $made
            }
        })*
    };
}

from! {
    i64, v => Self::Int(v);
    i32, v => Self::Int(i64::from(v));
    u32, v => Self::Int(i64::from(v));
    i16, v => Self::Int(i64::from(v));
    u16, v => Self::Int(i64::from(v));
    u8, v => Self::Int(i64::from(v));
    bool, v => Self::Int(i64::from(v));
    f64, v => Self::Real(v);
    String, v => Self::Text(v);
    &String, v => Self::Text(v.clone());
    &str, v => Self::Text(v.to_owned());
    Vec<u8>, v => Self::Bytes(v);
    &Vec<u8>, v => Self::Bytes(v.clone());
    &[u8], v => Self::Bytes(v.to_vec());
    Rupiah, v => Self::Int(v.0);
    Instant, v => Self::Text(v.to_string());
    Date, v => Self::Text(v.to_string());
    Nop, v => Self::Text(v.digits().to_owned());
    &Nop, v => Self::Text(v.digits().to_owned());
    NopVillage, v => Self::Text(v.digits().to_owned());
    &NopVillage, v => Self::Text(v.digits().to_owned());
    RegionCode, v => Self::Text(v.as_str().to_owned());
    &RegionCode, v => Self::Text(v.as_str().to_owned());
    Language, v => Self::Text(v.tag().to_owned());
    Nik, v => Self::Text(v.digits().to_owned());
    &Nik, v => Self::Text(v.digits().to_owned());
}

impl<T> From<Id<T>> for Value {
    fn from(id: Id<T>) -> Self {
        Self::Text(id.to_string())
    }
}

impl<T> From<&Id<T>> for Value {
    fn from(id: &Id<T>) -> Self {
        Self::Text(id.to_string())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<T> From<Option<T>> for Value
where
    Self: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

impl From<&Self> for Value {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

impl Value {
    /// What one engine would take and the other refuse or change, so that neither gets it.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        match self {
            Self::Text(text) if memchr::memchr(0, text.as_bytes()).is_some() => {
                Some("a text may not hold the NUL character")
            }
            Self::Real(real) if !real.is_finite() => Some("a coordinate must be a finite number"),
            _ => None,
        }
    }
}
