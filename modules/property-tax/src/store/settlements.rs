//! What was paid here, and what was cancelled, bill by bill: facts that are only ever added.

use base::{Date, Instant, Nop, NopVillage, Rupiah};
use contracts::{BillId, Reopening, Settlement};
use db::{DbError, Row, Tx, params};

use super::nop_range;
use crate::domain::payment::Fact;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          s.nop, s.tax_year, s.kind, s.entry, s.reversed, s.receipt, s.paid_on, s.at,
          s.principal_rupiah, s.penalty_rupiah, s.waived_rupiah, s.channel
        from ptax_settlement s",
            $rest
        )
    };
}

db::statements! {
    /// Another fact of the same number stays: whoever came second is told so.
    ADD = "
        insert into ptax_settlement (
          nop, tax_year, sequence, kind, entry, reversed, receipt, paid_on, at,
          principal_rupiah, penalty_rupiah, waived_rupiah, channel
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (nop, tax_year, sequence) do nothing";
    OF_BILL = select!("
        where s.nop = $1 and s.tax_year = $2
        order by s.sequence");
    OF_OBJECT = select!("
        where s.nop = $1
        order by s.tax_year, s.sequence");
    OF_VILLAGE = select!("
        where s.nop >= $1 and s.nop <= $2
        order by s.nop, s.tax_year, s.sequence");
    OF_VILLAGE_AND_YEAR = select!("
        where s.nop >= $1 and s.nop <= $2 and s.tax_year = $3
        order by s.nop, s.sequence");
    /// What stands, by entry of the ledger.
    STANDING = select!("
        where s.kind = 'settle' and (s.entry, s.nop, s.tax_year) > ($1, $2, $3)
          and not exists (
            select 1
            from ptax_settlement t
            where t.nop = s.nop and t.tax_year = s.tax_year and t.reversed = s.entry
          )
        order by s.entry, s.nop, s.tax_year
        limit $4");
}

/// Adds the payment of a bill as its fact number `sequence`; `false` when that number is taken.
pub async fn add(tx: &mut Tx, it: &Settlement, sequence: usize) -> Result<bool, DbError> {
    let none = None::<&str>;
    let sign = |amount: Rupiah| amount;
    write(tx, it, sequence, ("settle", &it.entry, none, it.at), sign).await
}

/// Adds that a payment of a bill was taken back; `false` when the number is taken.
pub async fn add_reopening(
    tx: &mut Tx,
    it: &Reopening,
    of: &Settlement,
    sequence: usize,
) -> Result<bool, DbError> {
    let sign = |amount: Rupiah| Rupiah(amount.0.saturating_neg());
    let what = ("reopen", &*it.entry, Some(&*it.reversed), it.at);
    write(tx, of, sequence, what, sign).await
}

/// Adds that the notice was cancelled by a proposal; `false` when the number is taken.
pub async fn add_cancellation(
    tx: &mut Tx,
    bill: BillId,
    proposal: &str,
    (at, on): (Instant, Date),
    sequence: usize,
) -> Result<bool, DbError> {
    let nothing = Settlement {
        bill,
        entry: proposal.to_owned(),
        receipt: String::new(),
        paid_on: on,
        at,
        principal: Rupiah::ZERO,
        penalty: Rupiah::ZERO,
        waived: Rupiah::ZERO,
        channel: String::new(),
    };
    write(tx, &nothing, sequence, ("cancel", proposal, None, at), |amount| amount).await
}

async fn write(
    tx: &mut Tx,
    it: &Settlement,
    sequence: usize,
    (kind, entry, reversed, at): (&str, &str, Option<&str>, Instant),
    sign: impl Fn(Rupiah) -> Rupiah,
) -> Result<bool, DbError> {
    let values = params![
        it.bill.nop,
        it.bill.tax_year,
        i64::try_from(sequence).unwrap_or(i64::MAX),
        kind,
        entry,
        reversed,
        &it.receipt,
        it.paid_on,
        at,
        sign(it.principal),
        sign(it.penalty),
        sign(it.waived),
        &it.channel,
    ];
    Ok(tx.execute(&ADD, values).await? == 1)
}

/// The facts of a bill, in their order.
pub async fn list_of_bill(tx: &mut Tx, bill: BillId) -> Result<Vec<Fact>, DbError> {
    facts(&tx.rows(&OF_BILL, params![bill.nop, bill.tax_year]).await?)
}

/// The facts of all bills of an object, each bill's in their order.
pub async fn list_of_object(tx: &mut Tx, nop: &Nop) -> Result<Vec<Fact>, DbError> {
    facts(&tx.rows(&OF_OBJECT, params![nop]).await?)
}

/// The facts of the bills of a village, of all years or of one.
pub async fn list_of_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: Option<i64>,
) -> Result<Vec<Fact>, DbError> {
    let (first, last) = nop_range(village);
    facts(&match tax_year {
        Some(year) => tx.rows(&OF_VILLAGE_AND_YEAR, params![first, last, year]).await?,
        None => tx.rows(&OF_VILLAGE, params![first, last]).await?,
    })
}

/// What stands, after an entry and a bill, at most so much.
pub async fn list_standing(
    tx: &mut Tx,
    after: Option<&(String, BillId)>,
    limit: usize,
) -> Result<Vec<Settlement>, DbError> {
    let (entry, nop, year) = match after {
        Some((entry, bill)) => (entry.as_str(), bill.nop.digits().to_owned(), bill.tax_year),
        None => ("", String::new(), 0),
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = tx.rows(&STANDING, params![entry, nop, year, limit]).await?;
    rows.iter().map(settlement).collect()
}

fn facts(rows: &[Row]) -> Result<Vec<Fact>, DbError> {
    rows.iter().map(fact).collect()
}

fn fact(row: &Row) -> Result<Fact, DbError> {
    match row.text(2)? {
        "settle" => settlement(row).map(Fact::Settled),
        "cancel" => Ok(Fact::Cancelled { bill: bill(row)? }),
        _ => Ok(Fact::TakenBack { bill: bill(row)?, reversed: row.get(4)? }),
    }
}

fn bill(row: &Row) -> Result<BillId, DbError> {
    Ok(BillId { nop: row.get(0)?, tax_year: row.int(1)? })
}

pub(super) fn settlement(row: &Row) -> Result<Settlement, DbError> {
    Ok(Settlement {
        bill: bill(row)?,
        entry: row.get(3)?,
        receipt: row.get(5)?,
        paid_on: row.get(6)?,
        at: row.get(7)?,
        principal: row.get(8)?,
        penalty: row.get(9)?,
        waived: row.get(10)?,
        channel: row.get(11)?,
    })
}
