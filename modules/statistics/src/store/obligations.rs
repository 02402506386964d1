//! What offices owe, and what was done with it.

use base::{Date, Id, Instant};
use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::obligation::{Act, Obligation, State, Step};
use crate::domain::period::Period;

macro_rules! obligation {
    ($rest:literal) => {
        concat!(
            "
        select id, dataset, period, producer, due, priority, state, submission, handed_in_by,
          version, planned_release, released_at, changed_at
        from stat_obligation",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into stat_obligation (
          id, dataset, period, year, producer, due, priority, state, planned_release, changed_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (dataset, period) do nothing";
    FIND = obligation!("
        where id = $1");
    FIND_OWED = obligation!("
        where dataset = $1 and period = $2");
    SET = "
        update stat_obligation
        set state = $1, submission = $2, handed_in_by = $3, version = $4, planned_release = $5,
            released_at = $6, changed_at = $7
        where id = $8";
    OF_YEAR = obligation!("
        where year = $1
        order by due, id");
    OF_PRODUCER = obligation!("
        where year = $1 and producer = $2
        order by due, id");
    CALENDAR = obligation!("
        where planned_release >= $1 and planned_release < $2
          and state not in ('planned', 'withdrawn')
        order by planned_release, id");
    LATEST_PERIOD = "
        select period
        from stat_obligation
        where dataset = $1
        order by year desc, period desc
        limit 1";
    YEARS = "
        select distinct year
        from stat_obligation
        order by year desc";
    WAITING = "
        select count(*) as n
        from stat_obligation
        where state in ('submitted', 'examining', 'ready')";
    OWED = "
        select count(*) as n
        from stat_obligation
        where producer = $1 and state in ('agreed', 'collecting', 'returned')";
    DUE_DAYS = "
        select distinct due
        from stat_obligation
        where producer = $1 and due >= $2 and due <= $3
          and state in ('agreed', 'collecting', 'returned')
        order by due";
    NEXT_STEP = "
        select cast(coalesce(max(number), 0) + 1 as bigint) as next
        from stat_step
        where obligation = $1";
    ADD_STEP = "
        insert into stat_step (obligation, number, act, state, who, name, at, reason, submission)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    STEPS = "
        select number, act, state, who, name, at, reason, submission
        from stat_step
        where obligation = $1
        order by number";
}

/// Puts it on the list; whether it was not there yet.
pub async fn add(tx: &mut Tx, it: &Obligation) -> Result<bool, DbError> {
    let values = params![
        it.id,
        &it.dataset,
        it.period.to_string(),
        it.period.year(),
        &it.producer,
        it.due,
        it.priority,
        it.state.code(),
        it.planned_release,
        it.changed_at,
    ];
    Ok(tx.execute(&ADD, values).await? == 1)
}

pub async fn find(tx: &mut Tx, id: Id<Obligation>) -> Result<Option<Obligation>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

/// What is owed of a dataset and a period.
pub async fn find_owed(
    tx: &mut Tx,
    dataset: &str,
    period: Period,
) -> Result<Option<Obligation>, DbError> {
    let values = params![dataset, period.to_string()];
    tx.first(&FIND_OWED, values).await?.as_ref().map(read).transpose()
}

/// Writes where it stands now.
pub async fn set(tx: &mut Tx, it: &Obligation) -> Result<(), DbError> {
    let values = params![
        it.state.code(),
        it.submission,
        it.handed_in_by.clone(),
        it.version,
        it.planned_release,
        it.released_at,
        it.changed_at,
        it.id,
    ];
    tx.execute(&SET, values).await.map(drop)
}

/// The list of a year, the earliest due first; with a producer only what that one owes.
pub async fn of_year(
    tx: &mut Tx,
    year: u16,
    producer: Option<&str>,
) -> Result<Vec<Obligation>, DbError> {
    let rows = match producer {
        Some(producer) => tx.rows(&OF_PRODUCER, params![year, producer]).await?,
        None => tx.rows(&OF_YEAR, params![year]).await?,
    };
    rows.iter().map(read).collect()
}

/// What is to be released, or was, between two instants, of what the Forum agreed to.
pub async fn calendar(
    tx: &mut Tx,
    from: Instant,
    until: Instant,
) -> Result<Vec<Obligation>, DbError> {
    tx.rows(&CALENDAR, params![from, until]).await?.iter().map(read).collect()
}

/// The latest period of a dataset that stands on a yearly list.
pub async fn latest_period(tx: &mut Tx, dataset: &str) -> Result<Option<Period>, DbError> {
    let row = tx.first(&LATEST_PERIOD, params![dataset]).await?;
    let read = |row: &Row| Period::parse(row.text("period")?).map_err(|_| unknown("period"));
    row.as_ref().map(read).transpose()
}

/// Years that have a list, the latest first.
pub async fn years(tx: &mut Tx) -> Result<Vec<i64>, DbError> {
    tx.rows(&YEARS, params![]).await?.iter().map(|row| row.int("year")).collect()
}

/// How many wait for the walidata.
pub async fn waiting(tx: &mut Tx) -> Result<i64, DbError> {
    tx.one(&WAITING, params![]).await?.int("n")
}

/// How many an office has to bring.
pub async fn owed(tx: &mut Tx, producer: &str) -> Result<i64, DbError> {
    tx.one(&OWED, params![producer]).await?.int("n")
}

/// Days of a span on which an office has to bring something.
pub async fn due_days(
    tx: &mut Tx,
    producer: &str,
    (first, last): (Date, Date),
) -> Result<Vec<Date>, DbError> {
    tx.rows(&DUE_DAYS, params![producer, first, last])
        .await?
        .iter()
        .map(|row| row.get("due"))
        .collect()
}

/// Writes down what was done; whatever number it has, it gets the next one.
pub async fn add_step(tx: &mut Tx, id: Id<Obligation>, it: &Step) -> Result<(), DbError> {
    let next = tx.one(&NEXT_STEP, params![id]).await?.int("next")?;
    let values = params![
        id,
        next,
        it.act.code(),
        it.state.code(),
        &it.who,
        &it.name,
        it.at,
        &it.reason,
        it.submission,
    ];
    tx.execute(&ADD_STEP, values).await.map(drop)
}

/// What was done with it, the first thing first.
pub async fn steps(tx: &mut Tx, id: Id<Obligation>) -> Result<Vec<Step>, DbError> {
    tx.rows(&STEPS, params![id]).await?.iter().map(read_step).collect()
}

fn read(row: &Row) -> Result<Obligation, DbError> {
    Ok(Obligation {
        id: row.get("id")?,
        dataset: row.get("dataset")?,
        period: Period::parse(row.text("period")?).map_err(|_| unknown("period"))?,
        producer: row.get("producer")?,
        due: row.get("due")?,
        priority: row.flag("priority")?,
        state: State::from_code(row.text("state")?).ok_or_else(|| unknown("state"))?,
        submission: row.opt_int("submission")?,
        handed_in_by: row.get("handed_in_by")?,
        version: row.opt_int("version")?,
        planned_release: row.get("planned_release")?,
        released_at: row.get("released_at")?,
        changed_at: row.get("changed_at")?,
    })
}

fn read_step(row: &Row) -> Result<Step, DbError> {
    Ok(Step {
        number: row.int("number")?,
        act: Act::from_code(row.text("act")?).ok_or_else(|| unknown("act"))?,
        state: State::from_code(row.text("state")?).ok_or_else(|| unknown("state"))?,
        who: row.get("who")?,
        name: row.get("name")?,
        at: row.get("at")?,
        reason: row.get("reason")?,
        submission: row.opt_int("submission")?,
    })
}
