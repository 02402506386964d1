//! Incoming letters in lists: the register of an office, and what waits at a desk.

use base::{Date, Id};
use db::{DbError, Row, Tx, Value, params};
use identity::Position;

use crate::domain::book::Book;
use crate::domain::content::{Secrecy, Urgency};
use crate::domain::incoming::lists::{Counts, Waits};
use crate::domain::incoming::{Listed, NodeState, State};
use crate::store::{LAST, unknown};

macro_rules! listed {
    ($rest:literal) => {
        concat!(
            "
        select i.id, i.agency, i.book, i.ordinal, i.number_text, i.state, i.sender_name, i.their_number,
          i.their_day, i.received_day, i.subject, i.secrecy, i.urgency, i.addressee_title, (
            select min(d.due)
            from doc_disposition d
            where d.incoming = i.id and d.state in ('unread', 'read')
          ) as due
        from doc_incoming i",
            $rest
        )
    };
}

macro_rules! waiting {
    ($rest:literal) => {
        concat!(
            "
        select i.id, i.number_text, i.sender_name, i.subject, i.secrecy, i.urgency, d.ordinal,
          d.state, d.due, d.state_at as since, d.giver_title, d.receiver_title, s.urgent, s.place,
          s.summary
        from doc_disposition d
        join doc_incoming i on i.id = d.incoming
        left join doc_incoming_sort s on s.incoming = i.id and s.position = $1
        where ",
            $rest
        )
    };
}

