//! Letters that may not be destroyed, on the word of a court or an inspectorate: the file in which one
//! lies is proposed for nothing.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::Actor;
use serde_json::json;

use super::disposal;
use super::dossiers::{kept, trace};
use crate::audit_kinds::{LETTER_HELD, LETTER_RELEASED};
use crate::domain::content::refused;
use crate::domain::letter::Letter;
use crate::domain::retention::{Dossier, Hold};
use crate::domain::task::TaskError;
use crate::store::retention::{dossiers, holds};
use crate::usecase::Office;
use crate::usecase::draft::checked_note;

/// Holds a letter of a file, on somebody's word.
///
/// # Errors
/// `documents/unknown-dossier`; `documents/hold-not-in-file`; `documents/hold-authority` without saying
/// on whose word; `documents/task-reason`; `documents/letter-destroyed`.
pub async fn hold_letter(
    office: &Office,
    actor: &Actor,
    (dossier, letter): (Id<Dossier>, Id<Letter>),
    (authority, reason): (&str, &str),
) -> Result<Id<Hold>> {
    let (authority, reason) = (checked_note(authority)?, checked_note(reason)?);
    if authority.is_empty() {
        return Err(refused("documents/hold-authority", "dasar"));
    }
    if reason.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let (cell, id) = (office.cell(), office.cell().new_id());
    let write = async |tx: &mut Tx| -> Result<Id<Hold>> {
        let file = kept(tx, actor, dossier).await?;
        if dossiers::of_letter(tx, letter).await? != Some(dossier) {
            return Err(refused("documents/hold-not-in-file", "nomor-naskah"));
        }
        if file.destroyed_on.is_some() {
            return Err(Error::new(Kind::Conflict, "documents/letter-destroyed"));
        }
        let by = (cell.now(), actor.id(), actor.name());
        holds::add(tx, (id, letter), (&authority, &reason), by).await?;
        let facts = json!({
            "letter": letter.to_string(),
            "authority": authority,
            "reason": reason,
        });
        trace(tx, office, actor, (dossier, LETTER_HELD), facts).await?;
        Ok(id)
    };
    cell.db().write(write).await
}

/// Lets a held letter go, and says why. Where its file was to be destroyed and waited for that, it is
/// destroyed now.
///
/// # Errors
/// `documents/unknown-dossier`; `documents/hold-over` when it does not hold any more;
/// `documents/task-reason`.
pub async fn release_letter(
    office: &Office,
    actor: &Actor,
    (dossier, hold): (Id<Dossier>, Id<Hold>),
    why: &str,
) -> Result<()> {
    let why = checked_note(why)?;
    if why.is_empty() {
        return Err(TaskError::NoReason.into());
    }
    let write = async |tx: &mut Tx| -> Result<()> {
        kept(tx, actor, dossier).await?;
        let over = || Error::new(Kind::Conflict, "documents/hold-over");
        let found = holds::find(tx, hold).await?.ok_or_else(over)?;
        let inside = dossiers::of_letter(tx, found.letter).await? == Some(dossier);
        let by = (office.cell().now(), actor.name());
        if !inside || !holds::release(tx, hold, by, &why).await? {
            return Err(over());
        }
        let facts = json!({
            "letter": found.letter.to_string(),
            "authority": found.authority,
            "reason": why,
        });
        trace(tx, office, actor, (dossier, LETTER_RELEASED), facts).await?;
        disposal::go_on(tx, office.cell(), actor, dossier).await
    };
    office.cell().db().write(write).await
}
