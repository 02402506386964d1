//! Leaves out of a version what must not be known, before anything of it is written where it could be
//! read. What was left out is kept apart, so that later releases cannot bring it back.

use std::collections::{BTreeMap, BTreeSet};

use base::{Error, Kind, Result};
use cube::{Cell, Missing};
use db::Tx;

use super::Bureau;
use crate::domain::codes::ListedCode;
use crate::domain::dataset::{Dataset, Measure, Values};
use crate::domain::figure::{Figure, Series};
use crate::domain::period::Period;
use crate::domain::protection::{Place, Problem, State, Why, leave_out, sums};
use crate::domain::refusal;
use crate::store::truths::{self, Truth};
use crate::store::{cells, datasets, lists, versions};

/// Figures as they may be released.
#[derive(Debug, Default)]
pub(super) struct Protected {
    pub figures: Vec<Figure>,
    /// What was left out, for the protection of later versions.
    pub truths: Vec<Truth>,
    pub left_out: Vec<LeftOut>,
}

/// A figure that is not released, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub series: Series,
    pub period: Period,
    pub why: Why,
}

/// What of a dataset was said so far, as far as its protection has to know it.
struct Past {
    dataset: Dataset,
    /// The number of the version that is to be protected.
    next: i64,
    said: BTreeMap<(Series, Period), Vec<(i64, Cell)>>,
    truths: BTreeMap<(Series, Period), Vec<Truth>>,
    /// The codes of each place of a series but the first.
    codes: Vec<Vec<ListedCode>>,
}

/// Leaves out what must not be known of some figures that are to be a version.
///
/// # Errors
/// `statistics/cannot-protect` where earlier releases give a figure away, or
/// a total is not the sum of its parts: the version must not be released in this form.
pub(super) async fn protect(
    bureau: &Bureau,
    dataset: &Dataset,
    next: i64,
    figures: Vec<Figure>,
) -> Result<Protected> {
    let read = async |tx: &mut Tx| Past::read(tx, dataset, next).await;
    let Some(past) = bureau.cell().db().read(read).await? else {
        return Ok(Protected { figures, ..Protected::default() });
    };
    // The search takes its time; requests of others go on beside it.
    let lost = |error| Error::new(Kind::Internal, "statistics/table").caused_by(error);
    let work = move || past.protect(figures);
    tokio::task::spawn_blocking(work).await.map_err(lost)?
}

/// What would be left out of some figures, were they released now.
///
/// # Errors
/// As [`protect`].
pub(super) async fn preview(
    bureau: &Bureau,
    dataset: &str,
    figures: Vec<Figure>,
) -> Result<Vec<LeftOut>> {
    let read = async |tx: &mut Tx| -> Result<(Dataset, i64)> {
        let found = datasets::find(tx, dataset).await?;
        let found = found.ok_or_else(|| refusal::no_dataset(dataset))?;
        let last = versions::last(tx, dataset).await?;
        Ok((found, last.map_or(1, |it| it.number + 1)))
    };
    let (dataset, next) = bureau.cell().db().read(read).await?;
    Ok(protect(bureau, &dataset, next, figures).await?.left_out)
}

impl Past {
    /// `None` for a dataset of which nothing is protected.
    async fn read(tx: &mut Tx, dataset: &Dataset, next: i64) -> Result<Option<Self>> {
        let id = &dataset.id;
        let protected = dataset.description.measures.iter().filter(|it| it.protection.is_some());
        let protected: Vec<String> = protected.map(|it| it.id.clone()).collect();
        if protected.is_empty() {
            return Ok(None);
        }
        let (mut said, mut truths) = (BTreeMap::new(), BTreeMap::new());
        for measure in &protected {
            let is_of = |series: &Series| series.codes().first() == Some(measure);
            for (version, it) in cells::history(tx, id, measure).await? {
                if is_of(&it.series) {
                    let key = (it.series, it.period);
                    said.entry(key).or_insert_with(Vec::new).push((version, it.cell));
                }
            }
            for it in truths::beginning(tx, id, measure).await? {
                if is_of(&it.series) {
                    let key = (it.series.clone(), it.period);
                    truths.entry(key).or_insert_with(Vec::new).push(it);
                }
            }
        }
        let mut codes = Vec::new();
        let order = dataset.series_order().into_iter().skip(1).map(str::to_owned);
        let order: Vec<String> = order.collect();
        for axis in order.iter().filter_map(|it| dataset.axis(it)) {
            codes.push(lists::codes(tx, &axis.list).await?);
        }
        Ok(Some(Self { dataset: dataset.clone(), next, said, truths, codes }))
    }

    fn protect(&self, mut figures: Vec<Figure>) -> Result<Protected> {
        let new: BTreeMap<(Series, Period), Cell> =
            figures.iter().map(|it| ((it.series.clone(), it.period), it.cell)).collect();
        let periods: BTreeSet<Period> = figures.iter().map(|it| it.period).collect();
        let mut hidden: BTreeMap<(Series, Period), Why> = BTreeMap::new();
        for measure in self.dataset.description.measures.iter() {
            for period in periods.iter().filter(|_| measure.protection.is_some()) {
                let found = self.left_out(measure, *period, &new)?;
                hidden.extend(found.into_iter().map(|(series, why)| ((series, *period), why)));
            }
        }
        let derived: Vec<(Series, Period)> =
            new.keys().filter(|it| self.is_derived(it, &hidden)).cloned().collect();
        hidden.extend(derived.into_iter().map(|key| (key, Why::Derived)));
        let truths = figures.iter().filter(|it| hidden.contains_key(&key(it)));
        let truths = truths.filter_map(|it| self.truth(it)).collect();
        figures.iter_mut().filter(|it| hidden.contains_key(&key(it))).for_each(|it| {
            it.cell = Cell::Missing(Missing::Suppressed);
        });
        let of_new = hidden.into_iter().filter(|(key, _)| new.contains_key(key));
        let left_out = of_new.map(|((series, period), why)| LeftOut { series, period, why });
        Ok(Protected { figures, truths, left_out: left_out.collect() })
    }

