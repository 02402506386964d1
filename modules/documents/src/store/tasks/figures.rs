//! Tasks counted per office, for leaders.

use base::{Date, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::task::Figures;

db::statements! {
    /// Offices with tasks on their list, or that finished some since a moment.
    PER_OFFICE = "
        select t.owner, a.name,
          sum(case when t.state in ('open', 'in-progress') then 1 else 0 end) as open_tasks,
          sum(case when t.state in ('open', 'in-progress') and t.due < $1 then 1 else 0 end)
            as overdue,
          sum(case when t.state = 'reported' then 1 else 0 end) as reported,
          sum(case when t.state = 'accepted' and t.state_at >= $2 then 1 else 0 end) as accepted,
          sum(case when t.state = 'accepted' and t.state_at >= $2 and t.reported_on > t.due
            then 1 else 0 end) as accepted_late
        from doc_task t
        join id_agency a on a.code = t.owner
        where (cast($3 as bigint) = 1 or t.owner = $4)
        group by t.owner, a.name
        order by overdue desc, open_tasks desc, a.name, t.owner";
}

/// Figures of all offices, or of one; those with the most late tasks first.
pub async fn per_office(
    tx: &mut Tx,
    (today, since): (Date, Instant),
    (everything, agency): (bool, &str),
) -> Result<Vec<Figures>, DbError> {
    let values = params![today, since, everything, agency];
    tx.rows(&PER_OFFICE, values).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Figures, DbError> {
    Ok(Figures {
        agency: row.get("owner")?,
        name: row.get("name")?,
        open: row.int("open_tasks")?,
        overdue: row.int("overdue")?,
        reported: row.int("reported")?,
        accepted: row.int("accepted")?,
        accepted_late: row.int("accepted_late")?,
    })
}
