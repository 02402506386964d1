//! Revoking a certificate.

use audit::{Entry, Who};
use base::{Error, Instant, Kind, Result};
use cell::Cell;
use db::Tx;
use serde_json::json;

use super::subject;
use crate::audit_kinds::CERTIFICATE_REVOKED;
use crate::domain::authority::Reason;
use crate::domain::keys::State;
use crate::store::keys::revocations::Revoked;
use crate::store::keys::{certificates, personal, revocations};

/// What is said when a certificate is revoked.
#[derive(Debug, Clone, Copy)]
pub struct Revocation<'a> {
    /// Small hexadecimal digits.
    pub serial: &'a str,
    pub reason: Reason,
    pub who: &'a Who,
}

/// Revokes a certificate in the transaction of the caller, who has asked for the right. The key of
/// a person is destroyed with it. Revoked twice is revoked once: the first time stays.
///
/// # Errors
/// `documents/certificate-unknown`; those of the database.
pub async fn revoke(tx: &mut Tx, cell: &Cell, it: &Revocation<'_>, now: Instant) -> Result<()> {
    let unknown = || Error::new(Kind::NotFound, "documents/certificate-unknown");
    let issued = certificates::find(tx, it.serial).await?.ok_or_else(unknown)?;
    let (serial, by) = (it.serial.to_owned(), it.who.id.clone());
    if !revocations::add(tx, &Revoked { serial, at: now, reason: it.reason, by }).await? {
        return Ok(());
    }
    if let Some(key) = issued.key
        && let Some(key) = personal::find(tx, key).await?
    {
        personal::set_state(tx, &key, State::Revoked, now).await?;
    }
    let facts = json!({ "reason": it.reason.as_str() });
    let entry = Entry::new(CERTIFICATE_REVOKED, it.who, subject(it.serial)).after(facts);
    audit::record(tx, cell, entry).await?;
    Ok(())
}
