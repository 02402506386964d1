//! Payments known from the imported system.

use base::{Nop, NopVillage, Rupiah};
use contracts::BillId;
use db::{DbError, Row, Tx, Value, params};

use super::nop_range;
pub use crate::domain::payment::Payment;
use crate::domain::revision::RevisionId;

/// The columns in the order of [`write_row`].
pub const COLUMNS: &[&str] = &[
    "nop",
    "tax_year",
    "sequence",
    "revision",
    "paid_on",
    "amount_rupiah",
    "penalty_rupiah",
    "place",
    "removed",
    "fingerprint",
];

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          p.nop, p.tax_year, p.sequence, p.paid_on, p.amount_rupiah, p.penalty_rupiah, p.place,
          p.removed
        from ptax_payment p
        join ptax_revision r on r.id = p.revision",
            $rest
        )
    };
}

db::statements! {
    /// Of several versions of a payment, here and below, the one in force comes first.
    OF_OBJECT = select!("
        where p.nop = $1 and r.published_order is not null
        order by p.tax_year desc, p.sequence, r.published_order desc");
    OF_BILL = select!("
        where p.nop = $1 and p.tax_year = $2 and r.published_order is not null
        order by p.sequence, r.published_order desc");
    OF_VILLAGE = select!("
        where p.nop >= $1 and p.nop <= $2 and r.published_order is not null
        order by p.nop, p.tax_year, p.sequence, r.published_order desc");
    OF_VILLAGE_AND_YEAR = select!("
        where p.nop >= $1 and p.nop <= $2 and p.tax_year = $3 and r.published_order is not null
        order by p.nop, p.sequence, r.published_order desc");
    /// How many payments count per year, and how much was paid.
    TOTALS = "
        select tax_year, count(*) as n, cast(sum(amount_rupiah) as bigint) as amount_rupiah
        from (
          select
            p.tax_year,
            p.amount_rupiah,
            p.removed,
            row_number() over (
              partition by p.nop, p.tax_year, p.sequence
              order by r.published_order desc
            ) as place
          from ptax_payment p
          join ptax_revision r on r.id = p.revision
          where r.published_order is not null
        ) t
        where place = 1 and removed = 0
        group by tax_year
        order by tax_year";
    FINGERPRINTS = "
        select p.nop, p.tax_year, p.sequence, p.fingerprint, p.amount_rupiah
        from ptax_payment p
        join ptax_revision r on r.id = p.revision
        where r.published_order is not null
        order by p.nop, p.tax_year, p.sequence, r.published_order desc";
}

/// The payments of an object, the latest year first.
pub async fn list_of_object(tx: &mut Tx, nop: &Nop) -> Result<Vec<Payment>, DbError> {
    in_force(&tx.rows(&OF_OBJECT, params![nop]).await?)
}

/// How many payments count per year, and how much was paid.
pub async fn totals(tx: &mut Tx) -> Result<Vec<(i64, i64, Rupiah)>, DbError> {
    let rows = tx.rows(&TOTALS, params![]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?, row.get(2)?))).collect()
}

/// The payments of one bill.
pub async fn list_of_bill(tx: &mut Tx, bill: BillId) -> Result<Vec<Payment>, DbError> {
    in_force(&tx.rows(&OF_BILL, params![bill.nop, bill.tax_year]).await?)
}

/// The payments of a village for a year.
pub async fn list_of_village_and_year(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<Vec<Payment>, DbError> {
    let (first, last) = nop_range(village);
    in_force(&tx.rows(&OF_VILLAGE_AND_YEAR, params![first, last, tax_year]).await?)
}

/// The payments of a village for all years.
pub async fn list_of_village(tx: &mut Tx, village: &NopVillage) -> Result<Vec<Payment>, DbError> {
    let (first, last) = nop_range(village);
    in_force(&tx.rows(&OF_VILLAGE, params![first, last]).await?)
}

/// Of several versions of a payment the first one counts; a removed one is none.
fn in_force(rows: &[Row]) -> Result<Vec<Payment>, DbError> {
    let mut payments: Vec<(Payment, bool)> = Vec::with_capacity(rows.len());
    for row in rows {
        let payment = Payment {
            nop: row.get(0)?,
            tax_year: row.int(1)?,
            sequence: row.int(2)?,
            paid_on: row.get(3)?,
            amount: row.get(4)?,
            penalty: row.get(5)?,
            place: row.get(6)?,
        };
        payments.push((payment, row.flag(7)?));
    }
    payments.dedup_by_key(|(p, _)| (p.nop, p.tax_year, p.sequence));
    Ok(payments.into_iter().filter(|(_, removed)| !removed).map(|(p, _)| p).collect())
}

/// The row of a payment under the columns of [`COLUMNS`].
pub fn write_row(
    payment: &Payment,
    revision: RevisionId,
    removed: bool,
    fingerprint: i64,
) -> Vec<Value> {
    vec![
        payment.nop.into(),
        payment.tax_year.into(),
        payment.sequence.into(),
        revision.into(),
        payment.paid_on.into(),
        payment.amount.into(),
        payment.penalty.into(),
        (&payment.place).into(),
        removed.into(),
        fingerprint.into(),
    ]
}
