//! Keys as files: `sign-<id>.pem` (PKCS#8, Ed25519), `current` (the id that signs) and `secret`
//! (64 hexadecimal digits). Only the owner may read them. Rotation adds a signing key and keeps
//! the older ones, because notices signed with them stay genuine.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use base::{Error, Kind, Random};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use zeroize::Zeroizing;

use crate::keys::{KeyId, Keys, Ring, new_signing_key};

/// Tells one state of the pointer `current` from the next: every rotation and every change of
/// its owner or rights gives another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    inode: u64,
    changed: (i64, i64),
}

impl Mark {
    /// `None` when there is no pointer, or it cannot be looked at.
    pub(crate) fn of(folder: &Path) -> Option<Self> {
        let entry = fs::metadata(folder.join("current")).ok()?;
        Some(Self { inode: entry.ino(), changed: (entry.ctime(), entry.ctime_nsec()) })
    }
}

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(
        "the key folder {0} does not exist; `pelangi cell create` makes it, or restore it from the backup that names it"
    )]
    Missing(PathBuf),
    #[error("the key file {0} is not readable as a key; restore it from a backup")]
    Damaged(PathBuf),
    #[error("there are keys in {0} already; they are never overwritten")]
    Exists(PathBuf),
    #[error("the key file {path} cannot be read or written: {source}")]
    Io { path: PathBuf, source: io::Error },
}

impl From<KeyError> for Error {
    #[track_caller]
    fn from(error: KeyError) -> Self {
        let (kind, code, path) = match &error {
            KeyError::Missing(path) => (Kind::Precondition, "cell/keys-missing", path),
            KeyError::Damaged(path) => (Kind::DataLoss, "cell/keys-damaged", path),
            KeyError::Exists(path) => (Kind::Conflict, "cell/keys-exist", path),
            KeyError::Io { path, .. } => (Kind::Unavailable, "cell/keys-unreadable", path),
        };
        Self::new(kind, code).with("path", path.display()).caused_by(error)
    }
}

impl Keys {
    /// Makes the first keys of a cell in a folder that has none.
    pub fn create(folder: &Path, random: &dyn Random) -> Result<Self, KeyError> {
        if folder.join("current").exists() || folder.join("secret").exists() {
            return Err(KeyError::Exists(folder.to_owned()));
        }
        fs::create_dir_all(folder).map_err(|source| io_error(folder, source))?;
        let mut secret = Zeroizing::new([0_u8; 32]);
        random.fill(&mut *secret);
        let hex: Zeroizing<String> =
            Zeroizing::new(secret.iter().map(|b| format!("{b:02x}")).collect());
        write_private(&folder.join("secret"), hex.as_bytes())?;
        let id = add_signing_key(folder, random)?;
        Self::put_in_force(folder, &id)?;
        Self::load(folder)
    }

    /// Reads the keys of a cell.
    pub fn load(folder: &Path) -> Result<Self, KeyError> {
        if !folder.join("current").exists() {
            return Err(KeyError::Missing(folder.to_owned()));
        }
        let (ring, secret) = (read_ring(folder)?, read_secret(&folder.join("secret"))?);
        Ok(Self::of(ring, secret, Some(folder.to_owned())))
    }

    /// Adds a signing key that does not sign yet; returns its id.
    pub fn add(folder: &Path, random: &dyn Random) -> Result<KeyId, KeyError> {
        Self::load(folder)?;
        add_signing_key(folder, random)
    }

    /// Makes a key of the folder the one that signs. Programs that hold the keys follow.
    pub fn put_in_force(folder: &Path, id: &KeyId) -> Result<(), KeyError> {
        read_signing_key(&key_file(folder, id.as_str()))?;
        write_private(&folder.join("current"), id.as_str().as_bytes())
    }

    /// Adds a signing key and makes it the current one; returns its id.
    pub fn rotate(folder: &Path, random: &dyn Random) -> Result<KeyId, KeyError> {
        // The pointer moves last: a crash in between leaves the old key in force.
        let id = Self::add(folder, random)?;
        Self::put_in_force(folder, &id)?;
        Ok(id)
    }
}

/// The signing keys of a folder. The mark is taken first: what changes meanwhile is seen next time.
pub(crate) fn read_ring(folder: &Path) -> Result<Ring, KeyError> {
    let mark = Mark::of(folder);
    let id = read(&folder.join("current"))?;
    let current = read_signing_key(&key_file(folder, id.trim()))?;
    let mut older = Vec::new();
    for file in signing_key_files(folder)? {
        let key = read_signing_key(&file)?.verifying_key();
        if key != current.verifying_key() {
            older.push(key);
        }
    }
    Ok(Ring { current, older, mark })
}

fn add_signing_key(folder: &Path, random: &dyn Random) -> Result<KeyId, KeyError> {
    let key = new_signing_key(random);
    let id = KeyId::of(&key.verifying_key());
    let path = key_file(folder, id.as_str());
    let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| KeyError::Damaged(path.clone()))?;
    write_private(&path, pem.as_bytes())?;
    Ok(id)
}

fn key_file(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("sign-{id}.pem"))
}

fn signing_key_files(folder: &Path) -> Result<Vec<PathBuf>, KeyError> {
    let entries = fs::read_dir(folder).map_err(|source| io_error(folder, source))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|source| io_error(folder, source))?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if name.starts_with("sign-") && path.extension().is_some_and(|e| e == "pem") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read_signing_key(path: &Path) -> Result<SigningKey, KeyError> {
    let pem = Zeroizing::new(read(path)?);
    SigningKey::from_pkcs8_pem(&pem).map_err(|_| KeyError::Damaged(path.to_owned()))
}

fn read_secret(path: &Path) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let hex = Zeroizing::new(read(path)?);
    let hex = hex.trim();
    let damaged = || KeyError::Damaged(path.to_owned());
    if hex.len() != 64 || !hex.is_ascii() {
        return Err(damaged());
    }
    let mut secret = Zeroizing::new([0; 32]);
    for (i, byte) in secret.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).map_err(|_| damaged())?;
    }
    Ok(secret)
}

fn read(path: &Path) -> Result<String, KeyError> {
    fs::read_to_string(path).map_err(|source| io_error(path, source))
}

/// Writes beside the target, syncs, and renames: a key file is whole or absent.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> Result<(), KeyError> {
    let beside = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || -> io::Result<()> {
        let mut file = options.open(&beside)?;
        belong_to_the_folder(path, &file)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|source| io_error(path, source))
}

/// Root may rotate the keys of the service: the service must be able to read them.
fn belong_to_the_folder(path: &Path, file: &fs::File) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    let (wanted, made) = (fs::metadata(folder)?, file.metadata()?);
    if (wanted.uid(), wanted.gid()) == (made.uid(), made.gid()) {
        return Ok(());
    }
    match std::os::unix::fs::fchown(file, Some(wanted.uid()), Some(wanted.gid())) {
        // Only root may give files away; anybody else keeps what is theirs.
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => Err(error),
        _ => Ok(()),
    }
}

fn io_error(path: &Path, source: io::Error) -> KeyError {
    KeyError::Io { path: path.to_owned(), source }
}
