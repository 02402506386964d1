//! Classification codes (Permendagri 83/2022).

use db::{DbError, Row, Tx, params};

use crate::domain::classification::Classification;

db::statements! {
    PUT = "
        insert into doc_classification (code, title, source)
        values ($1, $2, $3)
        on conflict (code) do update
        set title = excluded.title, source = excluded.source";
    FIND = "
        select code, title, source
        from doc_classification
        where code = $1";
    /// A page of codes by their beginning.
    LIST = "
        select code, title, source
        from doc_classification
        where code > $1 and code >= $2 and code < $3
        order by code
        limit $4";
    COUNT = "select count(*) as n from doc_classification";
}

pub async fn put(tx: &mut Tx, it: &Classification) -> Result<(), DbError> {
    tx.execute(&PUT, params![&it.code, &it.title, &it.source]).await.map(drop)
}

pub async fn find(tx: &mut Tx, code: &str) -> Result<Option<Classification>, DbError> {
    tx.first(&FIND, params![code]).await?.as_ref().map(read).transpose()
}

/// Codes that begin like this, after one of them.
pub async fn list(
    tx: &mut Tx,
    beginning: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<Classification>, DbError> {
    let end = format!("{beginning}~");
    tx.rows(&LIST, params![after, beginning, end, limit]).await?.iter().map(read).collect()
}

pub async fn count(tx: &mut Tx) -> Result<i64, DbError> {
    tx.one(&COUNT, params![]).await?.int("n")
}

fn read(row: &Row) -> Result<Classification, DbError> {
    Ok(Classification {
        code: row.get("code")?,
        title: row.get("title")?,
        source: row.get("source")?,
    })
}
