//! Extracts on their way in: what people upload is kept in the cell's file store until a job
//! unpacks it into a folder of its own and imports that.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use cell::Cell;
use files::{Name, Writing};
use serde::{Deserialize, Serialize};

use crate::generate::DEMO_MARK;

/// Files of one upload; SISMIOP has some forty tables, with copies per year a few more.
const MOST_FILES: usize = 200;
/// What a ZIP may unpack to. An extract of a million objects is some 3 GB.
const MOST_BYTES: u64 = 16 << 30;
/// The most a ZIP may grow by: CSV shrinks to a tenth, a bomb to a thousandth.
const MOST_GROWTH: u64 = 200;
const COPY: usize = 64 * 1024;
const FOLDER: &str = "property-tax/uploads";
/// Seconds after which an upload is no longer on its way.
const ARRIVES_WITHIN: i64 = 86_400;

/// Marks the ids of uploads.
#[derive(Debug)]
pub struct UploadMark;

/// An upload that is complete: its files in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub id: String,
    /// Names in the store, in the order in which they came.
    pub files: Vec<String>,
    /// What the list of imports calls it.
    pub source: String,
}

/// An upload that is arriving.
pub struct Arriving<'a> {
    cell: &'a Cell,
    stored: Stored,
    labels: Vec<String>,
    bytes: u64,
}

impl<'a> Arriving<'a> {
    pub fn new(cell: &'a Cell) -> Self {
        let id = cell.new_id::<UploadMark>().to_string().to_lowercase();
        let stored = Stored { id, files: Vec::new(), source: String::new() };
        Self { cell, stored, labels: Vec::new(), bytes: 0 }
    }

    /// Opens the next file of the upload.
    ///
    /// # Errors
    /// `property-tax/upload-name` for anything but `TABLE.csv` and `name.zip`,
    /// `property-tax/upload-too-many`.
    pub async fn open(&mut self, file_name: &str) -> Result<Writing> {
        if self.stored.files.len() >= MOST_FILES {
            return Err(Error::new(Kind::Invalid, "property-tax/upload-too-many"));
        }
        let plain = plain_name(file_name).ok_or_else(|| bad_name(file_name))?;
        let name = format!("{FOLDER}/{}/{plain}", self.stored.id);
        if self.stored.files.contains(&name) {
            return Err(Error::new(Kind::Invalid, "property-tax/upload-twice").with("file", plain));
        }
        let writing = self.cell.files().write(&parse(&name)?).await?;
        self.stored.files.push(name);
        self.labels.push(plain);
        Ok(writing)
    }

    /// Counts what arrives: a sender need not have said how much it would be.
    ///
    /// # Errors
    /// `files/too-large`.
    pub fn count(&mut self, more: usize) -> Result<()> {
        self.bytes = self.bytes.saturating_add(more as u64);
        let files = self.cell.files();
        if self.bytes > files.most() { files.admit(self.bytes) } else { Ok(()) }
    }

    /// The upload, when at least one file came.
    ///
    /// # Errors
    /// `property-tax/upload-empty`.
    pub fn finish(mut self) -> Result<Stored> {
        self.stored.source = match self.labels.as_slice() {
            [] => return Err(Error::new(Kind::Invalid, "property-tax/upload-empty")),
            [one] => one.clone(),
            several => format!("{} + {}", several[0], several.len() - 1),
        };
        Ok(self.stored)
    }

    /// Removes what came, after a refused file.
    pub async fn give_up(self) {
        remove(self.cell, &self.stored).await;
    }
}

/// Adds bytes to a file, and gives it up when that fails.
pub async fn add(writing: &mut Writing, bytes: Bytes) -> Result<()> {
    writing.add(bytes).await
}

/// Removes an upload from the store; what cannot be removed goes with [`sweep`].
pub async fn remove(cell: &Cell, stored: &Stored) {
    remove_folder(cell, &stored.id).await;
}

async fn remove_folder(cell: &Cell, id: &str) {
    let removed = async { cell.files().remove_folder(&parse(&format!("{FOLDER}/{id}"))?).await };
    if let Err(error) = removed.await {
        tracing::warn!(%error, "an upload could not be removed");
    }
}

/// Removes what was left on the way: the rooms in which dead processes unpacked, and uploads that
/// were cut off a day ago or more and that no job knows.
///
/// # Errors
/// Those of the database and of the file store.
pub async fn sweep(cell: &Cell) -> Result<()> {
    cell.files().sweep().await?;
    let found = cell.files().folders(&parse(FOLDER)?).await?;
    let yesterday = cell.now().plus_seconds(-ARRIVES_WITHIN);
    let is_old = |id: &String| {
        Id::<UploadMark>::parse(&id.to_uppercase()).is_some_and(|id| id.made_at() < yesterday)
    };
    let old: Vec<String> = found.into_iter().filter(is_old).collect();
    if old.is_empty() {
        return Ok(());
    }
    let known = crate::jobs::uploads_in_use(cell).await?;
    for id in old.iter().filter(|id| !known.contains(*id)) {
        remove_folder(cell, id).await;
    }
    Ok(())
}

