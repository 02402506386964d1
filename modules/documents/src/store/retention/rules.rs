//! Rows of the retention schedule.

use db::{DbError, Row, Tx, params};

use crate::domain::retention::{Fate, Rule};
use crate::store::unknown;

db::statements! {
    PUT = "
        insert into doc_retention (
          prefix, from_day, title, active_years, inactive_years, fate, source
        )
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (prefix, from_day) do update
        set title = excluded.title, active_years = excluded.active_years,
          inactive_years = excluded.inactive_years, fate = excluded.fate,
          source = excluded.source";
    /// A page of rows by their beginning, the newest of each first.
    LIST = "
        select prefix, from_day, title, active_years, inactive_years, fate, source
        from doc_retention
        where prefix > $1
        order by prefix, from_day desc
        limit $2";
    /// Rows for the beginnings of a code, of which the first group is given.
    LIST_OF_GROUP = "
        select prefix, from_day, title, active_years, inactive_years, fate, source
        from doc_retention
        where prefix >= $1 and prefix < $2
        order by prefix, from_day";
    LIST_BEGUN = "
        select r.prefix, r.from_day, r.title, r.active_years, r.inactive_years, r.fate, r.source
        from doc_retention r
        where r.from_day <= $1
        and not exists (
          select 1
          from doc_retention o
          where o.prefix = r.prefix and o.from_day > r.from_day and o.from_day <= $1)
        order by r.prefix
        limit $2";
    COUNT = "select count(*) as n from doc_retention";
}

pub async fn put(tx: &mut Tx, it: &Rule) -> Result<(), DbError> {
    let values = params![
        &it.prefix,
        it.from,
        &it.title,
        it.active_years,
        it.inactive_years,
        it.fate.as_str(),
        &it.source,
    ];
    tx.execute(&PUT, values).await.map(drop)
}

/// A page of rows after a beginning.
pub async fn list(tx: &mut Tx, after: &str, most: i64) -> Result<Vec<Rule>, DbError> {
    tx.rows(&LIST, params![after, most]).await?.iter().map(read).collect()
}

/// The rows in force on a day, by their beginnings.
pub async fn in_force(tx: &mut Tx, day: base::Date, most: i64) -> Result<Vec<Rule>, DbError> {
    tx.rows(&LIST_BEGUN, params![day, most]).await?.iter().map(read).collect()
}

/// Every row that could hold for a code: those of its first group.
pub async fn around(tx: &mut Tx, code: &str) -> Result<Vec<Rule>, DbError> {
    let group = code.split('.').next().unwrap_or_default();
    let end = format!("{group}~");
    tx.rows(&LIST_OF_GROUP, params![group, end]).await?.iter().map(read).collect()
}

pub async fn count(tx: &mut Tx) -> Result<i64, DbError> {
    tx.one(&COUNT, params![]).await?.int("n")
}

fn read(row: &Row) -> Result<Rule, DbError> {
    Ok(Rule {
        prefix: row.get("prefix")?,
        from: row.get("from_day")?,
        title: row.get("title")?,
        active_years: row.get("active_years")?,
        inactive_years: row.get("inactive_years")?,
        fate: Fate::parse(row.text("fate")?).ok_or_else(|| unknown("fate"))?,
        source: row.get("source")?,
    })
}
