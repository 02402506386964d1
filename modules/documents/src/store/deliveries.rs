//! Where letters went, and how they arrived.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::delivery::{Delivery, Means, Part};
use crate::domain::letter::Letter;
use crate::domain::party::{Party, Scope};

db::statements! {
    ADD = "
        insert into doc_delivery (
          id, letter, part, scope, agency, name, address, means, sent_at, sent_by, sent_by_name,
          received_at, received_by, note
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    FIND = "
        select id, letter, part, scope, agency, name, address, means, sent_at, sent_by_name,
          received_at, received_by, read_at, read_by, note
        from doc_delivery
        where id = $1";
    LIST = "
        select id, letter, part, scope, agency, name, address, means, sent_at, sent_by_name,
          received_at, received_by, read_at, read_by, note
        from doc_delivery
        where letter = $1
        order by id";
    RECEIVE = "
        update doc_delivery
        set received_at = $1, received_by = $2, note = $3
        where id = $4 and received_at is null";
    READ = "
        update doc_delivery
        set read_at = $1, read_by = $2
        where id = $3 and read_at is null";
    /// What an office has not registered yet, the oldest first.
    NOT_RECEIVED = "
        select id, letter, part, scope, agency, name, address, means, sent_at, sent_by_name,
          received_at, received_by, read_at, read_by, note
        from doc_delivery
        where agency = $1 and received_at is null
        order by id
        limit $2";
}

pub async fn add(tx: &mut Tx, it: &Delivery, sent_by: &str) -> Result<(), DbError> {
    let agency = Some(it.party.agency.as_str()).filter(|code| !code.is_empty());
    let values = params![
        it.id,
        it.letter,
        it.part.as_str(),
        it.party.scope.as_str(),
        agency,
        &it.party.name,
        &it.party.address,
        it.means.as_str(),
        it.sent_at,
        sent_by,
        &it.sent_by_name,
        it.received_at,
        it.received_by.as_deref(),
        &it.note,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Delivery>) -> Result<Option<Delivery>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

/// Everybody a letter was sent to, in the order of sending.
pub async fn list(tx: &mut Tx, letter: Id<Letter>) -> Result<Vec<Delivery>, DbError> {
    tx.rows(&LIST, params![letter]).await?.iter().map(read).collect()
}

/// Notes the arrival once; whether it was news.
pub async fn receive(
    tx: &mut Tx,
    id: Id<Delivery>,
    (at, by): (Instant, &str),
    note: &str,
) -> Result<bool, DbError> {
    Ok(tx.execute(&RECEIVE, params![at, by, note, id]).await? == 1)
}

/// Notes once that it was read; whether it was news.
pub async fn read_first(
    tx: &mut Tx,
    id: Id<Delivery>,
    (at, by): (Instant, &str),
) -> Result<bool, DbError> {
    Ok(tx.execute(&READ, params![at, by, id]).await? == 1)
}

/// What an office has not registered yet, the oldest first.
pub async fn not_received(tx: &mut Tx, agency: &str, limit: i64) -> Result<Vec<Delivery>, DbError> {
    tx.rows(&NOT_RECEIVED, params![agency, limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Delivery, DbError> {
    let agency: Option<String> = row.get("agency")?;
    let party = Party {
        scope: Scope::parse(row.text("scope")?).ok_or_else(|| unknown("scope"))?,
        agency: agency.unwrap_or_default(),
        name: row.get("name")?,
        address: row.get("address")?,
    };
    Ok(Delivery {
        id: row.get("id")?,
        letter: row.get("letter")?,
        part: Part::parse(row.text("part")?).ok_or_else(|| unknown("part"))?,
        party,
        means: Means::parse(row.text("means")?).ok_or_else(|| unknown("means"))?,
        sent_at: row.get("sent_at")?,
        sent_by_name: row.get("sent_by_name")?,
        received_at: row.get("received_at")?,
        received_by: row.get("received_by")?,
        read_at: row.get("read_at")?,
        read_by: row.get("read_by")?,
        note: row.get("note")?,
    })
}
