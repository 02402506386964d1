//! Partners, their terms and their sealed secrets.

use base::Instant;
use db::{DbError, Row, Tx, params};

use crate::domain::partner::{Known, Partner};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          id, name, client_key, service_id, dialect, networks, active,
          secret, older_secret, public_key, older_public_key
        from pay_partner",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into pay_partner (
          id, name, client_key, service_id, dialect, networks, active,
          secret, public_key, made_at, changed_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";
    UPDATE = "
        update pay_partner
        set name = $1, service_id = $2, dialect = $3, networks = $4, active = $5, changed_at = $6
        where id = $7";
    /// What is in force becomes the older one, which still counts until that is ended.
    ROTATE_SECRET = "
        update pay_partner
        set older_secret = secret, secret = $1, changed_at = $2
        where id = $3";
    ROTATE_PUBLIC_KEY = "
        update pay_partner
        set older_public_key = public_key, public_key = $1, changed_at = $2
        where id = $3";
    FORGET_OLDER = "
        update pay_partner
        set older_secret = null, older_public_key = null, changed_at = $1
        where id = $2";
    FIND = select!("
        where id = $1");
    BY_CLIENT_KEY = select!("
        where client_key = $1");
    LIST = select!("
        order by id");
}

pub async fn add(
    tx: &mut Tx,
    partner: &Partner,
    secret: Option<&str>,
    public_key: Option<&str>,
    now: Instant,
) -> Result<(), DbError> {
    let values = params![
        &partner.id,
        &partner.name,
        &partner.client_key,
        partner.service_id.as_deref(),
        terms(partner),
        networks(partner),
        partner.active,
        secret,
        public_key,
        now,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

pub async fn update(tx: &mut Tx, partner: &Partner, now: Instant) -> Result<(), DbError> {
    let values = params![
        &partner.name,
        partner.service_id.as_deref(),
        terms(partner),
        networks(partner),
        partner.active,
        now,
        &partner.id,
    ];
    tx.execute(&UPDATE, values).await.map(drop)
}

/// Puts another secret or key in force; what is `None` stays.
pub async fn rotate(
    tx: &mut Tx,
    id: &str,
    secret: Option<&str>,
    public_key: Option<&str>,
    now: Instant,
) -> Result<(), DbError> {
    for (it, key) in [(&ROTATE_SECRET, secret), (&ROTATE_PUBLIC_KEY, public_key)] {
        if let Some(key) = key {
            tx.execute(it, params![key, now, id]).await?;
        }
    }
    Ok(())
}

/// Ends the time in which the older secret and key count too.
pub async fn forget_older(tx: &mut Tx, id: &str, now: Instant) -> Result<(), DbError> {
    tx.execute(&FORGET_OLDER, params![now, id]).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Known>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| read(&row)).transpose()
}

pub async fn by_client_key(tx: &mut Tx, key: &str) -> Result<Option<Known>, DbError> {
    tx.first(&BY_CLIENT_KEY, params![key]).await?.map(|row| read(&row)).transpose()
}

pub async fn list(tx: &mut Tx) -> Result<Vec<Known>, DbError> {
    tx.rows(&LIST, params![]).await?.iter().map(read).collect()
}

fn terms(partner: &Partner) -> String {
    serde_json::json!(partner.terms).to_string()
}

fn networks(partner: &Partner) -> String {
    serde_json::json!(partner.networks).to_string()
}

fn read(row: &Row) -> Result<Known, DbError> {
    let partner = Partner {
        id: row.get(0)?,
        name: row.get(1)?,
        client_key: row.get(2)?,
        service_id: row.get(3)?,
        terms: serde_json::from_str(row.text(4)?).map_err(|_| super::unknown("dialect"))?,
        networks: serde_json::from_str(row.text(5)?).map_err(|_| super::unknown("networks"))?,
        active: row.flag(6)?,
    };
    let texts = |places: [usize; 2]| -> Result<Vec<String>, DbError> {
        let both = [row.get::<Option<String>>(places[0])?, row.get(places[1])?];
        Ok(both.into_iter().flatten().collect())
    };
    Ok(Known { partner, secrets: texts([7, 8])?, public_keys: texts([9, 10])? })
}
