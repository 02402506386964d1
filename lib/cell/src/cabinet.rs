//! Other private things of a cell that never go into its database: the keys of its certificate
//! authority. Files beside the cell's own keys, sealed with its secret; only the owner may read
//! them, and none is ever overwritten.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use base::{Error, Kind};
use zeroize::Zeroizing;

use crate::keystore::{KeyError, write_private};
use crate::{Cell, sealed};

/// Longest name of a thing.
const LONGEST: usize = 64;

/// Where the things are: a folder, or memory for keys that live there only.
#[derive(Debug)]
pub(crate) enum Cabinet {
    Folder(PathBuf),
    Memory(Mutex<BTreeMap<String, Vec<u8>>>),
}

impl Cabinet {
    pub(crate) fn new(folder: Option<&Path>) -> Self {
        match folder {
            Some(folder) => Self::Folder(folder.to_owned()),
            None => Self::Memory(Mutex::default()),
        }
    }

    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, KeyError> {
        match self {
            Self::Memory(things) => {
                Ok(things.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
            }
            Self::Folder(folder) => match fs::read(folder.join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(source) => Err(KeyError::Io { path: folder.join(name), source }),
            },
        }
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<(), KeyError> {
        match self {
            Self::Memory(things) => {
                let mut things = things.lock().unwrap_or_else(PoisonError::into_inner);
                if things.contains_key(name) {
                    return Err(KeyError::Exists(name.into()));
                }
                things.insert(name.to_owned(), content.to_vec());
                Ok(())
            }
            Self::Folder(folder) => {
                let path = folder.join(name);
                if path.exists() {
                    return Err(KeyError::Exists(path));
                }
                write_private(&path, content)
            }
        }
    }
}

/// Puts a secret under a name of small letters, digits, `-` and `.`. The name is bound into the
/// seal: a file that was renamed cannot be opened.
///
/// # Errors
/// `cell/keys-exist` when there is one of that name, `cell/keys-unreadable` when the folder takes
/// nothing.
pub fn put(cell: &Cell, name: &str, secret: &[u8]) -> Result<(), Error> {
    let sealed = sealed::seal(cell, PURPOSE, checked(name)?, secret)?;
    cell.keys().cabinet().write(name, sealed.as_bytes()).map_err(Error::from)
}

/// Takes a secret out; `None` when there is none of that name.
///
/// # Errors
/// `cell/secret-damaged` when it was changed or belongs to another cell.
pub fn get(cell: &Cell, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let Some(sealed) = cell.keys().cabinet().read(checked(name)?)? else { return Ok(None) };
    let text = std::str::from_utf8(&sealed).map_err(|_| damaged(name))?;
    sealed::open(cell, PURPOSE, name, text.trim()).map(Some)
}

/// Puts something public beside a secret, such as the certificate of its key: to be believed as it
/// lies here, whatever a database says.
///
/// # Errors
/// As [`put`].
pub fn put_public(cell: &Cell, name: &str, content: &[u8]) -> Result<(), Error> {
    cell.keys().cabinet().write(checked(name)?, content).map_err(Error::from)
}

/// Takes it out as it lies there.
///
/// # Errors
/// `cell/keys-unreadable`.
pub fn get_public(cell: &Cell, name: &str) -> Result<Option<Vec<u8>>, Error> {
    cell.keys().cabinet().read(checked(name)?).map_err(Error::from)
}

const PURPOSE: &str = "cell/cabinet";

/// Names come from the program, never from people; still, none may leave the folder.
fn checked(name: &str) -> Result<&str, Error> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
    let fits = (1..=LONGEST).contains(&name.len())
        && name.bytes().all(plain)
        && name.starts_with(|c: char| c.is_ascii_lowercase());
    if fits {
        Ok(name)
    } else {
        Err(Error::new(Kind::Unavailable, "cell/keys-unreadable").with("path", name))
    }
}

fn damaged(name: &str) -> Error {
    Error::new(Kind::DataLoss, "cell/secret-damaged").with("name", name)
}
