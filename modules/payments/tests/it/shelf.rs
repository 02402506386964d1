//! A shelf of bills that stands in for the module that knows what is owed: tables of its own, a
//! penalty of one percent for each month that has begun.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its stage has failed")]

use std::sync::{Arc, LazyLock};

use audit::Who;
use base::{Date, Error, Kind, Nop, NopVillage, Rupiah};
use cell::Cell;
use contracts::{Answer, Bill, BillId, Bills, Reopening, Settlement, Standing};
use db::{Db, Migration, Tx, params};
use payments::domain::account::Account;
use payments::domain::channel::Channel;
use payments::usecase::{Incoming, Ledger, PostError, Posted, Unfit};
use testkit::TestCell;

db::statements! {
    PUT = "
        insert into shelf_bill (nop, tax_year, due_date, principal_rupiah, cancelled)
        values ($1, $2, $3, $4, $5)";
    FIND = "
        select due_date, principal_rupiah, cancelled
        from shelf_bill
        where nop = $1 and tax_year = $2";
    YEARS = "select tax_year from shelf_bill where nop = $1 order by tax_year desc";
    OPEN = "
        select nop, tax_year
        from shelf_bill
        where nop >= $1 and nop <= $2
        order by nop, tax_year";
    SETTLED = "select entry from shelf_settlement where nop = $1 and tax_year = $2";
    SETTLE = "
        insert into shelf_settlement (
          nop, tax_year, entry, receipt, paid_on, at, principal, penalty, waived, channel
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    REOPEN = "delete from shelf_settlement where nop = $1 and tax_year = $2 and entry = $3";
    ALL_AFTER = "
        select nop, tax_year, entry, receipt, paid_on, at, principal, penalty, waived, channel
        from shelf_settlement
        where entry > $1 or (entry = $1 and (nop > $2 or (nop = $2 and tax_year > $3)))
        order by entry, nop, tax_year
        limit $4";
}

const TABLES: &[Migration] = &[Migration {
    module: "shelf",
    number: 1,
    name: "bills",
    sql: "
        create table shelf_bill (
          nop text not null,
          tax_year bigint not null,
          due_date text not null,
          principal_rupiah bigint not null,
          cancelled bigint not null,
          primary key (nop, tax_year)
        );
        create table shelf_settlement (
          nop text not null,
          tax_year bigint not null,
          entry text not null,
          receipt text not null,
          paid_on text not null,
          at text not null,
          principal bigint not null,
          penalty bigint not null,
          waived bigint not null,
          channel text not null,
          primary key (nop, tax_year)
        );",
}];

/// The tables of the stories.
pub static MIGRATIONS: LazyLock<Vec<Migration>> =
    LazyLock::new(|| [audit::MIGRATIONS, TABLES, payments::migrations()].concat());

/// The bills on the shelf.
pub struct Shelf;

async fn find(tx: &mut Tx, id: BillId, day: Date) -> Result<Option<Bill>, Error> {
    let Some(row) = tx.first(&FIND, params![id.nop, id.tax_year]).await? else {
        return Ok(None);
    };
    let paid = tx.first(&SETTLED, params![id.nop, id.tax_year]).await?.is_some();
    let (due_date, principal): (Date, Rupiah) = (row.get(0)?, row.get(1)?);
    let standing = match (row.flag(2)?, paid) {
        (true, _) => Standing::Cancelled,
        (_, true) => Standing::Paid,
        _ => Standing::Open,
    };
    let months = u32::from(day > due_date);
    let penalty = Rupiah(principal.0 / 100 * i64::from(months));
    // Whoever paid for 2024 is forgiven half.
    let waived = if id.tax_year == 2024 { Rupiah(penalty.0 / 2) } else { Rupiah::ZERO };
    let waiver_basis = if waived > Rupiah::ZERO { "Contoh Perbup 1/2026" } else { "" }.to_owned();
    Ok(Some(Bill {
        id,
        payer: "SITI CONTOH".to_owned(),
        address: "JL YOS SUDARSO 1".to_owned(),
        due_date,
        standing,
        principal,
        months,
        penalty,
        waived,
        waiver_basis,
    }))
}

impl Bills for Shelf {
    fn find<'a>(&'a self, tx: &'a mut Tx, id: BillId, day: Date) -> Answer<'a, Option<Bill>> {
        Box::pin(find(tx, id, day))
    }

    fn of_object<'a>(&'a self, tx: &'a mut Tx, nop: Nop, day: Date) -> Answer<'a, Vec<Bill>> {
        Box::pin(async move {
            let mut bills = Vec::new();
            for row in tx.rows(&YEARS, params![nop]).await? {
                bills.extend(find(tx, BillId { nop, tax_year: row.int(0)? }, day).await?);
            }
            Ok(bills)
        })
    }

    fn open_in_village<'a>(
        &'a self,
        tx: &'a mut Tx,
        village: NopVillage,
        day: Date,
    ) -> Answer<'a, Vec<Bill>> {
        Box::pin(async move {
            let bounds = ["00000000", "99999999"].map(|end| format!("{}{end}", village.digits()));
            let [first, last] = bounds;
            let mut bills = Vec::new();
            for row in tx.rows(&OPEN, params![first, last]).await? {
                let id = BillId { nop: row.get(0)?, tax_year: row.int(1)? };
                let found = find(tx, id, day).await?;
                bills.extend(found.filter(|bill| bill.standing == Standing::Open));
            }
            Ok(bills)
        })
    }

    fn settle<'a>(&'a self, tx: &'a mut Tx, s: &'a Settlement) -> Answer<'a, ()> {
        Box::pin(async move {
            let bill = find(tx, s.bill, s.paid_on).await?;
            if bill.is_none_or(|bill| bill.standing != Standing::Open) {
                return Err(Error::new(Kind::Conflict, "contracts/bill-not-open"));
            }
            let values = params![
                s.bill.nop,
                s.bill.tax_year,
                &s.entry,
                &s.receipt,
                s.paid_on,
                s.at,
                s.principal,
                s.penalty,
                s.waived,
                &s.channel,
            ];
            tx.execute(&SETTLE, values).await?;
            Ok(())
        })
    }

    fn reopen<'a>(&'a self, tx: &'a mut Tx, it: &'a Reopening) -> Answer<'a, ()> {
        Box::pin(async move {
            let values = params![it.bill.nop, it.bill.tax_year, &it.reversed];
            match tx.execute(&REOPEN, values).await? {
                1 => Ok(()),
                _ => Err(Error::new(Kind::Conflict, "contracts/not-settled-so")),
            }
        })
    }

    fn settlements<'a>(
        &'a self,
        tx: &'a mut Tx,
        after: Option<(String, BillId)>,
        limit: usize,
    ) -> Answer<'a, Vec<Settlement>> {
        Box::pin(async move {
            let (entry, nop, year) = match after {
                Some((entry, bill)) => (entry, bill.nop.digits().to_owned(), bill.tax_year),
                None => (String::new(), String::new(), 0),
            };
            let limit = i64::try_from(limit).unwrap();
            let rows = tx.rows(&ALL_AFTER, params![entry, nop, year, limit]).await?;
            let read = |row: &db::Row| {
                Ok(Settlement {
                    bill: BillId { nop: row.get(0)?, tax_year: row.int(1)? },
                    entry: row.get(2)?,
                    receipt: row.get(3)?,
                    paid_on: row.get(4)?,
                    at: row.get(5)?,
                    principal: row.get(6)?,
                    penalty: row.get(7)?,
                    waived: row.get(8)?,
                    channel: row.get(9)?,
                })
            };
            rows.iter().map(read).collect::<Result<_, db::DbError>>().map_err(Error::from)
        })
    }
}

