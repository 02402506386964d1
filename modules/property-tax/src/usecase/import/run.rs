//! One import from beginning to end.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use audit::{Entry, Who};
use base::{Date, Error, Kind, Result};
use cell::Cell;
use db::Tx;

use super::known::{self, Known};
use super::lease::keep_alive;
use super::load::{Load, ReadError, folder_error};
use super::pipeline::{Sink, Stopped, flow};
use super::report::Report;
use super::units::{self, Units};
use super::{Progress, clean_up, objects, people, reference, settled};
use crate::audit_kinds;
use crate::domain::revision::{RegistryMode, RevisionId, RevisionKind};
use crate::domain::village::Village;
use crate::generate::DEMO_MARK;
use crate::sismiop::units::Unit;
use crate::store::imports::{self, End, ImportState};
use crate::store::{due_dates, notices, payments, revisions, settings, villages};

/// What is imported, and by whom.
#[derive(Debug, Clone)]
pub struct Importing {
    /// The folder with the CSV files.
    pub folder: PathBuf,
    /// What the list of imports calls it.
    pub source: String,
    pub who: Who,
}

type Tell<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// Imports a folder. `tell` hears how far it is.
///
/// # Errors
/// `property-tax/registry-is-master` in master mode, `property-tax/import-running` while another
/// import lives, `property-tax/demo-data` for demo data in a real cell, `property-tax/import-…`
/// for files that cannot be used. Nothing of a failed import is ever seen.
pub async fn run(cell: &Cell, importing: &Importing, tell: Tell<'_>) -> Result<Report> {
    run_as(cell, importing, None, tell).await
}

/// The same for a piece of long work, which is asked again when the import failed.
///
/// # Errors
/// As [`run`].
pub(crate) async fn run_as(
    cell: &Cell,
    importing: &Importing,
    job: Option<&str>,
    tell: Tell<'_>,
) -> Result<Report> {
    refuse_demo_data(cell, &importing.folder)?;
    clean_up::recover(cell).await?;
    let revision = begin(cell, importing, job).await?;
    match keep_alive(cell, revision, work(cell, importing, revision, tell)).await {
        Ok(report) => Ok(report),
        Err(error) => {
            fail(cell, revision, &error).await;
            Err(error)
        }
    }
}

fn refuse_demo_data(cell: &Cell, folder: &Path) -> Result<()> {
    if folder.join(DEMO_MARK).exists() && !cell.settings().demo {
        return Err(demo_data());
    }
    Ok(())
}

fn demo_data() -> Error {
    Error::new(Kind::Precondition, "property-tax/demo-data")
}

async fn begin(cell: &Cell, importing: &Importing, job: Option<&str>) -> Result<RevisionId> {
    let now = cell.now();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<RevisionId> {
            if settings::registry_mode(tx).await? == RegistryMode::Master {
                return Err(Error::new(Kind::Conflict, "property-tax/registry-is-master"));
            }
            if let Some(other) = imports::list_running(tx).await?.first() {
                return Err(Error::new(Kind::Conflict, "property-tax/import-running")
                    .with("revision", other.revision));
            }
            let (actor, source) = (&importing.who.id, &importing.source);
            let revision = revisions::open(tx, RevisionKind::Import, now, actor, source).await?;
            imports::add(tx, revision, source, now, job).await?;
            Ok(revision)
        })
        .await
}

/// Best effort, and nothing once it was published: when the database itself is the trouble, the next start gives the import up.
async fn fail(cell: &Cell, revision: RevisionId, error: &Error) {
    let failure = error.to_string();
    let now = cell.now();
    let outcome = cell
        .db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let end = End {
                state: ImportState::Failed,
                at: now,
                rejects: None,
                report: None,
                failure: Some(&failure),
            };
            imports::finish(tx, revision, &end).await?;
            revisions::abandon(tx, revision).await?;
            Ok(())
        })
        .await;
    if let Err(second) = outcome {
        tracing::warn!(revision, error = %second, "a failed import could not be given up yet");
    }
}

async fn work(
    cell: &Cell,
    importing: &Importing,
    revision: RevisionId,
    tell: Tell<'_>,
) -> Result<Report> {
    let folder: Arc<Path> = importing.folder.as_path().into();
    let Opened { load, places, units } = open(&folder).await?;
    let load = read_people(cell, revision, tell, &folder, load, units).await?;
    let load = read_objects(cell, revision, tell, &folder, load, units).await?;
    let load = read_settled(cell, revision, tell, &folder, load).await?;
    finish(cell, importing, revision, load, &places, units).await
}

