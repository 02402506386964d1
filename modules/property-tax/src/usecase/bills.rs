//! What is owed, offered to whoever takes the money ([`contracts::Bills`]).
//!
//! Settling is on the path of every payment of the regency: it reads the notice, adds one row, and
//! touches no row that another payment touches.

use std::sync::Arc;

use base::{Date, Error, Kind, Nop, NopVillage, Result, Rupiah};
use cell::Cell;
use contracts::{Answer, Bill, BillId, Bills, Reopening, Settlement, Standing, Village};
use db::Tx;

use super::owing::Owing;
use crate::domain::claim::Claim;
use crate::domain::payment::{Payments, PaymentsOfBill};
use crate::store::{claims, settlements, villages};

/// The bills of a cell.
#[derive(Debug, Clone)]
pub struct PropertyBills {
    owing: Owing,
}

impl PropertyBills {
    pub fn new(cell: &Cell) -> Self {
        Self { owing: Owing::new(cell.zone().clone()) }
    }

    /// The same as the service that other modules see.
    pub fn shared(cell: &Cell) -> Arc<dyn Bills> {
        Arc::new(Self::new(cell))
    }

    async fn bill(&self, tx: &mut Tx, id: BillId, day: Date) -> Result<Option<Bill>> {
        match claims::find(tx, id).await? {
            Some(found) => self.owing.bill(tx, found, day).await.map(Some),
            None => Ok(None),
        }
    }

    async fn bills(&self, tx: &mut Tx, claims: Vec<Claim>, day: Date) -> Result<Vec<Bill>> {
        let bills = self.owing.bills(tx, claims, day).await?;
        let priced = |bill: Result<Bill>| match bill {
            Ok(bill) => Some(bill),
            Err(error) => {
                tracing::warn!(%error, "a late bill is left out: nobody can say what it costs");
                None
            }
        };
        Ok(bills.into_iter().filter_map(priced).collect())
    }
}

impl Bills for PropertyBills {
    /// # Errors
    /// `property-tax/rule-missing-for-year`, `property-tax/no-rules` for a late bill of a year without
    /// a penalty in the rules: it has no amount before the tax office adds one.
    fn find<'a>(&'a self, tx: &'a mut Tx, id: BillId, day: Date) -> Answer<'a, Option<Bill>> {
        Box::pin(async move { self.bill(tx, id, day).await })
    }

    /// Leaves out late bills for which [`Bills::find`] has no amount, and says so in the log.
    fn of_object<'a>(&'a self, tx: &'a mut Tx, nop: Nop, day: Date) -> Answer<'a, Vec<Bill>> {
        Box::pin(async move {
            let claims = claims::list_of_object(tx, &nop).await?;
            self.bills(tx, claims, day).await
        })
    }

    /// Leaves out what [`Bills::of_object`] does.
    fn open_in_village<'a>(
        &'a self,
        tx: &'a mut Tx,
        village: NopVillage,
        day: Date,
    ) -> Answer<'a, Vec<Bill>> {
        Box::pin(async move {
            let claims = claims::list_open_of_village(tx, &village).await?;
            self.bills(tx, claims, day).await
        })
    }

    fn villages<'a>(&'a self, tx: &'a mut Tx) -> Answer<'a, Vec<Village>> {
        Box::pin(async move {
            let known = villages::list(tx).await?.into_iter();
            let village = |v: crate::domain::village::Village| Village {
                code: v.village,
                name: v.name,
                district: v.district_name,
            };
            Ok(known.map(village).collect())
        })
    }

    fn settle<'a>(&'a self, tx: &'a mut Tx, settlement: &'a Settlement) -> Answer<'a, ()> {
        Box::pin(settle(tx, settlement))
    }

    fn reopen<'a>(&'a self, tx: &'a mut Tx, reopening: &'a Reopening) -> Answer<'a, ()> {
        Box::pin(reopen(tx, reopening))
    }

    fn settlements<'a>(
        &'a self,
        tx: &'a mut Tx,
        after: Option<(String, BillId)>,
        limit: usize,
    ) -> Answer<'a, Vec<Settlement>> {
        Box::pin(async move { Ok(settlements::list_standing(tx, after.as_ref(), limit).await?) })
    }
}

async fn settle(tx: &mut Tx, settlement: &Settlement) -> Result<()> {
    let claim = claims::find_recorded(tx, settlement.bill).await?.ok_or_else(not_open)?;
    let imported = claims::imported_of(tx, &claim).await?;
    // Nearly every bill is paid once: as the first fact it needs no look at earlier ones. On a
    // server that look would make payments of neighbours collide.
    let alone = Payments::new(imported.clone(), []);
    let fits = owes(&claim, alone.of(&claim.nop, claim.tax_year), settlement);
    if fits && settlements::add(tx, settlement, 1).await? {
        return Ok(());
    }
    let facts = settlements::list_of_bill(tx, settlement.bill).await?;
    let noted = facts.len();
    let paid = Payments::new(imported, facts);
    if !owes(&claim, paid.of(&claim.nop, claim.tax_year), settlement) {
        return Err(not_open());
    }
    match settlements::add(tx, settlement, noted + 1).await? {
        true => Ok(()),
        false => Err(not_open()),
    }
}

/// Whether exactly this principal is owed.
fn owes(claim: &Claim, paid: Option<&PaymentsOfBill>, settlement: &Settlement) -> bool {
    let paid = paid.map(|of| of.paid(claim.origin)).unwrap_or_default();
    let claim = claim.clone().settled_by(paid);
    let sane = Rupiah::ZERO <= settlement.waived && settlement.waived <= settlement.penalty;
    sane && claim.standing() == Standing::Open && claim.principal() == settlement.principal
}

fn not_open() -> Error {
    Error::new(Kind::Conflict, "contracts/bill-not-open")
}

async fn reopen(tx: &mut Tx, reopening: &Reopening) -> Result<()> {
    let BillId { nop, tax_year } = reopening.bill;
    let facts = settlements::list_of_bill(tx, reopening.bill).await?;
    let paid = Payments::new([], facts);
    let of = paid.of(&nop, tax_year).ok_or_else(not_settled_so)?;
    let settled = of.standing.iter().find(|settlement| settlement.entry == reopening.reversed);
    let settled = settled.ok_or_else(not_settled_so)?;
    match settlements::add_reopening(tx, reopening, settled, of.facts + 1).await? {
        true => Ok(()),
        false => Err(not_settled_so()),
    }
}

fn not_settled_so() -> Error {
    Error::new(Kind::Conflict, "contracts/not-settled-so")
}
