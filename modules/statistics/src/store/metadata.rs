//! What is told of datasets by the forms of BPS, as it was after each time that somebody saved.

use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::metadata::Kept;

macro_rules! kept {
    ($rest:literal) => {
        concat!(
            "
        select dataset, number, content, saved_by, saved_name, saved_at
        from stat_metadata",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into stat_metadata (dataset, number, content, saved_by, saved_name, saved_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (dataset, number) do nothing";
    LATEST = kept!("
        where dataset = $1
        order by number desc
        limit 1");
    LATEST_OF_ALL = kept!(" it
        where number = (select max(number) from stat_metadata where dataset = it.dataset)
        order by dataset");
}

/// Keeps the forms of a dataset; whether nobody saved others under that number before.
pub async fn add(tx: &mut Tx, dataset: &str, it: &Kept) -> Result<bool, DbError> {
    let content = serde_json::to_string(&it.metadata).map_err(|_| unknown("content"))?;
    let values = params![dataset, it.number, content, &it.saved_by, &it.saved_name, it.saved_at];
    Ok(tx.execute(&ADD, values).await? > 0)
}

/// The forms of a dataset as they are now.
pub async fn latest(tx: &mut Tx, dataset: &str) -> Result<Option<Kept>, DbError> {
    tx.first(&LATEST, params![dataset]).await?.as_ref().map(read).transpose()
}

/// Those of every dataset that has some.
pub async fn latest_of_all(tx: &mut Tx) -> Result<Vec<(String, Kept)>, DbError> {
    let rows = tx.rows(&LATEST_OF_ALL, params![]).await?;
    rows.iter().map(|row| Ok((row.get("dataset")?, read(row)?))).collect()
}

fn read(row: &Row) -> Result<Kept, DbError> {
    Ok(Kept {
        number: row.int("number")?,
        metadata: serde_json::from_str(row.text("content")?).map_err(|_| unknown("content"))?,
        saved_by: row.get("saved_by")?,
        saved_name: row.get("saved_name")?,
        saved_at: row.get("saved_at")?,
    })
}
