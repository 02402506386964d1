//! Opening one's own key: everything it rests on is proved again, then the passphrase is tried.

use audit::{Entry, Outcome};
use base::{Error, Kind, Result};
use db::{DbError, Tx};
use identity::{Actor, Tries};
use pki::{Certificate, PrivateKey};

use super::keyring::{Keyring, Place, Shut};
use super::{doubt, person, trust};
use crate::audit_kinds::{KEY_LOCKED, PASSPHRASE_WRONG};
use crate::domain::keys::{Link, Passphrase, Purpose, State, TRIES, prove};
use crate::store::keys::personal::{self, Stored};
use crate::usecase::authority::Authority;

/// A key that was opened by its person. It is wiped when this goes.
pub struct Unlocked {
    pub key: PrivateKey,
    pub certificate: Certificate,
    /// The issuing office's certificate, then the root's.
    pub chain: Vec<Certificate>,
    pub purpose: Purpose,
    pub(super) stored: Stored,
}

/// Opens the key of the actor.
///
/// # Errors
/// `documents/no-key`; `documents/passphrase-wrong` with the tries that are `left`;
/// `documents/key-locked` with the minutes; `documents/key-expired`, `…/key-revoked`,
/// `…/key-other-name`; `documents/key-doubted` when what is stored was changed.
pub async fn unlock(keyring: &Keyring, actor: &Actor, passphrase: Passphrase) -> Result<Unlocked> {
    let (stored, links, purpose) = proven(keyring, actor).await?;
    count_try(keyring, &stored).await?;
    let place = Place::of(actor.id(), &stored.public_key);
    let wrapped = stored.wrapped.as_deref().unwrap_or_default();
    let key = match keyring.open(wrapped, passphrase, place).await {
        Ok(key) => key,
        Err(Shut::Moved) => return Err(doubt::moved(keyring, actor, stored.id).await),
        Err(Shut::Failed(error)) => return Err(error),
        Err(Shut::WrongPassphrase) => return Err(wrong(keyring, actor, &stored).await?),
    };
    let id = stored.id;
    let afresh = Tries::none(keyring.cell().now());
    let db = keyring.cell().db();
    db.write(async |tx: &mut Tx| personal::put_tries(tx, id, afresh).await).await?;
    let certificate = links.into_iter().next().map(|link| link.certificate);
    let certificate = certificate.ok_or_else(no_key)?;
    let chain = Authority::open(keyring.cell())?.chain()?;
    Ok(Unlocked { key, certificate, chain, purpose, stored })
}

/// Whether the key of the actor could be opened now, but for the passphrase: asked before a letter is
/// sent on its way.
///
/// # Errors
/// As [`unlock`].
pub async fn check_own(keyring: &Keyring, actor: &Actor) -> Result<()> {
    proven(keyring, actor).await.map(drop)
}

/// The certified key of the actor, with everything that it rests on proved.
async fn proven(keyring: &Keyring, actor: &Actor) -> Result<(Stored, Vec<Link>, Purpose)> {
    let cell = keyring.cell();
    let issuers = Authority::open(cell)?.issuers();
    let (stored, links, account) = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let found = personal::find_in(tx, actor.id(), State::Certified).await?;
            let stored = found.ok_or_else(no_key)?;
            let links = trust::chain(tx, stored.id).await?;
            Ok((stored, links, person::get(tx, actor.id()).await?))
        })
        .await?;
    let binding = person::binding(cell, &account, &stored.public_key);
    match prove(&links, &issuers, &binding, cell.now()) {
        Ok(purpose) => Ok((stored, links, purpose)),
        Err(found) => Err(doubt::refused(keyring, actor, stored.id, &found).await),
    }
}

/// Counts a try before its outcome is known, so that many at once cannot slip through.
async fn count_try(keyring: &Keyring, stored: &Stored) -> Result<()> {
    let now = keyring.cell().now();
    let id = stored.id;
    let counted = keyring.cell().db().write(async |tx: &mut Tx| {
        let Some(key) = personal::find(tx, id).await? else { return Ok(None) };
        let locked = key.tries.locked(TRIES, now);
        if locked.is_none() {
            personal::put_tries(tx, id, key.tries.one_more(TRIES, now)).await?;
        }
        Ok::<_, DbError>(locked)
    });
    let Some(until) = counted.await? else { return Ok(()) };
    let minutes = (until.millis() - now.millis()).max(0) / 60_000 + 1;
    Err(Error::new(Kind::TooMany, "documents/key-locked").with("minutes", minutes))
}

/// A wrong passphrase: the try stays counted, and the last one locks.
async fn wrong(keyring: &Keyring, actor: &Actor, stored: &Stored) -> Result<Error> {
    let (cell, who, id) = (keyring.cell(), actor.who(), stored.id);
    let now = cell.now();
    let write = cell.db().write(async |tx: &mut Tx| -> Result<u32> {
        let tries = personal::find(tx, id).await?.map_or(0, |key| key.tries.count);
        let left = TRIES.tries.saturating_sub(tries);
        let kind = if left == 0 { KEY_LOCKED } else { PASSPHRASE_WRONG };
        let entry = Entry::new(kind, &who, doubt::subject(id)).outcome(Outcome::Failed);
        audit::record(tx, cell, entry).await?;
        Ok(left)
    });
    let left = write.await?;
    tracing::info!(key = %id, left, at = %now, "a wrong passphrase");
    Ok(match left {
        0 => Error::new(Kind::TooMany, "documents/key-locked").with("minutes", TRIES.minutes),
        left => Error::new(Kind::Invalid, "documents/passphrase-wrong")
            .with("left", left)
            .with("field", "frasa"),
    })
}

pub(super) fn no_key() -> Error {
    Error::new(Kind::Precondition, "documents/no-key")
}
