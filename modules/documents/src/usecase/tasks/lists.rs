//! Lists of tasks: of one's office, of what one gave, of all; and figures per office.

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, ListScope, Position, Rank};

use crate::domain::task::{Figures, Task};
use crate::permissions::{INSTRUCT, READ};
use crate::store::tasks::figures;
use crate::store::tasks::{self, Asked, Of};
use crate::usecase::Office;
use crate::usecase::access::person;

/// Tasks of a page.
pub const PAGE: i64 = 50;

/// Finished tasks are counted for so many days.
const FINISHED_DAYS: i64 = 365;

/// Whose tasks are looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    /// Those of the own office.
    #[default]
    Office,
    /// Those that one's positions gave.
    Given,
    All,
}

/// What of the list is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub which: Which,
    /// `open`, `overdue`, `reported` or `done`.
    pub what: String,
    /// With `All`: of one office.
    pub agency: String,
    /// Deadline and id of the last one of the page before.
    pub after: Option<(String, String)>,
}

/// A page of tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tasks {
    pub tasks: Vec<Task>,
    /// The positions whose tasks may be looked at as given.
    pub gives: bool,
    pub sees_all: bool,
    pub next: Option<(String, String)>,
}

/// A page of tasks, the earliest deadline first.
///
/// # Errors
/// `identity/forbidden` for whoever may not see that list.
pub async fn page(office: &Office, actor: &Actor, filter: &Filter) -> Result<Tasks> {
    let (today, scope) = (office.cell().today(), actor.list_scope(READ));
    let sees_all = scope == ListScope::Everything;
    if scope == ListScope::Nothing || (filter.which == Which::All && !sees_all) {
        return Err(forbidden());
    }
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Tasks> {
        let given = given_by(tx, office.cell(), actor).await?;
        let all: Vec<Of<'_>> = match filter.which {
            Which::Office => vec![Of::Owner(actor.agency().unwrap_or_default())],
            Which::Given => given.iter().map(|id| Of::Giver(*id)).collect(),
            Which::All if filter.agency.is_empty() => vec![Of::All],
            Which::All => vec![Of::Owner(&filter.agency)],
        };
        let mut found = Vec::new();
        for of in all {
            let after = filter.after.clone().unwrap_or_default();
            let what = filter.what.as_str();
            found.extend(tasks::list(tx, &Asked { of, what, today, after, most: PAGE + 1 }).await?);
        }
        let gives = !given.is_empty();
        Ok(Tasks { gives, sees_all, ..cut(found) })
    });
    read.await
}

/// The first page of what was found in several lists.
fn cut(mut found: Vec<Task>) -> Tasks {
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.sort_by_key(|task| (task.progress.due, task.id));
    let more = found.len() > most;
    found.truncate(most);
    let last = found.last().filter(|_| more);
    let next = last.map(|task| (task.progress.due.to_string(), task.id.to_string()));
    Tasks { tasks: found, next, ..Tasks::default() }
}

/// Positions whose tasks somebody looks at as theirs: those they hold, and the one they serve.
async fn given_by(tx: &mut Tx, cell: &Cell, actor: &Actor) -> Result<Vec<Id<Position>>> {
    let person = person(tx, actor, cell.today()).await?;
    let gives =
        actor.has(INSTRUCT) || person.held.iter().any(|h| h.position.rank == Rank::Adjutant);
    let mut desks = if gives { person.desks() } else { Vec::new() };
    desks.sort_unstable();
    desks.dedup();
    Ok(desks)
}

/// Figures per office: of all for whoever sees all, else of the own one.
///
/// # Errors
/// `identity/forbidden`.
pub async fn summary(office: &Office, actor: &Actor) -> Result<Vec<Figures>> {
    let (cell, scope) = (office.cell(), actor.list_scope(READ));
    if scope == ListScope::Nothing {
        return Err(forbidden());
    }
    let when = (cell.today(), cell.now().plus_seconds(-FINISHED_DAYS * 86_400));
    let of = (scope.everything(), scope.agency());
    let db = cell.db();
    Ok(db.read(async |tx: &mut Tx| figures::per_office(tx, when, of).await).await?)
}

/// How many tasks wait for this person: late ones of their office, and those that were reported done
/// to them.
///
/// # Errors
/// Those of the database.
pub async fn count(cell: &Cell, actor: &Actor) -> Result<i64> {
    let today = cell.today();
    let read = cell.db().read(async |tx: &mut Tx| -> Result<i64> {
        let person = person(tx, actor, today).await?;
        let home = actor.agency().unwrap_or_default();
        let mut count = tasks::count_overdue(tx, home, today).await?;
        for held in person.held.iter().filter(|_| actor.has(INSTRUCT)) {
            count += tasks::count_reported(tx, held.position.id).await?;
        }
        Ok(count)
    });
    read.await
}

fn forbidden() -> Error {
    Error::new(Kind::Forbidden, "identity/forbidden").with("permission", READ.0)
}
