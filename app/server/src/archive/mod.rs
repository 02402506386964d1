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
//! ```

pub mod facts;
mod folder;
mod keys;
mod manifest;

pub use folder::{copy_files, copy_tree, new_folder};
pub use keys::{KeyMarks, find_keys, folder_of};
pub use manifest::{FileMark, Manifest, Shape};

pub const DATABASE_FILE: &str = "database.sqlite";
pub const DATABASE_FOLDER: &str = "database";
pub const FILES: &str = "files";
pub const KEYS: &str = "keys";
pub const SETTINGS: &str = "settings.toml";
