//! Files that memory must not hold as a whole: moved in when they are made, read piece by piece.

use std::io;
use std::path::Path;
use std::pin::Pin;

use base::{Error, Kind};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use object_store::ObjectStoreExt;

use crate::{Files, Name, failure, location};

/// A file that is being read.
pub struct Reading {
    /// Its whole size.
    pub bytes: u64,
    /// Its content, piece by piece.
    pub content: Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>,
}

impl Files {
    /// Moves a file that was made in a [`crate::Workroom`] into the store, where readers see the old
    /// one or the new one, never a half. It is on the disk when this returns.
    ///
    /// # Errors
    /// `files/unavailable`.
    pub async fn take_in(&self, name: &Name, path: &Path) -> Result<(), Error> {
        let (from, to) = (path.to_owned(), self.root.join(name.as_str()));
        let moved = tokio::task::spawn_blocking(move || -> io::Result<()> {
            let folder = to.parent().unwrap_or(&to);
            std::fs::create_dir_all(folder)?;
            std::fs::File::open(&from)?.sync_all()?;
            std::fs::rename(&from, &to)?;
            std::fs::File::open(folder)?.sync_all()
        });
        let moved = moved.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        moved.map_err(|e| Error::new(Kind::Unavailable, "files/unavailable").caused_by(e))
    }

    /// Opens a file to be read piece by piece; `None` when there is none of that name.
    ///
    /// # Errors
    /// `files/unavailable`.
    pub async fn read(&self, name: &Name) -> Result<Option<Reading>, Error> {
        match self.store.get(&location(name)).await {
            Ok(found) => Ok(Some(Reading {
                bytes: found.meta.size,
                content: found.into_stream().map(|piece| piece.map_err(io::Error::other)).boxed(),
            })),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failure(error)),
        }
    }

    /// The last parts of the names of the files directly below a folder, sorted.
    ///
    /// # Errors
    /// `files/unavailable`.
    pub async fn names(&self, below: &Name) -> Result<Vec<String>, Error> {
        let found = self.store.list_with_delimiter(Some(&location(below))).await;
        let found = found.map_err(failure)?.objects;
        let last = found.iter().filter_map(|o| o.location.filename().map(str::to_owned));
        let mut names: Vec<String> = last.collect();
        names.sort();
        Ok(names)
    }
}
