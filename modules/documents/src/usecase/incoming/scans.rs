//! Scans of incoming letters and files of follow-ups. The content is stored first, then the row that
//! names it; when the row cannot be written the content goes again.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use files::Name;
use identity::{Actor, Resource, authorise};
use sha2::{Digest, Sha256};

use super::access::{Loaded, load_seen, own};
use super::story::{Deed, tell};
use crate::audit_kinds::INCOMING_SCANNED;
use crate::domain::content::refused;
use crate::domain::file::{FileKind, FileRef, MOST};
use crate::domain::incoming::{EventKind, Incoming, Kept, State};
use crate::permissions::RECEIVE;
use crate::store::incoming::trail;
use crate::usecase::Office;
use crate::usecase::access::{Person, damaged, person};
use crate::usecase::draft::hex;
use crate::usecase::files::{bad_file, plain_name};
use crate::usecase::paper::file_picture;

/// Adds a scan to a letter that was registered without one, or another page of it.
///
/// # Errors
/// `identity/forbidden`; `documents/scan-kind` for what is no PDF, PNG or JPG; `documents/file-…`;
/// `documents/too-many-files`; `documents/incoming-state` for a void entry.
pub async fn add(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    (name, content): (&str, Bytes),
) -> Result<()> {
    let today = office.cell().today();
    let check = async |tx: &mut Tx| -> Result<Loaded> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        authorise(actor, RECEIVE, Resource::Agency(&loaded.record.agency))?;
        match loaded.record.state {
            State::Void => Err(crate::domain::incoming::TreeError::Letter(State::Void).into()),
            _ => Ok(loaded),
        }
    };
    office.cell().db().read(check).await?;
    let file = scan(name, &content)?;
    put(office, id, &file, content).await?;
    let write = async |tx: &mut Tx| -> Result<()> {
        check(tx).await?;
        ensure_room(tx, id).await?;
        attach(tx, office, actor, id, (&file, 0)).await?;
        let (kind, event) = (INCOMING_SCANNED, EventKind::ScanAdded);
        let deed = Deed { kind, event, capacity: "", detail: &file.name, disposition: 0 };
        tell(tx, office, actor, id, deed).await
    };
    office.cell().db().write(write).await
}

async fn ensure_room(tx: &mut Tx, id: Id<Incoming>) -> Result<()> {
    match trail::files(tx, id).await?.len() >= MOST {
        true => Err(refused("documents/too-many-files", "pindaian").with("most", MOST)),
        false => Ok(()),
    }
}

/// What a scan is: a PDF or a picture, told by its bytes.
pub(super) fn scan(name: &str, content: &Bytes) -> Result<FileRef> {
    let file = described(name, content)?;
    match file.kind {
        FileKind::Pdf | FileKind::Png | FileKind::Jpg => Ok(file),
        _ => Err(refused("documents/scan-kind", "pindaian")),
    }
}

/// What any file is that may come with a letter.
pub(super) fn described(name: &str, content: &Bytes) -> Result<FileRef> {
    let kind = FileKind::of(content).map_err(bad_file)?;
    Ok(FileRef {
        sha256: hex(&Sha256::digest(content)),
        name: plain_name(name, kind),
        kind,
        bytes: content.len() as u64,
    })
}

/// Names a stored file in the letter.
pub(super) async fn attach(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    named: (&FileRef, u32),
) -> Result<()> {
    let by = (office.cell().now(), actor.id(), actor.name());
    Ok(trail::add_file(tx, id, named, by).await?)
}

/// A file for somebody who may read it: those of a follow-up belong to their disposition.
///
/// # Errors
/// `documents/unknown-incoming` also when there is no such file.
pub async fn open(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    sha256: &str,
) -> Result<(FileRef, Bytes)> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<FileRef> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        let files = trail::files(tx, id).await?;
        let mut own = files.into_iter().filter(|kept| may_read(&person, &loaded, kept));
        let found = own.find(|kept| kept.file.sha256 == sha256);
        found.map(|kept| kept.file).ok_or_else(super::access::unknown)
    });
    let file = read.await?;
    let found = office.cell().files().find(&file_name(id, &file.sha256)?).await?;
    Ok((file, found.ok_or_else(|| damaged("file"))?))
}

/// A picture of the first page of a PDF, for whoever may read the file.
///
/// # Errors
/// As [`open`]; `documents/no-picture` for what is no PDF or cannot be drawn.
pub async fn first_page(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    sha256: &str,
) -> Result<Vec<u8>> {
    match open(office, actor, id, sha256).await? {
        (FileRef { kind: FileKind::Pdf, .. }, pdf) => file_picture(office, pdf, 1).await,
        _ => Err(Error::new(Kind::NotFound, "documents/no-picture")),
    }
}

/// Whether somebody who sees the letter also reads this file of it.
pub(super) fn may_read(person: &Person<'_>, loaded: &Loaded, kept: &Kept) -> bool {
    let node = loaded.tree.node(kept.disposition).ok();
    node.is_none_or(|node| loaded.tree.is_read_by(node, own(person)))
}

/// Where a file lies; its hash is its name, so that nothing is ever overwritten.
pub(crate) fn file_name(id: Id<Incoming>, sha256: &str) -> Result<Name> {
    let name = format!("documents/incoming/{}/{sha256}", id.to_string().to_lowercase());
    Name::parse(&name).map_err(|e| Error::new(Kind::Internal, "documents/file").caused_by(e))
}

pub(super) async fn put(
    office: &Office,
    id: Id<Incoming>,
    file: &FileRef,
    content: Bytes,
) -> Result<()> {
    office.cell().files().put(&file_name(id, &file.sha256)?, content).await
}

/// Takes files of a letter away that was not registered after all. It is waste by then: whoever waits
/// for an answer is not kept by a disk that cannot forget it. Where nobody knows whether the letter
/// was stored, its files stay.
pub(super) async fn forget(
    office: &Office,
    id: Id<Incoming>,
    files: &[FileRef],
    because: Option<&Error>,
) {
    if because.is_some_and(|error| error.code() == "db/outcome-unknown") {
        return;
    }
    for file in files {
        let Ok(name) = file_name(id, &file.sha256) else { continue };
        if let Err(error) = office.cell().files().remove(&name).await {
            tracing::warn!(code = error.code(), "a file of no letter could not be removed");
        }
    }
}
