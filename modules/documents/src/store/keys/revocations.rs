//! Certificates that count no more, as rows.

use base::Instant;
use db::{DbError, Row, Tx, params};

use crate::domain::authority::Reason;
use crate::store::unknown;

db::statements! {
    ADD = "
        insert into doc_revocation (serial_number, at, reason, revoked_by)
        values ($1, $2, $3, $4)
        on conflict (serial_number) do nothing";
    FIND = "select serial_number, at, reason, revoked_by from doc_revocation where serial_number = $1";
    /// Those of an office that had not ended by themselves.
    LIST = "
        select r.serial_number, r.at, r.reason, r.revoked_by
        from doc_revocation r
        join doc_certificate c on c.serial_number = r.serial_number
        where c.issuer = $1 and c.not_after >= $2
        order by r.serial_number";
}

/// A revocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    pub serial: String,
    pub at: Instant,
    pub reason: Reason,
    /// The id of whoever did it.
    pub by: String,
}

/// `false` when it was revoked before: the first time stays.
pub async fn add(tx: &mut Tx, it: &Revoked) -> Result<bool, DbError> {
    let values = params![&it.serial, it.at, it.reason.as_str(), &it.by];
    Ok(tx.execute(&ADD, values).await? == 1)
}

pub async fn find(tx: &mut Tx, serial: &str) -> Result<Option<Revoked>, DbError> {
    tx.first(&FIND, params![serial]).await?.as_ref().map(read).transpose()
}

/// All of an office whose certificates would still be valid at `since`.
pub async fn list(tx: &mut Tx, issuer: &str, since: Instant) -> Result<Vec<Revoked>, DbError> {
    tx.rows(&LIST, params![issuer, since]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Revoked, DbError> {
    Ok(Revoked {
        serial: row.get("serial_number")?,
        at: row.get("at")?,
        reason: Reason::parse(row.text("reason")?).ok_or_else(|| unknown("reason"))?,
        by: row.get("revoked_by")?,
    })
}
