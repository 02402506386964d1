//! What anybody may see of a tax object: years, amounts, due dates, paid or not, name masked.

use base::{Date, Error, Instant, Kind, Nop, Result, Rupiah, Zone};
use cell::Cell;
use db::Tx;

use super::owing::Owing;
use crate::domain::claim::Claim;
use crate::domain::masking;
use crate::domain::near;
use crate::domain::notice::{Notice, NoticeId, PaymentState};
use crate::domain::owing::{Cost, Debt, Owed, Sum};
use crate::domain::village::Village;
use crate::store::{notices, objects, revisions, subjects, villages};

/// The answer to a NOP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Found(LookUp),
    /// No such object; numbers of the same village that are easily mistaken for it.
    NotFound {
        village: Option<Village>,
        near: Vec<Nop>,
    },
}

/// A tax object as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookUp {
    pub nop: Nop,
    pub village: Option<Village>,
    pub object_address: String,
    pub owner_masked: String,
    /// The notices in force, the latest year first; none for an object that was never taxed.
    pub notices: Vec<NoticeLine>,
    /// All years that are still to be paid, together; `None` when there is none.
    pub sum: Option<Sum>,
    /// When the figures were last brought in from the imported system.
    pub as_of: Option<Instant>,
}

/// One year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    pub id: NoticeId,
    /// What the notice asked for.
    pub due: Rupiah,
    pub due_date: Date,
    pub payment: PaymentState,
    pub cancelled: bool,
    /// The part of it that is still to be paid, without interest.
    pub principal: Rupiah,
    /// With interest, today and later; `None` when nothing is to be paid, and on papers.
    pub cost: Option<Cost>,
}

impl NoticeLine {
    /// Whether somebody still has to pay it.
    pub fn must_be_paid(&self) -> bool {
        self.principal > Rupiah::ZERO
    }

    /// What is to be paid today, where that is known and something is.
    pub fn today(&self) -> Option<&Owed> {
        self.cost.as_ref()?.today()
    }
}

/// Looks a NOP up. Reads only; the caller limits how often an address may ask.
pub async fn look_up(cell: &Cell, owing: &Owing, nop: Nop) -> Result<Answer> {
    let today = cell.today();
    cell.db().read(async |tx: &mut Tx| answer(tx, owing, nop, today).await).await
}

/// The same, for those who want an error when there is nothing: the API.
pub async fn get(cell: &Cell, owing: &Owing, nop: Nop) -> Result<LookUp> {
    match look_up(cell, owing, nop).await? {
        Answer::Found(found) => Ok(found),
        Answer::NotFound { .. } => Err(not_found()),
    }
}

pub(crate) fn not_found() -> Error {
    Error::new(Kind::NotFound, "property-tax/unknown-nop")
}

async fn answer(tx: &mut Tx, owing: &Owing, nop: Nop, today: Date) -> Result<Answer> {
    let village = villages::find(tx, &nop.village()).await?;
    let notices = notices::list_of_object(tx, &nop).await?;
    let object = match notices.first() {
        Some(latest) if !latest.object_address.is_empty() => None,
        // A notice of SISMIOP does not freeze where the object lies.
        _ => objects::find(tx, &nop).await?,
    };
    let owner = match (notices.first(), &object) {
        (Some(latest), _) => latest.subject_name.clone(),
        (None, Some(object)) => name_of(tx, &object.subject_id).await?,
        (None, None) => {
            let near = near::nearest(&nop, &objects::list_near(tx, &nop).await?);
            return Ok(Answer::NotFound { village, near });
        }
    };
    let debts = owing.debts(tx, notices.iter().map(Claim::from).collect()).await?;
    let frozen = notices.first().map(|latest| latest.object_address.clone());
    Ok(Answer::Found(LookUp {
        nop,
        village,
        object_address: object.map(|o| o.address.line()).or(frozen).unwrap_or_default(),
        owner_masked: masking::name(&owner),
        notices: priced(&notices, &debts, today, owing.zone()),
        sum: Sum::of(&debts, today, owing.zone()),
        as_of: revisions::latest_import(tx).await?,
    }))
}

async fn name_of(tx: &mut Tx, subject: &str) -> Result<String> {
    Ok(subjects::find(tx, subject).await?.map(|s| s.name).unwrap_or_default())
}

/// The years of an object with what each costs.
pub(crate) fn priced(
    notices: &[Notice],
    debts: &[Debt],
    today: Date,
    zone: &Zone,
) -> Vec<NoticeLine> {
    let cost = |debt: &Debt| debt.cost(today, zone);
    let both = notices.iter().zip(debts);
    both.map(|(notice, debt)| NoticeLine { cost: cost(debt), ..line(notice) }).collect()
}

pub(crate) fn line(notice: &Notice) -> NoticeLine {
    NoticeLine {
        id: NoticeId { nop: notice.nop, tax_year: notice.tax_year, revision: notice.revision },
        due: notice.figures.due,
        due_date: notice.due_date,
        payment: notice.payment,
        cancelled: notice.cancelled,
        principal: Claim::from(notice).principal(),
        cost: None,
    }
}
