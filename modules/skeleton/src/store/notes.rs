//! Notes as rows.

use db::{DbError, Row, Tx, params};

use crate::domain::Note;

db::statements! {
    ADD = "
        insert into skeleton_note (id, title, noted_by, noted_name, noted_at)
        values ($1, $2, $3, $4, $5)";
    LATEST = "
        select id, title, noted_by, noted_name, noted_at
        from skeleton_note
        order by noted_at desc, id desc
        limit $1";
}

pub async fn add(tx: &mut Tx, it: &Note) -> Result<(), DbError> {
    let values = params![it.id, &it.title, &it.noted_by, &it.noted_name, it.noted_at];
    tx.execute(&ADD, values).await.map(drop)
}

/// So many of them, the latest first.
pub async fn latest(tx: &mut Tx, most: i64) -> Result<Vec<Note>, DbError> {
    tx.rows(&LATEST, params![most]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Note, DbError> {
    Ok(Note {
        id: row.get("id")?,
        title: row.get("title")?,
        noted_by: row.get("noted_by")?,
        noted_name: row.get("noted_name")?,
        noted_at: row.get("noted_at")?,
    })
}
