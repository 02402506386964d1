//! Bills as a module that takes money sees them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use base::{Date, Instant, Result, Rupiah};
use cell::Cell;
use contracts::{Bill, BillId, Bills, Reopening, Settlement};
use db::Tx;
use property_tax::usecase::bills::PropertyBills;

use crate::stories_support::*;

/// The bills of a cell, and what is done with them.
pub struct Till {
    pub cell: Cell,
    pub bills: PropertyBills,
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn bill(digits: &str, tax_year: i64) -> BillId {
    BillId { nop: nop(digits), tax_year }
}

/// A payment of a bill as it stands on a day.
pub fn payment(of: &Bill, entry: &str, paid_on: Date) -> Settlement {
    Settlement {
        bill: of.id,
        entry: entry.to_owned(),
        receipt: format!("NTPD-{entry}"),
        paid_on,
        at: Instant::parse("2026-08-17T00:30:00.000Z").unwrap(),
        principal: of.principal,
        penalty: of.penalty,
        waived: of.waived,
        channel: "va".to_owned(),
    }
}

impl Till {
    pub fn new(cell: &Cell) -> Self {
        Self { cell: cell.clone(), bills: PropertyBills::new(cell) }
    }

    pub async fn find(&self, id: BillId, on: &str) -> Result<Option<Bill>> {
        let find = async |tx: &mut Tx| self.bills.find(tx, id, day(on)).await;
        self.cell.db().read(find).await
    }

    pub async fn get(&self, id: BillId, on: &str) -> Bill {
        self.find(id, on).await.unwrap().unwrap()
    }

    pub async fn of_object(&self, digits: &str, on: &str) -> Vec<Bill> {
        let nop = nop(digits);
        let list = async |tx: &mut Tx| self.bills.of_object(tx, nop, day(on)).await;
        self.cell.db().read(list).await.unwrap()
    }

    pub async fn open_in(&self, village: &str, on: &str) -> Vec<Bill> {
        let village = base::NopVillage::parse(village).unwrap();
        let list = async |tx: &mut Tx| self.bills.open_in_village(tx, village, day(on)).await;
        self.cell.db().read(list).await.unwrap()
    }

    pub async fn settle(&self, it: &Settlement) -> Result<()> {
        self.cell.db().write(async |tx: &mut Tx| self.bills.settle(tx, it).await).await
    }

    pub async fn reopen(&self, id: BillId, reversed: &str, entry: &str) -> Result<()> {
        let at = self.cell.now();
        let it = Reopening { bill: id, entry: entry.into(), reversed: reversed.into(), at };
        self.cell.db().write(async |tx: &mut Tx| self.bills.reopen(tx, &it).await).await
    }

    /// Pays what is owed on a day.
    pub async fn pay(&self, id: BillId, entry: &str, on: &str) -> Settlement {
        let it = payment(&self.get(id, on).await, entry, day(on));
        self.settle(&it).await.unwrap();
        it
    }

    /// Every settlement that stands, asked for in pages of two.
    pub async fn standing(&self) -> Vec<Settlement> {
        let mut all: Vec<Settlement> = Vec::new();
        loop {
            let after = all.last().map(|last| (last.entry.clone(), last.bill));
            let page = async |tx: &mut Tx| self.bills.settlements(tx, after.clone(), 2).await;
            let page = self.cell.db().read(page).await.unwrap();
            if page.is_empty() {
                return all;
            }
            all.extend(page);
        }
    }
}

pub fn rupiah(amount: i64) -> Rupiah {
    Rupiah(amount)
}
