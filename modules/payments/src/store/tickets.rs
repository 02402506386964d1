//! Reports of citizens and what was said about them.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::ticket::{Message, SlipKind, State, Ticket};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select id, number, state, made_at, nop, slip, contact, file, token
        from pay_ticket",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_ticket (
          id, number, token, state, made_at, changed_at, nop, slip, contact, file
        )
        values ($1, $2, $3, 'open', $4, $4, $5, $6, $7, $8)";
    ADD_MESSAGE = "
        insert into pay_ticket_message (ticket, number, at, author, text)
        select $1, count(*) + 1, $2, $3, $4
        from pay_ticket_message
        where ticket = $1";
    SET_STATE = "
        update pay_ticket
        set state = $1, changed_at = $2
        where id = $3";
    FIND = select!("
        where id = $1");
    BY_TOKEN = select!("
        where token = $1");
    LIST = select!("
        where state = $1 and id > $2
        order by id
        limit $3");
    LIST_BACK = select!("
        where state = $1 and id < $2
        order by id desc
        limit $3");
    MESSAGES = "
        select at, author, text
        from pay_ticket_message
        where ticket = $1
        order by number";
    COUNT_OPEN = "
        select count(*) as n
        from pay_ticket
        where state = 'open'";
}

pub async fn add(tx: &mut Tx, ticket: &Ticket, token: &str) -> Result<(), DbError> {
    let values = params![
        ticket.id,
        &ticket.number,
        token,
        ticket.made_at,
        ticket.nop,
        ticket.slip.as_deref(),
        ticket.contact.as_deref(),
        ticket.file.map(SlipKind::as_str),
    ];
    tx.execute(&ADD, values).await.map(drop)
}

/// Adds what was said; `author` is `None` for the citizen.
pub async fn say(
    tx: &mut Tx,
    ticket: Id<Ticket>,
    at: Instant,
    author: Option<&str>,
    text: &str,
) -> Result<(), DbError> {
    tx.execute(&ADD_MESSAGE, params![ticket, at, author, text]).await.map(drop)
}

pub async fn set_state(
    tx: &mut Tx,
    ticket: Id<Ticket>,
    state: State,
    at: Instant,
) -> Result<(), DbError> {
    tx.execute(&SET_STATE, params![state.as_str(), at, ticket]).await.map(drop)
}

/// The report and the secret in the address of its page.
pub async fn find(tx: &mut Tx, id: Id<Ticket>) -> Result<Option<(Ticket, String)>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| Ok((read(&row)?, row.get(8)?))).transpose()
}

pub async fn by_token(tx: &mut Tx, token: &str) -> Result<Option<Ticket>, DbError> {
    tx.first(&BY_TOKEN, params![token]).await?.map(|row| read(&row)).transpose()
}

/// At most `limit` reports in a state: those that wait the oldest first, the others the newest.
pub async fn list(
    tx: &mut Tx,
    state: State,
    after: Option<Id<Ticket>>,
    limit: i64,
) -> Result<Vec<Ticket>, DbError> {
    let (statement, end) = match state {
        State::Open => (&LIST, ""),
        State::Answered | State::Closed => (&LIST_BACK, "~"),
    };
    let from = after.map_or_else(|| end.to_owned(), |id| id.to_string());
    tx.rows(statement, params![state.as_str(), from, limit]).await?.iter().map(read).collect()
}

pub async fn messages(tx: &mut Tx, ticket: Id<Ticket>) -> Result<Vec<Message>, DbError> {
    let rows = tx.rows(&MESSAGES, params![ticket]).await?;
    let message = |row: &Row| Ok(Message { at: row.get(0)?, by: row.get(1)?, text: row.get(2)? });
    rows.iter().map(message).collect()
}

/// How many wait for the office.
pub async fn count_open(tx: &mut Tx) -> Result<i64, DbError> {
    tx.one(&COUNT_OPEN, params![]).await?.int("n")
}

fn read(row: &Row) -> Result<Ticket, DbError> {
    let file: Option<String> = row.get(7)?;
    let file = file.map(|f| SlipKind::parse(&f).ok_or_else(|| unknown("file"))).transpose()?;
    Ok(Ticket {
        id: row.get(0)?,
        number: row.get(1)?,
        state: State::parse(row.text(2)?).ok_or_else(|| unknown("state"))?,
        made_at: row.get(3)?,
        nop: row.get(4)?,
        slip: row.get(5)?,
        contact: row.get(6)?,
        file,
    })
}
