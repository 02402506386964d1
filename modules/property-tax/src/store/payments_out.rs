//! Payments that were taken here, as the other system is told of them.

use base::Instant;
use contracts::Settlement;
use db::{DbError, Row, Tx, params};

use super::settlements::settlement;

/// The number under which a payment is told (PEMBAYARAN_SPPT_KE): after all that the other system
/// has of its own, and the same each time.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          s.nop, s.tax_year, s.kind, s.entry, s.reversed, s.receipt, s.paid_on, s.at,
          s.principal_rupiah, s.penalty_rupiah, s.waived_rupiah, s.channel,
          s.sequence + (
            select coalesce(max(p.sequence), 0)
            from ptax_payment p
            join ptax_revision r on r.id = p.revision
            where p.nop = s.nop and p.tax_year = s.tax_year and r.published_order is not null
              and not exists (
                select 1
                from ptax_settlement o
                where o.nop = p.nop and o.tax_year = p.tax_year and o.receipt = p.place
              )
          ) as number
        from ptax_settlement s",
            $rest
        )
    };
}

db::statements! {
    /// What was recorded in a time and stands.
    RECORDED = select!("
        where s.kind = 'settle' and s.at >= $1 and s.at < $2
          and not exists (
            select 1
            from ptax_settlement t
            where t.nop = s.nop and t.tax_year = s.tax_year and t.reversed = s.entry
          )
        order by s.nop, s.tax_year, s.sequence");
    /// What was taken back in a time.
    TAKEN_BACK = select!("
        join ptax_settlement t
          on t.nop = s.nop and t.tax_year = s.tax_year and t.reversed = s.entry
        where s.kind = 'settle' and t.at >= $1 and t.at < $2
        order by s.nop, s.tax_year, s.sequence");
}

/// One payment with its number for the other system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutRow {
    pub settlement: Settlement,
    pub number: i64,
}

/// Hands over what was recorded from one moment until before another and stands.
pub async fn each_recorded(
    tx: &mut Tx,
    from: Instant,
    until: Instant,
    mut take: impl FnMut(&OutRow),
) -> Result<(), DbError> {
    tx.each(&RECORDED, params![from, until], |row| {
        take(&read(row)?);
        Ok(())
    })
    .await
}

/// Hands over what was taken back in that time.
pub async fn each_taken_back(
    tx: &mut Tx,
    from: Instant,
    until: Instant,
    mut take: impl FnMut(&OutRow),
) -> Result<(), DbError> {
    tx.each(&TAKEN_BACK, params![from, until], |row| {
        take(&read(row)?);
        Ok(())
    })
    .await
}

fn read(row: &Row) -> Result<OutRow, DbError> {
    Ok(OutRow { settlement: settlement(row)?, number: row.int(12)? })
}
