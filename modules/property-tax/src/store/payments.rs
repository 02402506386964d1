//! Payments known from the imported system.

use std::collections::HashMap;

use base::{Date, Nop, NopVillage, Rupiah};
use db::{DbError, Tx, Value, params};

use super::nop_range;
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

db::statements! {
    OF_OBJECT = "
        select p.tax_year, p.sequence, p.paid_on, p.amount_rupiah, p.penalty_rupiah, p.place, p.removed
        from ptax_payment p
        join ptax_revision r on r.id = p.revision
        where p.nop = $1 and r.published_order is not null
        order by p.tax_year desc, p.sequence, r.published_order desc";
    /// The payments of a village for a year, of several versions the one in force first.
    OF_VILLAGE = "
        select p.nop, p.sequence, p.amount_rupiah, p.penalty_rupiah, p.removed
        from ptax_payment p
        join ptax_revision r on r.id = p.revision
        where p.nop >= $1 and p.nop <= $2 and p.tax_year = $3 and r.published_order is not null
        order by p.nop, p.sequence, r.published_order desc";
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

/// One payment of one notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    pub nop: Nop,
    pub tax_year: i64,
    /// Counts from 1; has gaps in the legacy data.
    pub sequence: i64,
    pub paid_on: Date,
    /// What was paid in all, penalty included (JML_SPPT_YG_DIBAYAR).
    pub amount: Rupiah,
    /// The part of it that is penalty (DENDA_SPPT).
    pub penalty: Rupiah,
    pub place: String,
}

/// The payments of an object, the latest year first.
pub async fn list_of_object(tx: &mut Tx, nop: &Nop) -> Result<Vec<Payment>, DbError> {
    let mut payments: Vec<(Payment, bool)> = Vec::new();
    for row in tx.rows(&OF_OBJECT, params![nop]).await? {
        let payment = Payment {
            nop: *nop,
            tax_year: row.int(0)?,
            sequence: row.int(1)?,
            paid_on: row.get(2)?,
            amount: row.get(3)?,
            penalty: row.get(4)?,
            place: row.get(5)?,
        };
        payments.push((payment, row.flag(6)?));
    }
    payments.dedup_by_key(|(p, _)| (p.tax_year, p.sequence));
    Ok(payments.into_iter().filter(|(_, removed)| !removed).map(|(p, _)| p).collect())
}

/// How many payments count per year, and how much was paid.
pub async fn totals(tx: &mut Tx) -> Result<Vec<(i64, i64, Rupiah)>, DbError> {
    let rows = tx.rows(&TOTALS, params![]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?, row.get(2)?))).collect()
}

impl Payment {
    /// The part that settles the notice itself.
    pub fn principal(&self) -> Rupiah {
        self.amount.checked_sub(self.penalty).unwrap_or(Rupiah::ZERO).max(Rupiah::ZERO)
    }
}

/// How much of the principal was paid in a village for a year, by object.
pub async fn principal_of_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<HashMap<Nop, Rupiah>, DbError> {
    let (first, last) = nop_range(village);
    let (mut sums, mut before) = (HashMap::new(), None);
    tx.each(&OF_VILLAGE, params![first, last, tax_year], |row| {
        let (nop, sequence): (Nop, i64) = (row.get(0)?, row.int(1)?);
        let in_force = before.replace((nop, sequence)) != Some((nop, sequence));
        if in_force && !row.flag(4)? {
            let (amount, penalty): (Rupiah, Rupiah) = (row.get(2)?, row.get(3)?);
            let sum: &mut Rupiah = sums.entry(nop).or_default();
            *sum = Rupiah(sum.0.saturating_add(amount.0.saturating_sub(penalty.0)));
        }
        Ok::<_, DbError>(())
    })
    .await?;
    Ok(sums)
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
