//! Assessments: their state, progress and totals.

use base::{Instant, NopVillage};
use db::{DbError, Row, Tx, params};

use crate::domain::revision::RevisionId;
use crate::domain::run::{RunState, Signature};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          id, tax_year, village, revision, rule_book, max_increase_percent, state,
          created_by, created_by_name, created_at,
          submitted_by, submitted_by_name, submitted_at, note,
          decided_by, decided_by_name, decided_at, decision_note,
          done, total, heartbeat_at
        from ptax_run",
            $rest
        )
    };
}

db::statements! {
    COUNT_SUBMITTED_BY_OTHERS = "
        select count(*) as n
        from ptax_run
        where state = 'submitted' and submitted_by <> $1";
    ADD = "
        insert into ptax_run (
          id, tax_year, village, revision, rule_book, max_increase_percent, state,
          created_by, created_by_name, created_at, note, decision_note, done, total, heartbeat_at
        )
        values ($1, $2, $3, $4, $5, $6, 'computing', $7, $8, $9, '', '', 0, $10, $9)";
    FIND = select!("
        where id = $1");
    /// Assessments of a year that nobody finished yet.
    OPEN = select!("
        where tax_year = $1 and state not in ('discarded', 'issued')
        order by created_at, id");
    LIST = select!("
        where created_at < $1
        order by created_at desc, id desc
        limit $2");
    BEAT = "
        update ptax_run
        set done = $1, heartbeat_at = $2
        where id = $3 and state = 'computing'";
    SET_STATE = "
        update ptax_run
        set state = $1
        where id = $2 and state = $3";
    SUBMIT = "
        update ptax_run
        set state = 'submitted', submitted_by = $1, submitted_by_name = $2, submitted_at = $3,
            note = $4
        where id = $5 and state = $6";
    DECIDE = "
        update ptax_run
        set state = $1, decided_by = $2, decided_by_name = $3, decided_at = $4, decision_note = $5
        where id = $6 and state = 'submitted'";
}

/// An assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: String,
    pub tax_year: i64,
    /// One village, or `None` for the whole regency.
    pub village: Option<NopVillage>,
    pub revision: RevisionId,
    pub rule_book: i64,
    /// Another cap on the increase than the rules have: a percentage, or `none`.
    pub cap: Option<String>,
    pub state: RunState,
    pub created: Signature,
    pub submitted: Option<Signature>,
    pub note: String,
    pub decided: Option<Signature>,
    pub decision_note: String,
    pub done: i64,
    pub total: i64,
    pub heartbeat_at: Instant,
}

pub async fn add(tx: &mut Tx, run: &Run) -> Result<(), DbError> {
    let values = params![
        &run.id,
        run.tax_year,
        run.village,
        run.revision,
        run.rule_book,
        run.cap.clone(),
        &run.created.actor,
        &run.created.name,
        run.created.at,
        run.total,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Run>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| read(&row)).transpose()
}

/// Assessments of a year that are neither discarded nor issued.
pub async fn list_open(tx: &mut Tx, tax_year: i64) -> Result<Vec<Run>, DbError> {
    tx.rows(&OPEN, params![tax_year]).await?.iter().map(read).collect()
}

/// Assessments begun before an instant, the latest first.
pub async fn list(tx: &mut Tx, before: Instant, limit: i64) -> Result<Vec<Run>, DbError> {
    tx.rows(&LIST, params![before, limit]).await?.iter().map(read).collect()
}

/// Says that the computation lives; `false` when somebody discarded it meanwhile.
pub async fn beat(tx: &mut Tx, id: &str, done: i64, now: Instant) -> Result<bool, DbError> {
    Ok(tx.execute(&BEAT, params![done, now, id]).await? == 1)
}

/// Moves a run from one state to another; `false` when it is no longer in the first.
pub async fn set_state(
    tx: &mut Tx,
    id: &str,
    from: RunState,
    to: RunState,
) -> Result<bool, DbError> {
    Ok(tx.execute(&SET_STATE, params![to.as_str(), id, from.as_str()]).await? == 1)
}

/// Hands a run over for approval.
pub async fn submit(
    tx: &mut Tx,
    id: &str,
    from: RunState,
    by: &Signature,
    note: &str,
) -> Result<bool, DbError> {
    let values = params![&by.actor, &by.name, by.at, note, id, from.as_str()];
    Ok(tx.execute(&SUBMIT, values).await? == 1)
}

/// How many runs wait that somebody else handed over.
pub async fn count_submitted_by_others(tx: &mut Tx, person: &str) -> Result<i64, DbError> {
    tx.one(&COUNT_SUBMITTED_BY_OTHERS, params![person]).await?.int("n")
}

/// Approves or rejects a submitted run.
pub async fn decide(
    tx: &mut Tx,
    id: &str,
    to: RunState,
    by: &Signature,
    note: &str,
) -> Result<bool, DbError> {
    let values = params![to.as_str(), &by.actor, &by.name, by.at, note, id];
    Ok(tx.execute(&DECIDE, values).await? == 1)
}

fn read(row: &Row) -> Result<Run, DbError> {
    let state = RunState::parse(row.text("state")?);
    Ok(Run {
        id: row.get("id")?,
        tax_year: row.int("tax_year")?,
        village: row.get("village")?,
        revision: row.int("revision")?,
        rule_book: row.int("rule_book")?,
        cap: row.get("max_increase_percent")?,
        state: state
            .ok_or_else(|| DbError::Column { column: "state".to_owned(), problem: "is unknown" })?,
        created: signature(row, "created")?.unwrap_or_else(nobody),
        submitted: signature(row, "submitted")?,
        note: row.get("note")?,
        decided: signature(row, "decided")?,
        decision_note: row.get("decision_note")?,
        done: row.int("done")?,
        total: row.int("total")?,
        heartbeat_at: row.get("heartbeat_at")?,
    })
}

fn nobody() -> Signature {
    Signature { actor: String::new(), name: String::new(), at: Instant::from_millis(0) }
}

fn signature(row: &Row, verb: &str) -> Result<Option<Signature>, DbError> {
    let column = |suffix: &str| format!("{verb}_{suffix}");
    let Some(actor) = row.get::<Option<String>>(&*column("by"))? else { return Ok(None) };
    let name = row.get(&*column("by_name"))?;
    Ok(Some(Signature { actor, name, at: row.get(&*column("at"))? }))
}