/// A cell with its books.
pub struct Stage {
    pub it: TestCell,
    pub ledger: Ledger,
}

impl Stage {
    pub fn new(db: Db) -> Self {
        Self::of(TestCell::demo(db))
    }

    pub fn of(it: TestCell) -> Self {
        let ledger = Ledger::new(it.cell.clone(), Arc::new(Shelf));
        Self { it, ledger }
    }

    pub fn cell(&self) -> &Cell {
        &self.it.cell
    }

    /// Puts a bill on the shelf.
    pub async fn put(&self, id: BillId, due_date: &str, principal: i64) -> BillId {
        self.put_as(id, due_date, principal, false).await
    }

    pub async fn put_as(&self, id: BillId, due: &str, principal: i64, gone: bool) -> BillId {
        let due: Date = due.parse().unwrap();
        let values = params![id.nop, id.tax_year, due, principal, gone];
        let put = self.cell().db().write(async |tx: &mut Tx| tx.execute(&PUT, values).await);
        put.await.unwrap();
        id
    }

    /// Posts in a transaction of its own.
    pub async fn post(&self, money: &Incoming<'_>) -> Result<Posted, PostError> {
        self.cell().db().write_by_keys(async |tx: &mut Tx| self.ledger.post(tx, money).await).await
    }

    pub async fn bill(&self, id: BillId) -> Bill {
        let day = self.cell().today();
        let found = self.cell().db().read(async |tx: &mut Tx| find(tx, id, day).await);
        found.await.unwrap().unwrap()
    }
}

pub fn bill(last: u32, tax_year: i64) -> BillId {
    BillId { nop: Nop::parse(&format!("64080400030120{last:03}0")).unwrap(), tax_year }
}

/// What a bank brings for bills today.
pub fn brought<'a>(
    stage: &Stage,
    reference: &'a str,
    bills: &'a [BillId],
    amount: i64,
    who: &'a Who,
) -> Incoming<'a> {
    Incoming {
        channel: Channel::VirtualAccount,
        source: Some(("bank-uji", reference)),
        slip: None,
        code: None,
        bills,
        amount: Rupiah(amount),
        into: Account::Partner("bank-uji".to_owned()),
        paid_at: stage.cell().now(),
        paid_on: stage.cell().today(),
        who,
        note: "",
        unfit: Unfit::Refuse,
    }
}
