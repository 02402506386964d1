//! What the module writes into the audit trail.

use audit::{Kind, Level};

/// Somebody wrote a note.
pub const NOTE_ADDED: Kind = Kind::new("skeleton/note-added", Level::Routine);

/// All kinds of the module.
pub const ALL: &[Kind] = &[NOTE_ADDED];
