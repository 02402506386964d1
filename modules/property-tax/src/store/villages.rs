//! Villages of the reference.

use base::NopVillage;
use db::{DbError, Row, Tx, params};

use crate::domain::village::Village;

db::statements! {
    FIND = "
        select village, name, district, district_name, region_code, urban
        from ptax_village
        where village = $1";
    LIST = "
        select village, name, district, district_name, region_code, urban
        from ptax_village
        order by village";
    PUT = "
        insert into ptax_village (village, name, district, district_name, region_code, urban)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (village) do update
        set name = excluded.name,
            district = excluded.district,
            district_name = excluded.district_name,
            region_code = coalesce(excluded.region_code, ptax_village.region_code),
            urban = excluded.urban";
}

pub async fn find(tx: &mut Tx, village: &NopVillage) -> Result<Option<Village>, DbError> {
    tx.first(&FIND, params![village]).await?.map(|row| read(&row)).transpose()
}

/// All villages, by code.
pub async fn list(tx: &mut Tx) -> Result<Vec<Village>, DbError> {
    tx.rows(&LIST, params![]).await?.iter().map(read).collect()
}

/// Adds a village or brings it up to date.
pub async fn put(tx: &mut Tx, village: &Village) -> Result<(), DbError> {
    let Village { village: code, name, district, district_name, region_code, urban } = village;
    let values = params![code, name, district, district_name, region_code.clone(), *urban];
    tx.execute(&PUT, values).await.map(drop)
}

fn read(row: &Row) -> Result<Village, DbError> {
    Ok(Village {
        village: row.get(0)?,
        name: row.get(1)?,
        district: row.get(2)?,
        district_name: row.get(3)?,
        region_code: row.get(4)?,
        urban: row.flag(5)?,
    })
}
