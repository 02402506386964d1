//! Giving tasks: a leader instructs whom their position stands above; meetings and dispositions open
//! theirs with [`open`].

use audit::Entry;
use base::{Date, Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Agency, Held, Position, Rank, Resource, authorise};
use serde_json::json;

use crate::audit_kinds::TASK_GIVEN;
use crate::domain::content::refused;
use crate::domain::task::{
    Giver, LONGEST, Progress, Source, Task, TaskError, TaskEvent, TaskEventKind,
};
use crate::permissions::INSTRUCT;
use crate::store::tasks::{self, events};
use crate::usecase::Office;
use crate::usecase::access::person;

/// Who is to do it: an office, and a position in it where one is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    pub agency: String,
    pub position: Option<Id<Position>>,
}

/// A task about to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    pub text: String,
    pub source: Source,
    pub to: Addressee,
    pub giver: Giver,
    pub due: Date,
}

/// Opens a task in the transaction of what it comes from. Whether the giver may give it is for the
/// caller to know: a meeting may decide what no single leader may instruct.
///
/// # Errors
/// `documents/task-text`, `documents/too-long`, `documents/task-due` for a day that has passed,
/// `documents/unknown-office`, `documents/position`.
pub async fn open(tx: &mut Tx, office: &Office, actor: &Actor, new: &NewTask) -> Result<Id<Task>> {
    let (cell, id) = (office.cell(), office.cell().new_id());
    checked(new, cell.today())?;
    if identity::agency_name(tx, &new.to.agency).await?.is_none() {
        return Err(refused("documents/unknown-office", "kepada"));
    }
    let title = title_of(tx, &new.to).await?;
    let task = Task {
        id,
        text: new.text.trim().to_owned(),
        source: new.source.clone(),
        owner: new.to.agency.clone(),
        position: new.to.position,
        position_title: title,
        giver: new.giver.clone(),
        given_at: cell.now(),
        first_due: new.due,
        progress: Progress::given(new.due),
        state_at: cell.now(),
    };
    tasks::add(tx, &task).await?;
    events::add(tx, id, &first_event(actor, &task)).await?;
    let facts = json!({
        "owner": task.owner,
        "position": task.position.map(|id| id.to_string()),
        "due": task.first_due.to_string(),
        "source": task.source.kind.as_str(),
        "source-id": task.source.id,
        "capacity": task.giver.capacity,
    });
    let who = actor.who();
    let entry = Entry::new(TASK_GIVEN, &who, subject(id)).after(facts);
    audit::record(tx, cell, entry).await?;
    Ok(id)
}

fn first_event(actor: &Actor, task: &Task) -> TaskEvent {
    TaskEvent {
        number: 1,
        at: task.given_at,
        kind: TaskEventKind::Given,
        actor: actor.id().to_owned(),
        actor_name: actor.name().to_owned(),
        capacity: task.giver.capacity.clone(),
        text: String::new(),
        moved: None,
    }
}

fn checked(new: &NewTask, today: Date) -> Result<()> {
    let text = new.text.trim();
    if text.is_empty() || text.contains('\0') {
        return Err(refused("documents/task-text", "uraian"));
    }
    if text.chars().count() > LONGEST {
        return Err(refused("documents/too-long", "uraian").with("most", LONGEST));
    }
    if new.due < today { Err(TaskError::Due.into()) } else { Ok(()) }
}

/// The title of a position that exists and belongs to the office.
async fn title_of(tx: &mut Tx, to: &Addressee) -> Result<String> {
    let Some(id) = to.position else { return Ok(String::new()) };
    let found = identity::find_position(tx, id).await?;
    let fits = found.filter(|one| !one.abolished && one.agency == to.agency);
    fits.map(|one| one.title).ok_or_else(|| refused("documents/position", "kepada"))
}

/// A free instruction as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The position in whose name it is given.
    pub from: Id<Position>,
    pub to: Addressee,
    pub text: String,
    pub due: Date,
}

