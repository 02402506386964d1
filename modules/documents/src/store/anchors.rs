//! Pinned authorities as rows. A row goes forward only: waiting, trusted, ended.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};
use pki::Certificate;

use super::unknown;
use crate::domain::anchor::{Act, Anchor, Pin, Standing, State};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          id, certificate, name, standing, state, proposed_at, proposed_by, proposed_by_name,
          decided_at, decided_by, decided_by_name, ended_at, ended_by, ended_by_name, kept_until,
          reason
        from doc_anchor",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_anchor (
          id, certificate, fingerprint, slot, name, standing, state, proposed_at, proposed_by,
          proposed_by_name
        )
        values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9)";
    FIND = select!("
        where id = $1");
    IN_SLOT = select!("
        where slot = $1");
    /// The newest first.
    LIST = select!("
        order by id desc
        limit 500");
    /// Those that count, or counted.
    LIST_DECIDED = select!("
        where state = 'trusted' or state = 'ended'
        order by id");
    COUNT_IN_STATE = "select count(*) as n from doc_anchor where state = $1";
    DECIDE = "
        update doc_anchor
        set state = $1, decided_at = $2, decided_by = $3, decided_by_name = $4, slot = $5,
          reason = $6
        where id = $7 and state = 'waiting'";
    END = "
        update doc_anchor
        set state = 'ended', ended_at = $1, ended_by = $2, ended_by_name = $3, slot = null,
          kept_until = $4, reason = $5
        where id = $6 and state = 'trusted'";
}

pub async fn add(tx: &mut Tx, it: &Anchor) -> Result<(), DbError> {
    let values = params![
        it.id,
        it.certificate.to_der(),
        it.certificate.fingerprint_hex(),
        &it.name,
        it.standing.as_str(),
        it.state.as_str(),
        it.proposed.at,
        &it.proposed.by,
        &it.proposed.name,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Pin>) -> Result<Option<Anchor>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

/// The one of a certificate that waits or is trusted.
pub async fn find_open(tx: &mut Tx, fingerprint: &str) -> Result<Option<Anchor>, DbError> {
    tx.first(&IN_SLOT, params![fingerprint]).await?.as_ref().map(read).transpose()
}

/// All of them, the newest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Anchor>, DbError> {
    tx.rows(&LIST, params![]).await?.iter().map(read).collect()
}

/// Those that are or were trusted.
pub async fn list_decided(tx: &mut Tx) -> Result<Vec<Anchor>, DbError> {
    tx.rows(&LIST_DECIDED, params![]).await?.iter().map(read).collect()
}

pub async fn count_in(tx: &mut Tx, state: State) -> Result<i64, DbError> {
    tx.one(&COUNT_IN_STATE, params![state.as_str()]).await?.int("n")
}

/// Decides one that waits; `false` when somebody was faster.
pub async fn decide(
    tx: &mut Tx,
    it: &Anchor,
    to: State,
    by: &Act,
    reason: Option<&str>,
) -> Result<bool, DbError> {
    let slot = to.is_open().then(|| it.certificate.fingerprint_hex());
    let values = params![to.as_str(), by.at, &by.by, &by.name, slot.as_deref(), reason, it.id];
    Ok(tx.execute(&DECIDE, values).await? == 1)
}

/// Ends one that is trusted; `false` when somebody was faster.
pub async fn end(
    tx: &mut Tx,
    id: Id<Pin>,
    by: &Act,
    kept_until: Option<Instant>,
    reason: &str,
) -> Result<bool, DbError> {
    let values = params![by.at, &by.by, &by.name, kept_until, reason, id];
    Ok(tx.execute(&END, values).await? == 1)
}

fn read(row: &Row) -> Result<Anchor, DbError> {
    let proposed = act(row, ["proposed_at", "proposed_by", "proposed_by_name"])?;
    Ok(Anchor {
        id: row.get("id")?,
        certificate: Certificate::from_der(row.bytes("certificate")?)
            .map_err(|_| unknown("certificate"))?,
        name: row.get("name")?,
        standing: Standing::parse(row.text("standing")?).ok_or_else(|| unknown("standing"))?,
        state: State::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        proposed: proposed.ok_or_else(|| unknown("proposed_at"))?,
        decided: act(row, ["decided_at", "decided_by", "decided_by_name"])?,
        ended: act(row, ["ended_at", "ended_by", "ended_by_name"])?,
        kept_until: row.get("kept_until")?,
        reason: row.get("reason")?,
    })
}

fn act(row: &Row, [at, by, name]: [&'static str; 3]) -> Result<Option<Act>, DbError> {
    let Some(at) = row.get::<Option<Instant>>(at)? else { return Ok(None) };
    let by: Option<String> = row.get(by)?;
    let name: Option<String> = row.get(name)?;
    Ok(Some(Act { at, by: by.unwrap_or_default(), name: name.unwrap_or_default() }))
}
