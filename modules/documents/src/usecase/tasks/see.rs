//! Who sees a task, and on which side of it they stand.
//!
//! The office that owns it works on it; whoever holds the position that gave it decides. Both offices
//! see it, and whoever sees letters everywhere.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::domain::file::FileRef;
use crate::domain::task::{Task, TaskEvent, TaskState};
use crate::permissions::{INSTRUCT, READ, TASK};
use crate::store::tasks::{self, events};
use crate::usecase::Office;
use crate::usecase::access::{Person, person};

/// A task on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub task: Task,
    pub owner_name: String,
    pub events: Vec<TaskEvent>,
    /// Each with the number of the event it came with.
    pub files: Vec<(u32, FileRef)>,
    pub may: May,
}

/// What a person may do with a task now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct May {
    pub begin: bool,
    pub note: bool,
    pub report: bool,
    pub accept: bool,
    pub send_back: bool,
    pub move_due: bool,
    pub withdraw: bool,
}

/// A task with everything its page shows.
///
/// # Errors
/// `documents/unknown-task` also for whoever may not see it.
pub async fn show(office: &Office, actor: &Actor, id: Id<Task>) -> Result<Shown> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Shown> {
        let person = person(tx, actor, today).await?;
        let task = load_seen(tx, &person, id).await?;
        Ok(Shown {
            owner_name: identity::agency_name(tx, &task.owner).await?.unwrap_or_default(),
            events: events::list(tx, id).await?,
            files: events::files(tx, id).await?,
            may: may(&person, &task),
            task,
        })
    });
    read.await
}

/// A task for somebody who may see it; for others it does not exist.
pub(super) async fn load_seen(tx: &mut Tx, person: &Person<'_>, id: Id<Task>) -> Result<Task> {
    let task = tasks::find(tx, id).await?.ok_or_else(unknown)?;
    match sees(person, &task) {
        true => Ok(task),
        false => Err(unknown()),
    }
}

fn sees(person: &Person<'_>, task: &Task) -> bool {
    let may = |agency| authorise(person.actor, READ, Resource::Agency(agency)).is_ok();
    may(&task.owner)
        || may(&task.giver.agency)
        || person.desks().contains(&task.giver.position)
        || task.position.is_some_and(|position| person.desks().contains(&position))
}

/// Whether somebody works on the task: an employee of the office that owns it, or whoever holds the
/// position it was given to.
pub(super) fn works_on(person: &Person<'_>, task: &Task) -> bool {
    let holds = task.position.is_some_and(|position| person.holds(position).is_some());
    holds || authorise(person.actor, TASK, Resource::Agency(&task.owner)).is_ok()
}

/// The title in which somebody decides about the task: only whoever holds the position today that
/// gave it.
pub(super) fn decides(person: &Person<'_>, task: &Task) -> Option<String> {
    let held = person.holds(task.giver.position)?;
    let may = authorise(person.actor, INSTRUCT, Resource::Cell).is_ok();
    may.then(|| held.capacity())
}

fn may(person: &Person<'_>, task: &Task) -> May {
    let (works, decides) = (works_on(person, task), decides(person, task).is_some());
    let progress = &task.progress;
    let state = progress.state;
    let busy = matches!(state, TaskState::Open | TaskState::InProgress);
    May {
        begin: works && progress.begin().is_ok(),
        note: (works || decides) && progress.note().is_ok(),
        report: works && busy,
        accept: decides && progress.accept(person.actor.id()).is_ok(),
        send_back: decides && state == TaskState::Reported,
        move_due: decides && busy,
        withdraw: decides && !state.is_over(),
    }
}

pub(super) fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-task")
}