/// What is known before the large tables.
struct Opened {
    load: Load,
    places: Vec<Village>,
    units: Units,
}

async fn open(folder: &Arc<Path>) -> Result<Opened> {
    let path = Arc::clone(folder);
    let read = move || {
        let mut load = Load::new(size_of_folder(&path));
        let places = reference::read(&mut load, &path)?;
        Ok(Opened { load, places, units: units::detect(&path)? })
    };
    tokio::task::spawn_blocking(read).await.map_err(lost)?.map_err(folder_error)
}

fn lost(error: tokio::task::JoinError) -> Error {
    Error::new(Kind::Internal, "property-tax/import-stopped").caused_by(error)
}

fn size_of_folder(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let sizes = entries.flatten().filter_map(|entry| entry.metadata().ok());
    sizes.filter(std::fs::Metadata::is_file).map(|m| m.len()).sum()
}

/// Runs a reader that takes and gives back the load.
async fn phase<F>(cell: &Cell, revision: RevisionId, tell: Tell<'_>, read: F) -> Result<Load>
where
    F: FnOnce(&mut Sink) -> std::result::Result<Load, ReadError> + Send + 'static,
{
    let outcome = flow(cell, revision, tell, move |sink| match read(sink) {
        Ok(load) => Ok(Ok(load)),
        Err(ReadError::Table(error)) => Ok(Err(error)),
        Err(ReadError::Stopped) => Err(Stopped),
    });
    outcome.await?.map_err(folder_error)
}

async fn read_people(
    cell: &Cell,
    revision: RevisionId,
    tell: Tell<'_>,
    folder: &Arc<Path>,
    mut load: Load,
    units: Units,
) -> Result<Load> {
    let (subjects, zones) = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            Ok((known::subjects(tx).await?, known::zone_values(tx).await?))
        })
        .await?;
    let path = Arc::clone(folder);
    let load = phase(cell, revision, tell, move |sink| {
        people::read_subjects(&mut load, &path, &subjects, revision, sink)?;
        people::read_zone_values(&mut load, &path, units, &zones, revision, sink)?;
        Ok(load)
    })
    .await?;
    // The mark may have been left out of the folder; the invented people cannot be.
    if load.has_invented_people && !cell.settings().demo { Err(demo_data()) } else { Ok(load) }
}

async fn read_objects(
    cell: &Cell,
    revision: RevisionId,
    tell: Tell<'_>,
    folder: &Arc<Path>,
    mut load: Load,
    units: Units,
) -> Result<Load> {
    let there = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<Known> { Ok(known::objects(tx).await?) })
        .await?;
    let path = Arc::clone(folder);
    phase(cell, revision, tell, move |sink| {
        objects::read(&mut load, &path, units, &there, revision, sink)?;
        let newest = load.zones_valued.values().max().copied();
        let valued = |zone: &_| load.zones_valued.get(zone).copied() == newest;
        let without = load.zones_in_use.iter().filter(|zone| !valued(zone)).count();
        load.quality.zones_without_value = without as u64;
        Ok(load)
    })
    .await
}

async fn read_settled(
    cell: &Cell,
    revision: RevisionId,
    tell: Tell<'_>,
    folder: &Arc<Path>,
    mut load: Load,
) -> Result<Load> {
    let (mut there, mut paid) = cell
        .db()
        .with_timeout(std::time::Duration::from_secs(600))
        .read(async |tx: &mut Tx| -> Result<_> {
            Ok((known::notices(tx).await?, known::payments(tx).await?))
        })
        .await?;
    let path = Arc::clone(folder);
    phase(cell, revision, tell, move |sink| {
        let standings = settled::read_notices(&mut load, &path, &mut there, revision, sink)?;
        // Only here are `there` and `paid` what the registry has and the extract has not.
        settled::read_payments(&mut load, &path, &mut paid, &there, standings, revision, sink)?;
        for present in there.rest() {
            count_rest(present, |year, sum| load.quality.before.add_notice(year, sum));
        }
        for present in paid.rest() {
            count_rest(present, |year, sum| load.quality.before.add_payment(year, sum));
        }
        Ok(load)
    })
    .await
}

fn count_rest(present: &known::Present, mut add: impl FnMut(i16, base::Rupiah) -> Option<()>) {
    let year = i16::try_from(present.year).unwrap_or(i16::MAX);
    // A sum beyond the range shows as a difference between before and after.
    let _ = add(year, present.amount);
}

