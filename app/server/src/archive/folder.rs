//! Folders of an archive: only the owner may look into them, they hold data of persons.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::commands::Failure;

/// Makes a folder for an archive; one that holds something is refused.
pub fn new_folder(path: &Path) -> Result<(), Failure> {
    let made = || -> io::Result<bool> {
        make(path)?;
        Ok(fs::read_dir(path)?.next().is_none())
    };
    match made() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::input(format_args!(
            "{} is not empty; name a new folder, nothing is overwritten",
            path.display()
        ))),
        Err(e) => Err(failed(path, &e)),
    }
}

/// Copies a folder with all below it; a folder that is not there is an empty one.
pub fn copy_tree(from: &Path, to: &Path) -> Result<u64, Failure> {
    make(to).map_err(|e| failed(to, &e))?;
    copy_files(from, to, |_| true)
}

/// Copies the files that `wanted` lets through, by their path relative to `from`. What vanishes
/// meanwhile is left out: work that ended removes its own files.
pub fn copy_files(from: &Path, to: &Path, wanted: impl Fn(&Path) -> bool) -> Result<u64, Failure> {
    let mut copied = 0;
    for path in walk(from)? {
        let relative = path.strip_prefix(from).unwrap_or(&path).to_owned();
        if !wanted(&relative) {
            continue;
        }
        let target = to.join(relative);
        match copy(&path, &target) {
            Ok(()) => copied += 1,
            Err(e) if e.kind() == io::ErrorKind::NotFound && !path.exists() => {}
            Err(e) => return Err(failed(&target, &e)),
        }
    }
    Ok(copied)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        make(folder)?;
    }
    fs::copy(from, to)?;
    fs::set_permissions(to, fs::Permissions::from_mode(0o600))?;
    fs::File::open(to)?.sync_all()
}

fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// All files below a folder.
pub fn walk(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(|e| failed(&folder, &e))?,
        };
        for entry in entries {
            let path = entry.map_err(|e| failed(&folder, &e))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    let advice = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space",
        _ => "check the folder and its rights",
    };
    Failure::work(format_args!("{}: {error}; {advice}", path.display()))
}
