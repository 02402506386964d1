//! One-time links.

use base::{Id, Instant};
use db::{DbError, Row, Tx, params, statements};

use crate::Account;
use crate::link::Purpose;

statements! {
    /// A new link; the person's earlier one ends.
    PUT_LINK = "insert into id_link (token_sha256, account, purpose, totp, tries, expires_at)
        values ($1, $2, $3, $4, 0, $5)
        on conflict (account) do update
        set token_sha256 = excluded.token_sha256, purpose = excluded.purpose,
        totp = excluded.totp, tries = 0, expires_at = excluded.expires_at";
    /// A link that is still good.
    FIND_LINK = "select account, purpose, totp, tries, expires_at
        from id_link
        where token_sha256 = $1
        and expires_at > $2";
    /// Counts a wrong code.
    ADD_TRY = "update id_link set tries = tries + 1 where token_sha256 = $1";
    /// Uses a link up.
    USE_LINK = "delete from id_link where token_sha256 = $1";
    /// Takes a person's link back.
    DROP_LINK = "delete from id_link where account = $1";
    /// Forgets links that ran out.
    CLEAN_UP = "delete from id_link where expires_at <= $1";
}

pub(crate) struct StoredLink {
    pub account: Id<Account>,
    pub purpose: Purpose,
    /// The new second factor, sealed; `None` when the old one stays.
    pub totp: Option<String>,
    pub tries: u32,
    pub expires_at: Instant,
}

pub(crate) async fn put(tx: &mut Tx, token: &str, link: &StoredLink) -> Result<(), DbError> {
    let StoredLink { account, purpose, totp, expires_at, .. } = link;
    let values = params![token, account, purpose.as_str(), totp.as_deref(), *expires_at];
    tx.execute(&PUT_LINK, values).await.map(drop)
}

pub(crate) async fn find(
    tx: &mut Tx,
    token: &str,
    now: Instant,
) -> Result<Option<StoredLink>, DbError> {
    tx.first(&FIND_LINK, params![token, now]).await?.as_ref().map(read).transpose()
}

pub(crate) async fn add_try(tx: &mut Tx, token: &str) -> Result<(), DbError> {
    tx.execute(&ADD_TRY, params![token]).await.map(drop)
}

/// `false` when somebody else was faster.
pub(crate) async fn use_up(tx: &mut Tx, token: &str) -> Result<bool, DbError> {
    Ok(tx.execute(&USE_LINK, params![token]).await? == 1)
}

pub(crate) async fn drop_of(tx: &mut Tx, account: Id<Account>) -> Result<(), DbError> {
    tx.execute(&DROP_LINK, params![account]).await.map(drop)
}

pub(crate) async fn clean_up(tx: &mut Tx, now: Instant) -> Result<u64, DbError> {
    tx.execute(&CLEAN_UP, params![now]).await
}

fn read(row: &Row) -> Result<StoredLink, DbError> {
    Ok(StoredLink {
        account: row.get("account")?,
        purpose: Purpose::parse(row.text("purpose")?).ok_or_else(|| DbError::Column {
            column: "purpose".to_owned(),
            problem: "is unknown",
        })?,
        totp: row.get("totp")?,
        tries: row.get("tries")?,
        expires_at: row.get("expires_at")?,
    })
}
