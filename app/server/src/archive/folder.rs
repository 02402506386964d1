//! Folders of an archive: only the owner may look into them, they hold data of persons.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::manifest::{NAME as MANIFEST, SUM};
use super::{
    DATABASE_FILE, DATABASE_FOLDER, FILES, KEYS, SETTINGS, TRIED, UNFINISHED, Unfinished, remove,
};
use crate::commands::Failure;

/// The folder of an archive that is being made. Removed again unless it is finished.
pub struct NewFolder {
    path: PathBuf,
    begun: Unfinished,
    /// Locked as long as the program lives, however it ends.
    _mark: File,
}

impl NewFolder {
    /// Makes a folder for an archive; one that holds something is refused, except what an archive
    /// left there that was cut off.
    pub fn begin(path: &Path) -> Result<Self, Failure> {
        let begun = Unfinished::begin();
        if path.exists() {
            clear_left_over(path)?;
            begun.will_fill(path);
        } else {
            begun.will_make(path)?;
        }
        let mark = || -> io::Result<File> {
            make(path)?;
            let mark = File::create(path.join(UNFINISHED))?;
            mark.lock()?;
            Ok(mark)
        };
        let mark = mark().map_err(|e| failed(path, &e))?;
        Ok(Self { path: path.to_owned(), begun, _mark: mark })
    }

    /// Keeps the folder when everything is there.
    pub fn finish_with<T>(self, made: Result<T, Failure>) -> Result<T, Failure> {
        let made = made?;
        remove(&self.path.join(UNFINISHED)).map_err(|e| failed(&self.path, &e))?;
        self.begun.finish();
        Ok(made)
    }
}

/// Removes what an archive left that was cut off, and nothing else.
fn clear_left_over(path: &Path) -> Result<(), Failure> {
    let mark = path.join(UNFINISHED);
    let held = File::open(&mark).map(|mark| mark.try_lock().is_err());
    match held {
        Ok(true) => {
            return Err(Failure::input(format_args!(
                "another command writes into {} now; wait until it is done, or name another folder",
                path.display()
            )));
        }
        Ok(false) => {
            for name in [MANIFEST, SUM, SETTINGS, FILES, KEYS, DATABASE_FOLDER] {
                remove(&path.join(name)).map_err(|e| failed(path, &e))?;
            }
            for file in [DATABASE_FILE, TRIED] {
                for ending in ["", "-wal", "-shm", "-journal"] {
                    remove(&path.join(format!("{file}{ending}"))).map_err(|e| failed(path, &e))?;
                }
            }
            remove(&mark).map_err(|e| failed(path, &e))?;
        }
        Err(_) => {}
    }
    match fs::read_dir(path).map_err(|e| failed(path, &e))?.next() {
        None => Ok(()),
        Some(_) => Err(Failure::input(format_args!(
            "{} is not empty; name a new folder, nothing is overwritten",
            path.display()
        ))),
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
    File::open(to)?.sync_all()
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
