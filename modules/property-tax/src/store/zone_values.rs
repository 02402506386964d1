//! Land values per zone and year (NIR).

use base::{NopVillage, Rupiah};
use db::{DbError, Tx, Value, params};

use crate::domain::revision::RevisionId;

/// The columns in the order of [`write_row`].
pub const COLUMNS: &[&str] =
    &["village", "zone", "tax_year", "revision", "value_rupiah", "fingerprint"];

db::statements! {
    OF_VILLAGE = "
        select z.zone, z.value_rupiah
        from ptax_zone_value z
        join ptax_revision r on r.id = z.revision
        where z.village = $1 and z.tax_year = $2 and r.published_order is not null
        order by z.zone, r.published_order desc";
    FINGERPRINTS = "
        select z.village, z.zone, z.tax_year, z.fingerprint
        from ptax_zone_value z
        join ptax_revision r on r.id = z.revision
        where r.published_order is not null
        order by z.village, z.zone, z.tax_year, r.published_order desc";
    REMOVE_OF_REVISION = "
        delete from ptax_zone_value
        where revision = $1 and village >= $2 and village <= $3";
}

/// The value per square metre of a zone for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneValue {
    pub village: NopVillage,
    pub zone: String,
    pub tax_year: i64,
    pub value: Rupiah,
}

/// The zones of a village and their values for a year.
pub async fn list_of_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<Vec<(String, Rupiah)>, DbError> {
    let rows = tx.rows(&OF_VILLAGE, params![village, tax_year]).await?;
    let mut values: Vec<(String, Rupiah)> =
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect::<Result<_, DbError>>()?;
    values.dedup_by(|a, b| a.0 == b.0);
    Ok(values)
}

/// The row of a zone's value under the columns of [`COLUMNS`].
pub fn write_row(zone: &ZoneValue, revision: RevisionId, fingerprint: i64) -> Vec<Value> {
    vec![
        zone.village.into(),
        (&zone.zone).into(),
        zone.tax_year.into(),
        revision.into(),
        zone.value.into(),
        fingerprint.into(),
    ]
}
