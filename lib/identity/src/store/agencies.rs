//! Perangkat daerah.

use db::{DbError, Row, Tx, params, statements};

use crate::Agency;

statements! {
    /// Adds an agency or corrects it.
    PUT_AGENCY = "insert into id_agency (code, name, kind, parent)
        values ($1, $2, $3, $4)
        on conflict (code) do update
        set name = excluded.name, kind = excluded.kind, parent = excluded.parent";
    /// All agencies; a regency has some dozens.
    LIST_AGENCIES = "select code, name, kind, parent from id_agency order by name, code";
    /// One agency.
    FIND_AGENCY = "select code, name, kind, parent from id_agency where code = $1";
}

pub(crate) async fn put(tx: &mut Tx, agency: &Agency) -> Result<(), DbError> {
    let values = params![&agency.code, &agency.name, &agency.kind, agency.parent.as_deref()];
    tx.execute(&PUT_AGENCY, values).await.map(drop)
}

pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Agency>, DbError> {
    tx.rows(&LIST_AGENCIES, params![]).await?.iter().map(read).collect()
}

pub(crate) async fn find(tx: &mut Tx, code: &str) -> Result<Option<Agency>, DbError> {
    tx.first(&FIND_AGENCY, params![code]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Agency, DbError> {
    Ok(Agency {
        code: row.get("code")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        parent: row.get("parent")?,
    })
}

/// The name of a perangkat daerah.
pub async fn agency_name(tx: &mut Tx, code: &str) -> Result<Option<String>, DbError> {
    Ok(find(tx, code).await?.map(|agency| agency.name))
}
