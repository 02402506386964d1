//! What is shown of keys: to their person, to a registrar, to the person's office.

use base::{Id, Instant, Result};
use cell::Cell;
use db::{DbError, Tx};
use identity::{Actor, Resource, authorise};

use super::keyring::Keyring;
use super::make::unknown;
use crate::domain::keys::{ComparisonCode, Key, State, hash_of};
use crate::permissions::{HOLD_KEY, READ, REGISTER};
use crate::store::keys::approvals::Decision;
use crate::store::keys::certificates::Issued;
use crate::store::keys::personal::{self, Stored};
use crate::store::keys::revocations::Revoked;
use crate::store::keys::{approvals, certificates};
use crate::usecase::authority::{Authority, revocation};

/// A key with what was decided about it.
#[derive(Debug, Clone)]
pub struct KeyFile {
    pub key: Stored,
    pub decision: Option<Decision>,
    pub certificate: Option<Issued>,
    pub revoked: Option<Revoked>,
    /// What the person shows and the registrar types.
    pub code: ComparisonCode,
}

impl KeyFile {
    /// Whether its certificate can sign at a moment: neither ended nor revoked.
    pub fn is_good_at(&self, now: Instant) -> bool {
        let valid = self.certificate.as_ref().is_some_and(|it| now < it.not_after);
        self.key.state == State::Certified && valid && self.revoked.is_none()
    }
}

/// What a person sees of their own keys.
#[derive(Debug, Clone)]
pub struct Own {
    /// Whether the cell has an authority at all.
    pub has_authority: bool,
    /// The newest first.
    pub keys: Vec<KeyFile>,
}

impl Own {
    pub fn waiting(&self) -> Option<&KeyFile> {
        self.keys.iter().find(|file| file.key.state == State::Waiting)
    }

    pub fn certified(&self) -> Option<&KeyFile> {
        self.keys.iter().find(|file| file.key.state == State::Certified)
    }
}

/// A page of keys, and from which one the next goes on.
pub type Listed = (Vec<KeyFile>, Option<String>);

/// One's own keys.
///
/// # Errors
/// Those of the right.
pub async fn own(keyring: &Keyring, actor: &Actor) -> Result<Own> {
    authorise(actor, HOLD_KEY, Resource::Cell)?;
    let has_authority = Authority::find(keyring.cell())?.is_some();
    let read = keyring.cell().db().read(async |tx: &mut Tx| {
        let keys = personal::list_of(tx, actor.id()).await?;
        files(tx, keys).await
    });
    Ok(Own { has_authority, keys: read.await? })
}

/// Keys that wait for a registrar, the oldest first.
///
/// # Errors
/// Those of the right.
pub async fn waiting(keyring: &Keyring, actor: &Actor, after: &str, most: i64) -> Result<Listed> {
    authorise(actor, REGISTER, Resource::Cell)?;
    let read = keyring.cell().db().read(async |tx: &mut Tx| {
        let keys = personal::list_in(tx, State::Waiting, after, most).await?;
        files(tx, keys).await
    });
    Ok(paged(read.await?, most))
}

/// How many wait, for the navigation.
pub async fn waiting_count(cell: &Cell, actor: &Actor) -> Result<i64> {
    authorise(actor, REGISTER, Resource::Cell)?;
    let count = cell.db().read(async |tx: &mut Tx| personal::count_in(tx, State::Waiting).await);
    Ok(count.await?)
}

/// One key, for a registrar.
///
/// # Errors
/// `documents/key-unknown`; those of the right.
pub async fn for_registrar(keyring: &Keyring, actor: &Actor, id: Id<Key>) -> Result<KeyFile> {
    authorise(actor, REGISTER, Resource::Cell)?;
    let read = keyring.cell().db().read(async |tx: &mut Tx| {
        let keys = personal::find(tx, id).await?.into_iter().collect();
        files(tx, keys).await
    });
    read.await?.pop().ok_or_else(unknown)
}

/// The keys of one's office, the newest first: a request that the person did not make is seen by
/// those who sit beside them.
///
/// # Errors
/// Those of the right.
pub async fn of_office(
    keyring: &Keyring,
    actor: &Actor,
    after: Option<&str>,
    most: i64,
) -> Result<Listed> {
    authorise(actor, READ, Resource::Agency(actor.agency().unwrap_or_default()))?;
    let scope = actor.list_scope(READ);
    let read = keyring.cell().db().read(async |tx: &mut Tx| {
        let keys = personal::list_seen_by(tx, &scope, after, most).await?;
        files(tx, keys).await
    });
    Ok(paged(read.await?, most))
}

fn paged(files: Vec<KeyFile>, most: i64) -> Listed {
    let full = files.len() == usize::try_from(most).unwrap_or(usize::MAX);
    let next = files.last().filter(|_| full).map(|file| file.key.id.to_string());
    (files, next)
}

async fn files(tx: &mut Tx, keys: Vec<Stored>) -> std::result::Result<Vec<KeyFile>, DbError> {
    let mut files = Vec::with_capacity(keys.len());
    for key in keys {
        let decision = approvals::find_of(tx, key.id).await?;
        let certificate = certificates::find_of(tx, key.id).await?;
        let revoked = match &certificate {
            Some(certificate) => revocation(tx, &certificate.serial).await?,
            None => None,
        };
        let code = ComparisonCode::of(&key.account, &hash_of(&key.public_key));
        files.push(KeyFile { key, decision, certificate, revoked, code });
    }
    Ok(files)
}
