//! Ending a certificate: by its person, by a registrar, by the operator.

use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, require};

use super::keyring::Keyring;
use super::unlock::no_key;
use crate::domain::authority::Reason;
use crate::domain::keys::State;
use crate::permissions::REGISTER;
use crate::store::keys::{certificates, personal};
use crate::usecase::authority::{Revocation, revoke};

/// Revokes one's own certificate and destroys the key. It asks for no passphrase: whoever forgot it,
/// or fears that another knows it, must be able to do this.
///
/// # Errors
/// `documents/no-key`.
pub async fn revoke_own(keyring: &Keyring, actor: &Actor, reason: Reason) -> Result<()> {
    let (cell, who, now) = (keyring.cell(), actor.who(), keyring.cell().now());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let own = personal::find_in(tx, actor.id(), State::Certified).await?;
            let key = own.ok_or_else(no_key)?;
            let issued = certificates::find_of(tx, key.id).await?.ok_or_else(no_key)?;
            revoke(tx, cell, &Revocation { serial: &issued.serial, reason, who: &who }, now).await
        })
        .await
}

/// Revokes the certificate of somebody who left, or whose key another may know.
///
/// # Errors
/// `documents/certificate-unknown`, also for a certificate that is no person's.
pub async fn revoke_by_registrar(
    keyring: &Keyring,
    actor: &Actor,
    serial: &str,
    reason: Reason,
) -> Result<()> {
    let (cell, who, now) = (keyring.cell(), actor.who(), keyring.cell().now());
    require(cell, actor, REGISTER, Resource::Cell).await?;
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let issued = certificates::find(tx, serial).await?;
            if issued.is_none_or(|it| it.key.is_none()) {
                return Err(Error::new(Kind::NotFound, "documents/certificate-unknown"));
            }
            revoke(tx, cell, &Revocation { serial, reason, who: &who }, now).await
        })
        .await
}

/// Revokes any certificate, at the server.
///
/// # Errors
/// `documents/certificate-unknown`.
pub async fn revoke_by_operator(cell: &Cell, serial: &str, reason: Reason) -> Result<()> {
    let (who, now) = (Actor::operator().who(), cell.now());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            revoke(tx, cell, &Revocation { serial, reason, who: &who }, now).await
        })
        .await
}
