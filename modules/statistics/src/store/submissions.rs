//! Tables that offices brought. The files lie in the files of the cell.

use base::Id;
use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::obligation::Obligation;
use crate::domain::submission::{Confirmed, Submission};

macro_rules! submission {
    ($rest:literal) => {
        concat!(
            "
        select number, file_name, sha256, bytes, layout, confirmed, brought_by, brought_name,
          brought_at
        from stat_submission",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into stat_submission (
          obligation, number, file_name, sha256, bytes, layout, confirmed, brought_by,
          brought_name, brought_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    FIND = submission!("
        where obligation = $1 and number = $2");
    LIST = submission!("
        where obligation = $1
        order by number");
    SET = "
        update stat_submission
        set layout = $1, confirmed = $2
        where obligation = $3 and number = $4";
}

pub async fn add(tx: &mut Tx, of: Id<Obligation>, it: &Submission) -> Result<(), DbError> {
    let values = params![
        of,
        it.number,
        &it.file_name,
        &it.sha256,
        i64::try_from(it.bytes).unwrap_or(i64::MAX),
        &it.layout,
        written(&it.confirmed)?,
        &it.brought_by,
        &it.brought_name,
        it.brought_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(
    tx: &mut Tx,
    of: Id<Obligation>,
    number: i64,
) -> Result<Option<Submission>, DbError> {
    tx.first(&FIND, params![of, number]).await?.as_ref().map(read).transpose()
}

/// All of an obligation, the first one first.
pub async fn list(tx: &mut Tx, of: Id<Obligation>) -> Result<Vec<Submission>, DbError> {
    tx.rows(&LIST, params![of]).await?.iter().map(read).collect()
}

/// Writes its layout and what is confirmed.
pub async fn set(tx: &mut Tx, of: Id<Obligation>, it: &Submission) -> Result<(), DbError> {
    let values = params![&it.layout, written(&it.confirmed)?, of, it.number];
    tx.execute(&SET, values).await.map(drop)
}

fn written(confirmed: &Confirmed) -> Result<String, DbError> {
    serde_json::to_string(confirmed).map_err(|_| unknown("confirmed"))
}

fn read(row: &Row) -> Result<Submission, DbError> {
    let confirmed = serde_json::from_str(row.text("confirmed")?);
    Ok(Submission {
        number: row.int("number")?,
        file_name: row.get("file_name")?,
        sha256: row.get("sha256")?,
        bytes: row.int("bytes")?.try_into().map_err(|_| unknown("bytes"))?,
        layout: row.get("layout")?,
        confirmed: confirmed.map_err(|_| unknown("confirmed"))?,
        brought_by: row.get("brought_by")?,
        brought_name: row.get("brought_name")?,
        brought_at: row.get("brought_at")?,
    })
}
