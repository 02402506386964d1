//! Meetings as rows.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};

use crate::domain::letter::Letter;
use crate::domain::meeting::{Meeting, MeetingState, Plan};
use crate::store::unknown;

macro_rules! meeting {
    ($rest:literal) => {
        concat!(
            "
        select m.id, m.title, m.agenda, m.place, m.link, m.starts_at, m.ends_at, m.agency,
          m.position, m.position_title, m.secretary, m.secretary_name, m.grace, m.state,
          m.state_at, m.reason, m.invitation, m.minutes_letter, m.made_at
        from doc_meeting m",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_meeting (
          id, title, agenda, place, link, starts_at, ends_at, agency, position, position_title,
          secretary, secretary_name, grace, state, state_at, reason, made_at
        )
        values (
          $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'planned', $14, '', $14
        )";
    SET_PLAN = "
        update doc_meeting
        set title = $1, agenda = $2, place = $3, link = $4, starts_at = $5, ends_at = $6,
          position = $7, position_title = $8, grace = $9
        where id = $10";
    SET_STATE = "
        update doc_meeting
        set state = $1, state_at = $2, reason = $3
        where id = $4";
    SET_INVITATION = "
        update doc_meeting
        set invitation = $1
        where id = $2";
    SET_MINUTES_LETTER = "
        update doc_meeting
        set minutes_letter = $1
        where id = $2";
    FIND = meeting!("
        where m.id = $1");
    /// Meetings that somebody has to do with: of their office, to which it or they are invited, and
    /// those they attended. The next ones first.
    LIST_COMING = meeting!("
        where m.ends_at >= $1 and m.state = 'planned'
        and (cast($2 as bigint) = 1 or m.agency = $3
          or exists (select 1 from doc_meeting_guest g where g.meeting = m.id and g.agency = $3)
          or exists (select 1 from doc_attendance a where a.meeting = m.id and a.account = $4))
        and (m.starts_at > $5 or (m.starts_at = $5 and m.id > $6))
        order by m.starts_at, m.id
        limit $7");
    /// The same of those that are over, the newest first.
    LIST_PAST = meeting!("
        where (m.ends_at < $1 or m.state <> 'planned')
        and (cast($2 as bigint) = 1 or m.agency = $3
          or exists (select 1 from doc_meeting_guest g where g.meeting = m.id and g.agency = $3)
          or exists (select 1 from doc_attendance a where a.meeting = m.id and a.account = $4))
        and (m.starts_at < $5 or (m.starts_at = $5 and m.id < $6))
        order by m.starts_at desc, m.id desc
        limit $7");
    /// Meetings whose code may be confirmed around a moment.
    LIST_HELD = meeting!("
        where m.state = 'planned' and m.starts_at <= $1 and m.ends_at >= $2
        order by m.starts_at, m.id
        limit 500");
    /// Meetings with minutes that wait to be closed by a position.
    COUNT_TO_CLOSE = "
        select count(*) as n
        from doc_meeting m
        where m.position = $1 and m.state = 'planned'
        and exists (select 1 from doc_minutes i where i.meeting = m.id)";
}

/// Whose meetings are listed.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub everything: bool,
    pub agency: &'a str,
    pub account: &'a str,
}

pub async fn add(tx: &mut Tx, it: &Meeting) -> Result<(), DbError> {
    let plan = &it.plan;
    let values = params![
        it.id,
        &plan.title,
        &plan.agenda,
        &plan.place,
        &plan.link,
        plan.starts_at,
        plan.ends_at,
        &it.agency,
        plan.position,
        &it.position_title,
        &it.secretary,
        &it.secretary_name,
        plan.grace,
        it.made_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn set_plan(
    tx: &mut Tx,
    id: Id<Meeting>,
    plan: &Plan,
    position_title: &str,
) -> Result<(), DbError> {
    let values = params![
        &plan.title,
        &plan.agenda,
        &plan.place,
        &plan.link,
        plan.starts_at,
        plan.ends_at,
        plan.position,
        position_title,
        plan.grace,
        id,
    ];
    tx.execute(&SET_PLAN, values).await.map(drop)
}

pub async fn set_state(
    tx: &mut Tx,
    id: Id<Meeting>,
    (state, at): (MeetingState, Instant),
    reason: &str,
) -> Result<(), DbError> {
    tx.execute(&SET_STATE, params![state.as_str(), at, reason, id]).await.map(drop)
}

pub async fn set_invitation(
    tx: &mut Tx,
    id: Id<Meeting>,
    letter: Id<Letter>,
) -> Result<(), DbError> {
    tx.execute(&SET_INVITATION, params![letter, id]).await.map(drop)
}

pub async fn set_minutes_letter(
    tx: &mut Tx,
    id: Id<Meeting>,
    letter: Id<Letter>,
) -> Result<(), DbError> {
    tx.execute(&SET_MINUTES_LETTER, params![letter, id]).await.map(drop)
}

/// A meeting without its guests.
pub async fn find(tx: &mut Tx, id: Id<Meeting>) -> Result<Option<Meeting>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

/// Meetings to come that somebody has to do with, after a moment.
pub async fn coming(
    tx: &mut Tx,
    seen: Seen<'_>,
    now: Instant,
    (after, id): (Instant, &str),
    most: i64,
) -> Result<Vec<Meeting>, DbError> {
    let values = params![now, seen.everything, seen.agency, seen.account, after, id, most];
    tx.rows(&LIST_COMING, values).await?.iter().map(read).collect()
}

/// Meetings that are over, before a moment.
pub async fn past(
    tx: &mut Tx,
    seen: Seen<'_>,
    now: Instant,
    (before, id): (Instant, &str),
    most: i64,
) -> Result<Vec<Meeting>, DbError> {
    let values = params![now, seen.everything, seen.agency, seen.account, before, id, most];
    tx.rows(&LIST_PAST, values).await?.iter().map(read).collect()
}

/// Planned meetings that began before one moment and end after another.
pub async fn held(
    tx: &mut Tx,
    (begun_by, ending_after): (Instant, Instant),
) -> Result<Vec<Meeting>, DbError> {
    tx.rows(&LIST_HELD, params![begun_by, ending_after]).await?.iter().map(read).collect()
}

/// How many meetings with minutes wait to be closed by a position.
pub async fn count_to_close(tx: &mut Tx, position: Id<identity::Position>) -> Result<i64, DbError> {
    tx.one(&COUNT_TO_CLOSE, params![position]).await?.int("n")
}

fn read(row: &Row) -> Result<Meeting, DbError> {
    let plan = Plan {
        title: row.get("title")?,
        agenda: row.get("agenda")?,
        place: row.get("place")?,
        link: row.get("link")?,
        starts_at: row.get("starts_at")?,
        ends_at: row.get("ends_at")?,
        position: row.get("position")?,
        grace: row.get("grace")?,
        guests: Vec::new(),
    };
    Ok(Meeting {
        id: row.get("id")?,
        plan,
        agency: row.get("agency")?,
        position_title: row.get("position_title")?,
        secretary: row.get("secretary")?,
        secretary_name: row.get("secretary_name")?,
        state: MeetingState::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        state_at: row.get("state_at")?,
        reason: row.get("reason")?,
        invitation: row.get("invitation")?,
        minutes_letter: row.get("minutes_letter")?,
        made_at: row.get("made_at")?,
    })
}
