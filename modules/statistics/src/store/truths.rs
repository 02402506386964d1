//! True values of figures that were left out. Nothing reads them but the protection of later releases.

use base::Decimal;
use db::{DbError, Row, Tx, Value, params};

use super::unknown;
use crate::domain::figure::Series;
use crate::domain::period::Period;

db::statements! {
    BETWEEN = "
        select series, period, version, units, places
        from stat_truth
        where dataset = $1 and series >= $2 and series < $3
        order by series, period, version";
    DISCARD = "
        delete from stat_truth
        where dataset = $1 and version = $2";
}

const COLUMNS: &[&str] = &["dataset", "series", "period", "version", "units", "places"];

/// The value of a place since a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    pub series: Series,
    pub period: Period,
    pub version: i64,
    pub value: Decimal,
}

pub async fn add(tx: &mut Tx, dataset: &str, all: &[Truth]) -> Result<(), DbError> {
    let rows = all.iter().map(|it| -> [Value; 6] {
        [
            dataset.into(),
            it.series.key().into(),
            it.period.to_string().into(),
            it.version.into(),
            it.value.units().into(),
            i64::from(it.value.places()).into(),
        ]
    });
    let rows: Vec<[Value; 6]> = rows.collect();
    tx.bulk("stat_truth", COLUMNS, rows).await.map(drop)
}

/// Those of all series whose keys begin like this, by place and version.
pub async fn beginning(tx: &mut Tx, dataset: &str, prefix: &str) -> Result<Vec<Truth>, DbError> {
    let end = format!("{prefix}~");
    tx.rows(&BETWEEN, params![dataset, prefix, end]).await?.iter().map(read).collect()
}

/// Forgets those of a version that was given up.
pub async fn discard(tx: &mut Tx, dataset: &str, version: i64) -> Result<(), DbError> {
    tx.execute(&DISCARD, params![dataset, version]).await.map(drop)
}

fn read(row: &Row) -> Result<Truth, DbError> {
    let places = u8::try_from(row.int("places")?).map_err(|_| unknown("places"))?;
    Ok(Truth {
        series: Series::from_key(row.text("series")?),
        period: Period::parse(row.text("period")?).map_err(|_| unknown("period"))?,
        version: row.int("version")?,
        value: Decimal::new(row.int("units")?, places).map_err(|_| unknown("places"))?,
    })
}
