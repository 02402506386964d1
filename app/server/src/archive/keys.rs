//! The keys an archive needs, and where they are.

use std::path::{Path, PathBuf};

use cell::{KeyId, Keys};
use serde::{Deserialize, Serialize};

use super::{KEYS, Manifest};
use crate::commands::Failure;

/// Names the keys without holding them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyMarks {
    /// Ids of the signing keys, the current one first.
    pub signing: Vec<String>,
    /// Tells the secret from others; says nothing about it.
    pub secret: String,
    /// Where they were.
    pub folder: String,
}

impl KeyMarks {
    pub fn of(keys: &Keys, folder: &Path) -> Self {
        let mark = keys.mac("archive", b"which secret is this");
        Self {
            signing: keys.verifying_keys().map(|k| KeyId::of(&k).as_str().to_owned()).collect(),
            secret: mark[..8].iter().map(|b| format!("{b:02x}")).collect(),
            folder: folder
                .canonicalize()
                .unwrap_or_else(|_| folder.to_owned())
                .display()
                .to_string(),
        }
    }

    /// Whether these keys can do everything the named ones could.
    fn are_in(&self, folder: &Path) -> bool {
        let Ok(keys) = Keys::load(folder) else { return false };
        let there = Self::of(&keys, folder);
        there.secret == self.secret && self.signing.iter().all(|id| there.signing.contains(id))
    }
}

/// The folder of the keys a manifest names: the one that was said, that of the new cell, the one
/// in the archive, or the place they were taken from, when that is on this machine.
pub fn find_keys(
    manifest: &Manifest,
    archive: &Path,
    said: Option<&Path>,
    own: Option<&Path>,
) -> Result<PathBuf, Failure> {
    let marks = &manifest.keys;
    if let Some(said) = said {
        return match marks.are_in(said) {
            true => Ok(said.to_owned()),
            false => Err(missing(marks, &format!("{} does not hold them", said.display()))),
        };
    }
    let places = [own.map(Path::to_owned), Some(archive.join(KEYS)), Some((&marks.folder).into())];
    let found = places.into_iter().flatten().find(|folder| marks.are_in(folder));
    found.ok_or_else(|| missing(marks, "they are not in the archive"))
}

fn missing(marks: &KeyMarks, where_not: &str) -> Failure {
    Failure::input(format_args!(
        "the cell needs its keys {} and the secret that goes with them, and {where_not}; bring the \
         folder of the keys from where they are kept and name it with --keys FOLDER",
        marks.signing.join(", ")
    ))
}

/// Whether two paths are the same folder.
pub fn folder_of(path: &Path, other: &str) -> bool {
    path.canonicalize().is_ok_and(|path| path == Path::new(other))
}
