//! The regency's own account codes.

use std::collections::BTreeMap;

use db::{DbError, Tx, params};

db::statements! {
    PUT = "
        insert into pay_chart (kind, code, name)
        values ($1, $2, $3)
        on conflict (kind) do update set code = excluded.code, name = excluded.name";
    ALL_CODES = "
        select kind, code
        from pay_chart
        order by kind";
    WITH_NAMES = "
        select kind, code, name
        from pay_chart
        order by kind";
}

/// Sets the code of a sort of account.
pub async fn put(tx: &mut Tx, kind: &str, code: &str, name: &str) -> Result<(), DbError> {
    tx.execute(&PUT, params![kind, code, name]).await.map(drop)
}

/// The codes by sort of account.
pub async fn codes(tx: &mut Tx) -> Result<BTreeMap<String, String>, DbError> {
    let rows = tx.rows(&ALL_CODES, params![]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Codes and names by sort of account.
pub async fn with_names(tx: &mut Tx) -> Result<BTreeMap<String, (String, String)>, DbError> {
    let rows = tx.rows(&WITH_NAMES, params![]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).collect()
}
