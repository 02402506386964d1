//! The rows of jobs.

use db::{DbError, Row, statements};
use serde_json::Value;

use crate::{Entry, State};

statements! {
    /// A new job, unless the same work is active.
    ADD_JOB = "insert into job_job
        (id, kind, active_key, payload, actor, actor_name, agency, state, due_at, attempt, cancel,
        done, total, step, created_at, lane)
        values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, 0, 0, 0, 0, '', $9, $10)
        on conflict (active_key) do nothing";
    /// The same work that is active.
    FIND_ACTIVE = "select id from job_job where active_key = $1";
    /// Jobs of a lane that want a worker now: new ones, and those whose lease ran out.
    LIST_DUE = "select id, kind
        from job_job
        where lane = $1
        and due_at <= $2
        order by due_at, id
        limit $3";
    /// How many jobs are in a state.
    COUNT_IN_STATE = "select count(*) as n
        from job_job
        where state = $1";
    /// Takes a job; no row when somebody else was faster.
    TAKE = "update job_job
        set state = 'running', lease = $1, due_at = $2, attempt = attempt + 1, started_at = $3
        where id = $4
        and due_at <= $3
        returning id, kind, payload, attempt, actor, agency, cancel, done, total, step";
    /// Keeps the lease, writes progress, and learns whether to stop.
    BEAT = "update job_job
        set due_at = $1, done = $2, total = $3, step = $4
        where id = $5
        and lease = $6
        returning cancel";
    /// Whether to stop, when there is nothing to write.
    FIND_WISH = "select cancel from job_job where id = $1 and lease = $2";
    /// Whether the lease still holds; the row is touched, so that a taker has to wait.
    CONFIRM = "update job_job set lease = lease where id = $1 and lease = $2";
    /// Keeps how far the work came.
    REMEMBER = "update job_job set memory = $1 where id = $2 and lease = $3";
    /// What an earlier attempt kept.
    FIND_MEMORY = "select memory from job_job where id = $1";
    /// The end of a job.
    FINISH = "update job_job
        set state = $1, due_at = null, lease = null, active_key = null, outcome = $2, error = $3,
        done = $4, total = $5, step = $6, ended_at = $7
        where id = $8
        and lease = $9";
    /// Back in the queue, to be tried again.
    POSTPONE = "update job_job
        set state = 'waiting', due_at = $1, lease = null, error = $2
        where id = $3
        and lease = $4";
    /// Back in the queue at once, as if this attempt had not been.
    HAND_BACK = "update job_job
        set state = 'waiting', due_at = $1, lease = null, attempt = attempt - 1
        where id = $2
        and lease = $3";
    /// Back in the queue until later, as if this attempt had not been.
    PUT_OFF = "update job_job
        set state = 'waiting', due_at = $1, lease = null, error = null, attempt = attempt - 1
        where id = $2
        and lease = $3";
    /// A person wants a running job to stop.
    ASK_TO_STOP = "update job_job set cancel = 1 where id = $1 and state = 'running'";
    /// A person cancels a job that did not begin.
    CANCEL_WAITING = "update job_job
        set state = 'cancelled', due_at = null, active_key = null, ended_at = $1
        where id = $2
        and state = 'waiting'";
    /// A person tries a dead or cancelled job again.
    REVIVE = "update job_job
        set state = 'waiting', due_at = $1, attempt = 0, cancel = 0, error = null, ended_at = null
        where id = $2
        and state in ('dead', 'cancelled')";
    /// Forgets what ended long ago.
    CLEAN_UP = "delete from job_job where due_at is null and ended_at < $1";
    /// Forgets what went well in the other lanes.
    CLEAN_UP_LANES = "delete from job_job
        where due_at is null
        and ended_at < $1
        and state = 'done'
        and lane <> 'work'";
    /// Jobs for people, newest first.
    LIST_JOBS = "select id, kind, payload, actor, actor_name, agency, state, attempt, cancel, done,
        total, step, outcome, error, created_at, started_at, ended_at, due_at
        from job_job
        where id < $1
        and ($2 = '' or kind = $2)
        and ($3 = '' or state = $3)
        and (cast($4 as bigint) = 1 or agency = $5)
        and ($6 = '' or lane = $6 or state = 'dead')
        order by id desc
        limit $7";
    /// One job.
    FIND_JOB = "select id, kind, payload, actor, actor_name, agency, state, attempt, cancel, done,
        total, step, outcome, error, created_at, started_at, ended_at, due_at
        from job_job
        where id = $1";
}

pub(crate) fn read(row: &Row) -> Result<Entry, DbError> {
    Ok(Entry {
        id: row.get("id")?,
        kind: row.get("kind")?,
        payload: json(row, "payload")?.unwrap_or_default(),
        actor: row.get("actor")?,
        actor_name: row.get("actor_name")?,
        agency: row.get("agency")?,
        state: State::parse(row.text("state")?).ok_or_else(|| damaged("state"))?,
        attempt: row.get("attempt")?,
        cancel_requested: row.flag("cancel")?,
        done: row.int("done")?,
        total: row.int("total")?,
        step: row.get("step")?,
        outcome: json(row, "outcome")?,
        error: row.get("error")?,
        created_at: row.get("created_at")?,
        started_at: row.get("started_at")?,
        ended_at: row.get("ended_at")?,
        due_at: row.get("due_at")?,
    })
}

pub(crate) fn json(row: &Row, column: &'static str) -> Result<Option<Value>, DbError> {
    row.opt_text(column)?.map(serde_json::from_str).transpose().map_err(|_| damaged(column))
}

fn damaged(column: &str) -> DbError {
    DbError::Column { column: column.to_owned(), problem: "is damaged" }
}
