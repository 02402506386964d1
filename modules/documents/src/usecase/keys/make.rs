//! Making a key, in the session of the person and with a passphrase that only they know.

use audit::Entry;
use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Resource, Tries, require};
use pki::{NewKey, PrivateKey, Signer as _};

use super::doubt::subject;
use super::keyring::{Keyring, Place};
use super::person;
use crate::audit_kinds::{KEY_MADE, KEY_WITHDRAWN};
use crate::domain::keys::{Key, Passphrase, PassphraseFault, Request, SHORTEST, State};
use crate::permissions::HOLD_KEY;
use crate::store::keys::personal::{self, Stored};
use crate::usecase::authority::{Authority, fault};

/// Makes a key and asks for a certificate. It signs nothing before a registrar has met the person.
///
/// # Errors
/// `documents/passphrase-…` with the field, `documents/key-waiting` when one waits already,
/// `documents/authority-missing`.
pub async fn make(
    keyring: &Keyring,
    actor: &Actor,
    passphrase: Passphrase,
    again: &Passphrase,
) -> Result<Id<Key>> {
    let cell = keyring.cell();
    require(cell, actor, HOLD_KEY, Resource::Cell).await?;
    Authority::open(cell)?;
    let account = cell.db().read(async |tx: &mut Tx| person::get(tx, actor.id()).await).await?;
    check((&passphrase, "frasa"), (again, "ulang"), &person::guesses(cell, &account))?;
    let key = PrivateKey::generate(NewKey::P256).map_err(fault)?;
    let public_key = key.public_key().to_der();
    let binding = person::binding(cell, &account, public_key);
    let request = Request { binding, at: cell.now() }.text();
    let request_signature = key.sign(request.as_bytes()).map_err(fault)?;
    let wrapped = keyring.wrap(&key, passphrase, Place::of(actor.id(), public_key)).await?;
    let stored = Stored {
        id: cell.new_id(),
        account: actor.id().to_owned(),
        state: State::Waiting,
        agency: account.agency.clone().unwrap_or_default(),
        name: account.name.clone(),
        nip: account.nip.clone().unwrap_or_default(),
        public_key: public_key.to_vec(),
        wrapped: Some(wrapped),
        request,
        request_signature,
        made_at: cell.now(),
        state_at: cell.now(),
        tries: Tries::none(cell.now()),
    };
    keep(keyring, actor, &stored).await?;
    Ok(stored.id)
}

async fn keep(keyring: &Keyring, actor: &Actor, key: &Stored) -> Result<()> {
    let (cell, who) = (keyring.cell(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            if personal::find_in(tx, &key.account, State::Waiting).await?.is_some() {
                return Err(Error::new(Kind::Conflict, "documents/key-waiting"));
            }
            personal::add(tx, key).await?;
            audit::record(tx, cell, Entry::new(KEY_MADE, &who, subject(key.id))).await?;
            Ok(())
        })
        .await
}

/// Takes back a key of one's own that waits. Its wrapped form is destroyed.
///
/// # Errors
/// `documents/key-unknown` when none waits.
pub async fn withdraw(keyring: &Keyring, actor: &Actor) -> Result<()> {
    let (cell, who, now) = (keyring.cell(), actor.who(), keyring.cell().now());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let waiting = personal::find_in(tx, actor.id(), State::Waiting).await?;
            let key = waiting.ok_or_else(unknown)?;
            personal::set_state(tx, &key, State::Withdrawn, now).await?;
            audit::record(tx, cell, Entry::new(KEY_WITHDRAWN, &who, subject(key.id))).await?;
            Ok(())
        })
        .await
}

/// Whether a new passphrase is good, and typed twice alike; each with the field it came from.
pub(super) fn check(
    (new, field): (&Passphrase, &'static str),
    (again, repeated): (&Passphrase, &'static str),
    context: &[&str],
) -> Result<()> {
    let bad = |code, field| Error::new(Kind::Invalid, code).with("field", field);
    new.check(context).map_err(|fault| match fault {
        PassphraseFault::Short => {
            bad("documents/passphrase-short", field).with("shortest", SHORTEST)
        }
        PassphraseFault::Long => bad("documents/passphrase-long", field),
        PassphraseFault::Weak => bad("documents/passphrase-weak", field),
    })?;
    match new.is_repeated_by(again) {
        true => Ok(()),
        false => Err(bad("documents/passphrase-differs", repeated)),
    }
}

pub(super) fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/key-unknown")
}
