//! Beginning an assessment: the rules are there, and nobody else works on the same villages.

use audit::Entry;
use base::{Error, Kind, NopVillage, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use crate::audit_kinds;
use crate::domain::revision::RevisionKind;
use crate::domain::run::{RunState, Signature};
use crate::permissions::ASSESS;
use crate::store::runs::{self, Run};
use crate::store::{objects, revisions, villages};
use crate::usecase::rules;

/// What to assess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    pub tax_year: i64,
    /// One village, or the whole regency.
    pub village: Option<NopVillage>,
    /// Another cap on the increase than that of the rules: a percentage, or `none`.
    pub cap: Option<String>,
}

/// Opens an assessment; nothing is computed yet.
///
/// # Errors
/// `property-tax/no-rules` or `…/rule-missing-for-year` when the year has no rules,
/// `…/unknown-village`, `…/no-objects`, `…/run-in-progress` while somebody else's assessment of the
/// same villages and year is not finished.
pub async fn begin(cell: &Cell, actor: &Actor, what: &Beginning) -> Result<Run> {
    authorise(actor, ASSESS, Resource::Cell)?;
    let now = cell.now();
    let id = cell.new_id::<Run>().to_string();
    let created = Signature { actor: actor.id().into(), name: actor.name().into(), at: now };
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<Run> {
            let (rule_book, year) = rules::of_year(tx, what.tax_year).await?;
            check_cap(what, year)?;
            let total = count(tx, what.village.as_ref()).await?;
            refuse_overlap(tx, what).await?;
            let note = format!("{} {}", what.tax_year, scope(what));
            let revision =
                revisions::open(tx, RevisionKind::Assessment, now, actor.id(), &note).await?;
            let run = Run {
                id: id.clone(),
                tax_year: what.tax_year,
                village: what.village,
                revision,
                rule_book,
                cap: what.cap.clone(),
                state: RunState::Computing,
                created: created.clone(),
                submitted: None,
                note: String::new(),
                decided: None,
                decision_note: String::new(),
                done: 0,
                total,
                heartbeat_at: now,
            };
            runs::add(tx, &run).await?;
            let facts = serde_json::json!({ "tax_year": what.tax_year, "village": scope(what) });
            let entry = Entry::new(audit_kinds::RUN_BEGUN, &who, format!("run/{id}")).after(facts);
            audit::record(tx, cell, entry).await?;
            Ok(run)
        })
        .await
}

fn scope(what: &Beginning) -> String {
    what.village.map_or_else(|| "all".to_owned(), |v| v.digits().to_owned())
}

fn check_cap(what: &Beginning, year: crate::domain::rules::YearRules) -> Result<()> {
    match year.with_cap_text(what.cap.as_deref()) {
        Some(_) => Ok(()),
        None => Err(Error::new(Kind::Invalid, "property-tax/cap-malformed")),
    }
}

async fn count(tx: &mut Tx, village: Option<&NopVillage>) -> Result<i64> {
    let mut total = 0;
    match village {
        Some(village) => {
            total = objects::count_of_village(tx, village).await?;
            if total == 0 && villages::find(tx, village).await?.is_none() {
                return Err(Error::new(Kind::NotFound, "property-tax/unknown-village"));
            }
        }
        None => {
            for village in objects::list_villages(tx).await? {
                total += objects::count_of_village(tx, &village).await?;
            }
        }
    }
    if total == 0 {
        return Err(Error::new(Kind::Precondition, "property-tax/no-objects"));
    }
    Ok(total)
}

/// Two open assessments of one village and year would race for the same notices.
async fn refuse_overlap(tx: &mut Tx, what: &Beginning) -> Result<()> {
    let meets =
        |run: &Run| run.village.is_none() || what.village.is_none() || run.village == what.village;
    match runs::list_open(tx, what.tax_year).await?.into_iter().find(meets) {
        None => Ok(()),
        Some(run) => Err(Error::new(Kind::Conflict, "property-tax/run-in-progress")
            .with("by", run.created.name)
            .with("year", run.tax_year)),
    }
}

/// Seconds of silence after which a computation is taken for dead.
const SILENCE: i64 = 20;

/// Assessments that died while they computed, so that somebody computes on. Called at the start.
pub async fn recover(cell: &Cell) -> Result<Vec<String>> {
    let now = cell.now();
    let runs = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> { Ok(runs::list(tx, now, 50).await?) })
        .await?;
    let dead = runs.into_iter().filter(|run| {
        run.state == RunState::Computing && now >= run.heartbeat_at.plus_seconds(SILENCE)
    });
    Ok(dead.map(|run| run.id).collect())
}
