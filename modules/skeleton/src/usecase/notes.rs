//! Writing and reading notes.

use audit::Entry;
use base::Result;
use db::Tx;
use identity::{Actor, Resource, require};
use serde_json::json;

use super::Register;
use crate::audit_kinds::NOTE_ADDED;
use crate::domain::Note;
use crate::permissions::{NOTE, SEE};
use crate::store::notes;

/// Notes that a page shows.
const SHOWN: i64 = 50;

/// The latest notes.
///
/// # Errors
/// `identity/forbidden`.
pub async fn latest(register: &Register, actor: &Actor) -> Result<Vec<Note>> {
    require(register.cell(), actor, SEE, Resource::Cell).await?;
    register.cell().db().read(async |tx: &mut Tx| Ok(notes::latest(tx, SHOWN).await?)).await
}

/// Writes a note.
///
/// # Errors
/// `identity/forbidden`.
pub async fn add(register: &Register, actor: &Actor, title: &str) -> Result<Note> {
    require(register.cell(), actor, NOTE, Resource::Cell).await?;
    let note = Note {
        id: register.cell().new_id(),
        title: title.to_owned(),
        noted_by: actor.id().to_owned(),
        noted_name: actor.name().to_owned(),
        noted_at: register.cell().now(),
    };
    let write = async |tx: &mut Tx| -> Result<()> {
        notes::add(tx, &note).await?;
        let (who, subject) = (actor.who(), note.id.to_string());
        let entry = Entry::new(NOTE_ADDED, &who, &subject).after(json!({ "title": note.title }));
        audit::record(tx, register.cell(), entry).await?;
        Ok(())
    };
    register.cell().db().write(write).await?;
    Ok(note)
}
