//! Yearly books that were published. The files lie in the files of the cell.

use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::yearbook::Yearbook;

macro_rules! yearbook {
    ($rest:literal) => {
        concat!(
            "
        select year, edition, title, sha256, bytes, pages, contents, published_by, published_name,
          published_at
        from stat_yearbook",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into stat_yearbook (
          year, edition, title, sha256, bytes, pages, contents, published_by, published_name,
          published_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (year, edition) do nothing";
    FIND = yearbook!("
        where year = $1 and edition = $2");
    LIST = yearbook!("
        order by year desc, edition desc");
    NEXT = "
        select cast(coalesce(max(edition), 0) + 1 as bigint) as next
        from stat_yearbook
        where year = $1";
}

/// Keeps a book; whether that edition was not there yet.
pub async fn add(tx: &mut Tx, it: &Yearbook) -> Result<bool, DbError> {
    let contents = serde_json::to_string(&it.contents).map_err(|_| unknown("contents"))?;
    let values = params![
        i64::from(it.year),
        it.edition,
        &it.title,
        &it.sha256,
        i64::try_from(it.bytes).unwrap_or(i64::MAX),
        i64::try_from(it.pages).unwrap_or(i64::MAX),
        contents,
        &it.published_by,
        &it.published_name,
        it.published_at,
    ];
    Ok(tx.execute(&ADD, values).await? > 0)
}

pub async fn find(tx: &mut Tx, year: u16, edition: i64) -> Result<Option<Yearbook>, DbError> {
    tx.first(&FIND, params![i64::from(year), edition]).await?.as_ref().map(read).transpose()
}

/// All of them, the latest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Yearbook>, DbError> {
    tx.rows(&LIST, params![]).await?.iter().map(read).collect()
}

/// The number of the next edition of a year.
pub async fn next(tx: &mut Tx, year: u16) -> Result<i64, DbError> {
    tx.one(&NEXT, params![i64::from(year)]).await?.int("next")
}

fn read(row: &Row) -> Result<Yearbook, DbError> {
    Ok(Yearbook {
        year: row.int("year")?.try_into().map_err(|_| unknown("year"))?,
        edition: row.int("edition")?,
        title: row.get("title")?,
        sha256: row.get("sha256")?,
        bytes: row.int("bytes")?.try_into().map_err(|_| unknown("bytes"))?,
        pages: row.int("pages")?.try_into().map_err(|_| unknown("pages"))?,
        contents: serde_json::from_str(row.text("contents")?).map_err(|_| unknown("contents"))?,
        published_by: row.get("published_by")?,
        published_name: row.get("published_name")?,
        published_at: row.get("published_at")?,
    })
}
