//! The second person: approves or refuses what somebody else proposed.

use audit::{Entry, Outcome};
use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, require};

use super::{act, moved_on, reason, subject, unknown};
use crate::audit_kinds::{ANCHOR_APPROVED, ANCHOR_DENIED, ANCHOR_REFUSED};
use crate::domain::anchor::{Anchor, Pin, State};
use crate::permissions::TRUST;
use crate::store::anchors;

/// What the second person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer<'a> {
    /// With the fingerprint as the authority itself publishes it, typed or pasted: at least its last
    /// eight digits.
    Approve {
        fingerprint: &'a str,
    },
    Refuse {
        reason: &'a str,
    },
}

/// Decides about a proposal of somebody else.
///
/// # Errors
/// `identity/forbidden`; `documents/anchor-oneself`; `documents/anchor-fingerprint`;
/// `documents/anchor-reason`; `documents/anchor-unknown`, `documents/anchor-state`.
pub async fn decide(cell: &Cell, actor: &Actor, id: Id<Pin>, answer: Answer<'_>) -> Result<()> {
    require(cell, actor, TRUST, Resource::Cell).await?;
    let found = cell.db().read(async |tx: &mut Tx| anchors::find(tx, id).await).await?;
    let anchor = found.ok_or_else(unknown)?;
    if is_same_person(cell, actor, &anchor).await? {
        return Err(denied(cell, actor, id).await);
    }
    let (to, kind, why) = match answer {
        Answer::Approve { fingerprint } => {
            compare(&anchor, fingerprint)?;
            (State::Trusted, ANCHOR_APPROVED, None)
        }
        Answer::Refuse { reason: text } => (State::Refused, ANCHOR_REFUSED, Some(reason(text)?)),
    };
    let (by, who) = (act(cell, actor), actor.who());
    let write = async |tx: &mut Tx| -> Result<()> {
        if !anchors::decide(tx, &anchor, to, &by, why.as_deref()).await? {
            return Err(moved_on());
        }
        let mut entry = Entry::new(kind, &who, subject(id));
        if let Some(why) = &why {
            entry = entry.reason(why);
        }
        audit::record(tx, cell, entry).await?;
        Ok(())
    };
    cell.db().write(write).await
}

/// One account, or two accounts of one NIP.
async fn is_same_person(cell: &Cell, actor: &Actor, anchor: &Anchor) -> Result<bool> {
    if actor.id() == anchor.proposed.by {
        return Ok(true);
    }
    let (Some(one), Some(other)) = (Id::parse(actor.id()), Id::parse(&anchor.proposed.by)) else {
        return Ok(false);
    };
    let read = cell.db().read(async |tx: &mut Tx| -> Result<_> {
        let one = identity::find_account(tx, one).await?;
        let other = identity::find_account(tx, other).await?;
        Ok((one.and_then(|it| it.nip), other.and_then(|it| it.nip)))
    });
    let (one, other) = read.await?;
    Ok(one.as_ref().is_some_and(|nip| !nip.is_empty()) && one == other)
}

/// What was typed is the fingerprint, or its end.
fn compare(anchor: &Anchor, typed: &str) -> Result<()> {
    let digits: String = typed.chars().filter(char::is_ascii_hexdigit).collect();
    let digits = digits.to_ascii_lowercase();
    if digits.len() < 8 || !anchor.certificate.fingerprint_hex().ends_with(&digits) {
        let error = Error::new(Kind::Invalid, "documents/anchor-fingerprint");
        return Err(error.with("field", "sidik-jari"));
    }
    Ok(())
}

async fn denied(cell: &Cell, actor: &Actor, id: Id<Pin>) -> Error {
    let (who, code) = (actor.who(), "documents/anchor-oneself");
    let entry = Entry::new(ANCHOR_DENIED, &who, subject(id)).outcome(Outcome::Denied).reason(code);
    // Refused either way.
    if let Err(error) = audit::record_alone(cell, entry).await {
        tracing::error!(%error, anchor = %id, "a refused approval was not written down");
    }
    Error::new(Kind::Forbidden, code)
}
