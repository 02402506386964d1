//! Who is invited to meetings.

use base::Id;
use db::{DbError, Row, Tx, params};

use crate::domain::meeting::{Guest, GuestKind, Meeting};
use crate::store::unknown;

db::statements! {
    CLEAR = "
        delete from doc_meeting_guest
        where meeting = $1";
    ADD = "
        insert into doc_meeting_guest (meeting, number, kind, agency, position, name)
        values ($1, $2, $3, $4, $5, $6)";
    LIST = "
        select kind, agency, position, name
        from doc_meeting_guest
        where meeting = $1
        order by number";
}

/// Writes the guests of a meeting anew.
pub async fn set(tx: &mut Tx, meeting: Id<Meeting>, guests: &[Guest]) -> Result<(), DbError> {
    tx.execute(&CLEAR, params![meeting]).await?;
    for (number, one) in (1_i64..).zip(guests) {
        let agency = one.agency.as_deref();
        let values = params![meeting, number, one.kind.as_str(), agency, one.position, &one.name];
        tx.execute(&ADD, values).await?;
    }
    Ok(())
}

pub async fn list(tx: &mut Tx, meeting: Id<Meeting>) -> Result<Vec<Guest>, DbError> {
    let guest = |row: &Row| {
        Ok(Guest {
            kind: GuestKind::parse(row.text("kind")?).ok_or_else(|| unknown("kind"))?,
            agency: row.get("agency")?,
            position: row.get("position")?,
            name: row.get("name")?,
        })
    };
    tx.rows(&LIST, params![meeting]).await?.iter().map(guest).collect()
}
