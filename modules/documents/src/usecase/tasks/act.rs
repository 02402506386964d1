//! What is done with a task: its office takes it up, notes and reports; whoever gave it decides.

use audit::{Entry, Kind};
use base::{Date, Error, Id, Result};
use bytes::Bytes;
use db::Tx;
use identity::Actor;
use serde_json::json;

use super::files::taken_in;
use super::give::subject;
use super::see::{decides, load_seen, works_on};
use crate::audit_kinds::{
    TASK_ACCEPTED, TASK_BEGUN, TASK_DUE_MOVED, TASK_NOTED, TASK_REPORTED, TASK_SENT_BACK,
    TASK_WITHDRAWN,
};
use crate::domain::content::refused;
use crate::domain::file::FileRef;
use crate::domain::task::{LONGEST, Progress, Task, TaskError, TaskEvent, TaskEventKind};
use crate::store::tasks::{self, events};
use crate::usecase::Office;
use crate::usecase::access::person;

/// What somebody says about a task, with the files that show it: name and content.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub text: String,
    pub files: Vec<(String, Bytes)>,
}

/// Whose deed it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Owner,
    Giver,
    Either,
}

/// A deed: what becomes of the task, and how it is told.
struct Deed<'a> {
    side: Side,
    kind: Kind,
    event: TaskEventKind,
    said: &'a str,
    files: &'a [FileRef],
}

/// The office takes the task up.
///
/// # Errors
/// `documents/unknown-task`, `documents/task-not-yours`, `documents/task-state`.
pub async fn begin(office: &Office, actor: &Actor, id: Id<Task>) -> Result<()> {
    let (kind, event) = (TASK_BEGUN, TaskEventKind::Begun);
    let deed = Deed { side: Side::Owner, kind, event, said: "", files: &[] };
    act(office, actor, id, deed, Progress::begin).await
}

/// A note on how far it is, with files; either side may write one.
///
/// # Errors
/// As [`begin`]; `documents/task-reason` when it says nothing; `documents/file-…`.
pub async fn note(office: &Office, actor: &Actor, id: Id<Task>, said: Said) -> Result<()> {
    let text = checked(&said.text)?;
    if text.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    ensure(office, actor, (id, Side::Either), Progress::note).await?;
    let files = taken_in(office, id, said.files).await?;
    let (kind, event) = (TASK_NOTED, TaskEventKind::Noted);
    let deed = Deed { side: Side::Either, kind, event, said: &text, files: &files };
    act(office, actor, id, deed, Progress::note).await
}

/// The office reports it done and says what was done.
///
/// # Errors
/// As [`note`].
pub async fn report(office: &Office, actor: &Actor, id: Id<Task>, said: Said) -> Result<()> {
    let text = checked(&said.text)?;
    let today = office.cell().today();
    let reported = |progress: &Progress| progress.report(actor.id(), today, &text);
    ensure(office, actor, (id, Side::Owner), reported).await?;
    let files = taken_in(office, id, said.files).await?;
    let (kind, event) = (TASK_REPORTED, TaskEventKind::Reported);
    let deed = Deed { side: Side::Owner, kind, event, said: &text, files: &files };
    act(office, actor, id, deed, reported).await
}

/// Whoever gave it agrees that it is done.
///
/// # Errors
/// As [`begin`]; `documents/task-four-eyes` for whoever reported it done.
pub async fn accept(office: &Office, actor: &Actor, id: Id<Task>, said: &str) -> Result<()> {
    let text = checked(said)?;
    let (kind, event) = (TASK_ACCEPTED, TaskEventKind::Accepted);
    let deed = Deed { side: Side::Giver, kind, event, said: &text, files: &[] };
    act(office, actor, id, deed, |progress| progress.accept(actor.id())).await
}

/// Whoever gave it wants more, and says what.
///
/// # Errors
/// As [`note`].
pub async fn send_back(office: &Office, actor: &Actor, id: Id<Task>, said: &str) -> Result<()> {
    let text = checked(said)?;
    let (kind, event) = (TASK_SENT_BACK, TaskEventKind::SentBack);
    let deed = Deed { side: Side::Giver, kind, event, said: &text, files: &[] };
    act(office, actor, id, deed, |progress| progress.send_back(&text)).await
}

