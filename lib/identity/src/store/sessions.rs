//! Sessions.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params, statements};

use crate::session::SessionInfo;
use crate::{Account, Session};

statements! {
    /// A new session.
    ADD_SESSION = "insert into id_session
        (token_sha256, id, account, created_at, seen_at, address, agent)
        values ($1, $2, $3, $4, $4, $5, $6)";
    /// The session of a token with its person, one row per role.
    RESUME = "select s.id, s.created_at, s.seen_at, s.address, s.agent, a.id as account, a.login,
        a.name, a.agency, a.must_change, a.password_at, r.role
        from id_session s
        join id_account a on a.id = s.account
        left join id_account_role r on r.account = a.id
        where s.token_sha256 = $1
        and a.state = 'active'
        order by r.role";
    /// Keeps a session alive.
    TOUCH = "update id_session set seen_at = $1 where id = $2";
    /// Signs out.
    END_BY_TOKEN = "delete from id_session where token_sha256 = $1";
    /// The person's sessions that are alive, newest first.
    LIST_SESSIONS = "select id, created_at, seen_at, address, agent
        from id_session
        where account = $1
        and created_at > $2
        and seen_at > $3
        order by id desc";
    /// Ends one of the person's own sessions.
    END_OWN = "delete from id_session where account = $1 and id = $2";
    /// Ends all sessions of a person, but for one.
    END_OTHERS = "delete from id_session where account = $1 and token_sha256 <> $2";
    /// Forgets sessions that ran out.
    CLEAN_UP = "delete from id_session where created_at <= $1 or seen_at <= $2";
}

/// A session and whoever it belongs to.
pub(crate) struct Resumed {
    pub session: SessionInfo,
    pub account: Id<Account>,
    pub login: String,
    pub name: String,
    pub agency: Option<String>,
    pub roles: Vec<String>,
    pub must_change: bool,
    pub password_at: Option<Instant>,
}

pub(crate) async fn add(
    tx: &mut Tx,
    token: &str,
    session: &SessionInfo,
    account: Id<Account>,
) -> Result<(), DbError> {
    let SessionInfo { id, created_at, address, agent, .. } = session;
    let values = params![token, id, account, *created_at, address, agent];
    tx.execute(&ADD_SESSION, values).await.map(drop)
}

pub(crate) async fn resume(tx: &mut Tx, token: &str) -> Result<Option<Resumed>, DbError> {
    let rows = tx.rows(&RESUME, params![token]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let roles = rows.iter().filter_map(|row| row.get::<Option<String>>("role").transpose());
    Ok(Some(Resumed {
        session: read(first)?,
        account: first.get("account")?,
        login: first.get("login")?,
        name: first.get("name")?,
        agency: first.get("agency")?,
        roles: roles.collect::<Result<_, _>>()?,
        must_change: first.flag("must_change")?,
        password_at: first.get("password_at")?,
    }))
}

pub(crate) async fn touch(tx: &mut Tx, id: Id<Session>, now: Instant) -> Result<(), DbError> {
    tx.execute(&TOUCH, params![now, id]).await.map(drop)
}

pub(crate) async fn end(tx: &mut Tx, token: &str) -> Result<bool, DbError> {
    Ok(tx.execute(&END_BY_TOKEN, params![token]).await? == 1)
}

pub(crate) async fn list(
    tx: &mut Tx,
    account: &str,
    created_after: Instant,
    seen_after: Instant,
) -> Result<Vec<SessionInfo>, DbError> {
    let values = params![account, created_after, seen_after];
    tx.rows(&LIST_SESSIONS, values).await?.iter().map(read).collect()
}

pub(crate) async fn end_own(
    tx: &mut Tx,
    account: &str,
    session: Id<Session>,
) -> Result<bool, DbError> {
    Ok(tx.execute(&END_OWN, params![account, session]).await? == 1)
}

/// Ends all sessions of a person; `but` is the stored token of the one that stays.
pub(crate) async fn end_all(
    tx: &mut Tx,
    account: Id<Account>,
    but: Option<&str>,
) -> Result<u64, DbError> {
    tx.execute(&END_OTHERS, params![account, but.unwrap_or_default()]).await
}

pub(crate) async fn clean_up(
    tx: &mut Tx,
    created_before: Instant,
    seen_before: Instant,
) -> Result<u64, DbError> {
    tx.execute(&CLEAN_UP, params![created_before, seen_before]).await
}

fn read(row: &Row) -> Result<SessionInfo, DbError> {
    Ok(SessionInfo {
        id: row.get("id")?,
        created_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        address: row.get("address")?,
        agent: row.get("agent")?,
    })
}
