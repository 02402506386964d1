//! Long work of the module: imports, assessments, booklets of notices, and the clean-up after what
//! was given up.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;
use std::sync::Arc;

use audit::Who;
use base::{Error, Kind, Result};
use cell::Cell;
use contracts::Seals;
use db::Tx;
use jobs::{Context, Filter, Handler, Job, NewJob, Outcome, State};
use serde::{Deserialize, Serialize};

use crate::usecase::assess;
use crate::usecase::import::{self, Importing};
use crate::usecase::inbox::{self, Found};
use crate::usecase::uploads::{self, Stored};
use crate::usecase::village_papers::{self, Booklet};

/// Bytes of the largest file of notices that is sealed: several thousand notices.
const LARGEST_SEALED: u64 = 32 << 20;

/// All handlers of the module.
pub fn handlers(
    fonts: &Arc<paper::Fonts>,
    inbox: Option<&Arc<Path>>,
    seals: Option<&Arc<dyn Seals>>,
) -> Vec<Handler> {
    vec![
        Handler::of(ImportJob { inbox: inbox.cloned() }),
        Handler::of(AssessJob),
        Handler::of(BookletJob { fonts: Arc::clone(fonts), seals: seals.cloned() }),
        Handler::of(TidyJob),
    ]
}

/// Called when the program starts: gives up imports that died, and computes on what was begun.
///
/// # Errors
/// Those of the database.
pub async fn recover(cell: &Cell) -> Result<()> {
    let may_live = import::recover(cell).await?;
    uploads::sweep(cell).await?;
    compute_on(cell).await?;
    if may_live {
        // Killed a moment ago it still counts as alive: look again when that is over.
        ask_to_tidy_after(cell, &Who::system(), import::SILENCE + 1).await?;
    }
    Ok(())
}

async fn compute_on(cell: &Cell) -> Result<()> {
    for run in assess::recover(cell).await? {
        ask_to_compute(cell, &Who::system(), &run).await?;
    }
    Ok(())
}

/// Imports an upload, or an extract of the inbox.
pub struct ImportJob {
    inbox: Option<Arc<Path>>,
}

/// What [`ImportJob`] is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportPayload {
    pub upload: Stored,
    /// Name of an extract in the inbox; the upload is empty then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbox: Option<String>,
    /// Whoever asked, for the audit trail.
    pub name: String,
}

impl Job for ImportJob {
    const KIND: &'static str = "property-tax/import";
    type Payload = ImportPayload;

    async fn run(&self, context: &Context, payload: ImportPayload) -> Result<Outcome> {
        let done = match &payload.inbox {
            None => import_upload(context, &payload).await,
            Some(name) => self.import_from_inbox(context, &payload, name).await,
        };
        // What may go better another time needs the files; the fault of a file stays in it.
        let again = done.as_ref().is_err_and(may_go_better);
        if payload.inbox.is_none() && !again {
            uploads::remove(context.cell(), &payload.upload).await;
        }
        done.map(|()| Outcome::done())
    }
}

fn may_go_better(error: &Error) -> bool {
    error.kind() != Kind::Invalid && error.code() != "property-tax/demo-data"
}

impl ImportJob {
    async fn import_from_inbox(
        &self,
        context: &Context,
        payload: &ImportPayload,
        name: &str,
    ) -> Result<()> {
        let gone = || Error::new(Kind::Precondition, "property-tax/inbox-gone").with("name", name);
        let inbox = self.inbox.as_deref().ok_or_else(gone)?;
        match inbox::find(inbox, name)? {
            Found::Folder(folder) => import_folder(context, payload, &folder).await,
            Found::Zip(file) => {
                let room = workroom(context)?;
                context.progress(0, 0, "ptax-import-unpacking");
                uploads::unpack_zip(&file, room.path()).await?;
                import_folder(context, payload, room.path()).await
            }
        }
    }
}

fn workroom(context: &Context) -> Result<files::Workroom> {
    let room = context.cell().files().workroom();
    room.map_err(|e| Error::new(Kind::Unavailable, "property-tax/upload-disk").caused_by(e))
}

async fn import_upload(context: &Context, payload: &ImportPayload) -> Result<()> {
    let room = workroom(context)?;
    context.progress(0, 0, "ptax-import-unpacking");
    uploads::unpack(context.cell(), &payload.upload, room.path()).await?;
    import_folder(context, payload, room.path()).await
}

async fn import_folder(context: &Context, payload: &ImportPayload, folder: &Path) -> Result<()> {
    let importing = Importing {
        folder: folder.to_owned(),
        source: payload.upload.source.clone(),
        who: who(context, &payload.name),
    };
    let tell = |progress: import::Progress| {
        context.progress(progress.done, progress.total, "ptax-import-reading");
    };
    let job = context.id().to_string();
    match import::run_as(context.cell(), &importing, Some(&job), &tell).await {
        Ok(_) => Ok(()),
        // The attempt before this one died a moment ago and still counts as alive: wait for it.
        Err(error) if error.code() == "property-tax/import-running" => {
            Err(Error::new(Kind::Unavailable, "property-tax/import-waits").caused_by(error))
        }
        Err(error) => Err(error),
    }
}

/// Jobs that are looked through: far more imports than are remembered.
const JOBS: u32 = 1_000;

