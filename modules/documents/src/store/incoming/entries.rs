//! Entries of the register of incoming letters, with every version of them.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::content::{Secrecy, Urgency};
use crate::domain::delivery::Delivery;
use crate::domain::incoming::{Entry, Incoming, Record, State};
use crate::domain::party::{Party, Scope};
use crate::store::unknown;

db::statements! {
    ADD = "
        insert into doc_incoming (
          id, agency, book, ordinal, number_text, state, state_at, version, scope, sender_agency,
          sender_name, sender_address, their_number, their_day, likeness, received_day, subject,
          classification, secrecy, urgency, enclosures, addressee, addressee_title, delivery,
          registered_at, registered_by, registered_by_name
        )
        values (
          $1, $2, $3, $4, $5, 'waiting', $6, 1, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
          $17, $18, $19, $20, $21, $22, $23, $24, $25
        )";
    FIND = "
        select id, agency, book, ordinal, number_text, state, state_at, version, scope,
          sender_agency, sender_name, sender_address, their_number, their_day, received_day,
          subject, classification, secrecy, urgency, enclosures, addressee, addressee_title,
          delivery, registered_at, registered_by, registered_by_name, read_at, read_by_name, reason
        from doc_incoming
        where id = $1";
    CORRECT = "
        update doc_incoming
        set version = $1, scope = $2, sender_agency = $3, sender_name = $4, sender_address = $5,
          their_number = $6, their_day = $7, likeness = $8, received_day = $9, subject = $10,
          classification = $11, secrecy = $12, urgency = $13, enclosures = $14, addressee = $15,
          addressee_title = $16
        where id = $17";
    SET_STATE = "
        update doc_incoming
        set state = $1, state_at = $2
        where id = $3";
    SET_REASON = "
        update doc_incoming
        set reason = $1
        where id = $2";
    OPENED = "
        update doc_incoming
        set read_at = $1, read_by_name = $2
        where id = $3 and read_at is null";
    /// What was registered with the same number, date and sender.
    ALIKE = "
        select id, number_text
        from doc_incoming
        where agency = $1 and likeness = $2 and state <> 'void' and id <> $3
        order by id
        limit 1";
    ADD_VERSION = "
        insert into doc_incoming_version (incoming, number, content, author, author_name, at, note)
        values ($1, $2, $3, $4, $5, $6, $7)";
    LIST_VERSIONS = "
        select number, content, author_name, at, note
        from doc_incoming_version
        where incoming = $1
        order by number";
}

