//! Bills past their due date, added up by the database.

use base::Date;
use contracts::Overdue;
use db::{DbError, Row, Tx, params};

db::statements! {
    /// The notice in force of each bill, where nothing says that it was paid: neither itself, nor a
    /// payment taken here that stands, nor an imported one beside a notice that was issued here.
    BY_VILLAGE_AND_DAY = "
        select substr(n.nop, 1, 10) as village, n.tax_year, n.due_date, count(*) as bills,
               cast(sum(n.due_rupiah) as bigint) as due_rupiah
        from ptax_notice n
        join ptax_revision r on r.id = n.revision
        where r.published_order is not null and n.payment_state = 'unpaid' and n.cancelled = 0
          and n.due_rupiah > 0 and n.due_date < $1
          and not exists (
            select 1
            from ptax_notice m
            join ptax_revision q on q.id = m.revision
            where m.nop = n.nop and m.tax_year = n.tax_year
              and q.published_order > r.published_order
          )
          and coalesce((
            select sum(s.principal_rupiah)
            from ptax_settlement s
            where s.nop = n.nop and s.tax_year = n.tax_year
          ), 0) <= 0
          and (n.origin = 'sismiop' or coalesce((
            select sum(p.amount_rupiah - p.penalty_rupiah)
            from ptax_payment p
            join ptax_revision v on v.id = p.revision
            where p.nop = n.nop and p.tax_year = n.tax_year and v.published_order is not null
              and p.removed = 0
              and not exists (
                select 1
                from ptax_payment o
                join ptax_revision w on w.id = o.revision
                where o.nop = p.nop and o.tax_year = p.tax_year and o.sequence = p.sequence
                  and w.published_order > v.published_order
              )
          ), 0) < n.due_rupiah)
        group by substr(n.nop, 1, 10), n.tax_year, n.due_date
        order by village, n.tax_year, n.due_date";
}

/// What fell due before `day` and is open. Names of villages are filled in by the caller.
pub async fn before(tx: &mut Tx, day: Date) -> Result<Vec<Overdue>, DbError> {
    let read = |row: &Row| {
        let village = base::NopVillage::parse(row.text(0)?)
            .map_err(|_| DbError::Column { column: "village".to_owned(), problem: "is unknown" })?;
        Ok(Overdue {
            village,
            village_name: String::new(),
            district_name: String::new(),
            tax_year: row.int(1)?,
            due_date: row.get(2)?,
            bills: row.int(3)?,
            principal: row.get(4)?,
        })
    };
    tx.rows(&BY_VILLAGE_AND_DAY, params![day]).await?.iter().map(read).collect()
}
