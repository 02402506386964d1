//! Versions: prepared where nobody sees them, released at an instant, never changed afterwards.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use base::{Instant, Result};
use cube::{Cell, Mark};
use db::Tx;
use identity::{Actor, Resource, require};
use serde_json::json;

use super::Bureau;
use super::protecting::{self, LeftOut, Protected};
use crate::audit_kinds::{VERSION_DISCARDED, VERSION_PREPARED, VERSION_RELEASED};
use crate::domain::dataset::{Dataset, MEASURE, TIME};
use crate::domain::figure::{Figure, Series};
use crate::domain::period::Period;
use crate::domain::refusal;
use crate::domain::version::Version;
use crate::permissions::RELEASE;
use crate::store::truths::{self, Truth};
use crate::store::{cells, datasets, lists, versions};

/// Figures written in one transaction, so that other writers get in between.
const CHUNK: usize = 5_000;

/// Writes the next version of a dataset, of which nobody sees anything before [`release`]. Only what
/// differs from the version before is kept; a final figure that changed is marked as revised.
///
/// # Errors
/// `identity/forbidden`; `statistics/no-dataset`; `statistics/version-waits` while another version
/// is not public yet; `statistics/no-code` and `statistics/figure` for what the dataset cannot hold;
/// `statistics/cannot-protect` where what was published gives away what must be left out.
pub async fn prepare(
    bureau: &Bureau,
    actor: &Actor,
    dataset: &str,
    reason: &str,
    figures: Vec<Figure>,
) -> Result<Version> {
    require(bureau.cell(), actor, RELEASE, Resource::Cell).await?;
    let (dataset, version) = begin(bureau, actor, dataset, reason, &figures).await?;
    let protected = match protecting::protect(bureau, &dataset, version.number, figures).await {
        Ok(protected) => protected,
        Err(error) => {
            // Nobody else could prepare a version while this one lies there.
            discard(bureau, actor, &dataset.id, version.number).await?;
            return Err(error);
        }
    };
    let Protected { mut figures, truths, left_out } = protected;
    figures.sort_by(|one, other| (&one.series, one.period).cmp(&(&other.series, other.period)));
    let mut written = 0;
    for chunk in by_series(&figures) {
        let write = async |tx: &mut Tx| write_chunk(tx, &dataset, version.number, chunk).await;
        written += bureau.cell().db().write(write).await?;
    }
    complete(bureau, actor, (&dataset, &version), (&figures, written), &truths, &left_out).await?;
    Ok(Version { figures: Some(written), ..version })
}

/// Decides from when on a version is public; an instant that has passed means at once.
///
/// # Errors
/// `identity/forbidden`; `statistics/not-to-release` for one that is released already, or whose
/// figures are not all written.
pub async fn release(
    bureau: &Bureau,
    actor: &Actor,
    dataset: &str,
    number: i64,
    at: Instant,
) -> Result<Instant> {
    require(bureau.cell(), actor, RELEASE, Resource::Cell).await?;
    let from = at.max(bureau.cell().now());
    let write = async |tx: &mut Tx| -> Result<()> {
        release_within(tx, bureau, actor, (dataset, number), from).await
    };
    bureau.cell().db().write(write).await?;
    Ok(from)
}

/// [`release`] as part of a deed that was authorised already.
pub(super) async fn release_within(
    tx: &mut Tx,
    bureau: &Bureau,
    actor: &Actor,
    (dataset, number): (&str, i64),
    from: Instant,
) -> Result<()> {
    if !versions::release(tx, dataset, number, from).await? {
        return Err(refusal::not_to_release(dataset, number));
    }
    let facts = json!({ "version": number, "visible_from": from.to_string() });
    bureau.note(tx, VERSION_RELEASED, actor, dataset, facts).await
}

/// Gives up a version whose release was not decided.
///
/// # Errors
/// `identity/forbidden`; `statistics/not-to-release` when there is no such version.
pub async fn discard(bureau: &Bureau, actor: &Actor, dataset: &str, number: i64) -> Result<()> {
    require(bureau.cell(), actor, RELEASE, Resource::Cell).await?;
    let write = async |tx: &mut Tx| -> Result<()> {
        forget(tx, dataset, number).await?;
        bureau.note(tx, VERSION_DISCARDED, actor, dataset, json!({ "version": number })).await
    };
    bureau.cell().db().write(write).await
}

async fn forget(tx: &mut Tx, dataset: &str, number: i64) -> Result<()> {
    cells::discard(tx, dataset, number).await?;
    truths::discard(tx, dataset, number).await?;
    datasets::discard_members(tx, dataset, number).await?;
    // Of one that was released everything above is undone with this error.
    match versions::discard(tx, dataset, number).await? {
        true => Ok(()),
        false => Err(refusal::not_to_release(dataset, number)),
    }
}

/// The dataset and its next version, which is empty. A second one is not begun before the first is
/// public: a later version contains the earlier ones, and would show them before their hour.
async fn begin(
    bureau: &Bureau,
    actor: &Actor,
    id: &str,
    reason: &str,
    figures: &[Figure],
) -> Result<(Dataset, Version)> {
    let now = bureau.cell().now();
    let who = actor.who();
    let write = async |tx: &mut Tx| -> Result<(Dataset, Version)> {
        let dataset = datasets::find(tx, id).await?.ok_or_else(|| refusal::no_dataset(id))?;
        check(tx, &dataset, figures).await?;
        let mut last = versions::last(tx, id).await?;
        if let Some(left) = last.as_ref().filter(|it| it.is_abandoned(now)) {
            forget(tx, id, left.number).await?;
            last = versions::last(tx, id).await?;
        }
        if let Some(waits) = last.as_ref().filter(|it| !it.is_public(now)) {
            return Err(refusal::version_waits(id, waits.number));
        }
        let version = Version {
            number: last.map_or(1, |it| it.number + 1),
            reason: reason.to_owned(),
            made_at: now,
            figures: None,
            visible_from: None,
        };
        versions::add(tx, id, &version, &who.id).await?;
        Ok((dataset, version))
    };
    bureau.cell().db().write(write).await
}

