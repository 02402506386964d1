//! Steps of the rounds of review.

use base::Id;
use db::{DbError, Row, Tx, params};
use identity::{Basis, Position};

use super::{letters, unknown};
use crate::domain::chain::{Manner, Mark, Step, StepRole, StepState};
use crate::domain::letter::{Letter, Listed};

db::statements! {
    PUT = "
        insert into doc_step (
          letter, round, ordinal, stage, role, manner, position, position_title, state, opened_at,
          done_at, actor, actor_name, basis, version, remark
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict (letter, round, ordinal) do update
        set state = excluded.state, opened_at = excluded.opened_at, done_at = excluded.done_at,
          actor = excluded.actor, actor_name = excluded.actor_name, basis = excluded.basis,
          version = excluded.version, remark = excluded.remark";
    LIST = "
        select ordinal, stage, role, manner, position, position_title, state, opened_at, done_at,
          actor, actor_name, basis, version, remark
        from doc_step
        where letter = $1 and round = $2
        order by ordinal";
    /// Letters that wait for a position, whoever waits longest first.
    WAITING = "
        select l.id, l.type, l.agency, l.state, l.state_at, l.subject, l.number_text,
          l.letter_date, l.author_name, l.desk
        from doc_step s
        join doc_letter l on l.id = s.letter
        where s.position = $1 and s.state = 'open' and s.round = l.round
        and l.state in ('review', 'ready', 'fixed')
        and (cast($2 as bigint) = 1 or l.secrecy in ('biasa', 'terbatas'))
        order by case l.urgency when 'sangat-segera' then 0 when 'segera' then 1 else 2 end,
          s.opened_at, l.id
        limit $3";
    COUNT_WAITING = "
        select count(*) as n
        from doc_step s
        join doc_letter l on l.id = s.letter
        where s.position = $1 and s.state = 'open' and s.round = l.round
        and l.state in ('review', 'ready', 'fixed')";
    /// Whether a position was ever asked about a letter.
    TAKES_PART = "
        select count(*) as n
        from doc_step
        where letter = $1 and position = $2";
}

/// Stores the steps of a round as they are now.
pub async fn put_all(
    tx: &mut Tx,
    letter: Id<Letter>,
    round: u32,
    steps: &[Step],
) -> Result<(), DbError> {
    for step in steps {
        let mark = step.mark.as_ref();
        let values = params![
            letter,
            round,
            step.ordinal,
            step.stage,
            step.role.as_str(),
            step.manner.as_str(),
            step.position,
            &step.title,
            step.state.as_str(),
            step.opened_at,
            mark.map(|mark| mark.at),
            mark.map(|mark| mark.actor.as_str()),
            mark.map(|mark| mark.name.as_str()),
            mark.map(|mark| mark.basis.as_str()),
            mark.map(|mark| mark.version),
            step.remark.as_deref(),
        ];
        tx.execute(&PUT, values).await?;
    }
    Ok(())
}

/// The steps of a round, in order.
pub async fn list(tx: &mut Tx, letter: Id<Letter>, round: u32) -> Result<Vec<Step>, DbError> {
    tx.rows(&LIST, params![letter, round]).await?.iter().map(read).collect()
}

/// Letters that wait for a position: the urgent ones first, then whoever waits longest.
pub async fn waiting(
    tx: &mut Tx,
    position: Id<Position>,
    with_secret: bool,
    limit: i64,
) -> Result<Vec<Listed>, DbError> {
    let values = params![position, with_secret, limit];
    tx.rows(&WAITING, values).await?.iter().map(letters::listed).collect()
}

/// How many letters wait for a position.
pub async fn count_waiting(tx: &mut Tx, position: Id<Position>) -> Result<i64, DbError> {
    tx.one(&COUNT_WAITING, params![position]).await?.int("n")
}

/// Whether a position was ever asked about a letter.
pub async fn takes_part(
    tx: &mut Tx,
    letter: Id<Letter>,
    position: Id<Position>,
) -> Result<bool, DbError> {
    Ok(tx.one(&TAKES_PART, params![letter, position]).await?.int("n")? > 0)
}

fn read(row: &Row) -> Result<Step, DbError> {
    Ok(Step {
        ordinal: row.get("ordinal")?,
        stage: row.get("stage")?,
        role: StepRole::parse(row.text("role")?).ok_or_else(|| unknown("role"))?,
        manner: Manner::parse(row.text("manner")?).ok_or_else(|| unknown("manner"))?,
        position: row.get("position")?,
        title: row.get("position_title")?,
        state: StepState::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        opened_at: row.get("opened_at")?,
        mark: mark(row)?,
        remark: row.get("remark")?,
    })
}

fn mark(row: &Row) -> Result<Option<Mark>, DbError> {
    let Some(actor) = row.get::<Option<String>>("actor")? else { return Ok(None) };
    Ok(Some(Mark {
        actor,
        name: row.get("actor_name")?,
        basis: Basis::parse(row.text("basis")?).ok_or_else(|| unknown("basis"))?,
        version: row.get("version")?,
        at: row.get("done_at")?,
    }))
}
