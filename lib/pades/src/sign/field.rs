//! Signature fields as they are asked for (ISO 32000-1 §12.7.4.5).

use crate::object::{Dict, Object};
use crate::sign::place::Place;
use crate::view::View;
use crate::write::{Entries, Value, WriteError};

/// A signature field that is to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldSpec {
    pub name: String,
    pub place: Place,
    /// What the signature in it will lock.
    pub lock: Option<Lock>,
    /// What the signature in it must be like.
    pub seed: Option<Seed>,
}

impl FieldSpec {
    pub fn new(name: &str, place: Place) -> Self {
        Self { name: name.to_owned(), place, lock: None, seed: None }
    }

    /// The same with a lock.
    #[must_use]
    pub fn locking(self, lock: Lock) -> Self {
        Self { lock: Some(lock), ..self }
    }

    /// The same with constraints.
    #[must_use]
    pub fn seeded(self, seed: Seed) -> Self {
        Self { seed: Some(seed), ..self }
    }

    pub(crate) fn check_name(&self) -> Result<(), WriteError> {
        let length = self.name.chars().count();
        let plain = !self.name.chars().any(|c| c == '.' || c.is_control());
        match (1..=127).contains(&length) && plain {
            true => Ok(()),
            false => Err(WriteError::FieldName(self.name.clone())),
        }
    }
}

/// Which fields may no longer be changed once this one is signed (§12.7.4.5, table 233).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    All,
    Only(Vec<String>),
    AllBut(Vec<String>),
}

impl Lock {
    /// Whether it locks the field with this full name.
    pub fn covers(&self, name: &str) -> bool {
        let below = |of: &String| {
            name == of || name.strip_prefix(of.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        match self {
            Self::All => true,
            Self::Only(names) => names.iter().any(below),
            Self::AllBut(names) => !names.iter().any(below),
        }
    }

    /// `/Action` and `/Fields`, which a lock and the transform made of it have in common.
    pub(crate) fn entries(&self, entries: Entries) -> Entries {
        let named =
            |names: &[String]| Value::Array(names.iter().map(|name| Value::text(name)).collect());
        match self {
            Self::All => entries.with("Action", Value::name("All")),
            Self::Only(names) => {
                entries.with("Action", Value::name("Include")).with("Fields", named(names))
            }
            Self::AllBut(names) => {
                entries.with("Action", Value::name("Exclude")).with("Fields", named(names))
            }
        }
    }

    /// Reads a lock, or the parameters of a FieldMDP transform.
    pub(crate) fn read<'d>(view: &View<'d, '_>, dict: &Dict<'d>) -> Result<Self, WriteError> {
        let action = view.value(dict, "Action")?;
        let fields = view.value(dict, "Fields")?;
        let mut names = Vec::new();
        for field in fields.as_array().unwrap_or_default() {
            if let Object::String(text) = view.resolve(field)? {
                names.push(text.to_text());
            }
        }
        Ok(match action.as_name() {
            Some(name) if name == "Include" => Self::Only(names),
            Some(name) if name == "Exclude" => Self::AllBut(names),
            // Anything else is read as the strictest.
            _ => Self::All,
        })
    }
}

/// Constraints on the signature in a field (§12.7.4.5, table 234).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seed {
    /// One of these reasons must be given; any when there is none.
    pub reasons: Vec<String>,
    /// One of these digests must be used, for example `SHA256`; any when there is none.
    pub digests: Vec<String>,
}

/// Bits of `/Ff` in seed values: what is required and not only preferred.
mod required {
    pub const FILTER: i64 = 1;
    pub const SUB_FILTER: i64 = 1 << 1;
    pub const VERSION: i64 = 1 << 2;
    pub const REASONS: i64 = 1 << 3;
    pub const LEGAL_ATTESTATION: i64 = 1 << 4;
    pub const REVOCATION: i64 = 1 << 5;
    pub const DIGEST: i64 = 1 << 6;
}

impl Seed {
    /// Always our own filter and form; reasons and digests when they are named.
    pub(crate) fn entries(&self) -> Entries {
        let mut flags = required::FILTER | required::SUB_FILTER;
        let forms = Value::Array(vec![Value::name("ETSI.CAdES.detached")]);
        let mut entries = Entries::of_type("SV")
            .with("Filter", Value::name("Adobe.PPKLite"))
            .with("SubFilter", forms);
        if !self.digests.is_empty() {
            flags |= required::DIGEST;
            let names = self.digests.iter().map(|name| Value::text(name)).collect();
            entries.set("DigestMethod", Value::Array(names));
        }
        if !self.reasons.is_empty() {
            flags |= required::REASONS;
            let texts = self.reasons.iter().map(|reason| Value::text(reason)).collect();
            entries.set("Reasons", Value::Array(texts));
        }
        entries.with("Ff", flags)
    }

    /// Whether a signature of ours with this reason and digest satisfies what a field requires.
    pub(crate) fn check<'d>(
        view: &View<'d, '_>,
        seed: &Dict<'d>,
        reason: Option<&str>,
    ) -> Result<(), &'static str> {
        let flags = view.value(seed, "Ff").ok().and_then(|flags| flags.as_integer()).unwrap_or(0);
        let requires = |bit: i64| flags & bit != 0;
        let texts = |key| texts(view, seed, key);
        if requires(required::FILTER) && texts("Filter") != ["Adobe.PPKLite"] {
            return Err("another filter");
        }
        let forms = texts("SubFilter");
        if requires(required::SUB_FILTER) && !forms.iter().any(|f| f == "ETSI.CAdES.detached") {
            return Err("another form of signature");
        }
        let reasons = texts("Reasons");
        let given = reason.is_some_and(|reason| reasons.iter().any(|known| known == reason));
        if requires(required::REASONS) && !reasons.is_empty() && !given {
            return Err("one of its own reasons");
        }
        if requires(required::LEGAL_ATTESTATION) {
            return Err("a legal attestation");
        }
        if requires(required::REVOCATION) {
            return Err("revocation data inside the signature");
        }
        if requires(required::VERSION)
            && view.value(seed, "V").is_ok_and(|v| v.as_integer() > Some(2))
        {
            return Err("a newer version of constraints");
        }
        Ok(())
    }

    /// The digests a field insists on; none when any will do.
    pub(crate) fn digests<'d>(view: &View<'d, '_>, seed: &Dict<'d>) -> Vec<String> {
        let flags = view.value(seed, "Ff").ok().and_then(|flags| flags.as_integer()).unwrap_or(0);
        if flags & required::DIGEST == 0 { Vec::new() } else { texts(view, seed, "DigestMethod") }
    }
}

/// A name or text, or an array of them.
fn texts<'d>(view: &View<'d, '_>, dict: &Dict<'d>, key: &str) -> Vec<String> {
    let value = view.value(dict, key).unwrap_or(Object::Null);
    let one = |value: &Object<'d>| match view.resolve(value).ok()? {
        Object::Name(name) => Some(String::from_utf8_lossy(name.bytes()).into_owned()),
        Object::String(text) => Some(text.to_text()),
        _ => None,
    };
    match &value {
        Object::Array(items) => items.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    }
}