    fn left_out(
        &self,
        measure: &Measure,
        period: Period,
        new: &BTreeMap<(Series, Period), Cell>,
    ) -> Result<BTreeMap<Series, Why>> {
        let of_measure =
            |key: &&(Series, Period)| key.1 == period && key.0.codes().first() == Some(&measure.id);
        let old = self.said.keys().filter(of_measure);
        let present: BTreeSet<Series> =
            old.chain(new.keys().filter(of_measure)).map(|it| it.0.clone()).collect();
        let place = |series: &Series| -> Place {
            let states = self.states(measure, series, period, new);
            Place { series: series.clone(), states }
        };
        let places: Vec<Place> = present.iter().map(place).collect();
        let codes: Vec<&[ListedCode]> = self.codes.iter().map(Vec::as_slice).collect();
        let sums = sums(&present, &codes, period.last_day());
        leave_out(places, &sums, self.next).map_err(|problem| self.cannot(measure, period, problem))
    }

    /// What a place held in each version, the next one included.
    fn states(
        &self,
        measure: &Measure,
        series: &Series,
        period: Period,
        new: &BTreeMap<(Series, Period), Cell>,
    ) -> Vec<State> {
        let key = (series.clone(), period);
        let said = self.said.get(&key).map_or(&[][..], Vec::as_slice);
        let truths = self.truths.get(&key).map_or(&[][..], Vec::as_slice);
        let mut all: BTreeMap<i64, State> = BTreeMap::new();
        for (version, cell) in said {
            all.insert(*version, state(measure, *version, *cell));
        }
        for it in truths {
            let value = measure.whole(it.value);
            let hidden = State { version: it.version, value, shown: false, cover: None };
            all.insert(it.version, hidden);
        }
        if let Some(cell) = new.get(&key) {
            all.insert(self.next, state(measure, self.next, *cell));
        }
        let rule = measure.protection.as_ref();
        let mut states: Vec<State> = all.into_values().collect();
        for it in &mut states {
            let behind = rule.and_then(|rule| rule.respondents.as_ref());
            let behind =
                behind.and_then(|other| self.behind(other, series, period, it.version, new));
            it.cover = rule.zip(it.value).and_then(|(rule, value)| rule.cover(value, behind));
        }
        states
    }

    /// How many stand behind an amount in a version.
    fn behind(
        &self,
        measure: &str,
        series: &Series,
        period: Period,
        version: i64,
        new: &BTreeMap<(Series, Period), Cell>,
    ) -> Option<u64> {
        let counts = self.dataset.measure(measure)?;
        let series = series.with_code(0, measure);
        let states = self.states(counts, &series, period, new);
        states.iter().rfind(|it| it.version <= version)?.value
    }

    /// A rate whose own parts are left out would tell them.
    fn is_derived(
        &self,
        (series, period): &(Series, Period),
        hidden: &BTreeMap<(Series, Period), Why>,
    ) -> bool {
        let measure = series.codes().first().and_then(|it| self.dataset.measure(it));
        let is_rate = measure.is_some_and(|it| {
            it.protection.is_none() && (it.values == Values::Percent || !it.adds_up)
        });
        let mut others = self.dataset.description.measures.iter();
        is_rate && others.any(|it| hidden.contains_key(&(series.with_code(0, &it.id), *period)))
    }

    /// What later versions have to know of a figure that is left out.
    fn truth(&self, it: &Figure) -> Option<Truth> {
        let value = it.cell.value()?;
        let known = self.truths.get(&key(it)).and_then(|all| all.last());
        let is_new = known.is_none_or(|known| known.value != value);
        let (series, period) = key(it);
        is_new.then_some(Truth { series, period, version: self.next, value })
    }

    fn cannot(&self, measure: &Measure, period: Period, problem: Problem) -> Error {
        let (reason, series) = match problem {
            Problem::Exposed(series) => ("exposed", series.key()),
            Problem::Sum(series) => ("sum", series.key()),
            Problem::Search(problem) => {
                tracing::error!(%problem, dataset = self.dataset.id, "no protection was found");
                ("search", String::new())
            }
        };
        Error::new(Kind::Conflict, "statistics/cannot-protect")
            .with("reason", reason)
            .with("series", series)
            .with("measure", &measure.id)
            .with("period", period)
    }
}

fn key(it: &Figure) -> (Series, Period) {
    (it.series.clone(), it.period)
}

/// What a cell says of its place.
fn state(measure: &Measure, version: i64, cell: Cell) -> State {
    let value = cell.value().and_then(|it| measure.whole(it));
    let shown = cell != Cell::Missing(Missing::Suppressed);
    State { version, value, shown, cover: None }
}
