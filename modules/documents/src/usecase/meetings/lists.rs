//! Lists of meetings, and how many wait to be closed.

use base::{Error, Instant, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, ListScope};

use crate::domain::meeting::Meeting;
use crate::permissions::{INSTRUCT, READ};
use crate::store::meetings::{self, Seen};
use crate::usecase::Office;
use crate::usecase::access::person;

/// Meetings of a page.
pub const PAGE: i64 = 50;

/// Meetings that are over, or those to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    Coming,
    Over,
}

/// A page of meetings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    pub meetings: Vec<Meeting>,
    /// Where the next page goes on.
    pub next: Option<(Instant, String)>,
}

/// Meetings that somebody has to do with: those to come first, or the newest that are over.
///
/// # Errors
/// `identity/forbidden`.
pub async fn page(
    office: &Office,
    actor: &Actor,
    past: Past,
    after: Option<(Instant, String)>,
) -> Result<Listed> {
    let scope = actor.list_scope(READ);
    if scope == ListScope::Nothing {
        return Err(Error::new(Kind::Forbidden, "identity/forbidden").with("permission", READ.0));
    }
    let agency = actor.agency().unwrap_or_default();
    let seen = Seen { everything: scope.everything(), agency, account: actor.id() };
    let now = office.cell().now();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Vec<Meeting>> {
        let most = PAGE + 1;
        Ok(match past {
            Past::Coming => {
                let (at, id) = after.clone().unwrap_or((Instant::from_millis(0), String::new()));
                meetings::coming(tx, seen, now, (at, &id), most).await?
            }
            Past::Over => {
                let far = (now.plus_seconds(10 * 366 * 86_400), String::new());
                let (at, id) = after.clone().unwrap_or(far);
                meetings::past(tx, seen, now, (at, &id), most).await?
            }
        })
    });
    let mut meetings = read.await?;
    let more = meetings.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    meetings.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = meetings.last().filter(|_| more).map(|one| (one.plan.starts_at, one.id.to_string()));
    Ok(Listed { meetings, next })
}

/// How many meetings wait for this person: those with minutes that they have to close.
///
/// # Errors
/// Those of the database.
pub async fn count(cell: &Cell, actor: &Actor) -> Result<i64> {
    let today = cell.today();
    let read = cell.db().read(async |tx: &mut Tx| -> Result<i64> {
        let person = person(tx, actor, today).await?;
        let mut count = 0;
        for held in person.held.iter().filter(|_| actor.has(INSTRUCT)) {
            count += meetings::count_to_close(tx, held.position.id).await?;
        }
        Ok(count)
    });
    read.await
}
