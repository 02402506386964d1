//! Loading rules, and finding those of a year.

use audit::{Entry, Who};
use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::audit_kinds;
use crate::domain::rules::{RuleBook, RuleBookError, YearRules};
use crate::permissions::CONFIGURE;
use crate::store::rule_books::{self, StoredBook};

/// Loads a rules file as a new version, which counts from now on; answers its number. The same
/// text again changes nothing.
///
/// # Errors
/// `property-tax/rules-unreadable` with the line; `property-tax/demo-data` for example rules in a
/// real cell.
pub async fn load(cell: &Cell, actor: &Actor, text: &str) -> Result<i64> {
    authorise(actor, CONFIGURE, Resource::Cell)?;
    let book = RuleBook::parse(text).map_err(rule_error)?;
    if book.is_example() && !cell.settings().demo {
        return Err(Error::new(Kind::Precondition, "property-tax/demo-data"));
    }
    let (now, who): (_, Who) = (cell.now(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<i64> {
            let latest = rule_books::find_latest(tx).await?;
            if let Some(same) = latest.as_ref().filter(|stored| stored.content == text) {
                return Ok(same.version);
            }
            let version = latest.map_or(1, |stored| stored.version + 1);
            let stored =
                StoredBook { version, example: book.is_example(), content: text.to_owned() };
            rule_books::add(tx, &stored, now, actor.id()).await?;
            let subject = format!("rule-book/{version}");
            audit::record(tx, cell, Entry::new(audit_kinds::RULES_LOADED, &who, subject)).await?;
            Ok(version)
        })
        .await
}

/// The rules of a year by the book in force, with the book's version.
pub(crate) async fn of_year(tx: &mut Tx, tax_year: i64) -> Result<(i64, YearRules)> {
    let stored = rule_books::find_latest(tx).await?;
    let stored = stored.ok_or_else(|| {
        Error::new(Kind::Precondition, "property-tax/no-rules").with("year", tax_year)
    })?;
    Ok((stored.version, read(&stored, tax_year)?))
}

/// The rules of a year by the version a notice was computed with.
pub(crate) async fn of_version(tx: &mut Tx, version: i64, tax_year: i64) -> Result<YearRules> {
    let stored = rule_books::find(tx, version).await?;
    let stored = stored.ok_or_else(|| Error::new(Kind::DataLoss, "property-tax/rules-lost"))?;
    read(&stored, tax_year)
}

fn read(stored: &StoredBook, tax_year: i64) -> Result<YearRules> {
    RuleBook::parse(&stored.content).and_then(|book| book.year(tax_year)).map_err(rule_error)
}

/// A book or a year that cannot be used, for the person who can mend it.
pub(crate) fn rule_error(error: RuleBookError) -> Error {
    match error {
        RuleBookError::Unreadable(problem) => {
            Error::new(Kind::Invalid, "property-tax/rules-unreadable").with("problem", problem)
        }
        RuleBookError::Missing { kind, tax_year } => {
            Error::new(Kind::Precondition, "property-tax/rule-missing-for-year")
                .with("rule", kind)
                .with("year", tax_year)
        }
        RuleBookError::Several { kind, tax_year, .. } => {
            Error::new(Kind::Precondition, "property-tax/rule-twice-for-year")
                .with("rule", kind)
                .with("year", tax_year)
        }
        RuleBookError::NoSuchDay { tax_year } => {
            Error::new(Kind::Precondition, "property-tax/rule-no-such-day").with("year", tax_year)
        }
    }
}
