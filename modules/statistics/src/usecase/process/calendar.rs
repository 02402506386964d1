//! The calendar of releases: what is promised for when, and whether it came in time.

use base::{Instant, Result};
use db::Tx;

use crate::domain::dataset::Dataset;
use crate::domain::obligation::Obligation;
use crate::store::{datasets, obligations};
use crate::usecase::Bureau;

/// A promised release, for everybody to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    pub obligation: Obligation,
    pub dataset: Dataset,
    pub standing: Standing,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    Planned,
    /// The hour has passed and nothing was released.
    Late,
    /// Released by the promised hour.
    InTime,
    /// Released after it.
    Delayed,
}

impl Standing {
    /// The end of its translation key, and the word in the JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Late => "late",
            Self::InTime => "in-time",
            Self::Delayed => "delayed",
        }
    }
}

impl Promise {
    /// When it was released, once it is.
    pub fn released(&self) -> Option<Instant> {
        let done = matches!(self.standing, Standing::InTime | Standing::Delayed);
        self.obligation.released_at.filter(|_| done)
    }
}

/// What the calendar shows today: a year back and a year ahead.
///
/// # Errors
/// Those of the database.
pub async fn shown(bureau: &Bureau) -> Result<Vec<Promise>> {
    let (today, zone) = (bureau.cell().today(), bureau.cell().zone());
    let year = jiff::Span::new().years(1);
    let from = zone.start_of(today.saturating_sub(year));
    between(bureau, from, zone.start_of(today.saturating_add(year))).await
}

/// Everything promised between two instants, the earliest first. An hour is public; what will be
/// released is not.
///
/// # Errors
/// Those of the database.
pub async fn between(bureau: &Bureau, from: Instant, until: Instant) -> Result<Vec<Promise>> {
    let now = bureau.cell().now();
    let read = async |tx: &mut Tx| -> Result<Vec<Promise>> {
        let known = datasets::list(tx).await?;
        let all = obligations::calendar(tx, from, until).await?;
        let promise = |it: Obligation| {
            let dataset = known.iter().find(|one| one.id == it.dataset)?.clone();
            Some(Promise { standing: standing(&it, now)?, dataset, obligation: it })
        };
        Ok(all.into_iter().filter_map(promise).collect())
    };
    bureau.cell().db().read(read).await
}

/// `None` for what was promised for no hour.
fn standing(it: &Obligation, now: Instant) -> Option<Standing> {
    let planned = it.planned_release?;
    let released = it.released_at.filter(|at| *at <= now);
    Some(match released {
        Some(at) if at <= planned => Standing::InTime,
        Some(_) => Standing::Delayed,
        None if planned < now => Standing::Late,
        None => Standing::Planned,
    })
}
