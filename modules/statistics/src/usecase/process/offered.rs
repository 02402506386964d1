//! Tables that other modules offer: counted when the office asks, then read, examined and released
//! like every table that somebody uploads.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use contracts::{Counted, Indicators, Words};
use cube::{Missing, Text};
use db::Tx;
use identity::Actor;

use super::{seen, tables};
use crate::domain::dataset::{Axis, AxisKind, Dataset, Description, Measure, UnitName, Values};
use crate::domain::obligation::Obligation;
use crate::usecase::Bureau;
use crate::usecase::loading::REGIONS;

/// The columns of a table beside its measures.
const REGION: &str = "Wilayah";
const YEAR: &str = "Tahun";

/// The table that a module offers for what is owed; `None` when none does, or not for such a period.
pub fn of<'b>(bureau: &'b Bureau, it: &Obligation) -> Option<&'b Indicators> {
    bureau.offered(&it.dataset).filter(|_| it.period.is_year())
}

/// Counts, and takes the table in as if the office had brought it; its number.
///
/// # Errors
/// `statistics/not-offered`; `statistics/nothing-counted`; as [`tables::bring`].
pub async fn fetch(bureau: &Bureau, actor: &Actor, id: Id<Obligation>) -> Result<i64> {
    let find = async |tx: &mut Tx| seen(tx, actor, id).await;
    let owed = bureau.cell().db().read(find).await?;
    let offered = of(bureau, &owed).ok_or_else(|| {
        Error::new(Kind::Conflict, "statistics/not-offered").with("id", &owed.dataset)
    })?;
    // Nothing is counted for whoever may not bring it.
    tables::allowed_to_bring(bureau, actor, id).await?;
    let year = owed.period.year();
    let count = async |tx: &mut Tx| offered.counts.of_year(tx, year).await;
    let counted = bureau.cell().db().read(count).await?;
    if counted.is_empty() {
        let error = Error::new(Kind::Conflict, "statistics/nothing-counted");
        return Err(error.with("year", year));
    }
    let name = format!("{}-{year}.csv", offered.id);
    tables::bring(bureau, actor, id, (&name, table(offered, year, &counted)?)).await
}

fn table(offered: &Indicators, year: u16, counted: &[Counted]) -> Result<Bytes> {
    let broken = |error: csv::Error| Error::new(Kind::Internal, "statistics/line").caused_by(error);
    let year = year.to_string();
    let mut rows = csv::Writer::from_writer(Vec::new());
    let heads = offered.measures.iter().map(|it| it.title.id);
    rows.write_record([REGION, YEAR].into_iter().chain(heads)).map_err(broken)?;
    for it in counted {
        let values: Vec<String> = it.values.iter().map(|it| written(*it)).collect();
        let cells = [it.region.as_str(), &year].into_iter();
        rows.write_record(cells.chain(values.iter().map(String::as_str))).map_err(broken)?;
    }
    let bytes = rows.into_inner().map_err(|error| broken(error.into_error().into()))?;
    Ok(bytes.into())
}

/// A figure, or the sign of one that is left out.
fn written(value: Option<i64>) -> String {
    value.map_or_else(|| Missing::Suppressed.sign().to_owned(), |value| value.to_string())
}

/// The dataset that a table becomes.
///
/// # Errors
/// `statistics/description` when the module describes it badly.
pub fn dataset(it: &Indicators) -> Result<Dataset> {
    let axis = Axis {
        id: "WILAYAH".to_owned(),
        title: Text::new("Wilayah", "Region"),
        kind: AxisKind::Region,
        list: REGIONS.to_owned(),
    };
    let measure = |it: &contracts::Measure| Measure {
        id: it.id.to_owned(),
        title: text(it.title),
        unit: UnitName { id: it.unit_id.to_owned(), title: text(it.unit) },
        decimals: 0,
        values: Values::Count,
        concept: None,
        about: Some(text(it.about)),
        protection: None,
        official: None,
        adds_up: true,
    };
    let description = Description {
        title: text(it.title),
        about: text(it.about),
        source: text(it.source),
        theme: Some(text(it.theme)),
        axes: vec![axis],
        measures: it.measures.iter().map(measure).collect(),
        notes: Vec::new(),
    };
    Dataset::new(it.id, it.producer, description)
}

fn text(it: Words) -> Text {
    Text::new(it.id, it.en)
}
