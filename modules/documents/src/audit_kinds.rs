//! What the module writes into the audit trail.

use audit::{Kind, Level};

/// A letter was begun.
pub const LETTER_MADE: Kind = Kind::new("documents/letter-made", Level::Routine);
/// A version of a letter was saved.
pub const LETTER_SAVED: Kind = Kind::new("documents/letter-saved", Level::Routine);

/// All of them.
pub const ALL: &[Kind] = &[LETTER_MADE, LETTER_SAVED];
