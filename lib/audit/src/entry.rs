//! Writing an entry.

use base::{Error, Id};
use cell::Cell;
use db::{DbError, Tx, params};
use serde_json::{Map, Value};

use crate::chain::{canonical, details_hash, hex};
use crate::store::ADD_ENTRY;
use crate::{Kind, Recorded};

/// Whoever did it. The name is a detail that can be erased; the id stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// The id of the account, `operator` for the command line, `public` for a citizen without
    /// one, `system` for the program itself.
    pub id: String,
    pub name: String,
    /// The code of the perangkat daerah.
    pub agency: Option<String>,
    /// The network address the request came from.
    pub address: Option<String>,
}

impl Who {
    /// Somebody without an account.
    pub fn public() -> Self {
        Self { id: "public".to_owned(), ..Self::default() }
    }

    /// The program itself: a clean-up, a lease that ran out.
    pub fn system() -> Self {
        Self { id: "system".to_owned(), ..Self::default() }
    }

    /// The same, coming from an address.
    #[must_use]
    pub fn from_address(self, address: impl Into<String>) -> Self {
        Self { address: Some(address.into()), ..self }
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    Done,
    /// The right was missing.
    Denied,
    /// It was tried and did not succeed.
    Failed,
}

impl Outcome {
    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Done, Self::Denied, Self::Failed].into_iter().find(|o| o.as_str() == text)
    }
}

/// One entry about to be written.
///
/// `subject` names what it is about by an id or a code (a notice, a NOP, an account's id). It
/// enters the chain and can never be erased: never put a NIK or the name of a person there.
/// `before`, `after` and `reason` are details: hashed into the chain, erasable.
#[derive(Debug, Clone)]
#[must_use = "an entry is written by `audit::record`"]
pub struct Entry<'a> {
    kind: Kind,
    who: &'a Who,
    subject: String,
    outcome: Outcome,
    before: Option<Value>,
    after: Option<Value>,
    reason: Option<String>,
}

impl<'a> Entry<'a> {
    /// Something that was done.
    pub fn new(kind: Kind, who: &'a Who, subject: impl Into<String>) -> Self {
        let subject = subject.into();
        Self { kind, who, subject, outcome: Outcome::Done, before: None, after: None, reason: None }
    }

    /// The state before.
    pub fn before(self, before: impl Into<Value>) -> Self {
        Self { before: Some(before.into()), ..self }
    }

    /// The state after, or the facts of the deed.
    pub fn after(self, after: impl Into<Value>) -> Self {
        Self { after: Some(after.into()), ..self }
    }

    /// Why, in the person's words, or the code of the error.
    pub fn reason(self, reason: impl Into<String>) -> Self {
        Self { reason: Some(reason.into()), ..self }
    }

    /// It was refused, or it did not succeed.
    pub fn outcome(self, outcome: Outcome) -> Self {
        Self { outcome, ..self }
    }

    fn details(&self) -> String {
        let texts = [
            ("address", self.who.address.as_deref()),
            ("name", Some(self.who.name.as_str()).filter(|n| !n.is_empty())),
            ("reason", self.reason.as_deref()),
        ];
        let states = [("after", &self.after), ("before", &self.before)];
        let mut details = Map::new();
        details.extend(texts.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?.into()))));
        for (key, state) in states {
            if let Some(state) = state {
                details.insert(key.to_owned(), redacted(state.clone(), self.kind.redacted));
            }
        }
        canonical(&Value::Object(details))
    }
}

fn redacted(value: Value, fields: &[&str]) -> Value {
    match value {
        Value::Object(map) => map
            .into_iter()
            .map(|(key, value)| {
                let hidden = fields.contains(&key.as_str()) && !value.is_null();
                let value = if hidden { "***".into() } else { redacted(value, fields) };
                (key, value)
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(|v| redacted(v, fields)).collect(),
        scalar => scalar,
    }
}

/// Writes an entry in the transaction of the deed. The sealer chains it right after commit.
///
/// # Errors
/// Only those of the database; the deed must then fail too.
pub async fn record(tx: &mut Tx, cell: &Cell, entry: Entry<'_>) -> Result<Id<Recorded>, DbError> {
    let id = cell.new_id();
    let mut salt = [0_u8; 16];
    cell.random().fill(&mut salt);
    let details = entry.details();
    let values = params![
        id,
        cell.now(),
        entry.kind.code,
        &*entry.who.id,
        entry.who.agency.as_deref().unwrap_or_default(),
        &*entry.subject,
        entry.outcome.as_str(),
        &*details,
        hex(&salt),
        details_hash(&salt, &details),
    ];
    tx.send(&ADD_ENTRY, values).await?;
    Ok(id)
}

/// Writes an entry in a transaction of its own: for what was refused or failed, whose own
/// transaction was rolled back or never begun.
///
/// # Errors
/// Those of the database.
pub async fn record_alone(cell: &Cell, entry: Entry<'_>) -> Result<Id<Recorded>, Error> {
    cell.db()
        .write(async |tx: &mut Tx| record(tx, cell, entry.clone()).await)
        .await
        .map_err(Error::from)
}
