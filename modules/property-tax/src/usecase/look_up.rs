//! What anybody may see of a tax object: years, amounts, due dates, paid or not, name masked.

use base::{Date, Error, Instant, Kind, Nop, Result, Rupiah};
use cell::Cell;
use db::Tx;

use crate::domain::masking;
use crate::domain::near;
use crate::domain::notice::{Notice, NoticeId, PaymentState};
use crate::domain::village::Village;
use crate::store::{notices, objects, revisions, villages};

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
    /// The notices in force, the latest year first.
    pub notices: Vec<NoticeLine>,
    /// When the figures were last brought in from the imported system.
    pub as_of: Option<Instant>,
}

/// One year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    pub id: NoticeId,
    pub due: Rupiah,
    pub due_date: Date,
    pub payment: PaymentState,
    pub cancelled: bool,
}

impl NoticeLine {
    /// Whether somebody still has to pay it.
    pub fn must_be_paid(&self) -> bool {
        !self.cancelled && self.payment == PaymentState::Unpaid && self.due > Rupiah::ZERO
    }
}

/// Looks a NOP up. Reads only; the caller limits how often an address may ask.
pub async fn look_up(cell: &Cell, nop: Nop) -> Result<Answer> {
    cell.db().read(async |tx: &mut Tx| answer(tx, nop).await).await
}

/// The same, for those who want an error when there is nothing: the API.
pub async fn get(cell: &Cell, nop: Nop) -> Result<LookUp> {
    match look_up(cell, nop).await? {
        Answer::Found(found) => Ok(found),
        Answer::NotFound { .. } => Err(not_found()),
    }
}

pub(crate) fn not_found() -> Error {
    Error::new(Kind::NotFound, "property-tax/unknown-nop")
}

async fn answer(tx: &mut Tx, nop: Nop) -> Result<Answer> {
    let village = villages::find(tx, &nop.village()).await?;
    let found = notices::list_of_object(tx, &nop).await?;
    if let Some(latest) = found.first() {
        let latest = latest.clone();
        let object_address = match latest.object_address.is_empty() {
            false => latest.object_address,
            // A notice of SISMIOP does not freeze where the object lies.
            true => objects::find(tx, &nop).await?.map(|o| o.address.line()).unwrap_or_default(),
        };
        let notices = found.iter().map(line).collect();
        return Ok(Answer::Found(LookUp {
            nop,
            village,
            object_address,
            owner_masked: masking::name(&latest.subject_name),
            notices,
            as_of: revisions::latest_import(tx).await?,
        }));
    }
    let numbers = objects::list_numbers(tx, &nop.village()).await?;
    Ok(Answer::NotFound { village, near: near::nearest(&nop, &numbers) })
}

pub(crate) fn line(notice: &Notice) -> NoticeLine {
    NoticeLine {
        id: NoticeId { nop: notice.nop, tax_year: notice.tax_year, revision: notice.revision },
        due: notice.figures.due,
        due_date: notice.due_date,
        payment: notice.payment,
        cancelled: notice.cancelled,
    }
}
