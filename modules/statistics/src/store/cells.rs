//! Figures. A version holds what it changes, so that the figure in force is that of the latest one.

use base::Decimal;
use cube::{Cell, Mark, Missing};
use db::{DbError, Row, Tx, Value, params};

use super::unknown;
use crate::domain::figure::{Figure, Series};
use crate::domain::period::Period;

db::statements! {
    OF_SERIES = "
        select series, period, units, places, mark
        from stat_cell
        where dataset = $1 and series = $2 and version <= $3 and period between $4 and $5
        order by period, version";
    BETWEEN = "
        select series, period, units, places, mark
        from stat_cell
        where dataset = $1 and series >= $2 and series < $3 and version <= $4
            and period between $5 and $6
        order by series, period, version";
    HISTORY = "
        select series, period, version, units, places, mark
        from stat_cell
        where dataset = $1 and series >= $2 and series < $3
        order by series, period, version";
    CHANGED = "
        select series, period, units, places, mark
        from stat_cell
        where dataset = $1 and version = $2
        order by series, period";
    /// What a version put in the place of something that was published before.
    REPLACED = "
        select c.series, c.period, c.units, c.places, c.mark,
            b.units as units_before, b.places as places_before, b.mark as mark_before
        from stat_cell c
        join stat_cell b on b.dataset = c.dataset and b.series = c.series and b.period = c.period
        where c.dataset = $1 and c.version = $2 and b.version = (
            select max(o.version)
            from stat_cell o
            where o.dataset = c.dataset and o.series = c.series and o.period = c.period
                and o.version < c.version)
        order by c.series, c.period
        limit $3";
    DISCARD = "
        delete from stat_cell
        where dataset = $1 and version = $2";
}

/// Periods between two, as texts: at least those that are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    first: String,
    last: String,
}

impl Span {
    /// All there are.
    pub fn whole() -> Self {
        Self { first: String::new(), last: AFTER_ALL.to_owned() }
    }

    /// Room for all of these; `None` for no period at all.
    pub fn around<'t>(periods: impl IntoIterator<Item = &'t str> + Clone) -> Option<Self> {
        let first = periods.clone().into_iter().min()?.to_owned();
        let last = periods.into_iter().max()?.to_owned();
        Some(Self { first, last })
    }
}

/// Comes after every code and every period.
const AFTER_ALL: &str = "~";

const COLUMNS: &[&str] = &["dataset", "series", "period", "version", "units", "places", "mark"];

/// Writes what a version says. The caller cuts long work into transactions.
pub async fn add(
    tx: &mut Tx,
    dataset: &str,
    version: i64,
    figures: &[Figure],
) -> Result<u64, DbError> {
    let rows = figures.iter().map(|it| -> [Value; 7] {
        let value = it.cell.value();
        [
            dataset.into(),
            it.series.key().into(),
            it.period.to_string().into(),
            version.into(),
            value.map(Decimal::units).into(),
            value.map_or(0, |value| i64::from(value.places())).into(),
            it.cell.sign().into(),
        ]
    });
    let rows: Vec<[Value; 7]> = rows.collect();
    tx.bulk("stat_cell", COLUMNS, rows).await
}

/// The figures of some series as a version has them, in the order of the series.
pub async fn of_series(
    tx: &mut Tx,
    dataset: &str,
    version: i64,
    series: &[String],
    span: &Span,
) -> Result<Vec<Figure>, DbError> {
    let (first, last) = (span.first.as_str(), span.last.as_str());
    let row = |it: &String| -> [Value; 5] {
        [dataset.into(), it.into(), version.into(), first.into(), last.into()]
    };
    let asked: Vec<[Value; 5]> = series.iter().map(row).collect();
    in_force(&tx.rows_each(&OF_SERIES, asked).await?)
}

/// The figures of all series whose keys begin like this, as a version has them.
pub async fn beginning(
    tx: &mut Tx,
    dataset: &str,
    version: i64,
    prefix: &str,
    span: &Span,
) -> Result<Vec<Figure>, DbError> {
    let end = format!("{prefix}{AFTER_ALL}");
    let values = params![dataset, prefix, end, version, &span.first, &span.last];
    in_force(&tx.rows(&BETWEEN, values).await?)
}

/// What every version said of all series whose keys begin like this: the version with each figure.
pub async fn history(
    tx: &mut Tx,
    dataset: &str,
    prefix: &str,
) -> Result<Vec<(i64, Figure)>, DbError> {
    let end = format!("{prefix}{AFTER_ALL}");
    let rows = tx.rows(&HISTORY, params![dataset, prefix, end]).await?;
    rows.iter().map(|row| Ok((row.int("version")?, read(row)?))).collect()
}

/// What a version changed.
pub async fn changed(tx: &mut Tx, dataset: &str, version: i64) -> Result<Vec<Figure>, DbError> {
    tx.rows(&CHANGED, params![dataset, version]).await?.iter().map(read).collect()
}

/// What a version replaced, at most so many: the figure as it is since, and what stood there before.
pub async fn replaced(
    tx: &mut Tx,
    dataset: &str,
    version: i64,
    most: i64,
) -> Result<Vec<(Figure, Cell)>, DbError> {
    let rows = tx.rows(&REPLACED, params![dataset, version, most]).await?;
    let pair =
        |row: &Row| Ok((read(row)?, cell(row, "units_before", "places_before", "mark_before")?));
    rows.iter().map(pair).collect()
}

/// Forgets the figures of a version that was given up.
pub async fn discard(tx: &mut Tx, dataset: &str, version: i64) -> Result<(), DbError> {
    tx.execute(&DISCARD, params![dataset, version]).await.map(drop)
}

/// Of rows in the order of series, period and version the last ones of each place.
fn in_force(rows: &[Row]) -> Result<Vec<Figure>, DbError> {
    let mut figures: Vec<Figure> = Vec::with_capacity(rows.len());
    for row in rows {
        let figure = read(row)?;
        match figures.last_mut() {
            Some(last) if (&last.series, last.period) == (&figure.series, figure.period) => {
                *last = figure;
            }
            _ => figures.push(figure),
        }
    }
    Ok(figures)
}

fn read(row: &Row) -> Result<Figure, DbError> {
    let cell = cell(row, "units", "places", "mark")?;
    let period = Period::parse(row.text("period")?).map_err(|_| unknown("period"))?;
    Ok(Figure { series: Series::from_key(row.text("series")?), period, cell })
}

fn cell(row: &Row, units: &str, places: &str, mark: &str) -> Result<Cell, DbError> {
    let sign = row.text(mark)?;
    match row.opt_int(units)? {
        Some(units) => {
            let places = u8::try_from(row.int(places)?).map_err(|_| unknown("places"))?;
            let value = Decimal::new(units, places).map_err(|_| unknown("places"))?;
            Ok(Cell::Figure(value, Mark::from_sign(sign).ok_or_else(|| unknown("mark"))?))
        }
        None => Ok(Cell::Missing(Missing::from_sign(sign).ok_or_else(|| unknown("mark"))?)),
    }
}
