//! Proposing an authority, and ending one.

use audit::Entry;
use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, require};
use pki::Certificate;
use serde_json::json;

use super::{act, moved_on, reason, subject, unknown};
use crate::audit_kinds::{ANCHOR_ENDED, ANCHOR_PROPOSED};
use crate::domain::anchor::{Anchor, Pin, Standing, State};
use crate::permissions::TRUST_CHANGE;
use crate::store::anchors;

/// What an administrator proposes.
#[derive(Debug, Clone, Copy)]
pub struct Proposal<'a> {
    /// PEM or DER; one certificate.
    pub file: &'a [u8],
    pub name: &'a str,
    pub standing: Standing,
}

/// How far an end reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// From now on: what a time-stamp proves to be older stays trusted.
    FromNow,
    /// Entirely: the certificate should never have been here.
    Entirely,
}

/// Proposes an authority. Nothing is trusted by that.
///
/// # Errors
/// `identity/forbidden`; `documents/anchor-file`, `documents/anchor-not-authority`,
/// `documents/anchor-name`; `documents/anchor-exists`.
pub async fn propose(cell: &Cell, actor: &Actor, it: Proposal<'_>) -> Result<Id<Pin>> {
    require(cell, actor, TRUST_CHANGE, Resource::Cell).await?;
    let anchor = Anchor {
        id: cell.new_id(),
        certificate: certificate(it.file)?,
        name: name(it.name)?,
        standing: it.standing,
        state: State::Waiting,
        proposed: act(cell, actor),
        decided: None,
        ended: None,
        kept_until: None,
        reason: None,
    };
    let who = actor.who();
    let write = async |tx: &mut Tx| -> Result<()> {
        let fingerprint = anchor.certificate.fingerprint_hex();
        if anchors::find_open(tx, &fingerprint).await?.is_some() {
            return Err(Error::new(Kind::Conflict, "documents/anchor-exists"));
        }
        anchors::add(tx, &anchor).await?;
        let facts = json!({
            "name": anchor.name,
            "standing": anchor.standing.as_str(),
            "fingerprint": fingerprint,
        });
        let entry = Entry::new(ANCHOR_PROPOSED, &who, subject(anchor.id)).after(facts);
        audit::record(tx, cell, entry).await?;
        Ok(())
    };
    cell.db().write(write).await?;
    Ok(anchor.id)
}

/// Ends an authority that is trusted.
///
/// # Errors
/// `identity/forbidden`; `documents/anchor-unknown`, `documents/anchor-state`,
/// `documents/anchor-reason`.
pub async fn end(cell: &Cell, actor: &Actor, id: Id<Pin>, how: Ending, why: &str) -> Result<()> {
    require(cell, actor, TRUST_CHANGE, Resource::Cell).await?;
    let (why, by, who) = (reason(why)?, act(cell, actor), actor.who());
    let kept_until = (how == Ending::FromNow).then_some(by.at);
    let write = async |tx: &mut Tx| -> Result<()> {
        anchors::find(tx, id).await?.ok_or_else(unknown)?;
        if !anchors::end(tx, id, &by, kept_until, &why).await? {
            return Err(moved_on());
        }
        let facts = json!({ "entirely": kept_until.is_none() });
        let entry = Entry::new(ANCHOR_ENDED, &who, subject(id)).after(facts).reason(&why);
        audit::record(tx, cell, entry).await?;
        Ok(())
    };
    cell.db().write(write).await
}

/// The one certificate of a file, of an authority.
fn certificate(file: &[u8]) -> Result<Certificate> {
    let refused = |code| Error::new(Kind::Invalid, code).with("field", "sertifikat");
    let mut read = Certificate::all_from_bytes(file)
        .map_err(|cause| refused("documents/anchor-file").caused_by(cause))?;
    let certificate = read.pop().filter(|_| read.is_empty());
    let certificate = certificate.ok_or_else(|| refused("documents/anchor-file"))?;
    if !certificate.is_ca() || certificate.public_key().is_err() {
        return Err(refused("documents/anchor-not-authority"));
    }
    Ok(certificate)
}

fn name(text: &str) -> Result<String> {
    let text = text.trim();
    if !(2..=120).contains(&text.chars().count()) || text.chars().any(char::is_control) {
        return Err(Error::new(Kind::Invalid, "documents/anchor-name").with("field", "nama"));
    }
    Ok(text.to_owned())
}
