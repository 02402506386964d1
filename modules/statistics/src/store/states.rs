//! The state in which the description of a released version is, told without reading it.

use base::Instant;
use db::{DbError, Row, Tx, params};

use crate::domain::version::AsOf;

/// A released version, and how often what describes it was changed. Two that are equal are described
/// by the same rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    pub dataset: String,
    pub version: i64,
    /// Changes of the dataset.
    revision: i64,
    /// Changes of all lists of codes together.
    lists: i64,
}

#[cfg(test)]
impl State {
    /// The state of a version since which nothing was changed.
    pub fn first(version: i64) -> Self {
        Self { dataset: "A".to_owned(), version, revision: 0, lists: 0 }
    }
}

db::statements! {
    KNOWN = "
        select v.number, d.revision,
            (select cast(coalesce(sum(revision), 0) as bigint) from stat_list) as lists
        from stat_version v
        join stat_dataset d on d.id = v.dataset
        where v.dataset = $1 and v.visible_from <= $2
        order by v.number desc
        limit 1";
    NUMBERED = "
        select v.number, d.revision,
            (select cast(coalesce(sum(revision), 0) as bigint) from stat_list) as lists
        from stat_version v
        join stat_dataset d on d.id = v.dataset
        where v.dataset = $1 and v.visible_from <= $2 and v.number = $3";
}

/// The state of the version that somebody asks for, where the public sees it now.
pub async fn of(
    tx: &mut Tx,
    dataset: &str,
    at: AsOf,
    now: Instant,
) -> Result<Option<State>, DbError> {
    let row = match at {
        AsOf::Now => tx.first(&KNOWN, params![dataset, now]).await?,
        // Nobody may ask what will be known.
        AsOf::Known(then) => tx.first(&KNOWN, params![dataset, then.min(now)]).await?,
        AsOf::Version(number) => tx.first(&NUMBERED, params![dataset, now, number]).await?,
    };
    let read = |row: &Row| -> Result<State, DbError> {
        Ok(State {
            dataset: dataset.to_owned(),
            version: row.get("number")?,
            revision: row.get("revision")?,
            lists: row.get("lists")?,
        })
    };
    row.as_ref().map(read).transpose()
}
