//! Letterheads of offices.

use db::{DbError, Tx, params};

use crate::domain::letterhead::Letterhead;

db::statements! {
    PUT = "
        insert into doc_letterhead (agency, address, place, unit)
        values ($1, $2, $3, $4)
        on conflict (agency) do update
        set address = excluded.address, place = excluded.place, unit = excluded.unit";
    FIND = "
        select agency, address, place, unit
        from doc_letterhead
        where agency = $1";
}

pub async fn put(tx: &mut Tx, it: &Letterhead) -> Result<(), DbError> {
    let values = params![&it.agency, &it.address, &it.place, &it.unit];
    tx.execute(&PUT, values).await.map(drop)
}

/// The letterhead of an office; its code in capitals before anybody wrote one.
pub async fn get(tx: &mut Tx, agency: &str) -> Result<Letterhead, DbError> {
    match tx.first(&FIND, params![agency]).await? {
        None => Ok(Letterhead::unwritten(agency)),
        Some(row) => Ok(Letterhead {
            agency: row.get("agency")?,
            address: row.get("address")?,
            place: row.get("place")?,
            unit: row.get("unit")?,
        }),
    }
}
