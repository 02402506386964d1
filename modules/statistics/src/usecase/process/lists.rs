//! Who owes what by when, and how far it is.

use std::collections::BTreeMap;

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, ListScope};

use super::{may, seen};
use crate::domain::dataset::Dataset;
use crate::domain::obligation::{Act, Obligation, State, Step};
use crate::domain::submission::Submission;
use crate::permissions::{ADVISE, COLLECT, EXAMINE, PLAN, RELEASE, SEE};
use crate::store::{datasets, obligations, submissions};
use crate::usecase::Bureau;

/// The list of a year, as far as somebody sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearList {
    pub rows: Vec<(Obligation, Option<Dataset>)>,
    /// The names of the offices that owe them, by code.
    pub producers: BTreeMap<String, String>,
    /// Years that have a list, the latest first.
    pub years: Vec<i64>,
}

/// One obligation with everything around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub obligation: Obligation,
    pub dataset: Option<Dataset>,
    pub producer_name: String,
    /// The tables that were brought, the first one first.
    pub submissions: Vec<Submission>,
    pub steps: Vec<Step>,
    /// What the asking person may do with it now.
    pub may: Vec<Act>,
}

/// The list of a year, the earliest due first.
///
/// # Errors
/// `identity/forbidden` for whoever sees no list.
pub async fn of_year(bureau: &Bureau, actor: &Actor, year: u16) -> Result<YearList> {
    let scope = actor.list_scope(SEE);
    if scope == ListScope::Nothing {
        let error = Error::new(Kind::Forbidden, "identity/forbidden");
        return Err(error.with("permission", SEE.0));
    }
    let producer = (!scope.everything()).then(|| scope.agency().to_owned());
    let read = async |tx: &mut Tx| -> Result<YearList> {
        let found = obligations::of_year(tx, year, producer.as_deref()).await?;
        let known = datasets::list(tx).await?;
        let dataset = |it: &Obligation| known.iter().find(|one| one.id == it.dataset).cloned();
        let rows = found.into_iter().map(|it| {
            let about = dataset(&it);
            (it, about)
        });
        let rows: Vec<(Obligation, Option<Dataset>)> = rows.collect();
        let mut producers = BTreeMap::new();
        for (it, _) in &rows {
            if !producers.contains_key(&it.producer) {
                producers.insert(it.producer.clone(), office(tx, &it.producer).await?);
            }
        }
        Ok(YearList { rows, producers, years: obligations::years(tx).await? })
    };
    bureau.cell().db().read(read).await
}

/// An obligation with its tables and its story.
///
/// # Errors
/// `statistics/no-obligation`, also for one that the person may not see.
pub async fn show(bureau: &Bureau, actor: &Actor, id: Id<Obligation>) -> Result<Shown> {
    let read = async |tx: &mut Tx| -> Result<Shown> {
        let obligation = seen(tx, actor, id).await?;
        Ok(Shown {
            dataset: datasets::find(tx, &obligation.dataset).await?,
            producer_name: office(tx, &obligation.producer).await?,
            submissions: submissions::list(tx, id).await?,
            steps: obligations::steps(tx, id).await?,
            may: allowed(actor, &obligation),
            obligation,
        })
    };
    bureau.cell().db().read(read).await
}

/// The name of an office; its code when nobody knows it, such as BPS.
async fn office(tx: &mut Tx, code: &str) -> Result<String> {
    Ok(identity::agency_name(tx, code).await?.unwrap_or_else(|| code.to_owned()))
}

/// How many wait for somebody: the office's tables for whoever collects, what was handed in for the
/// walidata.
///
/// # Errors
/// Those of the database.
pub async fn waiting(bureau: &Bureau, actor: &Actor) -> Result<i64> {
    let read = async |tx: &mut Tx| -> Result<i64> {
        let mut n = 0;
        if actor.scope(EXAMINE).is_some() {
            n += obligations::waiting(tx).await?;
        }
        if let (Some(_), Some(own)) = (actor.scope(COLLECT), actor.agency()) {
            n += obligations::owed(tx, own).await?;
        }
        Ok(n)
    };
    bureau.cell().db().read(read).await
}

/// The acts that fit the state and the rights of somebody.
fn allowed(actor: &Actor, it: &Obligation) -> Vec<Act> {
    let fits = |act: &Act| {
        it.state.after(*act, it.priority).is_some()
            && may(actor, permission(*act, it.state), it)
            && it.after(*act, actor.id(), "x").is_ok()
    };
    Act::ALL.into_iter().filter(fits).collect()
}

/// Which right an act needs.
pub(super) const fn permission(act: Act, state: State) -> identity::Permission {
    match act {
        Act::Plan => PLAN,
        Act::Agree => crate::permissions::AGREE,
        Act::Bring | Act::HandIn => COLLECT,
        Act::TakeUp | Act::Return | Act::Accept => EXAMINE,
        Act::Endorse | Act::Reject => ADVISE,
        Act::Release | Act::Revise => RELEASE,
        // What is not agreed yet may be taken back by whoever proposes.
        Act::Withdraw if matches!(state, State::Planned) => PLAN,
        Act::Withdraw => RELEASE,
    }
}
