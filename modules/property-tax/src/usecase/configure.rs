//! What the head of the tax office decides once: who keeps the registry, what stands on papers.

use audit::Entry;
use base::{Error, Instant, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::rules::rule_error;
use crate::audit_kinds;
use crate::domain::office::Office;
use crate::domain::revision::RegistryMode;
use crate::domain::rules::{RuleBook, YearRules};
use crate::permissions::{CONFIGURE, READ};
use crate::store::{imports, rule_books, settings};

/// Versions of the rule book that the page lists.
const MOST_BOOKS: i64 = 20;

/// The decisions as they stand.
#[derive(Debug, Clone)]
pub struct Configuration {
    pub mode: RegistryMode,
    pub office: Office,
    /// Version, example or not, when it was loaded; the one in force first.
    pub books: Vec<(i64, bool, Instant)>,
    /// The book in force as it was loaded.
    pub text: Option<String>,
}

/// Reads the decisions.
pub async fn configuration(cell: &Cell, actor: &Actor) -> Result<Configuration> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<Configuration> {
            Ok(Configuration {
                mode: settings::registry_mode(tx).await?,
                office: settings::office(tx).await?,
                books: rule_books::list_loaded(tx, MOST_BOOKS).await?,
                text: rule_books::find_latest(tx).await?.map(|book| book.content),
            })
        })
        .await
}

impl Configuration {
    /// The rules of a year by the book in force; `None` while there is no book.
    pub fn year(&self, tax_year: i64) -> Option<Result<YearRules>> {
        let book = RuleBook::parse(self.text.as_deref()?);
        Some(book.and_then(|book| book.year(tax_year)).map_err(rule_error))
    }
}

/// Who keeps the registry, for pages that say so.
pub async fn mode(cell: &Cell, actor: &Actor) -> Result<RegistryMode> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<_> { Ok(settings::registry_mode(tx).await?) })
        .await
}

/// Decides who keeps the registry.
///
/// # Errors
/// `property-tax/import-running` while an import is on its way.
pub async fn set_mode(cell: &Cell, actor: &Actor, mode: RegistryMode) -> Result<()> {
    authorise(actor, CONFIGURE, Resource::Cell)?;
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let before = settings::registry_mode(tx).await?;
            if before == mode {
                return Ok(());
            }
            if let Some(running) = imports::list_running(tx).await?.first() {
                return Err(Error::new(Kind::Conflict, "property-tax/import-running")
                    .with("revision", running.revision));
            }
            settings::set_registry_mode(tx, mode).await?;
            let entry = Entry::new(audit_kinds::MODE_CHANGED, &who, "registry-mode")
                .before(before.as_str())
                .after(mode.as_str());
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

/// Changes what stands on papers.
pub async fn set_office(cell: &Cell, actor: &Actor, office: &Office) -> Result<()> {
    authorise(actor, CONFIGURE, Resource::Cell)?;
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let before = settings::office(tx).await?;
            settings::set_office(tx, office).await?;
            let facts = |office: &Office| serde_json::to_value(office).unwrap_or_default();
            let entry = Entry::new(audit_kinds::OFFICE_CHANGED, &who, "office")
                .before(facts(&before))
                .after(facts(office));
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}