/// For so many seconds after an import failed its upload is kept.
const TRIED_AGAIN_WITHIN: i64 = 7 * 86_400;

/// The uploads of jobs that did not end well, yet: a person may try them again for a week.
///
/// # Errors
/// Those of the database.
pub async fn uploads_in_use(cell: &Cell) -> Result<HashSet<String>> {
    let filter = Filter { kind: Some(ImportJob::KIND.to_owned()), ..Filter::default() };
    let jobs =
        cell.db().read(async |tx: &mut Tx| jobs::list(tx, &filter, None, JOBS).await).await?;
    let since = cell.now().plus_seconds(-TRIED_AGAIN_WITHIN);
    let unfinished = jobs
        .into_iter()
        .filter(|job| job.state != State::Done && job.ended_at.is_none_or(|ended| ended > since));
    let payloads = unfinished.filter_map(|job| serde_json::from_value(job.payload).ok());
    Ok(payloads.map(|payload: ImportPayload| payload.upload.id).collect())
}

fn who(context: &Context, name: &str) -> Who {
    Who {
        id: context.actor().to_owned(),
        name: name.to_owned(),
        agency: Some(context.agency().to_owned()).filter(|agency| !agency.is_empty()),
        address: None,
    }
}

/// Computes an assessment that was begun.
pub struct AssessJob;

/// What [`AssessJob`] is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AssessPayload {
    pub run: String,
}

impl Job for AssessJob {
    const KIND: &'static str = "property-tax/assess";
    type Payload = AssessPayload;

    async fn run(&self, context: &Context, payload: AssessPayload) -> Result<Outcome> {
        let tell = |done: i64, total: i64| {
            let whole = |n: i64| u64::try_from(n).unwrap_or(0);
            context.progress(whole(done), whole(total), "ptax-run-computing");
        };
        match assess::compute(context.cell(), &payload.run, &tell).await {
            // Discarded, or finished by the attempt before this one.
            Err(error) if error.code() == "property-tax/run-ended" => Ok(Outcome::done()),
            outcome => outcome.map(|()| Outcome::done()),
        }
    }
}

/// Asks for an assessment to be computed; asking twice changes nothing.
///
/// # Errors
/// Those of the database.
pub async fn ask_to_compute(cell: &Cell, who: &Who, run: &str) -> Result<()> {
    let payload = AssessPayload { run: run.to_owned() };
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let wish = NewJob::of::<AssessJob>(&payload, who)?.with_key(run);
            jobs::enqueue(tx, cell, wish).await?;
            Ok(())
        })
        .await
}

/// Draws all notices of a village into one file.
pub struct BookletJob {
    fonts: Arc<paper::Fonts>,
    seals: Option<Arc<dyn Seals>>,
}

impl Job for BookletJob {
    const KIND: &'static str = "property-tax/booklet";
    type Payload = Booklet;

    async fn run(&self, context: &Context, payload: Booklet) -> Result<Outcome> {
        let tell = |done: u64, total: u64| {
            context.progress(done, total, "ptax-papers-drawing");
        };
        let stop = || context.check();
        let (cell, name) = (context.cell(), village_papers::booklet_name(context.id())?);
        let room = cell.files().workroom()?;
        let path = room.path().join("booklet.pdf");
        let file = File::create(&path)
            .map_err(|e| Error::new(Kind::Unavailable, "files/unavailable").caused_by(e))?;
        let out = BufWriter::new(file);
        drop(village_papers::booklet(cell, &self.fonts, &payload, out, &tell, &stop).await?);
        seal_file(&path, &payload, self.seals.as_deref()).await?;
        cell.files().take_in(&name, &path).await?;
        Ok(Outcome::with(serde_json::json!({ "file": name.as_str() })))
    }
}

/// Seals a finished file as a whole, for whoever prints it elsewhere: nothing of it is seen on paper.
/// A seal is computed over a file in memory, so one that is too large goes without.
async fn seal_file(path: &Path, of: &Booklet, seals: Option<&dyn Seals>) -> Result<()> {
    let failed = |e: io::Error| Error::new(Kind::Unavailable, "files/unavailable").caused_by(e);
    if seals.is_none() || fs::metadata(path).map_err(failed)?.len() > LARGEST_SEALED {
        return Ok(());
    }
    let drawn = fs::read(path).map_err(failed)?;
    let sealed = village_papers::sealed_booklet(drawn, of, seals).await;
    fs::write(path, sealed).map_err(failed)
}

/// Removes the rows of what was given up.
pub struct TidyJob;

impl Job for TidyJob {
    const KIND: &'static str = "property-tax/tidy";
    type Payload = ();

    async fn run(&self, context: &Context, (): ()) -> Result<Outcome> {
        import::recover(context.cell()).await?;
        compute_on(context.cell()).await?;
        Ok(Outcome::done())
    }
}

/// Asks for the clean-up.
///
/// # Errors
/// Those of the database.
pub async fn ask_to_tidy(cell: &Cell, who: &Who) -> Result<()> {
    ask_to_tidy_after(cell, who, 0).await
}

async fn ask_to_tidy_after(cell: &Cell, who: &Who, seconds: i64) -> Result<()> {
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let wish = NewJob::of::<TidyJob>(&(), who)?.with_key("one").after_seconds(seconds);
            jobs::enqueue(tx, cell, wish).await?;
            Ok(())
        })
        .await
}
