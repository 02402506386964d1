//! Notices and receipts of a tax year, added up by village.

use base::NopVillage;
use db::{DbError, Row, Tx, params};

db::statements! {
    /// The notice in force of each bill. What was received of it is what was settled here, else what
    /// was imported, else all of it where the imported system says that it was paid.
    BY_VILLAGE = "
        select b.village, count(*) as notices, cast(sum(b.due_rupiah) as bigint) as due_rupiah,
               cast(sum(case
                 when b.settled > 0 then b.settled
                 when b.imported > 0 then b.imported
                 when b.payment_state in ('paid', 'principal_paid') then b.due_rupiah
                 else 0
               end) as bigint) as received_rupiah
        from (
          select substr(n.nop, 1, 10) as village, n.due_rupiah, n.payment_state,
                 coalesce((
                   select sum(s.principal_rupiah)
                   from ptax_settlement s
                   where s.nop = n.nop and s.tax_year = n.tax_year
                 ), 0) as settled,
                 coalesce((
                   select sum(p.amount_rupiah - p.penalty_rupiah)
                   from ptax_payment p
                   join ptax_revision v on v.id = p.revision
                   where p.nop = n.nop and p.tax_year = n.tax_year
                     and v.published_order is not null and p.removed = 0
                     and not exists (
                       select 1
                       from ptax_payment o
                       join ptax_revision w on w.id = o.revision
                       where o.nop = p.nop and o.tax_year = p.tax_year
                         and o.sequence = p.sequence and w.published_order > v.published_order
                     )
                 ), 0) as imported
          from ptax_notice n
          join ptax_revision r on r.id = n.revision
          where n.tax_year = $1 and r.published_order is not null and n.cancelled = 0
            and not exists (
              select 1
              from ptax_notice m
              join ptax_revision q on q.id = m.revision
              where m.nop = n.nop and m.tax_year = n.tax_year
                and q.published_order > r.published_order
            )
        ) b
        group by b.village
        order by b.village";
}

/// A village and a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfVillage {
    pub village: NopVillage,
    /// Notices in force.
    pub notices: i64,
    /// Rupiah.
    pub due: i64,
    /// Rupiah, without interest.
    pub received: i64,
}

/// Every village with notices in force for a tax year.
pub async fn by_village(tx: &mut Tx, year: i64) -> Result<Vec<OfVillage>, DbError> {
    let read = |row: &Row| -> Result<OfVillage, DbError> {
        let village = NopVillage::parse(row.text("village")?)
            .map_err(|_| DbError::Column { column: "village".to_owned(), problem: "is unknown" })?;
        Ok(OfVillage {
            village,
            notices: row.get("notices")?,
            due: row.get("due_rupiah")?,
            received: row.get("received_rupiah")?,
        })
    };
    tx.rows(&BY_VILLAGE, params![year]).await?.iter().map(read).collect()
}
