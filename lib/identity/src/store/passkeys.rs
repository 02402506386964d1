//! Passkeys, and the challenges of those that are being made.

use base::{Id, Instant};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::{DbError, Row, Tx, params, statements};
use passkey::{Challenge, Credential, Flags, PublicKey};

use crate::passkey_info::{Passkey, PasskeyInfo};
use crate::{Account, Session};

statements! {
    /// A new passkey.
    ADD_PASSKEY = "insert into id_passkey
        (id, account, credential, public_key, sign_count, flags, transports, aaguid, name,
        created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// Somebody's passkeys, the oldest first.
    LIST_PASSKEYS = "select id, account, credential, public_key, sign_count, flags, transports,
        aaguid, name, created_at, used_at
        from id_passkey
        where account = $1
        order by id";
    /// One of somebody's passkeys by its credential id, while that person may come in.
    FIND_CREDENTIAL = "select p.id, p.account, p.credential, p.public_key, p.sign_count, p.flags,
        p.transports, p.aaguid, p.name, p.created_at, p.used_at
        from id_passkey p
        join id_account a on a.id = p.account
        where p.account = $1
        and p.credential = $2
        and a.state = 'active'";
    /// Whether anybody holds a credential.
    COUNT_CREDENTIAL = "select count(*) as n from id_passkey where credential = $1";
    /// After a use.
    USE_PASSKEY = "update id_passkey set sign_count = $1, used_at = $2 where id = $3";
    /// What the person calls it.
    RENAME_PASSKEY = "update id_passkey set name = $1 where account = $2 and id = $3";
    /// Takes one away.
    REMOVE_PASSKEY = "delete from id_passkey where account = $1 and id = $2";
    /// A new challenge; the session's earlier one is over.
    PUT_CHALLENGE = "insert into id_passkey_challenge
        (session, account, challenge, name, expires_at)
        values ($1, $2, $3, $4, $5)
        on conflict (session) do update
        set account = excluded.account, challenge = excluded.challenge, name = excluded.name,
        expires_at = excluded.expires_at";
    /// The challenge of a session.
    FIND_CHALLENGE = "select challenge, name
        from id_passkey_challenge
        where session = $1
        and account = $2
        and expires_at > $3";
    /// Uses it up.
    DROP_CHALLENGE = "delete from id_passkey_challenge where session = $1";
    /// Forgets challenges that ran out.
    CLEAN_UP = "delete from id_passkey_challenge where expires_at <= $1";
}

/// A passkey with all that verification needs.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub info: PasskeyInfo,
    pub credential: Credential,
}

pub(crate) async fn add(
    tx: &mut Tx,
    id: Id<Passkey>,
    account: Id<Account>,
    name: &str,
    credential: &Credential,
    now: Instant,
) -> Result<(), DbError> {
    let values = params![
        id,
        account,
        written(&credential.id),
        credential.public_key.as_cose(),
        credential.sign_count,
        credential.flags.0,
        credential.transports.join(" "),
        &credential.aaguid[..],
        name,
        now,
    ];
    tx.execute(&ADD_PASSKEY, values).await.map(drop)
}

pub(crate) async fn list(tx: &mut Tx, account: Id<Account>) -> Result<Vec<Stored>, DbError> {
    tx.rows(&LIST_PASSKEYS, params![account]).await?.iter().map(read).collect()
}

pub(crate) async fn find(
    tx: &mut Tx,
    account: Id<Account>,
    credential: &[u8],
) -> Result<Option<Stored>, DbError> {
    let values = params![account, written(credential)];
    tx.first(&FIND_CREDENTIAL, values).await?.as_ref().map(read).transpose()
}

pub(crate) async fn is_known(tx: &mut Tx, credential: &[u8]) -> Result<bool, DbError> {
    Ok(tx.one(&COUNT_CREDENTIAL, params![written(credential)]).await?.int("n")? > 0)
}

pub(crate) async fn use_now(
    tx: &mut Tx,
    id: Id<Passkey>,
    sign_count: u32,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(&USE_PASSKEY, params![sign_count, now, id]).await.map(drop)
}

pub(crate) async fn rename(
    tx: &mut Tx,
    account: Id<Account>,
    id: Id<Passkey>,
    name: &str,
) -> Result<bool, DbError> {
    Ok(tx.execute(&RENAME_PASSKEY, params![name, account, id]).await? == 1)
}

pub(crate) async fn remove(
    tx: &mut Tx,
    account: Id<Account>,
    id: Id<Passkey>,
) -> Result<bool, DbError> {
    Ok(tx.execute(&REMOVE_PASSKEY, params![account, id]).await? == 1)
}

pub(crate) async fn put_challenge(
    tx: &mut Tx,
    session: Id<Session>,
    account: Id<Account>,
    challenge: &Challenge,
    name: &str,
    expires_at: Instant,
) -> Result<(), DbError> {
    let values = params![session, account, challenge.to_base64url(), name, expires_at];
    tx.execute(&PUT_CHALLENGE, values).await.map(drop)
}

/// The challenge of a session and the name of the passkey; it is over afterwards.
pub(crate) async fn take_challenge(
    tx: &mut Tx,
    session: Id<Session>,
    account: Id<Account>,
    now: Instant,
) -> Result<Option<(Challenge, String)>, DbError> {
    let found = tx.first(&FIND_CHALLENGE, params![session, account, now]).await?;
    let Some(row) = found else { return Ok(None) };
    tx.execute(&DROP_CHALLENGE, params![session]).await?;
    let challenge =
        Challenge::from_base64url(row.text("challenge")?).map_err(|_| damaged("challenge"))?;
    Ok(Some((challenge, row.get("name")?)))
}

pub(crate) async fn clean_up(tx: &mut Tx, now: Instant) -> Result<u64, DbError> {
    tx.execute(&CLEAN_UP, params![now]).await
}

fn written(credential: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(credential)
}

fn read(row: &Row) -> Result<Stored, DbError> {
    let account: Id<Account> = row.get("account")?;
    let flags = row.get("flags").map(|flags: u32| u8::try_from(flags).map(Flags));
    let flags = flags?.map_err(|_| damaged("flags"))?;
    let aaguid: Vec<u8> = row.get("aaguid")?;
    let key: Vec<u8> = row.get("public_key")?;
    let credential = Credential {
        id: URL_SAFE_NO_PAD.decode(row.text("credential")?).map_err(|_| damaged("credential"))?,
        user_handle: handle(account),
        public_key: PublicKey::from_cose(&key).map_err(|_| damaged("public_key"))?,
        sign_count: row.get("sign_count")?,
        flags,
        transports: row.text("transports")?.split_whitespace().map(str::to_owned).collect(),
        aaguid: aaguid.try_into().map_err(|_| damaged("aaguid"))?,
    };
    let info = PasskeyInfo {
        id: row.get("id")?,
        name: row.get("name")?,
        created_at: row.get("created_at")?,
        used_at: row.get("used_at")?,
        is_synced: flags.is_backup_eligible(),
    };
    Ok(Stored { info, credential })
}

/// The user handle of an account: its id, which says nothing about the person.
pub(crate) fn handle(account: Id<Account>) -> Vec<u8> {
    account.to_string().into_bytes()
}

fn damaged(column: &str) -> DbError {
    DbError::Column { column: column.to_owned(), problem: "is damaged" }
}