/// Adds an entry that waits for a disposition.
pub async fn add(tx: &mut Tx, it: &Record) -> Result<(), DbError> {
    let entry = &it.entry;
    let values = params![
        it.id,
        &it.agency,
        it.book,
        it.ordinal,
        &it.number,
        it.state_at,
        entry.sender.scope.as_str(),
        office(&entry.sender),
        &entry.sender.name,
        &entry.sender.address,
        &entry.their_number,
        day(&entry.their_day),
        entry.likeness(),
        &entry.received,
        &entry.subject,
        &entry.classification,
        entry.secrecy.as_str(),
        entry.urgency.as_str(),
        entry.enclosures,
        it.addressee,
        &it.addressee_title,
        it.delivery,
        it.registered_at,
        &it.registered_by,
        &it.registered_by_name,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// Stores a corrected entry beside its versions, for lists.
pub async fn correct(tx: &mut Tx, it: &Record) -> Result<(), DbError> {
    let entry = &it.entry;
    let values = params![
        it.version,
        entry.sender.scope.as_str(),
        office(&entry.sender),
        &entry.sender.name,
        &entry.sender.address,
        &entry.their_number,
        day(&entry.their_day),
        entry.likeness(),
        &entry.received,
        &entry.subject,
        &entry.classification,
        entry.secrecy.as_str(),
        entry.urgency.as_str(),
        entry.enclosures,
        it.addressee,
        &it.addressee_title,
        it.id,
    ];
    tx.execute(&CORRECT, values).await.map(drop)
}

fn office(sender: &Party) -> Option<&str> {
    Some(sender.agency.as_str()).filter(|code| !code.is_empty())
}

fn day(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

pub async fn find(tx: &mut Tx, id: Id<Incoming>) -> Result<Option<Record>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(record).transpose()
}

pub async fn set_state(
    tx: &mut Tx,
    id: Id<Incoming>,
    (state, at): (State, Instant),
) -> Result<(), DbError> {
    tx.execute(&SET_STATE, params![state.as_str(), at, id]).await.map(drop)
}

pub async fn set_reason(tx: &mut Tx, id: Id<Incoming>, reason: &str) -> Result<(), DbError> {
    tx.execute(&SET_REASON, params![reason, id]).await.map(drop)
}

/// Notes once that its addressee opened it; whether it was news.
pub async fn opened(
    tx: &mut Tx,
    id: Id<Incoming>,
    (at, by): (Instant, &str),
) -> Result<bool, DbError> {
    Ok(tx.execute(&OPENED, params![at, by, id]).await? == 1)
}

/// Another entry of an office with the same number, date and sender: its id and agenda number.
pub async fn alike(
    tx: &mut Tx,
    agency: &str,
    likeness: &str,
    besides: Id<Incoming>,
) -> Result<Option<(Id<Incoming>, String)>, DbError> {
    if likeness.is_empty() {
        return Ok(None);
    }
    let row = tx.first(&ALIKE, params![agency, likeness, besides]).await?;
    row.map(|row| Ok((row.get("id")?, row.get("number_text")?))).transpose()
}

/// One version of an entry, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub number: u32,
    /// The entry as JSON.
    pub content: String,
    pub author_name: String,
    pub at: Instant,
    pub note: String,
}

/// Keeps what an entry says now.
pub async fn add_version(
    tx: &mut Tx,
    it: &Record,
    content: &str,
    (author, name, at): (&str, &str, Instant),
    note: &str,
) -> Result<(), DbError> {
    let values = params![it.id, it.version, content, author, name, at, note];
    tx.execute(&ADD_VERSION, values).await.map(drop)
}

/// All versions, in order.
pub async fn versions(tx: &mut Tx, id: Id<Incoming>) -> Result<Vec<Version>, DbError> {
    let version = |row: &Row| {
        Ok(Version {
            number: row.get("number")?,
            content: row.get("content")?,
            author_name: row.get("author_name")?,
            at: row.get("at")?,
            note: row.get("note")?,
        })
    };
    tx.rows(&LIST_VERSIONS, params![id]).await?.iter().map(version).collect()
}

fn record(row: &Row) -> Result<Record, DbError> {
    let read_at: Option<Instant> = row.get("read_at")?;
    let read_by: Option<String> = row.get("read_by_name")?;
    let delivery: Option<Id<Delivery>> = row.get("delivery")?;
    Ok(Record {
        id: row.get("id")?,
        agency: row.get("agency")?,
        book: row.get("book")?,
        ordinal: row.get("ordinal")?,
        number: row.get("number_text")?,
        state: State::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        state_at: row.get("state_at")?,
        version: row.get("version")?,
        entry: entry(row)?,
        addressee: row.get("addressee")?,
        addressee_title: row.get("addressee_title")?,
        delivery,
        registered_at: row.get("registered_at")?,
        registered_by: row.get("registered_by")?,
        registered_by_name: row.get("registered_by_name")?,
        opened: read_at.zip(read_by),
        reason: row.get("reason")?,
    })
}

fn entry(row: &Row) -> Result<Entry, DbError> {
    let agency: Option<String> = row.get("sender_agency")?;
    let their_day: Option<Date> = row.get("their_day")?;
    let received: Date = row.get("received_day")?;
    Ok(Entry {
        sender: Party {
            scope: Scope::parse(row.text("scope")?).ok_or_else(|| unknown("scope"))?,
            agency: agency.unwrap_or_default(),
            name: row.get("sender_name")?,
            address: row.get("sender_address")?,
        },
        their_number: row.get("their_number")?,
        their_day: their_day.map(|day| day.to_string()).unwrap_or_default(),
        received: received.to_string(),
        subject: row.get("subject")?,
        classification: row.get("classification")?,
        secrecy: Secrecy::parse(row.text("secrecy")?).ok_or_else(|| unknown("secrecy"))?,
        urgency: Urgency::parse(row.text("urgency")?).ok_or_else(|| unknown("urgency"))?,
        enclosures: row.get("enclosures")?,
        addressee: row.get("addressee")?,
    })
}
