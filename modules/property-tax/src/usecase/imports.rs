//! Imports as officers see them: asked for, on their way, and what they found.

use std::path::Path;

use base::{Error, Kind, Language, Result};
use bytes::Bytes;
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};
use jobs::{Entry as JobEntry, Filter, Job, JobId, NewJob, State};

use super::import::translated;
use super::inbox;
use super::uploads::{self, Stored};
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
    let name = actor.name().to_owned();
    enqueue(cell, actor, ImportPayload { upload: stored.clone(), inbox: None, name }).await
}

/// Asks for the import of an extract that lies in the inbox.
///
/// # Errors
/// As [`ask`]; `property-tax/inbox-gone`, `property-tax/inbox-unreadable`.
pub async fn ask_from_inbox(
    cell: &Cell,
    actor: &Actor,
    inbox: Option<&Path>,
    name: &str,
) -> Result<()> {
    admit(cell, actor).await?;
    let gone = || Error::new(Kind::Precondition, "property-tax/inbox-gone").with("name", name);
    inbox::find(inbox.ok_or_else(gone)?, name)?;
    let upload = Stored { id: String::new(), files: Vec::new(), source: name.to_owned() };
    let payload =
        ImportPayload { upload, inbox: Some(name.to_owned()), name: actor.name().to_owned() };
    enqueue(cell, actor, payload).await
}

/// Whether a failed import can be tried again: its work gave up, and its files are still there.
///
/// # Errors
/// Those of the database and of the file store.
pub async fn can_be_tried_again(cell: &Cell, import: &Import) -> Result<bool> {
    Ok(waiting_for_a_person(cell, import).await?.is_some())
}

/// Tries a failed import again.
///
/// # Errors
/// As [`admit`]; `property-tax/unknown-import`; `property-tax/upload-gone` when its files are no
/// longer there or its work goes on by itself.
pub async fn try_again(cell: &Cell, actor: &Actor, revision: RevisionId) -> Result<()> {
    admit(cell, actor).await?;
    let import = get(cell, actor, revision).await?;
    let gone = || Error::new(Kind::Precondition, "property-tax/upload-gone");
    let id = waiting_for_a_person(cell, &import).await?.ok_or_else(gone)?;
    let who = actor.who();
    cell.db().write(async |tx: &mut Tx| jobs::retry(tx, cell, &who, id).await).await
}

async fn waiting_for_a_person(cell: &Cell, import: &Import) -> Result<Option<JobId>> {
    let job = import.job.as_deref().filter(|_| import.state == ImportState::Failed);
    let Some(id) = job.and_then(JobId::parse) else { return Ok(None) };
    let found =
        cell.db().read(async |tx: &mut Tx| -> Result<_> { Ok(jobs::find(tx, id).await?) }).await?;
    let ended = found.filter(|job| matches!(job.state, State::Dead | State::Cancelled));
    let payload = ended.and_then(|job| serde_json::from_value::<ImportPayload>(job.payload).ok());
    let there = match payload {
        None => false,
        // Whether it still lies there is seen when it is tried.
        Some(ImportPayload { inbox: Some(_), .. }) => true,
        Some(payload) => uploads::are_there(cell, &payload.upload).await?,
    };
    Ok(there.then_some(id))
}

async fn enqueue(cell: &Cell, actor: &Actor, payload: ImportPayload) -> Result<()> {
    let who = actor.who();
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
