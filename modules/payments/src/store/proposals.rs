//! What waits for a second person of the treasury, and what was decided.

use db::{DbError, Row, Tx, params};

use super::{LAST, unknown};
use crate::domain::proposal::{Matter, Proposal, Signature, State};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          id, matter, reason, state, proposed_by, proposed_by_name, proposed_at,
          decided_by, decided_by_name, decided_at, decision_note
        from pay_proposal",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_proposal (
          id, kind, subject, matter, reason, state, proposed_by, proposed_by_name, proposed_at,
          decision_note
        )
        values ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8, '')";
    FIND = select!("
        where id = $1");
    WAITING = select!("
        where state = 'proposed'
        order by proposed_at, id");
    DECIDED_BEFORE = select!("
        where state <> 'proposed' and id < $1
        order by id desc
        limit $2");
    OF_SUBJECT = select!("
        where subject = $1 and state = 'proposed'
        order by id
        limit 1");
    DECIDE = "
        update pay_proposal
        set state = $1, decided_by = $2, decided_by_name = $3, decided_at = $4, decision_note = $5
        where id = $6 and state = 'proposed'";
    COUNT_FOR = "
        select count(*) as n
        from pay_proposal
        where state = 'proposed' and proposed_by <> $1";
}

pub async fn add(tx: &mut Tx, it: &Proposal) -> Result<(), DbError> {
    let values = params![
        &it.id,
        it.matter.kind(),
        it.matter.subject(),
        serde_json::json!(it.matter).to_string(),
        &it.reason,
        &it.proposed.actor,
        &it.proposed.name,
        it.proposed.at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Proposal>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| read(&row)).transpose()
}

/// All that wait, the oldest first.
pub async fn waiting(tx: &mut Tx) -> Result<Vec<Proposal>, DbError> {
    tx.rows(&WAITING, params![]).await?.iter().map(read).collect()
}

/// What was decided, the newest first.
pub async fn decided_before(
    tx: &mut Tx,
    id: Option<&str>,
    limit: i64,
) -> Result<Vec<Proposal>, DbError> {
    let rows = tx.rows(&DECIDED_BEFORE, params![id.unwrap_or(LAST), limit]).await?;
    rows.iter().map(read).collect()
}

/// The one that waits for a subject.
pub async fn of_subject(tx: &mut Tx, subject: &str) -> Result<Option<Proposal>, DbError> {
    tx.first(&OF_SUBJECT, params![subject]).await?.map(|row| read(&row)).transpose()
}

/// `false` when it was decided before.
pub async fn decide(
    tx: &mut Tx,
    id: &str,
    state: State,
    by: &Signature,
    note: &str,
) -> Result<bool, DbError> {
    let values = params![state.as_str(), &by.actor, &by.name, by.at, note, id];
    Ok(tx.execute(&DECIDE, values).await? == 1)
}

/// How many wait that somebody else proposed.
pub async fn count_for(tx: &mut Tx, actor: &str) -> Result<i64, DbError> {
    tx.one(&COUNT_FOR, params![actor]).await?.int(0)
}

fn read(row: &Row) -> Result<Proposal, DbError> {
    let matter: Matter = serde_json::from_str(row.text(1)?).map_err(|_| unknown("matter"))?;
    let decided = match (row.get(7)?, row.get(8)?, row.get(9)?) {
        (Some(actor), Some(name), Some(at)) => Some(Signature { actor, name, at }),
        _ => None,
    };
    Ok(Proposal {
        id: row.get(0)?,
        matter,
        reason: row.get(2)?,
        state: State::parse(row.text(3)?).ok_or_else(|| unknown("state"))?,
        proposed: Signature { actor: row.get(4)?, name: row.get(5)?, at: row.get(6)? },
        decided,
        decision_note: row.get(10)?,
    })
}
