//! A notice in full, for those who proved that they may see it, and for officers.

use base::{Error, Kind, Nop, Result, Rupiah};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::explain::{Explanation, explain};
use super::look_up::{NoticeLine, line, not_found, priced};
use super::owing::Owing;
use super::prove::Pass;
use crate::domain::access_code::AccessCode;
use crate::domain::claim::Claim;
use crate::domain::notice::Notice;
use crate::domain::object::TaxObject;
use crate::domain::owing::Sum;
use crate::domain::payment::{PaidLine, PaymentsOfBill};
use crate::domain::village::Village;
use crate::permissions::READ;
use crate::store::{notices, objects, villages};

/// A notice with everything its page shows.
#[derive(Debug, Clone)]
pub struct FullNotice {
    pub notice: Notice,
    pub object: Option<TaxObject>,
    pub village: Option<Village>,
    /// The notice of the year before.
    pub previous: Option<Notice>,
    pub explanation: Explanation,
    /// All years, the latest first.
    pub years: Vec<NoticeLine>,
    /// All years that are still to be paid, together; `None` when there is none, and on papers.
    pub sum: Option<Sum>,
    /// What was paid for this year, by day; empty on papers.
    pub payments: Vec<PaidLine>,
    pub access_code: AccessCode,
}

/// Who asks: a citizen with a pass for this NOP, or an officer.
#[derive(Debug, Clone, Copy)]
pub enum Reader<'a> {
    Citizen(Option<Pass>),
    Officer(&'a Actor),
}

/// Opens a notice.
///
/// # Errors
/// `property-tax/proof-needed` for a citizen without a pass for this NOP, whether or not the NOP
/// exists; `property-tax/unknown-nop`, `property-tax/unknown-notice`.
pub async fn open(cell: &Cell, reader: Reader<'_>, nop: Nop, tax_year: i64) -> Result<FullNotice> {
    admit(reader, nop)?;
    cell.db().read(async |tx: &mut Tx| read(tx, cell, nop, tax_year).await).await
}

/// The same with what each year costs today, and what was paid.
///
/// # Errors
/// As [`open`].
pub async fn open_with_costs(
    cell: &Cell,
    owing: &Owing,
    reader: Reader<'_>,
    nop: Nop,
    tax_year: i64,
) -> Result<FullNotice> {
    admit(reader, nop)?;
    let today = cell.today();
    cell.db()
        .read(async |tx: &mut Tx| -> Result<FullNotice> {
            let (full, all) = read_among(tx, cell, nop, tax_year).await?;
            let debts = owing.debts(tx, all.iter().map(Claim::from).collect()).await?;
            let years = priced(&all, &debts, today, owing.zone());
            let sum = Sum::of(&debts, today, owing.zone());
            let payments = notices::payments_of_object(tx, &nop).await?;
            let of_year = payments.of(&nop, tax_year).map(PaymentsOfBill::lines);
            Ok(FullNotice { years, sum, payments: of_year.unwrap_or_default(), ..full })
        })
        .await
}

/// Whether this reader may see the notices of a NOP in full.
pub fn admit(reader: Reader<'_>, nop: Nop) -> Result<()> {
    match reader {
        Reader::Officer(actor) => authorise(actor, READ, Resource::Cell),
        Reader::Citizen(Some(pass)) if pass.nop == nop => Ok(()),
        Reader::Citizen(_) => Err(Error::new(Kind::Forbidden, "property-tax/proof-needed")),
    }
}

/// A notice for a paper, without what it costs today.
pub(crate) async fn read(tx: &mut Tx, cell: &Cell, nop: Nop, tax_year: i64) -> Result<FullNotice> {
    Ok(read_among(tx, cell, nop, tax_year).await?.0)
}

/// A notice, and all of the object.
async fn read_among(
    tx: &mut Tx,
    cell: &Cell,
    nop: Nop,
    tax_year: i64,
) -> Result<(FullNotice, Vec<Notice>)> {
    let all = notices::list_of_object(tx, &nop).await?;
    if all.is_empty() {
        return Err(not_found());
    }
    let of = |year: i64| all.iter().find(|n| n.tax_year == year).cloned();
    let mut notice =
        of(tax_year).ok_or_else(|| Error::new(Kind::NotFound, "property-tax/unknown-notice"))?;
    let previous = of(tax_year - 1).filter(|n| !n.cancelled);
    let last_year: Option<Rupiah> = previous.as_ref().map(|n| n.figures.due);
    let explanation = explain(tx, &notice, last_year).await?;
    let object = objects::find(tx, &nop).await?;
    if notice.object_address.is_empty() {
        // A notice of SISMIOP does not freeze where the object lies.
        notice.object_address = object.as_ref().map(|o| o.address.line()).unwrap_or_default();
    }
    let full = FullNotice {
        payments: Vec::new(),
        sum: None,
        village: villages::find(tx, &nop.village()).await?,
        previous,
        explanation,
        years: all.iter().map(line).collect(),
        access_code: AccessCode::of(cell.keys(), nop, tax_year),
        notice,
        object,
    };
    Ok((full, all))
}