async fn finish(
    cell: &Cell,
    importing: &Importing,
    revision: RevisionId,
    load: Load,
    places: &[Village],
    units: Units,
) -> Result<Report> {
    let thousand = |unit| unit == Unit::Thousand;
    let mut report = Report {
        changes: load.changes,
        quality: load.quality,
        rejected: load.rejects.count(),
        balanced: false,
        unchanged: false,
        thousands: [
            ("NILAI_SISTEM_BUMI", thousand(units.land)),
            ("NILAI_SISTEM_BNG", thousand(units.building)),
            ("NIR", thousand(units.zone)),
        ]
        .into(),
    };
    report.unchanged = report.written() == 0;
    let rejects = store_rejects(cell, revision, load.rejects.into_csv()).await?;
    let new = Seen { places, due_dates: load.due_dates };
    publish(cell, importing, revision, &report, &new, rejects.as_deref()).await?;
    add_totals(cell, &mut report).await?;
    report.balanced = report.quality.is_balanced();
    complete(cell, revision, &report).await?;
    Ok(report)
}

async fn store_rejects(
    cell: &Cell,
    revision: RevisionId,
    csv: Option<Vec<u8>>,
) -> Result<Option<String>> {
    let Some(csv) = csv else { return Ok(None) };
    let name = format!("property-tax/imports/{revision}-rejects.csv");
    let parsed = files::Name::parse(&name).map_err(|error| {
        Error::new(Kind::Internal, "property-tax/import-stopped").caused_by(error)
    })?;
    cell.files().put(&parsed, csv).await?;
    Ok(Some(name))
}

/// What is put beside the rows of the revision.
struct Seen<'a> {
    places: &'a [Village],
    due_dates: BTreeSet<(Date, i64)>,
}

/// The one short step in which everything becomes visible, and the import ends.
async fn publish(
    cell: &Cell,
    importing: &Importing,
    revision: RevisionId,
    report: &Report,
    new: &Seen<'_>,
    rejects: Option<&str>,
) -> Result<()> {
    let state = if report.unchanged { ImportState::Unchanged } else { ImportState::Published };
    let (json, now) = (written(report)?, cell.now());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let stands = match report.unchanged {
                true => revisions::abandon(tx, revision).await?,
                false => revisions::publish(tx, revision, now).await?,
            };
            if !stands {
                return Err(Error::new(Kind::Conflict, "property-tax/import-ended"));
            }
            for village in new.places {
                villages::put(tx, village).await?;
            }
            due_dates::put(tx, new.due_dates.iter().copied()).await?;
            let end = End { state, at: now, rejects, report: Some(&json), failure: None };
            imports::finish(tx, revision, &end).await?;
            let facts = serde_json::json!({
                "source": importing.source,
                "written": report.written(),
                "rejected": report.rejected,
            });
            let subject = format!("import/{revision}");
            let entry = Entry::new(audit_kinds::IMPORT_PUBLISHED, &importing.who, subject);
            audit::record(tx, cell, entry.after(facts)).await?;
            Ok(())
        })
        .await
}

fn written(report: &Report) -> Result<String> {
    serde_json::to_string(report)
        .map_err(|e| Error::new(Kind::Internal, "property-tax/import-stopped").caused_by(e))
}

/// What the database says now, read back after publication.
async fn add_totals(cell: &Cell, report: &mut Report) -> Result<()> {
    let (due, paid) = cell
        .db()
        .with_timeout(std::time::Duration::from_secs(600))
        .read(async |tx: &mut Tx| -> Result<_> {
            Ok((notices::totals(tx).await?, payments::totals(tx).await?))
        })
        .await?;
    let total = |(year, rows, amount): (i64, i64, base::Rupiah)| {
        let rows = u64::try_from(rows).unwrap_or(0);
        (i16::try_from(year).unwrap_or(i16::MAX), crate::sismiop::YearTotal { rows, amount })
    };
    report.quality.after.notices = due.into_iter().map(total).collect();
    report.quality.after.payments = paid.into_iter().map(total).collect();
    Ok(())
}

/// The report once more, with the totals after publication.
async fn complete(cell: &Cell, revision: RevisionId, report: &Report) -> Result<()> {
    let json = written(report)?;
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            Ok(imports::put_report(tx, revision, &json).await?)
        })
        .await
}
