//! A cell in a folder: a backup of it, or an export for the other engine.
//!
//! ```text
//! manifest.json     what it is: cell, key ids, rows, sums, head of the audit trail, checksums
//! manifest.sha256
//! settings.toml     the settings as they were (backup)
//! database.sqlite   a copy of the file (backup of a SQLite cell), or
//! database/         every table in a neutral form (export, and backup of a PostgreSQL cell)
//! files/            the file store
//! keys/             only when asked for
//! .unfinished       until everything is there
//! ```

pub mod facts;
mod folder;
mod keys;
mod manifest;
mod unfinished;

pub use folder::{NewFolder, copy_files, copy_tree};
pub use keys::{KeyMarks, find_keys, folder_of};
pub use manifest::{FileMark, Manifest, Shape};
pub use unfinished::{Unfinished, remove};

pub const DATABASE_FILE: &str = "database.sqlite";
/// The copy in which a backup is tried.
pub const TRIED: &str = ".tried.sqlite";
pub const DATABASE_FOLDER: &str = "database";
pub const FILES: &str = "files";
pub const KEYS: &str = "keys";
pub const SETTINGS: &str = "settings.toml";
/// In an archive that is being made, or whose making was cut off.
pub const UNFINISHED: &str = ".unfinished";
