//! The cell's file store: what people upload and what long work produces.
//!
//! Files are named by [`Name`], a short path of plain letters, so that no name a person chose ever
//! reaches the disk. A folder today; any store that `object_store` speaks to later.

mod large;
mod room;
mod workroom;

use std::path::Path;
use std::sync::Arc;

use base::{Error, Kind};
use bytes::Bytes;
use futures_util::StreamExt;
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};
use tokio::io::AsyncWriteExt;

pub use large::Reading;
pub use workroom::{Workroom, is_passing};

/// Where a file lies: lowercase letters, digits, dashes and dots in parts joined by slashes, for
/// example `property-tax/01jd4r/rejects.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name(String);

/// Why a text is not a file's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a file's name has lowercase letters, digits, dashes and dots in parts joined by slashes")]
pub struct NameError;

impl Name {
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
        let part = |p: &str| !p.is_empty() && !p.starts_with('.') && p.chars().all(plain);
        let valid = text.len() <= 200 && text.split('/').all(part);
        if valid { Ok(Self(text.to_owned())) } else { Err(NameError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// Where it lies on this machine.
    root: Arc<Path>,
    /// The most that one delivery may have, in bytes.
    most: u64,
}

impl Files {
    /// A folder of this machine, made when it is missing.
    pub fn folder(path: &Path) -> Result<Self, Error> {
        let open = || -> Result<LocalFileSystem, Box<dyn std::error::Error + Send + Sync>> {
            std::fs::create_dir_all(path)?;
            Ok(LocalFileSystem::new_with_prefix(path)?.with_fsync(true))
        };
        let files = |store| Self { store: Arc::new(store), root: path.into(), most: MOST };
        open().map(files).map_err(|source| {
            Error::new(Kind::Unavailable, "files/folder")
                .with("folder", path.display())
                .caused_by(source)
        })
    }

    /// Stores a whole file; readers see the old one or the new one, never a half.
    pub async fn put(&self, name: &Name, content: impl Into<Bytes>) -> Result<(), Error> {
        let payload = PutPayload::from_bytes(content.into());
        self.store.put(&location(name), payload).await.map(drop).map_err(failure)
    }

    /// The content of a file; `None` when there is none of that name.
    pub async fn find(&self, name: &Name) -> Result<Option<Bytes>, Error> {
        match self.store.get(&location(name)).await {
            Ok(found) => found.bytes().await.map(Some).map_err(failure),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failure(error)),
        }
    }

    /// Opens a file to be written piece by piece: an upload of a size that memory must not hold.
    /// Nobody sees it before [`Writing::finish`].
    pub async fn write(&self, name: &Name) -> Result<Writing, Error> {
        let upload = self.store.put_multipart(&location(name)).await.map_err(failure)?;
        Ok(Writing(WriteMultipart::new_with_chunk_size(upload, PIECE)))
    }

    /// Copies a file out of the store to a path of this machine; `false` when there is none.
    pub async fn copy_to(&self, name: &Name, path: &Path) -> Result<bool, Error> {
        let mut content = match self.store.get(&location(name)).await {
            Ok(found) => found.into_stream(),
            Err(object_store::Error::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(failure(error)),
        };
        let mut file = tokio::fs::File::create(path).await.map_err(disk)?;
        while let Some(piece) = content.next().await {
            file.write_all(&piece.map_err(failure)?).await.map_err(disk)?;
        }
        file.flush().await.map_err(disk)?;
        Ok(true)
    }

    /// Removes a file; removing what is not there is no error.
    pub async fn remove(&self, name: &Name) -> Result<(), Error> {
        match self.store.delete(&location(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failure(error)),
        }
    }

    /// The names of the folders directly below one, sorted.
    pub async fn folders(&self, below: &Name) -> Result<Vec<String>, Error> {
        let found = self.store.list_with_delimiter(Some(&location(below))).await;
        let found = found.map_err(failure)?.common_prefixes;
        let last = found.iter().filter_map(|path| path.filename().map(str::to_owned));
        let mut names: Vec<String> = last.collect();
        names.sort();
        Ok(names)
    }

    /// Removes a folder with everything in it, also what somebody began to write and never
    /// finished; removing what is not there is no error.
    pub async fn remove_folder(&self, name: &Name) -> Result<(), Error> {
        match tokio::fs::remove_dir_all(self.root.join(name.as_str())).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(disk(error)),
            _ => Ok(()),
        }
    }
}

/// The most that one delivery may have, unless the settings say otherwise.
const MOST: u64 = 4 << 30;
/// Bytes of a piece on its way to the store (the least that S3 takes is 5 MiB), and how many may
/// be on their way at once.
const PIECE: usize = 8 << 20;
const PIECES: usize = 2;

/// A file that is being written.
#[derive(Debug)]
pub struct Writing(WriteMultipart);

impl Writing {
    /// Adds bytes; waits while the store is slower than whoever sends them.
    pub async fn add(&mut self, bytes: Bytes) -> Result<(), Error> {
        self.0.wait_for_capacity(PIECES).await.map_err(failure)?;
        self.0.put(bytes);
        Ok(())
    }

    /// Makes the file visible.
    pub async fn finish(self) -> Result<(), Error> {
        self.0.finish().await.map(drop).map_err(failure)
    }

    /// Gives the file up.
    pub async fn abort(self) -> Result<(), Error> {
        self.0.abort().await.map_err(failure)
    }
}

fn disk(error: std::io::Error) -> Error {
    Error::new(Kind::Unavailable, "files/unavailable").caused_by(error)
}

fn location(name: &Name) -> object_store::path::Path {
    object_store::path::Path::from(name.as_str())
}

fn failure(error: object_store::Error) -> Error {
    Error::new(Kind::Unavailable, "files/unavailable").caused_by(error)
}