/// A leader gives an instruction to an office or a position below their own.
///
/// # Errors
/// `identity/forbidden`, `documents/not-your-desk`, `documents/task-not-below`, those of [`open`].
pub async fn give(office: &Office, actor: &Actor, given: &Given) -> Result<Id<Task>> {
    authorise(actor, INSTRUCT, Resource::Cell)?;
    let today = office.cell().today();
    let write = async |tx: &mut Tx| -> Result<Id<Task>> {
        let person = person(tx, actor, today).await?;
        let not_yours = || Error::new(Kind::Forbidden, "documents/not-your-desk");
        let held = person.holds(given.from).ok_or_else(not_yours)?;
        let positions = identity::list_filled(tx, today).await?;
        if !is_below(&positions, &held.position, &given.to) {
            return Err(refused("documents/task-not-below", "kepada"));
        }
        let new = NewTask {
            text: given.text.clone(),
            source: Source::instruction(),
            to: given.to.clone(),
            giver: giver(actor, held),
            due: given.due,
        };
        open(tx, office, actor, &new).await
    };
    office.cell().db().write(write).await
}

/// Somebody as the giver of a task, in a position they hold.
pub fn giver(actor: &Actor, held: &Held) -> Giver {
    Giver {
        position: held.position.id,
        agency: held.position.agency.clone(),
        account: actor.id().to_owned(),
        name: actor.name().to_owned(),
        capacity: held.capacity(),
    }
}

/// Whether a position stands above the addressee: above the position itself, or above whoever leads
/// the office. The own office is always below its head.
fn is_below(positions: &[Position], from: &Position, to: &Addressee) -> bool {
    let below = |one: &Position| superiors(positions, one).any(|id| id == from.id);
    match to.position {
        Some(id) => {
            positions.iter().any(|one| one.id == id && one.agency == to.agency && below(one))
        }
        None => {
            let heads = positions.iter().filter(|one| one.agency == to.agency);
            let leads = matches!(from.rank, Rank::Head | Rank::Region) && from.agency == to.agency;
            leads || heads.into_iter().any(|one| one.rank == Rank::Head && below(one))
        }
    }
}

/// The positions above one, upwards. A ring, which nobody should have made, ends it.
fn superiors<'a>(
    positions: &'a [Position],
    of: &'a Position,
) -> impl Iterator<Item = Id<Position>> + 'a {
    let above = move |id: &Id<Position>| {
        positions.iter().find(|one| one.id == *id).and_then(|one| one.parent)
    };
    std::iter::successors(of.parent, above).take(positions.len())
}

/// Whom somebody may instruct, for the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addressees {
    /// Positions this person holds and may instruct from.
    pub from: Vec<(Id<Position>, String)>,
    pub offices: Vec<Agency>,
    pub positions: Vec<Position>,
}

/// Whom somebody may instruct from any position they hold today.
///
/// # Errors
/// `identity/forbidden`; those of the database.
pub async fn addressees(office: &Office, actor: &Actor) -> Result<Addressees> {
    authorise(actor, INSTRUCT, Resource::Cell)?;
    let (today, agencies) = (office.cell().today(), office.identity().list_agencies().await?);
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<_> {
        let held = identity::held_by(tx, actor.id(), today).await?;
        Ok((held, identity::list_filled(tx, today).await?))
    });
    let (held, positions) = read.await?;
    let held: Vec<&Held> =
        held.iter().filter(|held| held.position.rank != Rank::Adjutant).collect();
    let may = |agency: &str, position: Option<Id<Position>>| {
        let to = Addressee { agency: agency.to_owned(), position };
        held.iter().any(|held| is_below(&positions, &held.position, &to))
    };
    Ok(Addressees {
        from: held.iter().map(|held| (held.position.id, held.capacity())).collect(),
        offices: agencies.into_iter().filter(|agency| may(&agency.code, None)).collect(),
        positions: positions
            .iter()
            .filter(|one| one.rank != Rank::Adjutant && may(&one.agency, Some(one.id)))
            .cloned()
            .collect(),
    })
}

/// How the audit trail calls a task.
pub(super) fn subject(id: Id<Task>) -> String {
    format!("task/{id}")
}