db::statements! {
    /// A page of the register, the newest first. A line that is closed to the reader is left out.
    REGISTER = listed!("
        where i.agency = $1 and (i.book < $2 or (i.book = $2 and i.ordinal < $3))
        and ($4 = '' or i.state = $4)
        and (cast($5 as bigint) = 0 or exists (
          select 1
          from doc_disposition o
          where o.incoming = i.id and o.state in ('unread', 'read') and o.due < $6))
        and (cast($7 as bigint) = 1 or i.secrecy in ('biasa', 'terbatas'))
        order by i.book desc, i.ordinal desc
        limit $8");
    BY_ID = listed!("
        where i.id = $1");
    COUNT_STATES = "
        select state, count(*) as n
        from doc_incoming
        where agency = $1
        group by state";
    COUNT_UNREAD = "
        select count(*) as n
        from doc_incoming
        where agency = $1 and state = 'waiting' and read_at is null";
    /// Dispositions that an office owes: unread, being worked on, and overdue among both.
    COUNT_OWED = "
        select state, count(*) as n, coalesce(sum(case when due < $1 then 1 else 0 end), 0) as late
        from doc_disposition
        where agency = $2 and state in ('unread', 'read')
        group by state";
    /// Letters that wait for the disposition of a position.
    LETTERS = "
        select i.id, i.number_text, i.sender_name, i.subject, i.secrecy, i.urgency,
          cast(0 as bigint) as ordinal,
          case when i.read_at is null then 'unread' else 'read' end as state,
          i.registered_at as since, s.urgent, s.place, s.summary
        from doc_incoming i
        left join doc_incoming_sort s on s.incoming = i.id and s.position = $1
        where i.addressee = $1 and i.state = 'waiting'
        order by i.id
        limit $2";
    TO_POSITION = waiting!("d.position = $1 and d.state in ('unread', 'read')
        order by i.id, d.ordinal
        limit $2");
    /// Dispositions to a person; nobody sorts them.
    TO_PERSON = waiting!("d.account = $1 and d.state in ('unread', 'read')
        order by i.id, d.ordinal
        limit $2");
    /// What a giver has to look at: answers, and what was sent back.
    ANSWERS = waiting!("d.giver = $1 and d.state in ('answered', 'returned')
        order by i.id, d.ordinal
        limit $2");
    COUNT_DESK = "
        select count(*) as n
        from doc_incoming
        where addressee = $1 and state = 'waiting'";
    COUNT_TO_POSITION = "
        select count(*) as n
        from doc_disposition
        where position = $1 and state in ('unread', 'read')";
    COUNT_TO_PERSON = "
        select count(*) as n
        from doc_disposition
        where account = $1 and state in ('unread', 'read')";
    COUNT_ANSWERS = "
        select count(*) as n
        from doc_disposition
        where giver = $1 and state in ('answered', 'returned')";
}

/// What of a register is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub agency: &'a str,
    /// Below this number of this book; the newest when there is none.
    pub before: Option<(Id<Book>, i64)>,
    /// A state; empty for all.
    pub state: &'a str,
    pub only_overdue: bool,
    pub today: Date,
    /// Also letters that are closed to most.
    pub with_secret: bool,
}

/// A page of the register, the newest first.
pub async fn register(tx: &mut Tx, asked: Asked<'_>, limit: i64) -> Result<Vec<Listed>, DbError> {
    let Asked { agency, before, state, only_overdue, today, with_secret } = asked;
    let book = before.map_or_else(|| LAST.to_owned(), |(book, _)| book.to_string());
    let ordinal = before.map_or(0, |(_, ordinal)| ordinal);
    let values = params![agency, book, ordinal, state, only_overdue, today, with_secret, limit];
    tx.rows(&REGISTER, values).await?.iter().map(listed).collect()
}

/// Those of these that are letters which came in, as they stand in a list.
pub async fn list_of(tx: &mut Tx, ids: &[&str]) -> Result<Vec<Listed>, DbError> {
    let keys: Vec<[Value; 1]> = ids.iter().map(|id| [Value::from(*id)]).collect();
    tx.rows_each(&BY_ID, &keys).await?.iter().map(listed).collect()
}

/// What an office has to do with its incoming letters.
pub async fn counts(tx: &mut Tx, agency: &str, today: Date) -> Result<Counts, DbError> {
    let mut counts = Counts::default();
    for row in &tx.rows(&COUNT_STATES, params![agency]).await? {
        match State::parse(row.text("state")?) {
            Some(State::Waiting) => counts.waiting = row.int("n")?,
            Some(State::Disposed) => counts.disposed = row.int("n")?,
            Some(State::Done) => counts.done = row.int("n")?,
            Some(State::Void) | None => {}
        }
    }
    counts.unread = tx.one(&COUNT_UNREAD, params![agency]).await?.int("n")?;
    for row in &tx.rows(&COUNT_OWED, params![today, agency]).await? {
        let unread = row.text("state")? == NodeState::Unread.as_str();
        counts.dispositions_unread += if unread { row.int("n")? } else { 0 };
        counts.dispositions_open += row.int("n")?;
        counts.dispositions_late += row.int("late")?;
    }
    Ok(counts)
}

/// Letters that wait for the disposition of a position.
pub async fn letters(
    tx: &mut Tx,
    position: Id<Position>,
    limit: i64,
) -> Result<Vec<Waits>, DbError> {
    let rows = tx.rows(&LETTERS, params![position, limit]).await?;
    rows.iter().map(|row| waits(row, false)).collect()
}

/// Dispositions that wait for a position.
pub async fn to_position(
    tx: &mut Tx,
    position: Id<Position>,
    limit: i64,
) -> Result<Vec<Waits>, DbError> {
    let rows = tx.rows(&TO_POSITION, params![position, limit]).await?;
    rows.iter().map(|row| waits(row, true)).collect()
}

/// Dispositions that wait for a person.
pub async fn to_person(tx: &mut Tx, account: &str, limit: i64) -> Result<Vec<Waits>, DbError> {
    let rows = tx.rows(&TO_PERSON, params![account, limit]).await?;
    rows.iter().map(|row| waits(row, true)).collect()
}

/// Answers that a giver has to look at.
pub async fn answers(
    tx: &mut Tx,
    position: Id<Position>,
    limit: i64,
) -> Result<Vec<Waits>, DbError> {
    let rows = tx.rows(&ANSWERS, params![position, limit]).await?;
    rows.iter().map(|row| waits(row, true)).collect()
}

/// How much waits for a position: letters, dispositions and answers.
pub async fn count_position(tx: &mut Tx, position: Id<Position>) -> Result<i64, DbError> {
    let mut count = tx.one(&COUNT_DESK, params![position]).await?.int("n")?;
    count += tx.one(&COUNT_TO_POSITION, params![position]).await?.int("n")?;
    count += tx.one(&COUNT_ANSWERS, params![position]).await?.int("n")?;
    Ok(count)
}

/// How many dispositions wait for a person.
pub async fn count_person(tx: &mut Tx, account: &str) -> Result<i64, DbError> {
    tx.one(&COUNT_TO_PERSON, params![account]).await?.int("n")
}

fn listed(row: &Row) -> Result<Listed, DbError> {
    Ok(Listed {
        id: row.get("id")?,
        agency: row.get("agency")?,
        book: row.get("book")?,
        ordinal: row.get("ordinal")?,
        number: row.get("number_text")?,
        state: State::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        sender: row.get("sender_name")?,
        their_number: row.get("their_number")?,
        their_day: row.get("their_day")?,
        received: row.get("received_day")?,
        subject: row.get("subject")?,
        secrecy: secrecy(row)?,
        urgency: urgency(row)?,
        addressee_title: row.get("addressee_title")?,
        due: row.get("due")?,
    })
}

fn waits(row: &Row, is_disposition: bool) -> Result<Waits, DbError> {
    let (urgent, place): (Option<i64>, Option<u32>) = (row.get("urgent")?, row.get("place")?);
    let summary: Option<String> = row.get("summary")?;
    let text = |column: &str| match is_disposition {
        true => row.get(column),
        false => Ok(String::new()),
    };
    Ok(Waits {
        incoming: row.get("id")?,
        ordinal: row.get("ordinal")?,
        number: row.get("number_text")?,
        sender: row.get("sender_name")?,
        subject: row.get("subject")?,
        secrecy: secrecy(row)?,
        urgency: urgency(row)?,
        state: NodeState::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        due: if is_disposition { row.get("due")? } else { None },
        since: row.get("since")?,
        giver: text("giver_title")?,
        receiver: text("receiver_title")?,
        is_marked: urgent.unwrap_or(0) != 0,
        place: place.unwrap_or(0),
        summary: summary.unwrap_or_default(),
    })
}

fn secrecy(row: &Row) -> Result<Secrecy, DbError> {
    Secrecy::parse(row.text("secrecy")?).ok_or_else(|| unknown("secrecy"))
}

fn urgency(row: &Row) -> Result<Urgency, DbError> {
    Urgency::parse(row.text("urgency")?).ok_or_else(|| unknown("urgency"))
}