/// Whoever gave it moves the deadline; the one before stays visible.
///
/// # Errors
/// As [`note`]; `documents/task-due` for the same day or one that has passed.
pub async fn move_due(
    office: &Office,
    actor: &Actor,
    id: Id<Task>,
    (to, said): (Date, &str),
) -> Result<()> {
    let (text, today) = (checked(said)?, office.cell().today());
    let (kind, event) = (TASK_DUE_MOVED, TaskEventKind::DueMoved);
    let deed = Deed { side: Side::Giver, kind, event, said: &text, files: &[] };
    act(office, actor, id, deed, |progress| progress.move_due(to, today, &text)).await
}

/// Whoever gave it takes it back, and says why.
///
/// # Errors
/// As [`note`].
pub async fn withdraw(office: &Office, actor: &Actor, id: Id<Task>, said: &str) -> Result<()> {
    let text = checked(said)?;
    let (kind, event) = (TASK_WITHDRAWN, TaskEventKind::Withdrawn);
    let deed = Deed { side: Side::Giver, kind, event, said: &text, files: &[] };
    act(office, actor, id, deed, |progress| progress.withdraw(&text)).await
}

fn checked(said: &str) -> Result<String> {
    let said = said.trim().replace('\r', "");
    match said.chars().count() > LONGEST || said.contains('\0') {
        true => Err(refused("documents/too-long", "keterangan").with("most", LONGEST)),
        false => Ok(said),
    }
}

/// A task on which this person may do such a deed: in what capacity they decide on it, where they do.
async fn allowed(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (id, side): (Id<Task>, Side),
) -> Result<(Task, Option<String>)> {
    let person = person(tx, actor, office.cell().today()).await?;
    let task = load_seen(tx, &person, id).await?;
    let decides = decides(&person, &task).filter(|_| side != Side::Owner);
    let works = side != Side::Giver && works_on(&person, &task);
    if decides.is_none() && !works {
        return Err(Error::new(base::Kind::Forbidden, "documents/task-not-yours"));
    }
    Ok((task, decides))
}

/// That a deed may be done, before its files are stored: others fill no disk.
async fn ensure(
    office: &Office,
    actor: &Actor,
    ask: (Id<Task>, Side),
    change: impl Fn(&Progress) -> std::result::Result<Progress, TaskError>,
) -> Result<()> {
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<()> {
        let (task, _) = allowed(tx, office, actor, ask).await?;
        Ok(change(&task.progress).map(drop)?)
    });
    read.await
}

async fn act(
    office: &Office,
    actor: &Actor,
    id: Id<Task>,
    deed: Deed<'_>,
    change: impl Fn(&Progress) -> std::result::Result<Progress, TaskError>,
) -> Result<()> {
    let cell = office.cell();
    let write = async |tx: &mut Tx| -> Result<()> {
        let (task, decides) = allowed(tx, office, actor, (id, deed.side)).await?;
        let progress = change(&task.progress)?;
        let since = if progress.state == task.progress.state { task.state_at } else { cell.now() };
        tasks::set(tx, id, &progress, since).await?;
        let event = TaskEvent {
            number: events::next(tx, id).await?,
            at: cell.now(),
            kind: deed.event,
            actor: actor.id().to_owned(),
            actor_name: actor.name().to_owned(),
            capacity: decides.unwrap_or_default(),
            text: deed.said.to_owned(),
            moved: (progress.due != task.progress.due).then_some((task.progress.due, progress.due)),
        };
        told(tx, office, actor, id, (&deed, &event)).await
    };
    cell.db().write(write).await
}

async fn told(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    id: Id<Task>,
    (deed, event): (&Deed<'_>, &TaskEvent),
) -> Result<()> {
    events::add(tx, id, event).await?;
    for file in deed.files {
        events::add_file(tx, id, (event.number, file), (event.at, actor.id())).await?;
    }
    let facts = json!({
        "capacity": event.capacity,
        "due-before": event.moved.map(|(before, _)| before.to_string()),
        "due-after": event.moved.map(|(_, after)| after.to_string()),
        "files": deed.files.iter().map(|file| file.sha256.as_str()).collect::<Vec<_>>(),
    });
    let who = actor.who();
    let entry = Entry::new(deed.kind, &who, subject(id)).after(facts);
    audit::record(tx, office.cell(), entry).await?;
    Ok(())
}
