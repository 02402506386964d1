//! The yearly list of data (daftar data): proposed by the walidata and the offices, agreed by the Forum.

use base::{Date, Error, Instant, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, authorise, require};
use serde_json::json;

use super::{offered, step};
use crate::audit_kinds::{LIST_AGREED, LIST_PROPOSED};
use crate::domain::dataset::Dataset;
use crate::domain::obligation::{Act, Obligation, State, check_reason};
use crate::domain::period::Period;
use crate::domain::refusal;
use crate::permissions::{AGREE, PLAN};
use crate::store::{datasets, obligations};
use crate::usecase::{Bureau, loading};

/// What is to stand on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub dataset: String,
    pub period: Period,
    pub due: Date,
    pub priority: bool,
    /// When the calendar of releases promises it.
    pub planned_release: Option<Instant>,
}

/// Puts a dataset and a period on the list of that year; the office that produces it owes it. What
/// another module offers is described on the way.
///
/// # Errors
/// `identity/forbidden`; `statistics/no-dataset`; `statistics/on-the-list` when it stands there
/// already; `statistics/release-before-due` when it is to be released before it is due.
pub async fn propose(bureau: &Bureau, actor: &Actor, it: &Proposal) -> Result<Obligation> {
    let find = async |tx: &mut Tx| datasets::find(tx, &it.dataset).await;
    let known = bureau.cell().db().read(find).await?;
    let offered = bureau.offered(&it.dataset).filter(|_| known.is_none());
    let offered = offered.map(offered::dataset).transpose()?;
    let dataset = known.or(offered.clone()).ok_or_else(|| refusal::no_dataset(&it.dataset))?;
    require(bureau.cell(), actor, PLAN, Resource::Agency(&dataset.producer)).await?;
    let early = |at: Instant| at.date(bureau.cell().zone()) < it.due;
    if it.planned_release.is_some_and(early) {
        let error = Error::new(Kind::Invalid, "statistics/release-before-due");
        return Err(error.with("field", "terbit"));
    }
    let obligation = Obligation {
        id: bureau.cell().new_id(),
        dataset: it.dataset.clone(),
        period: it.period,
        producer: dataset.producer,
        due: it.due,
        priority: it.priority,
        state: State::Planned,
        submission: None,
        handed_in_by: None,
        version: None,
        planned_release: it.planned_release,
        released_at: None,
        changed_at: bureau.cell().now(),
    };
    let write = async |tx: &mut Tx| -> Result<()> {
        if let Some(dataset) = &offered {
            loading::described(tx, bureau, actor, dataset).await?;
        }
        if !obligations::add(tx, &obligation).await? {
            let error = Error::new(Kind::Conflict, "statistics/on-the-list");
            return Err(error.with("id", &it.dataset).with("period", it.period));
        }
        let made = step(Act::Plan, &obligation, actor, "");
        obligations::add_step(tx, obligation.id, &made).await?;
        let facts = json!({ "dataset": it.dataset, "period": it.period.to_string() });
        let subject = obligation.id.to_string();
        bureau.note(tx, LIST_PROPOSED, actor, &subject, facts).await
    };
    bureau.cell().db().write(write).await?;
    Ok(obligation)
}

/// The datasets that somebody may put on the list.
///
/// # Errors
/// Those of the database.
pub async fn datasets(bureau: &Bureau, actor: &Actor) -> Result<Vec<Dataset>> {
    let read = async |tx: &mut Tx| datasets::list(tx).await;
    let mut all = bureau.cell().db().read(read).await?;
    for it in bureau.all_offered() {
        if !all.iter().any(|known| known.id == it.id) {
            all.push(offered::dataset(it)?);
        }
    }
    all.retain(|it| authorise(actor, PLAN, Resource::Agency(&it.producer)).is_ok());
    Ok(all)
}

/// The Forum agrees to what was proposed for a year; how many rows that were.
///
/// # Errors
/// `identity/forbidden`; `statistics/nothing-planned` when nothing was proposed; `statistics/reason`.
pub async fn agree(bureau: &Bureau, actor: &Actor, year: u16, minutes: &str) -> Result<usize> {
    require(bureau.cell(), actor, AGREE, Resource::Cell).await?;
    check_reason(Act::Agree, minutes)?;
    let now = bureau.cell().now();
    let write = async |tx: &mut Tx| -> Result<usize> {
        let mut all = obligations::of_year(tx, year, None).await?;
        all.retain(|it| it.state == State::Planned);
        if all.is_empty() {
            return Err(Error::new(Kind::Conflict, "statistics/nothing-planned").with("year", year));
        }
        for it in &mut all {
            it.state = it.after(Act::Agree, actor.id(), minutes)?;
            it.changed_at = now;
            obligations::set(tx, it).await?;
            obligations::add_step(tx, it.id, &step(Act::Agree, it, actor, minutes)).await?;
        }
        let facts = json!({ "year": year, "rows": all.len(), "minutes": minutes });
        bureau.note(tx, LIST_AGREED, actor, &year.to_string(), facts).await?;
        Ok(all.len())
    };
    bureau.cell().db().write(write).await
}