/// Brings an upload into a folder of this machine, ZIP files unpacked.
///
/// # Errors
/// `property-tax/upload-gone` when it was removed; `…/zip-unreadable`, `…/zip-too-large`,
/// `…/upload-name`.
pub async fn unpack(cell: &Cell, stored: &Stored, folder: &Path) -> Result<()> {
    for name in &stored.files {
        let plain = name.rsplit('/').next().unwrap_or_default();
        let target = folder.join(plain);
        if !cell.files().copy_to(&parse(name)?, &target).await? {
            return Err(Error::new(Kind::Precondition, "property-tax/upload-gone"));
        }
        if plain.ends_with(".zip") {
            unpack_zip(&target, folder).await?;
            std::fs::remove_file(&target).map_err(disk)?;
        }
    }
    Ok(())
}

/// Unpacks the tables of a ZIP of this machine into a folder; the ZIP stays.
///
/// # Errors
/// `property-tax/zip-unreadable`, `…/zip-too-large`, `…/upload-too-many`.
pub async fn unpack_zip(path: &Path, folder: &Path) -> Result<()> {
    let (path, folder) = (path.to_owned(), folder.to_owned());
    let unpacked = tokio::task::spawn_blocking(move || unzip(&path, &folder)).await;
    unpacked.map_err(|e| broken_zip().caused_by(e))?
}

/// Whether the files of an upload are still in the store.
///
/// # Errors
/// Those of the file store.
pub async fn are_there(cell: &Cell, stored: &Stored) -> Result<bool> {
    for name in &stored.files {
        if cell.files().read(&parse(name)?).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn disk(error: std::io::Error) -> Error {
    Error::new(Kind::Unavailable, "property-tax/upload-disk").caused_by(error)
}

fn parse(name: &str) -> Result<Name> {
    Name::parse(name).map_err(|error| bad_name(name).caused_by(error))
}

fn bad_name(name: &str) -> Error {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    Error::new(Kind::Invalid, "property-tax/upload-name").with("file", shown)
}

/// `DAT_OBJEK_PAJAK.csv` and `sppt_2026.CSV`, in small letters, whatever folder they came from.
fn plain_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next()?.trim().to_lowercase();
    let last = last.replace(' ', "-");
    let (stem, kind) = last.rsplit_once('.')?;
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    let fits = !stem.is_empty() && stem.len() <= 60 && stem.chars().all(fine);
    (fits && matches!(kind, "csv" | "zip")).then_some(last)
}

fn broken_zip() -> Error {
    Error::new(Kind::Invalid, "property-tax/zip-unreadable")
}

/// Unpacks the tables of a ZIP beside it. Folders inside are ignored, other files are left out,
/// and paths never leave the folder because only plain names are used.
fn unzip(path: &Path, folder: &Path) -> Result<()> {
    let file = File::open(path).map_err(disk)?;
    let packed = file.metadata().map_err(disk)?.len();
    let mut room = MOST_BYTES.min(packed.saturating_mul(MOST_GROWTH).saturating_add(COPY as u64));
    let mut archive = zip::ZipArchive::new(file).map_err(|e| broken_zip().caused_by(e))?;
    if archive.len() > MOST_FILES {
        return Err(Error::new(Kind::Invalid, "property-tax/upload-too-many"));
    }
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| broken_zip().caused_by(e))?;
        let name = entry.name().ok().and_then(|name| inner_name(&name));
        let Some(name) = name else { continue };
        let target = File::create(folder.join(name)).map_err(disk)?;
        room = copy(entry, target, room)?;
    }
    Ok(())
}

/// The name a packed file gets; `None` for what is no table.
fn inner_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next()?;
    if last == DEMO_MARK {
        return Some(DEMO_MARK.to_owned());
    }
    plain_name(last).filter(|plain| plain.ends_with(".csv"))
}

/// Copies and answers how much room is left; the size an archive claims is not believed.
fn copy(mut from: impl Read, mut to: File, mut room: u64) -> Result<u64> {
    let mut buffer = vec![0; COPY];
    loop {
        let read = from.read(&mut buffer).map_err(|e| broken_zip().caused_by(e))?;
        if read == 0 {
            return Ok(room);
        }
        room = room
            .checked_sub(read as u64)
            .ok_or_else(|| Error::new(Kind::Invalid, "property-tax/zip-too-large"))?;
        to.write_all(buffer.get(..read).unwrap_or_default())
            .map_err(|e| Error::new(Kind::Unavailable, "property-tax/upload-disk").caused_by(e))?;
    }
}
