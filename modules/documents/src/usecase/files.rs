//! Files that come with a letter, and a PDF instead of a typed body.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use cell::Cell;
use db::Tx;
use files::Name;
use identity::Actor;
use sha2::{Digest, Sha256};

use super::Office;
use super::access::{ensure_author, load_seen, person, unknown};
use super::draft::{Edit, change, hex};
use crate::domain::content::refused;
use crate::domain::file::{FileKind, FileRef};
use crate::domain::letter::Letter;
use crate::store::retention::destroyed;
use crate::store::versions;

/// Letters of a file's name.
const LONGEST_NAME: usize = 120;

/// Adds an attachment to a letter that lies with its author; that is a new version.
///
/// # Errors
/// Those of saving; `documents/file-…` for what may not come with a letter.
pub async fn attach(
    office: &Office,
    actor: &Actor,
    letter: Id<Letter>,
    (name, content): (&str, Bytes),
) -> Result<u32> {
    let file = taken_in(office, actor, letter, (name, content)).await?;
    change(office, actor, letter, &file.name, Edit::Attach(&file)).await
}

/// Takes an attachment off; the file stays with the versions that had it.
///
/// # Errors
/// Those of saving.
pub async fn detach(
    office: &Office,
    actor: &Actor,
    letter: Id<Letter>,
    sha256: &str,
) -> Result<u32> {
    change(office, actor, letter, "", Edit::Detach(sha256)).await
}

/// Puts a PDF in the place of the body.
///
/// # Errors
/// Those of saving; `documents/file-not-pdf`.
pub async fn upload_body(
    office: &Office,
    actor: &Actor,
    letter: Id<Letter>,
    (name, content): (&str, Bytes),
) -> Result<u32> {
    if FileKind::of(&content).map_err(bad_file)? != FileKind::Pdf {
        return Err(refused("documents/file-not-pdf", "naskah-pdf"));
    }
    crate::domain::pdf::page_count(&content)?;
    let file = taken_in(office, actor, letter, (name, content)).await?;
    change(office, actor, letter, &file.name, Edit::Upload(&file)).await
}

/// Goes back to a typed body.
///
/// # Errors
/// Those of saving.
pub async fn drop_body(office: &Office, actor: &Actor, letter: Id<Letter>) -> Result<u32> {
    change(office, actor, letter, "", Edit::Type).await
}

/// A file of a letter for somebody who may see the letter.
///
/// # Errors
/// `documents/unknown-letter` also when there is no such file.
pub async fn open(
    office: &Office,
    actor: &Actor,
    letter: Id<Letter>,
    sha256: &str,
) -> Result<(FileRef, Bytes)> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<FileRef> {
        let person = person(tx, actor, today).await?;
        load_seen(tx, &person, letter).await?;
        versions::file(tx, letter, sha256).await?.ok_or_else(unknown)
    });
    let file = read.await?;
    let content = read_file(office.cell(), letter, &file.sha256).await?;
    Ok((file, content))
}

/// Stores the content outside of any transaction, of nobody but the author of a letter that may be
/// written on: others fill no disk.
async fn taken_in(
    office: &Office,
    actor: &Actor,
    letter: Id<Letter>,
    (name, content): (&str, Bytes),
) -> Result<FileRef> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, letter).await?;
        ensure_author(&person, &loaded.record)?;
        Ok(loaded.chain.save(actor.id()).map(drop)?)
    });
    read.await?;
    stored(office.cell(), letter, (name, content)).await
}

/// Stores a file of a letter; for whom, the caller knows.
pub(super) async fn stored(
    cell: &Cell,
    letter: Id<Letter>,
    (name, content): (&str, Bytes),
) -> Result<FileRef> {
    let kind = FileKind::of(&content).map_err(bad_file)?;
    let file = FileRef {
        sha256: hex(&Sha256::digest(&content)),
        name: plain_name(name, kind),
        kind,
        bytes: content.len() as u64,
    };
    put_file(cell, letter, &file.sha256, content).await?;
    Ok(file)
}

/// The name without what could be a path, ending in what the file is.
pub(super) fn plain_name(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let kept: String = stem.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    let stem = if kept.is_empty() { "berkas-naskah".to_owned() } else { kept };
    format!("{stem}.{}", kind.as_str())
}

pub(super) fn bad_file(error: crate::domain::file::FileError) -> Error {
    let most = crate::domain::file::LARGEST >> 20;
    refused(error.code(), "berkas-naskah").with("most", most).caused_by(error)
}

/// Where a file of a letter lies; its hash is its name, so that nothing is ever overwritten.
pub(crate) fn file_name(letter: Id<Letter>, sha256: &str) -> Result<Name> {
    let name = format!("documents/letters/{}/{sha256}", letter.to_string().to_lowercase());
    Name::parse(&name).map_err(|e| Error::new(Kind::Internal, "documents/file").caused_by(e))
}

pub(crate) async fn put_file(
    cell: &Cell,
    letter: Id<Letter>,
    sha256: &str,
    content: Bytes,
) -> Result<()> {
    cell.files().put(&file_name(letter, sha256)?, content).await
}

pub(crate) async fn read_file(cell: &Cell, letter: Id<Letter>, sha256: &str) -> Result<Bytes> {
    if let Some(found) = cell.files().find(&file_name(letter, sha256)?).await? {
        return Ok(found);
    }
    let gone = cell.db().read(async |tx: &mut Tx| destroyed::find(tx, letter).await).await?;
    Err(gone.map_or_else(|| super::access::damaged("file"), |_| super::access::destroyed()))
}
