//! Imports as officers see them: asked for, on their way, and what they found.

use base::{Error, Kind, Language, Result};
use bytes::Bytes;
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};
use jobs::{Entry as JobEntry, Filter, Job, NewJob, State};

use super::import::translated;
use super::uploads::Stored;
use crate::domain::revision::{RegistryMode, RevisionId};
use crate::jobs::{ImportJob, ImportPayload};
use crate::permissions::{IMPORT, READ};
pub use crate::store::imports::{Import, ImportState};
use crate::store::{imports, settings};

/// Jobs looked through for those that matter now.
const LATEST_JOBS: u32 = 5;
/// Only one import at a time: they would race for the same rows.
const KEY: &str = "one";

/// A page of imports.
#[derive(Debug, Clone)]
pub struct ImportList {
    pub imports: Vec<Import>,
    pub next: Option<RevisionId>,
    /// The latest wish, while it waits or when it failed before it began.
    pub wish: Option<JobEntry>,
    pub mode: RegistryMode,
}

/// Lists imports before a revision, the latest first.
pub async fn list(
    cell: &Cell,
    actor: &Actor,
    before: Option<RevisionId>,
    most: usize,
) -> Result<ImportList> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<ImportList> {
            let limit = i64::try_from(most + 1).unwrap_or(i64::MAX);
            let mut found = imports::list(tx, before.unwrap_or(i64::MAX), limit).await?;
            let more = found.len() > most;
            found.truncate(most);
            let next = more.then(|| found.last().map(|import| import.revision)).flatten();
            let filter = Filter { kind: Some(ImportJob::KIND.to_owned()), ..Filter::default() };
            let wishes = jobs::list(tx, &filter, None, LATEST_JOBS).await?;
            let latest = found.first().map(|import| import.started_at);
            let wish = wishes.into_iter().next().filter(|job| match job.state {
                State::Waiting | State::Running => true,
                State::Dead => latest.is_none_or(|at| at < job.created_at),
                State::Done | State::Cancelled => false,
            });
            let mode = settings::registry_mode(tx).await?;
            Ok(ImportList { imports: found, next, wish, mode })
        })
        .await
}

/// One import.
///
/// # Errors
/// `property-tax/unknown-import`.
pub async fn get(cell: &Cell, actor: &Actor, revision: RevisionId) -> Result<Import> {
    authorise(actor, READ, Resource::Cell)?;
    let found = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> { Ok(imports::find(tx, revision).await?) })
        .await?;
    found.ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-import"))
}

/// The refused rows of an import as CSV, with reasons in a language.
///
/// # Errors
/// `property-tax/unknown-import` when it refused none.
pub async fn rejects(
    cell: &Cell,
    actor: &Actor,
    revision: RevisionId,
    language: Language,
) -> Result<Bytes> {
    let unknown = || Error::new(Kind::NotFound, "property-tax/unknown-import");
    let name = get(cell, actor, revision).await?.rejects.ok_or_else(unknown)?;
    let name = files::Name::parse(&name).map_err(|_| unknown())?;
    let csv = cell.files().find(&name).await?.ok_or_else(unknown)?;
    Ok(translated(&csv, language).map_or(csv, Bytes::from))
}

/// Asks whether an upload is welcome, before it is sent on its way.
///
/// # Errors
/// `identity/forbidden`, `property-tax/registry-is-master`.
pub async fn admit(cell: &Cell, actor: &Actor) -> Result<()> {
    authorise(actor, IMPORT, Resource::Cell)?;
    let mode = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> { Ok(settings::registry_mode(tx).await?) })
        .await?;
    match mode {
        RegistryMode::Companion => Ok(()),
        RegistryMode::Master => Err(Error::new(Kind::Conflict, "property-tax/registry-is-master")),
    }
}

/// Asks for the import of an upload.
///
/// # Errors
/// As [`admit`]; `property-tax/import-waits` while another one waits or runs.
pub async fn ask(cell: &Cell, actor: &Actor, stored: &Stored) -> Result<()> {
    admit(cell, actor).await?;
    let who = actor.who();
    let payload = ImportPayload { upload: stored.clone(), name: actor.name().to_owned() };
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let wish = NewJob::of::<ImportJob>(&payload, &who)?.with_key(KEY);
            match jobs::enqueue(tx, cell, wish).await? {
                jobs::Enqueued::New(_) => Ok(()),
                jobs::Enqueued::Already(_) => {
                    Err(Error::new(Kind::Conflict, "property-tax/import-waits"))
                }
            }
        })
        .await
}
