//! Adding banks, changing what is agreed with them, replacing their keys.

use audit::Entry;
use base::{Error, Kind, Result};
use cell::{Cell, sealed};
use db::Tx;
use identity::{Actor, Resource, authorise};
use snap::{ClientSecret, PublicKey};

use crate::audit_kinds;
use crate::domain::partner::{Known, Partner, check_id};
use crate::permissions::{PARTNERS, READ};
use crate::store::{partners, requests};

/// What secrets of partners are encrypted for.
const SEALED_FOR: &str = "payments/partner-secrets";

/// What a partner signs with; at least one of both.
#[derive(Clone, Default)]
pub struct Keys {
    /// Shared (HMAC-SHA512): at least 16 characters.
    pub secret: Option<String>,
    /// The partner's RSA key, PEM.
    pub public_key: Option<String>,
}

/// A partner and when it was last heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub partner: Partner,
    pub last_contact: Option<base::Instant>,
}

/// Adds a partner.
///
/// # Errors
/// `payments/partner-id`, `…/partner-key`, `…/partner-secret`, `…/partner-without-key`,
/// `…/partner-network`, `…/partner-exists`.
pub async fn add(cell: &Cell, actor: &Actor, partner: &Partner, keys: &Keys) -> Result<()> {
    authorise(actor, PARTNERS, Resource::Cell)?;
    check(partner)?;
    if keys.secret.is_none() && keys.public_key.is_none() {
        return Err(Error::new(Kind::Invalid, "payments/partner-without-key"));
    }
    let (secret, public_key) = prepared(cell, &partner.id, keys)?;
    let (now, who) = (cell.now(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let taken = partners::find(tx, &partner.id).await?.is_some()
                || partners::by_client_key(tx, &partner.client_key).await?.is_some();
            if taken {
                return Err(Error::new(Kind::Conflict, "payments/partner-exists"));
            }
            let (secret, key) = (secret.as_deref(), public_key.as_deref());
            partners::add(tx, partner, secret, key, now).await?;
            let entry = Entry::new(audit_kinds::PARTNER_ADDED, &who, subject(&partner.id))
                .after(serde_json::json!({"name": partner.name, "terms": partner.terms}));
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

/// Changes name, terms, networks, or whether a partner may call at all.
///
/// # Errors
/// As [`add`]; `payments/unknown-partner`.
pub async fn update(cell: &Cell, actor: &Actor, partner: &Partner) -> Result<()> {
    authorise(actor, PARTNERS, Resource::Cell)?;
    check(partner)?;
    let (now, who) = (cell.now(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let before = partners::find(tx, &partner.id).await?.ok_or_else(unknown)?.partner;
            partners::update(tx, partner, now).await?;
            let entry = Entry::new(audit_kinds::PARTNER_CHANGED, &who, subject(&partner.id))
                .before(facts(&before))
                .after(facts(partner));
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

/// Puts a new secret or key in force; the one before counts until [`end_rotation`].
///
/// # Errors
/// As [`add`]; `payments/unknown-partner`.
pub async fn rotate(cell: &Cell, actor: &Actor, id: &str, keys: &Keys) -> Result<()> {
    authorise(actor, PARTNERS, Resource::Cell)?;
    let (secret, public_key) = prepared(cell, id, keys)?;
    change_keys(cell, actor, id, async |tx: &mut Tx| {
        let (secret, key) = (secret.as_deref(), public_key.as_deref());
        partners::rotate(tx, id, secret, key, cell.now()).await
    })
    .await
}

/// From now on only the newest secret and key count.
///
/// # Errors
/// `payments/unknown-partner`.
pub async fn end_rotation(cell: &Cell, actor: &Actor, id: &str) -> Result<()> {
    authorise(actor, PARTNERS, Resource::Cell)?;
    change_keys(cell, actor, id, async |tx: &mut Tx| {
        partners::forget_older(tx, id, cell.now()).await
    })
    .await
}

async fn change_keys<F>(cell: &Cell, actor: &Actor, id: &str, change: F) -> Result<()>
where
    F: AsyncFnOnce(&mut Tx) -> std::result::Result<(), db::DbError> + Clone,
{
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            partners::find(tx, id).await?.ok_or_else(unknown)?;
            (change.clone())(tx).await?;
            let entry = Entry::new(audit_kinds::PARTNER_KEY_CHANGED, &who, subject(id));
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await
}

/// All partners, with the time of the last contact.
///
/// # Errors
/// Those of the right.
pub async fn list(cell: &Cell, actor: &Actor) -> Result<Vec<Listed>> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| {
            let mut listed = Vec::new();
            for Known { partner, .. } in partners::list(tx).await? {
                let last_contact = requests::last_contact(tx, &partner.id).await?;
                listed.push(Listed { partner, last_contact });
            }
            Ok(listed)
        })
        .await
}

/// The active partner that calls itself so.
///
/// # Errors
/// Those of the database.
pub async fn calling(cell: &Cell, client_key: &str) -> Result<Option<Known>> {
    let found = cell
        .db()
        .read(async |tx: &mut Tx| partners::by_client_key(tx, client_key).await)
        .await
        .map_err(Error::from)?;
    Ok(found.filter(|known| known.partner.active))
}

/// The secrets of a partner, opened: the one in force first.
pub(crate) fn secrets(cell: &Cell, known: &Known) -> Result<Vec<ClientSecret>> {
    let open = |sealed: &String| {
        let secret = sealed::open(cell, SEALED_FOR, &known.partner.id, sealed)?;
        ClientSecret::new(&*secret).map_err(|_| bad("payments/partner-secret"))
    };
    known.secrets.iter().map(open).collect()
}

/// The public keys of a partner: the one in force first.
pub(crate) fn public_keys(known: &Known) -> Result<Vec<PublicKey>> {
    let read = |pem: &String| PublicKey::from_pem(pem).map_err(|e| bad_key().caused_by(e));
    known.public_keys.iter().map(read).collect()
}

/// How the audit trail calls a partner.
fn subject(id: &str) -> String {
    format!("partner/{id}")
}

fn facts(partner: &Partner) -> serde_json::Value {
    serde_json::json!({
        "name": partner.name,
        "terms": partner.terms,
        "networks": partner.networks,
        "active": partner.active,
    })
}

fn check(partner: &Partner) -> Result<()> {
    check_id(&partner.id).map_err(|_| bad("payments/partner-id"))?;
    if partner.name.trim().is_empty() {
        return Err(bad("payments/partner-name"));
    }
    let key_fits = (1..=36).contains(&partner.client_key.len())
        && partner.client_key.bytes().all(|b| b.is_ascii_graphic());
    if !key_fits {
        return Err(bad("payments/partner-client-key"));
    }
    if let Some(id) = &partner.service_id {
        snap::PartnerServiceId::padded(id).map_err(|_| bad("payments/partner-service-id"))?;
    }
    let networks = partner.networks.iter().find(|n| n.parse::<ipnet::IpNet>().is_err());
    networks.map_or(Ok(()), |n| Err(bad("payments/partner-network").with("network", n)))
}

/// Checked keys, the secret sealed.
fn prepared(cell: &Cell, id: &str, keys: &Keys) -> Result<(Option<String>, Option<String>)> {
    let secret = match &keys.secret {
        None => None,
        Some(secret) if secret.len() < 16 => return Err(bad("payments/partner-secret")),
        Some(secret) => Some(sealed::seal(cell, SEALED_FOR, id, secret.as_bytes())?),
    };
    if let Some(pem) = &keys.public_key {
        PublicKey::from_pem(pem).map_err(|e| bad_key().caused_by(e))?;
    }
    Ok((secret, keys.public_key.clone()))
}

fn bad(code: &'static str) -> Error {
    Error::new(Kind::Invalid, code)
}

fn bad_key() -> Error {
    bad("payments/partner-key")
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "payments/unknown-partner")
}
