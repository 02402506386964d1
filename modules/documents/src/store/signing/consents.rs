//! What people agreed to, and by what.

use base::Id;
use db::{DbError, Row, Tx, params};

use super::attempts::{bytes, hex};
use crate::domain::signing::{Consent, Given};
use crate::store::unknown;

db::statements! {
    ADD = "
        insert into doc_consent (id, account, account_name, made_at, expires_at, challenge)
        values ($1, $2, $3, $4, $5, $6)";
    FIND = "
        select id, account, account_name, made_at, expires_at, challenge, given_at, factor, evidence,
          address, agent
        from doc_consent
        where id = $1";
    GIVE = "
        update doc_consent
        set given_at = $1, factor = $2, evidence = $3, address = $4, agent = $5
        where id = $6 and given_at is null";
}

pub async fn add(tx: &mut Tx, it: &Consent) -> Result<(), DbError> {
    let challenge = hex(&it.challenge);
    let values =
        params![it.id, &it.account, &it.account_name, it.made_at, it.expires_at, challenge];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Consent>) -> Result<Option<Consent>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

/// Whether this is what it was given by: `false` when it was given before.
pub async fn give(tx: &mut Tx, id: Id<Consent>, it: &Given) -> Result<bool, DbError> {
    let values = params![it.at, &it.factor, &it.evidence, &it.address, &it.agent, id];
    Ok(tx.execute(&GIVE, values).await? == 1)
}

fn read(row: &Row) -> Result<Consent, DbError> {
    Ok(Consent {
        id: row.get("id")?,
        account: row.get("account")?,
        account_name: row.get("account_name")?,
        made_at: row.get("made_at")?,
        expires_at: row.get("expires_at")?,
        challenge: bytes(row.text("challenge")?).ok_or_else(|| unknown("challenge"))?,
        given: given(row)?,
    })
}

fn given(row: &Row) -> Result<Option<Given>, DbError> {
    let Some(at) = row.get("given_at")? else { return Ok(None) };
    let text =
        |name: &str| Ok::<String, DbError>(row.get::<Option<String>>(name)?.unwrap_or_default());
    Ok(Some(Given {
        at,
        factor: text("factor")?,
        evidence: text("evidence")?,
        address: text("address")?,
        agent: text("agent")?,
    }))
}
