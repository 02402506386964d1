//! Land values per zone and year (NIR).

use base::{NopVillage, Rupiah};
use db::{DbError, Tx, Value, params};

use crate::domain::revision::RevisionId;

/// The columns in the order of [`write_row`].
pub const COLUMNS: &[&str] =
    &["village", "zone", "tax_year", "revision", "value_rupiah", "fingerprint"];

db::statements! {
    /// Values up to a year; of each zone the latest year first, and in it the one in force.
    OF_VILLAGE = "
        select z.zone, z.tax_year, z.value_rupiah
        from ptax_zone_value z
        join ptax_revision r on r.id = z.revision
        where z.village = $1 and z.tax_year <= $2 and r.published_order is not null
        order by z.zone, z.tax_year desc, r.published_order desc";
    FINGERPRINTS = "
        select z.village, z.zone, z.tax_year, z.fingerprint
        from ptax_zone_value z
        join ptax_revision r on r.id = z.revision
        where r.published_order is not null
        order by z.village, z.zone, z.tax_year, r.published_order desc";
}

/// The value per square metre of a zone for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneValue {
    pub village: NopVillage,
    pub zone: String,
    pub tax_year: i64,
    pub value: Rupiah,
}

/// The zones of a village with the latest value not later than a year.
pub async fn list_of_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<Vec<ZoneValue>, DbError> {
    let rows = tx.rows(&OF_VILLAGE, params![village, tax_year]).await?;
    let read = |row: &db::Row| {
        let (zone, tax_year, value) = (row.get(0)?, row.int(1)?, row.get(2)?);
        Ok(ZoneValue { village: *village, zone, tax_year, value })
    };
    let mut values: Vec<ZoneValue> = rows.iter().map(read).collect::<Result<_, DbError>>()?;
    values.dedup_by(|a, b| a.zone == b.zone);
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
