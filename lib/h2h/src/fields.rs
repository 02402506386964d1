//! Reading the body of a request, naming every field that is missing or wrong at once.

use std::fmt;

use base::{Date, Nop, Rupiah};
use jiff::civil::Time;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::Value;

use crate::{Channel, Code, Ntpd, Problem, Reference, Refusal, digits, moment};

/// The body of a request.
pub trait Request: Sized {
    /// Takes what it needs; `None` when a field that must be there is missing or wrong.
    #[doc(hidden)]
    fn take(fields: &mut Fields) -> Option<Self>;
}

/// Reads the body of a request, which must have been verified.
///
/// # Errors
/// A refusal with [`Code::Format`], [`Code::AmountNotNumeric`] or [`Code::YearNotNumeric`],
/// whichever the first wrong field asks for, and the reasons of all.
pub fn read<R: Request>(body: &[u8]) -> Result<R, Refusal> {
    let mut fields = Fields::of(body)?;
    let request = R::take(&mut fields);
    fields.unknown();
    match (request, fields.first) {
        (Some(request), None) => Ok(request),
        (_, code) => {
            let mut refusal = Refusal::new(code.unwrap_or(Code::Format));
            refusal.problems = fields.problems;
            Err(refusal)
        }
    }
}

/// The fields of a body that are not taken yet, and what was wrong with those that are.
#[doc(hidden)]
#[derive(Default)]
pub struct Fields {
    values: Vec<(String, Value)>,
    problems: Vec<Problem>,
    first: Option<Code>,
}

const MISSING: &str = "wajib diisi";
const AMOUNT: &str =
    "angka bulat rupiah tanpa titik, koma, atau nol di depan; paling banyak 15 angka";

impl Fields {
    fn of(body: &[u8]) -> Result<Self, Refusal> {
        let mut reader = serde_json::Deserializer::from_slice(body);
        let fields =
            reader.deserialize_map(Object).and_then(|fields| reader.end().map(|()| fields));
        // What the parser says quotes what came, so it is not told.
        fields.map_err(|_| Refusal::about(Code::Format, "(isi)", "harus satu objek JSON"))
    }

    pub(crate) fn nop(&mut self) -> Option<Nop> {
        self.text("nop", "18 angka tanpa titik", digits::read_nop)
    }

    pub(crate) fn year(&mut self) -> Option<i64> {
        let value = self.needed("thn")?;
        let read = whole(&value).and_then(|text| digits::read_year(&text));
        read.or_else(|| self.wrong("thn", Code::YearNotNumeric, "empat angka"))
    }

    /// Whole rupiah, as a text of digits or as a whole number.
    pub(crate) fn amount(&mut self, name: &str) -> Option<Rupiah> {
        let value = self.needed(name)?;
        let read = whole(&value).and_then(|text| digits::read_amount(&text));
        read.or_else(|| self.wrong(name, Code::AmountNotNumeric, AMOUNT))
    }

    /// An amount that is zero when it is left out.
    pub(crate) fn amount_or_zero(&mut self, name: &str) -> Option<Rupiah> {
        if self.is_absent(name) { Some(Rupiah::ZERO) } else { self.amount(name) }
    }

    pub(crate) fn date(&mut self) -> Option<Date> {
        self.text("tgl", "tanggal DDMMYYYY yang ada di kalender", moment::read_date)
    }

    pub(crate) fn maybe_date(&mut self) -> Option<Option<Date>> {
        if self.is_absent("tgl") { Some(None) } else { self.date().map(Some) }
    }

    pub(crate) fn time(&mut self) -> Option<Time> {
        self.text("jam", "jam HHMMSS", moment::read_time)
    }

    pub(crate) fn reference(&mut self) -> Option<Reference> {
        let rule = "1 sampai 64 karakter tanpa spasi";
        self.text("referensi", rule, |text| Reference::new(text).ok())
    }

    pub(crate) fn ntpd(&mut self) -> Option<Ntpd> {
        self.text("ntpd", "1 sampai 32 karakter tanpa spasi", |text| Ntpd::new(text).ok())
    }

    pub(crate) fn channel(&mut self) -> Option<Option<Channel>> {
        if self.is_absent("kanal") {
            return Some(None);
        }
        let rule = "1 sampai 20 karakter tanpa spasi";
        self.text("kanal", rule, |text| Channel::new(text).ok()).map(Some)
    }

    /// `Y` or `N`; left out it is `N`.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        if self.is_absent(name) {
            return Some(false);
        }
        self.text(name, "Y atau N", |text| match text {
            "Y" => Some(true),
            "N" => Some(false),
            _ => None,
        })
    }

    fn text<T>(&mut self, name: &str, rule: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.needed(name)?;
        value.as_str().and_then(read).or_else(|| self.wrong(name, Code::Format, rule))
    }

    /// The value of a field that must be there. An empty text and `null` are not there.
    fn needed(&mut self, name: &str) -> Option<Value> {
        let at = self.values.iter().position(|(key, _)| key == name);
        let value = at.map(|at| self.values.remove(at).1);
        value.filter(is_filled).or_else(|| self.wrong(name, Code::Format, MISSING))
    }

    /// Whether an optional field is left out; an empty one is taken away.
    fn is_absent(&mut self, name: &str) -> bool {
        self.values.retain(|(key, value)| key != name || is_filled(value));
        !self.values.iter().any(|(key, _)| key == name)
    }

    fn wrong<T>(&mut self, name: &str, code: Code, rule: &str) -> Option<T> {
        self.first.get_or_insert(code);
        self.problems.push(Problem { field: name.to_owned(), reason: rule.to_owned() });
        None
    }

    /// A field nobody asked for is a misspelled one, and what it should have said would be missed;
    /// one that is there twice would be believed in one of its values.
    fn unknown(&mut self) {
        for (name, _) in std::mem::take(&mut self.values) {
            let name: String = name.chars().take(40).collect();
            self.wrong::<()>(&name, Code::Format, "tidak dikenal, atau ada dua kali");
        }
    }
}

/// A value that says something.
fn is_filled(value: &Value) -> bool {
    !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty())
}

/// The digits of a text or of a whole number; a number with a point or an exponent has none.
fn whole(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => number.as_u64().map(|number| number.to_string()),
        _ => None,
    }
}

/// All fields in their order, twice where they are there twice.
struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(entry) = map.next_entry()? {
            fields.values.push(entry);
        }
        Ok(fields)
    }
}
