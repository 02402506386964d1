//! Keys of people as rows.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params};
use identity::{ListScope, Tries};

use crate::domain::keys::{Key, State};
use crate::store::{LAST, unknown};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          id, account, state, agency, name, nip, public_key, wrapped,
          request, request_signature, made_at, state_at, tries, last_at, locked_until
        from doc_key",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into doc_key (
          id, account, slot, state, agency, name, nip, public_key, wrapped,
          request, request_signature, made_at, state_at, tries, last_at, locked_until
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 0, $12, $12)";
    FIND = select!("
        where id = $1");
    IN_SLOT = select!("
        where slot = $1");
    /// The newest first.
    OF_ACCOUNT = select!("
        where account = $1
        order by id desc
        limit 50");
    /// The oldest first: they wait longest.
    IN_STATE = select!("
        where state = $1 and id > $2
        order by id
        limit $3");
    /// Of an office, or of all of them, the newest first.
    OF_AGENCY = select!("
        where id < $1 and (cast($2 as bigint) = 1 or agency = $3)
        order by id desc
        limit $4");
    COUNT_IN_STATE = "select count(*) as n from doc_key where state = $1";
    /// Where it stands is left alone once it was left: a key goes forward only.
    SET_STATE = "
        update doc_key
        set state = $1, state_at = $2, slot = $3, wrapped = $4
        where id = $5 and state = $6";
    /// Only over what was read: two changes at once do not lose one.
    SET_WRAPPED = "update doc_key set wrapped = $1 where id = $2 and wrapped = $3";
    PUT_TRIES = "
        update doc_key
        set tries = $1, last_at = $2, locked_until = $3
        where id = $4";
}

/// A key as it is stored.
#[derive(Debug, Clone)]
pub struct Stored {
    pub id: Id<Key>,
    pub account: String,
    pub state: State,
    pub agency: String,
    pub name: String,
    pub nip: String,
    pub public_key: Vec<u8>,
    /// Sealed with the cell's secret, and in that wrapped under the passphrase.
    pub wrapped: Option<String>,
    pub request: String,
    pub request_signature: Vec<u8>,
    pub made_at: Instant,
    pub state_at: Instant,
    pub tries: Tries,
}

/// The place of the one key of an account in a state; `None` for states of the past.
fn slot(account: &str, state: State) -> Option<String> {
    state.is_kept().then(|| format!("{account}/{}", state.as_str()))
}

pub async fn add(tx: &mut Tx, key: &Stored) -> Result<(), DbError> {
    let values = params![
        key.id,
        &key.account,
        slot(&key.account, key.state),
        key.state.as_str(),
        &key.agency,
        &key.name,
        &key.nip,
        key.public_key.as_slice(),
        key.wrapped.as_deref(),
        &key.request,
        key.request_signature.as_slice(),
        key.made_at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: Id<Key>) -> Result<Option<Stored>, DbError> {
    tx.first(&FIND, params![id]).await?.as_ref().map(read).transpose()
}

/// The one key of an account that waits, or that has a certificate.
pub async fn find_in(tx: &mut Tx, account: &str, state: State) -> Result<Option<Stored>, DbError> {
    tx.first(&IN_SLOT, params![slot(account, state)]).await?.as_ref().map(read).transpose()
}

pub async fn list_of(tx: &mut Tx, account: &str) -> Result<Vec<Stored>, DbError> {
    tx.rows(&OF_ACCOUNT, params![account]).await?.iter().map(read).collect()
}

pub async fn list_in(
    tx: &mut Tx,
    state: State,
    after: &str,
    limit: i64,
) -> Result<Vec<Stored>, DbError> {
    tx.rows(&IN_STATE, params![state.as_str(), after, limit]).await?.iter().map(read).collect()
}

pub async fn list_seen_by(
    tx: &mut Tx,
    scope: &ListScope,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Stored>, DbError> {
    let values = params![after.unwrap_or(LAST), scope.everything(), scope.agency(), limit];
    tx.rows(&OF_AGENCY, values).await?.iter().map(read).collect()
}

pub async fn count_in(tx: &mut Tx, state: State) -> Result<i64, DbError> {
    tx.one(&COUNT_IN_STATE, params![state.as_str()]).await?.int("n")
}

/// Moves a key on, if it is still where it was; of one that is not kept the wrapped form goes.
pub async fn set_state(
    tx: &mut Tx,
    key: &Stored,
    to: State,
    now: Instant,
) -> Result<bool, DbError> {
    let wrapped = key.wrapped.as_deref().filter(|_| to.is_kept());
    let from = key.state.as_str();
    let values = params![to.as_str(), now, slot(&key.account, to), wrapped, key.id, from];
    Ok(tx.execute(&SET_STATE, values).await? == 1)
}

/// Puts another wrapped form in the place of the one that was read.
pub async fn set_wrapped(tx: &mut Tx, key: &Stored, wrapped: &str) -> Result<bool, DbError> {
    let values = params![wrapped, key.id, key.wrapped.as_deref()];
    Ok(tx.execute(&SET_WRAPPED, values).await? == 1)
}

pub async fn put_tries(tx: &mut Tx, id: Id<Key>, tries: Tries) -> Result<(), DbError> {
    let values = params![tries.count, tries.last_at, tries.locked_until, id];
    tx.execute(&PUT_TRIES, values).await.map(drop)
}

fn read(row: &Row) -> Result<Stored, DbError> {
    Ok(Stored {
        id: row.get("id")?,
        account: row.get("account")?,
        state: State::parse(row.text("state")?).ok_or_else(|| unknown("state"))?,
        agency: row.get("agency")?,
        name: row.get("name")?,
        nip: row.get("nip")?,
        public_key: row.bytes("public_key")?.to_vec(),
        wrapped: row.get("wrapped")?,
        request: row.get("request")?,
        request_signature: row.bytes("request_signature")?.to_vec(),
        made_at: row.get("made_at")?,
        state_at: row.get("state_at")?,
        tries: Tries {
            count: row.get("tries")?,
            last_at: row.get("last_at")?,
            locked_until: row.get("locked_until")?,
        },
    })
}
