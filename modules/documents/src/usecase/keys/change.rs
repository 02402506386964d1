//! Another passphrase for the same key: needs the present one.

use audit::Entry;
use base::{Error, Kind, Result};
use db::Tx;
use identity::Actor;

use super::doubt::subject;
use super::keyring::{Keyring, Place};
use super::unlock::{Unlocked, unlock};
use super::{make, person};
use crate::audit_kinds::PASSPHRASE_CHANGED;
use crate::domain::keys::Passphrase;
use crate::store::keys::personal;

/// Wraps the key of the actor under a new passphrase.
///
/// # Errors
/// As [`unlock`] for the present one, `documents/passphrase-…` for the new one.
pub async fn change_passphrase(
    keyring: &Keyring,
    actor: &Actor,
    present: Passphrase,
    new: Passphrase,
    again: &Passphrase,
) -> Result<()> {
    let cell = keyring.cell();
    let account = cell.db().read(async |tx: &mut Tx| person::get(tx, actor.id()).await).await?;
    make::check((&new, "baru"), (again, "ulangbaru"), &person::guesses(cell, &account))?;
    let Unlocked { key, stored, .. } = unlock(keyring, actor, present).await.map_err(at_present)?;
    let place = Place::of(actor.id(), &stored.public_key);
    let wrapped = keyring.wrap(&key, new, place).await?;
    let who = actor.who();
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            if !personal::set_wrapped(tx, &stored, &wrapped).await? {
                return Err(Error::new(Kind::Conflict, "documents/key-changed"));
            }
            audit::record(tx, cell, Entry::new(PASSPHRASE_CHANGED, &who, subject(stored.id)))
                .await?;
            Ok(())
        })
        .await
}

/// On this form the passphrase that opens is in another field.
fn at_present(error: Error) -> Error {
    match error.code() {
        "documents/passphrase-wrong" => {
            let left = error.params().iter().find(|(name, _)| *name == "left");
            let left = left.map(|(_, left)| left.clone()).unwrap_or_default();
            Error::new(Kind::Invalid, "documents/passphrase-wrong")
                .with("left", left)
                .with("field", "lama")
        }
        _ => error,
    }
}
