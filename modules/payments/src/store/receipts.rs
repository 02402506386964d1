//! Receipts: written with the entry, never changed.

use base::{Id, Instant};
use contracts::BillId;
use db::{DbError, Row, Tx, Value, params};

use super::unknown;
use crate::domain::channel::Channel;
use crate::domain::entry::Entry;
use crate::domain::receipt::Receipt;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          r.number, r.nop, r.tax_year, r.payer, r.address, r.principal_rupiah, r.months,
          r.penalty_rupiah, r.waived_rupiah, r.waiver_basis, r.paid_on,
          r.entry, e.paid_at, e.booked_at, e.channel, e.partner, e.reference, v.booked_at
        from pay_receipt r
        join pay_entry e on e.id = r.entry
        left join pay_entry v on v.reverses = e.id",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_receipt (
          number, entry, nop, tax_year, payer, address, principal_rupiah, months, penalty_rupiah,
          waived_rupiah, waiver_basis, paid_on
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    FIND = select!("
        where r.number = $1");
    OF_ENTRY = select!("
        where r.entry = $1
        order by r.nop, r.tax_year desc");
    OF_BILL = select!("
        where r.nop = $1 and r.tax_year = $2
        order by r.entry");
    /// The receipts of the entries of a page, for whoever checks the books.
    BETWEEN = select!("
        where r.entry >= $1 and r.entry <= $2
        order by r.entry, r.nop, r.tax_year");
}

/// A receipt with the payment it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    pub receipt: Receipt,
    pub entry: Id<Entry>,
    pub paid_at: Instant,
    pub booked_at: Instant,
    pub channel: Channel,
    pub partner: Option<String>,
    pub reference: Option<String>,
    /// When the payment was taken back; the receipt is void then.
    pub reversed_at: Option<Instant>,
}

pub async fn add(tx: &mut Tx, entry: Id<Entry>, receipts: &[Receipt]) -> Result<(), DbError> {
    for receipt in receipts {
        tx.send(&ADD, &write(entry, receipt)).await?;
    }
    Ok(())
}

fn write(entry: Id<Entry>, receipt: &Receipt) -> [Value; 12] {
    [
        (&receipt.number).into(),
        entry.into(),
        receipt.bill.nop.into(),
        receipt.bill.tax_year.into(),
        (&receipt.payer).into(),
        (&receipt.address).into(),
        receipt.principal.into(),
        receipt.months.into(),
        receipt.penalty.into(),
        receipt.waived.into(),
        (&receipt.waiver_basis).into(),
        receipt.paid_on.into(),
    ]
}

pub async fn find(tx: &mut Tx, number: &str) -> Result<Option<Issued>, DbError> {
    tx.first(&FIND, params![number]).await?.map(|row| read(&row)).transpose()
}

pub async fn of_entry(tx: &mut Tx, entry: Id<Entry>) -> Result<Vec<Issued>, DbError> {
    tx.rows(&OF_ENTRY, params![entry]).await?.iter().map(read).collect()
}

/// The receipts of a bill, void ones too, the oldest first.
pub async fn of_bill(tx: &mut Tx, bill: BillId) -> Result<Vec<Issued>, DbError> {
    tx.rows(&OF_BILL, params![bill.nop, bill.tax_year]).await?.iter().map(read).collect()
}

/// The receipts of entries from `first` to `last`, both included.
pub async fn between(
    tx: &mut Tx,
    first: Id<Entry>,
    last: Id<Entry>,
) -> Result<Vec<Issued>, DbError> {
    tx.rows(&BETWEEN, params![first, last]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Issued, DbError> {
    let receipt = Receipt {
        number: row.get(0)?,
        bill: BillId { nop: row.get(1)?, tax_year: row.int(2)? },
        payer: row.get(3)?,
        address: row.get(4)?,
        principal: row.get(5)?,
        months: u32::try_from(row.int(6)?).map_err(|_| unknown("months"))?,
        penalty: row.get(7)?,
        waived: row.get(8)?,
        waiver_basis: row.get(9)?,
        paid_on: row.get(10)?,
    };
    Ok(Issued {
        receipt,
        entry: row.get(11)?,
        paid_at: row.get(12)?,
        booked_at: row.get(13)?,
        channel: Channel::parse(row.text(14)?).ok_or_else(|| unknown("channel"))?,
        partner: row.get(15)?,
        reference: row.get(16)?,
        reversed_at: row.get(17)?,
    })
}
