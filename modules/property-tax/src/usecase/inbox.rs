//! The folder of this machine into which the operator puts extracts that are too large for a
//! browser: a folder with CSV files, or a ZIP, for each. It is only read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use base::{Error, Instant, Kind, Result};

/// An extract that lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// As the operator named it.
    pub name: String,
    pub bytes: u64,
    /// The last change of it, or of a file in it: an extract that is still growing is not ready.
    pub changed_at: Instant,
}

/// Where an extract lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Folder(PathBuf),
    Zip(PathBuf),
}

/// What can be imported, by name. Names that begin with a dot are left out: they are on their way.
///
/// # Errors
/// `property-tax/inbox-unreadable`.
pub fn list(inbox: &Path) -> Result<Vec<Extract>> {
    let mut found = Vec::new();
    for (name, place) in entries(inbox)? {
        let files = match &place {
            Found::Folder(folder) => tables(folder).map_err(|e| unreadable(folder, e))?,
            Found::Zip(file) => vec![file.clone()],
        };
        let sizes = files.iter().filter_map(|file| fs::metadata(file).ok());
        let (bytes, changed) = sizes.fold((0, 0), |(bytes, changed), file| {
            let at = file.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            let millis = at.and_then(|at| i64::try_from(at.as_millis()).ok()).unwrap_or(0);
            (bytes + file.len(), changed.max(millis))
        });
        if !files.is_empty() {
            found.push(Extract { name, bytes, changed_at: Instant::from_millis(changed) });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The extract of a name. Only what [`list`] would show is found, so a name leads nowhere else.
///
/// # Errors
/// `property-tax/inbox-gone`; `property-tax/inbox-unreadable`.
pub fn find(inbox: &Path, name: &str) -> Result<Found> {
    let found = entries(inbox)?.into_iter().find(|(known, _)| known == name);
    let gone = || Error::new(Kind::Precondition, "property-tax/inbox-gone").with("name", name);
    found.map(|(_, place)| place).ok_or_else(gone)
}

fn entries(inbox: &Path) -> Result<Vec<(String, Found)>> {
    let read = || -> std::io::Result<Vec<(String, Found)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(inbox)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            // A link could lead out of the folder.
            let kind = entry.file_type()?;
            let packed = name.to_lowercase().ends_with(".zip");
            match name.starts_with('.') {
                false if kind.is_dir() => found.push((name, Found::Folder(entry.path()))),
                false if kind.is_file() && packed => found.push((name, Found::Zip(entry.path()))),
                _ => {}
            }
        }
        Ok(found)
    };
    read().map_err(|error| unreadable(inbox, error))
}

fn tables(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    let is_table = |path: &PathBuf| {
        path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv")) && path.is_file()
    };
    Ok(entries.into_iter().map(|entry| entry.path()).filter(is_table).collect())
}

fn unreadable(folder: &Path, error: std::io::Error) -> Error {
    Error::new(Kind::Unavailable, "property-tax/inbox-unreadable")
        .with("folder", folder.display())
        .caused_by(error)
}