/// Whether the dataset can hold the figures: codes of its lists, and values of its measures.
async fn check(tx: &mut Tx, dataset: &Dataset, figures: &[Figure]) -> Result<()> {
    let order = dataset.series_order();
    let mut known: Vec<HashSet<String>> = Vec::with_capacity(order.len());
    for id in &order {
        known.push(match dataset.axis(id) {
            None => dataset.description.measures.iter().map(|it| it.id.clone()).collect(),
            Some(axis) => {
                lists::codes(tx, &axis.list).await?.into_iter().map(|it| it.code).collect()
            }
        });
    }
    for figure in figures {
        let codes = figure.series.codes();
        if codes.len() != order.len() {
            return Err(refusal::no_code(MEASURE, &figure.series.key()));
        }
        for ((code, known), id) in codes.iter().zip(&known).zip(&order) {
            if !known.contains(code) {
                return Err(refusal::no_code(id, code));
            }
        }
        check_value(dataset, &codes[0], figure.cell)?;
    }
    Ok(())
}

fn check_value(dataset: &Dataset, measure: &str, cell: Cell) -> Result<()> {
    let (Some(measure), Some(value)) = (dataset.measure(measure), cell.value()) else {
        return Ok(());
    };
    if measure.can_be(value) {
        return Ok(());
    }
    Err(refusal::figure(&measure.id, value))
}

/// Chunks that do not part a series.
fn by_series(figures: &[Figure]) -> Vec<&[Figure]> {
    let mut chunks = Vec::new();
    let mut rest = figures;
    while rest.len() > CHUNK {
        let cut = (CHUNK..rest.len()).find(|at| rest[*at].series != rest[at - 1].series);
        let (chunk, more) = rest.split_at(cut.unwrap_or(rest.len()));
        chunks.push(chunk);
        rest = more;
    }
    chunks.push(rest);
    chunks
}

/// Writes what differs from the version before; how many figures that were.
async fn write_chunk(
    tx: &mut Tx,
    dataset: &Dataset,
    version: i64,
    chunk: &[Figure],
) -> Result<i64> {
    // Figures stand in the order of their series.
    let mut keys: Vec<String> = chunk.iter().map(|it| it.series.key()).collect();
    keys.dedup();
    let ever = cells::Span::whole();
    let before = cells::of_series(tx, &dataset.id, version - 1, &keys, &ever).await?;
    let before: HashMap<(&Series, Period), Cell> =
        before.iter().map(|it| ((&it.series, it.period), it.cell)).collect();
    let mut changed: Vec<Figure> = Vec::new();
    for figure in chunk {
        let earlier = before.get(&(&figure.series, figure.period)).copied();
        let cell = earlier.map_or(figure.cell, |earlier| revised(earlier, figure.cell));
        if earlier != Some(cell) {
            changed.push(Figure { cell, ..figure.clone() });
        }
    }
    let written = cells::add(tx, &dataset.id, version, &changed).await?;
    let members = members(dataset, chunk);
    datasets::add_members(tx, &dataset.id, version, &members).await?;
    Ok(i64::try_from(written).unwrap_or(i64::MAX))
}

/// The cell with which another one is replaced: a final figure never changes without being marked, and
/// one that was marked so stays it while its value is the same.
fn revised(earlier: Cell, later: Cell) -> Cell {
    match (earlier, later) {
        (Cell::Figure(was, Mark::Final), Cell::Figure(is, Mark::Final)) if was != is => {
            Cell::Figure(is, Mark::Revised)
        }
        (Cell::Figure(was, Mark::Revised), Cell::Figure(is, Mark::Final)) if was == is => earlier,
        (Cell::Figure(_, Mark::Revised), Cell::Figure(is, Mark::Final)) => {
            Cell::Figure(is, Mark::Revised)
        }
        _ => later,
    }
}

/// The codes of some figures, by dimension.
fn members<'d>(dataset: &'d Dataset, figures: &[Figure]) -> BTreeSet<(&'d str, String)> {
    let order = dataset.series_order();
    let mut all = BTreeSet::new();
    for figure in figures {
        all.extend(order.iter().copied().zip(figure.series.codes().iter().cloned()));
        all.insert((TIME, figure.period.to_string()));
    }
    all
}

async fn complete(
    bureau: &Bureau,
    actor: &Actor,
    (dataset, version): (&Dataset, &Version),
    (figures, written): (&[Figure], i64),
    truths: &[Truth],
    left_out: &[LeftOut],
) -> Result<()> {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    left_out.iter().for_each(|it| *reasons.entry(it.why.code()).or_default() += 1);
    let write = async |tx: &mut Tx| -> Result<()> {
        truths::add(tx, &dataset.id, truths).await?;
        versions::complete(tx, &dataset.id, version.number, written).await?;
        let facts = json!({
            "left_out": reasons,
            "version": version.number,
            "reason": version.reason,
            "figures": figures.len(),
            "changed": written,
        });
        bureau.note(tx, VERSION_PREPARED, actor, &dataset.id, facts).await
    };
    bureau.cell().db().write(write).await
}
