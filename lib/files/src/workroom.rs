//! Folders for work that needs real files for a while, such as unpacking an upload.
//!
//! They lie beside the files of the cell and not in the system's temporary folder: what is
//! unpacked names people, and the next start must find it when the program was killed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use base::{Error, Kind};
use tempfile::TempDir;

use crate::Files;

/// No name of a file begins with a dot, so this never meets one.
const FOLDER: &str = ".work";
const GATE: &str = "gate";
const LOCK: &str = "lock";
const ROOM: &str = "room";

/// Whether a path below the store's folder is only on its way: a workroom, or a file that is not
/// finished. A copy of the store leaves it out.
pub fn is_passing(path: &Path) -> bool {
    let unfinished = path.file_name().is_some_and(|name| name.to_string_lossy().contains('#'));
    unfinished || path.starts_with(FOLDER)
}

/// A folder of one piece of work. It goes when dropped; when the program dies before, by
/// [`Files::sweep`].
#[derive(Debug)]
pub struct Workroom {
    room: PathBuf,
    folder: TempDir,
    /// Held as long as the process lives, whatever ends it.
    _lock: File,
}

impl Workroom {
    /// The empty folder.
    pub fn path(&self) -> &Path {
        &self.room
    }

    /// Removes it, and says when that fails.
    pub fn close(self) -> io::Result<()> {
        self.folder.close()
    }
}

impl Files {
    /// Makes a folder that only this process uses and only the service's user reads.
    ///
    /// # Errors
    /// `files/unavailable`.
    pub fn workroom(&self) -> Result<Workroom, Error> {
        self.make().map_err(unavailable)
    }

    fn make(&self) -> io::Result<Workroom> {
        let _gate = self.gate()?;
        let folder = tempfile::Builder::new().prefix("w").tempdir_in(self.root.join(FOLDER))?;
        let lock = File::create(folder.path().join(LOCK))?;
        lock.lock()?;
        let room = folder.path().join(ROOM);
        fs::create_dir(&room)?;
        Ok(Workroom { room, folder, _lock: lock })
    }

    /// Nobody makes a folder while another sweeps: without its lock it would look dead.
    fn gate(&self) -> io::Result<File> {
        let work = self.root.join(FOLDER);
        fs::create_dir_all(&work)?;
        let gate = File::create(work.join(GATE))?;
        gate.lock()?;
        Ok(gate)
    }

    /// Removes the folders of processes that died; answers how many. For the start of a server.
    ///
    /// # Errors
    /// `files/unavailable`.
    pub async fn sweep(&self) -> Result<usize, Error> {
        let files = self.clone();
        let swept = tokio::task::spawn_blocking(move || files.sweep_dead()).await;
        swept.map_err(|e| unavailable(io::Error::other(e)))?.map_err(unavailable)
    }

    fn sweep_dead(&self) -> io::Result<usize> {
        let _gate = self.gate()?;
        let mut swept = 0;
        for entry in fs::read_dir(self.root.join(FOLDER))? {
            let entry = entry?;
            if entry.file_type()?.is_dir() && is_dead(&entry.path())? {
                fs::remove_dir_all(entry.path())?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

fn is_dead(folder: &Path) -> io::Result<bool> {
    match File::open(folder.join(LOCK)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
        Ok(lock) => match lock.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        },
    }
}

fn unavailable(error: io::Error) -> Error {
    Error::new(Kind::Unavailable, "files/unavailable").caused_by(error)
}
