//! One row of an answer.

use std::sync::Arc;

use base::{Date, Id, Instant, Language, Nik, Nop, NopVillage, RegionCode, Rupiah};

use crate::{DbError, Value};

/// The names of the columns, shared by all rows of a statement.
pub(crate) type Columns = Arc<[Box<str>]>;

/// One row. Columns are asked for by name (`row.int("n")?`) or by place (`row.int(0)?`).
#[derive(Debug, Clone)]
pub struct Row {
    columns: Columns,
    values: Vec<Value>,
}

/// A column, by name or by place counted from 0.
pub trait At: Copy {
    #[doc(hidden)]
    fn place(self, columns: &[Box<str>]) -> Option<usize>;
    #[doc(hidden)]
    fn label(self) -> String;
}

impl At for &str {
    fn place(self, columns: &[Box<str>]) -> Option<usize> {
        columns.iter().position(|c| &**c == self)
    }

    fn label(self) -> String {
        self.to_owned()
    }
}

impl At for usize {
    fn place(self, columns: &[Box<str>]) -> Option<usize> {
        (self < columns.len()).then_some(self)
    }

    fn label(self) -> String {
        self.to_string()
    }
}

impl Row {
    pub(crate) fn new(columns: Columns, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    pub(crate) fn refill(&mut self) -> &mut Vec<Value> {
        self.values.clear();
        &mut self.values
    }

    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }

    /// The value as it is stored.
    pub fn value(&self, at: impl At) -> Result<&Value, DbError> {
        at.place(&self.columns)
            .and_then(|place| self.values.get(place))
            .ok_or_else(|| DbError::Column { column: at.label(), problem: "is not in the row" })
    }

    /// Any type that can be read from a column: numbers, texts, money, dates, ids, `Option` of them.
    pub fn get<T: FromColumn>(&self, at: impl At) -> Result<T, DbError> {
        T::from_column(self.value(at)?)
            .map_err(|problem| DbError::Column { column: at.label(), problem })
    }

    /// A whole number.
    pub fn int(&self, at: impl At) -> Result<i64, DbError> {
        self.get(at)
    }

    /// A whole number or nothing.
    pub fn opt_int(&self, at: impl At) -> Result<Option<i64>, DbError> {
        self.get(at)
    }

    /// A text.
    pub fn text(&self, at: impl At) -> Result<&str, DbError> {
        self.opt_text(at)?.ok_or_else(|| DbError::Column { column: at.label(), problem: EMPTY })
    }

    /// A text or nothing.
    pub fn opt_text(&self, at: impl At) -> Result<Option<&str>, DbError> {
        match self.value(at)? {
            Value::Text(text) => Ok(Some(text)),
            Value::Null => Ok(None),
            _ => Err(DbError::Column { column: at.label(), problem: "is not a text" }),
        }
    }

    /// Bytes, as of a hash.
    pub fn bytes(&self, at: impl At) -> Result<&[u8], DbError> {
        self.opt_bytes(at)?.ok_or_else(|| DbError::Column { column: at.label(), problem: EMPTY })
    }

    /// Bytes or nothing.
    pub fn opt_bytes(&self, at: impl At) -> Result<Option<&[u8]>, DbError> {
        match self.value(at)? {
            Value::Bytes(bytes) => Ok(Some(bytes)),
            Value::Null => Ok(None),
            _ => Err(DbError::Column { column: at.label(), problem: "is not bytes" }),
        }
    }

    /// Yes or no, stored as 1 or 0.
    pub fn flag(&self, at: impl At) -> Result<bool, DbError> {
        self.get(at)
    }

    /// A coordinate.
    pub fn real(&self, at: impl At) -> Result<f64, DbError> {
        self.get(at)
    }
}

const EMPTY: &str = "is empty";

/// What can be read from a column.
pub trait FromColumn: Sized {
    /// Reads it, or says what is wrong with the stored value.
    fn from_column(value: &Value) -> Result<Self, &'static str>;
}

impl<T: FromColumn> FromColumn for Option<T> {
    fn from_column(value: &Value) -> Result<Self, &'static str> {
        if *value == Value::Null { Ok(None) } else { T::from_column(value).map(Some) }
    }
}

impl FromColumn for i64 {
    fn from_column(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Int(int) => Ok(*int),
            Value::Null => Err(EMPTY),
            _ => Err("is not a whole number"),
        }
    }
}

impl FromColumn for f64 {
    fn from_column(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Real(real) => Ok(*real),
            Value::Null => Err(EMPTY),
            _ => Err("is not a coordinate"),
        }
    }
}

impl FromColumn for bool {
    fn from_column(value: &Value) -> Result<Self, &'static str> {
        match i64::from_column(value)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err("is neither 0 nor 1"),
        }
    }
}

impl FromColumn for Vec<u8> {
    fn from_column(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            Value::Null => Err(EMPTY),
            _ => Err("is not bytes"),
        }
    }
}

fn text(value: &Value) -> Result<&str, &'static str> {
    match value {
        Value::Text(text) => Ok(text),
        Value::Null => Err(EMPTY),
        _ => Err("is not a text"),
    }
}

macro_rules! from_int {
    ($($kind:ty)*) => {
        $(impl FromColumn for $kind {
            fn from_column(value: &Value) -> Result<Self, &'static str> {
                i64::from_column(value)?.try_into().map_err(|_| "is out of range")
            }
        })*
    };
}

from_int!(i32 u32 i16 u16 u8);

macro_rules! from_text {
    ($($kind:ty, $text:ident => $made:expr, $problem:literal;)*) => {
        $(impl FromColumn for $kind {
            fn from_column(value: &Value) -> Result<Self, &'static str> {
                let $text = text(value)?;
                $made.ok_or($problem)
            }
        })*
    };
}

from_text! {
    String, t => Some(t.to_owned()), "is not a text";
    Instant, t => Self::parse(t).ok(), "is not an instant";
    Date, t => t.parse().ok(), "is not a date";
    Nop, t => Self::parse(t).ok(), "is not a NOP";
    NopVillage, t => Self::parse(t).ok(), "is not a village of a NOP";
    Nik, t => Self::parse(t).ok(), "is not a NIK";
    Language, t => Self::from_tag(t), "is not a language";
    RegionCode, t => Self::parse(t).ok(), "is not a region code";
}

impl FromColumn for Rupiah {
    fn from_column(value: &Value) -> Result<Self, &'static str> {
        i64::from_column(value).map(Rupiah)
    }
}

impl<T> FromColumn for Id<T> {
    fn from_column(value: &Value) -> Result<Self, &'static str> {
        Self::parse(text(value)?).ok_or("is not an id")
    }
}
