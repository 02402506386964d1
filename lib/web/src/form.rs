//! What somebody typed into a form, and what is wrong with it.
//!
//! A handler parses each field once; the values stay as typed, so that the page comes back with
//! them and with a sentence at each field that was refused.

use std::collections::BTreeMap;
use std::fmt;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use base::{Error, Kind};
use zeroize::{Zeroize, Zeroizing};

use crate::csrf;
use crate::failure::{Failure, FieldError};
use crate::page::Page;

const MOST_FIELDS: usize = 2_000;

/// The fields of a form. Of a GET request it reads the query, of others the body. A field may
/// stand once, except lists, whose name ends in `[]`.
///
/// A passphrase may be among the values: the form prints names only, and wipes its memory when it
/// goes. Whoever reads one takes it out with [`Form::take_secret`].
#[derive(Clone, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<FieldError>,
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.values.keys().collect();
        f.debug_struct("Form").field("names", &names).field("errors", &self.errors).finish()
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        self.values.values_mut().flatten().for_each(Zeroize::zeroize);
    }
}

/// One line of the error summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub field: String,
    pub text: String,
}

/// One field, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub value: String,
    pub mistake: Option<String>,
    /// What to do about the mistake; empty when the sentence itself says it.
    pub advice: String,
}

/// One choice of a select or of radios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

impl Form {
    /// A form nobody filled in yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills a field in, for a form that changes something that exists.
    #[must_use]
    pub fn filled(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), vec![value.to_string()]);
        self
    }

    /// Reads `a=1&b=2`.
    pub fn parse_encoded(encoded: &[u8]) -> Result<Self, Error> {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (i, (name, value)) in form_urlencoded::parse(encoded).enumerate() {
            if i >= MOST_FIELDS {
                return Err(Error::new(Kind::TooLarge, "web/too-many-fields"));
            }
            if name == csrf::FIELD {
                continue;
            }
            let known = values.entry(name.into_owned()).or_default();
            known.push(value.into_owned());
        }
        let repeated = values.iter().find(|(name, all)| all.len() > 1 && !name.ends_with("[]"));
        if repeated.is_some() {
            return Err(Error::new(Kind::Invalid, "web/repeated-field"));
        }
        Ok(Self { values, errors: Vec::new() })
    }

    /// Takes a passphrase, a password or a code out of the form, with its spaces, into memory that is
    /// wiped; empty when the field is absent. The form has it no more, so that it comes back with no
    /// page.
    pub fn take_secret(&mut self, name: &str) -> Zeroizing<String> {
        let mut all = self.values.remove(name).unwrap_or_default();
        let secret = all.first_mut().map(std::mem::take).unwrap_or_default();
        all.iter_mut().for_each(Zeroize::zeroize);
        Zeroizing::new(secret)
    }

    /// The same for one that must be there: `web/required` otherwise.
    pub fn require_secret(&mut self, name: &str) -> Option<Zeroizing<String>> {
        let secret = self.take_secret(name);
        if secret.trim().is_empty() {
            self.refuse(name, &Error::new(Kind::Invalid, "web/required"));
            return None;
        }
        Some(secret)
    }

    /// What was typed, without spaces around it; empty when the field is absent.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|all| all.first()).map_or("", |value| value.trim())
    }

    /// What was typed, with its spaces. Passwords are [taken out](Form::take_secret).
    pub fn raw(&self, name: &str) -> &str {
        self.values.get(name).and_then(|all| all.first()).map_or("", String::as_str)
    }

    /// All values of a list, whose name ends in `[]`.
    pub fn list(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a checkbox is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// A text that must be there: `web/required` otherwise.
    pub fn required(&mut self, name: &str) -> Option<String> {
        let value = self.value(name).to_owned();
        if value.is_empty() {
            self.refuse(name, &Error::new(Kind::Invalid, "web/required"));
            return None;
        }
        Some(value)
    }

    /// Parses a field that must be there; a mistake is remembered and gives `None`.
    pub fn parse<T, E: Into<Error>>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let value = self.required(name)?;
        match parse(&value) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.refuse(name, &error.into());
                None
            }
        }
    }

    /// Parses a field that may be empty: `Some(None)` when it is, `None` for a mistake.
    pub fn optional<T, E: Into<Error>>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        if self.value(name).is_empty() { Some(None) } else { self.parse(name, parse).map(Some) }
    }

    /// Notes what is wrong with a field.
    pub fn refuse(&mut self, name: &str, error: &Error) {
        self.errors.push(FieldError::new(name, error));
    }

    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// A field as `forms.html` shows it: its value, and the sentence of a mistake.
    pub fn field(&self, page: &Page, name: &str) -> Field {
        let error = self.errors.iter().find(|error| error.field == name);
        Field {
            value: self.value(name).to_owned(),
            mistake: error.map(|error| page.sentence(error.code, &error.params)),
            advice: error.map(|error| page.advice(error.code, &error.params)).unwrap_or_default(),
        }
    }

    /// All mistakes, in the order in which they were found. Where a sentence `field-NAME` names
    /// the field, it comes first: "Tahun pajak: Isian ini wajib".
    pub fn mistakes(&self, page: &Page) -> Vec<Mistake> {
        let said = |error: &FieldError| {
            let text = page.sentence(error.code, &error.params);
            let label = page.field_label(&error.field);
            let named = |label: &String| text.to_lowercase().starts_with(&label.to_lowercase());
            let text = match label.filter(|label| !named(label)) {
                Some(label) => format!("{label}: {text}"),
                None => text,
            };
            Mistake { field: error.field.clone(), text }
        };
        self.errors.iter().map(said).collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            let query = request.uri().query().unwrap_or_default();
            return Ok(Self::parse_encoded(query.as_bytes())?);
        }
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(Error::new(Kind::Invalid, "web/unsupported-media").into());
        }
        let body = Bytes::from_request(request, state).await.map_err(|cause| {
            let kind = match cause.status().as_u16() {
                413 => Error::new(Kind::TooLarge, "web/too-large"),
                _ => Error::new(Kind::Invalid, "web/broken-body"),
            };
            kind.caused_by(cause)
        })?;
        Ok(Self::parse_encoded(&body)?)
    }
}
