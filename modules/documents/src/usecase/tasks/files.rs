//! Files that show what was done.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use files::Name;
use identity::Actor;
use sha2::{Digest, Sha256};

use super::see::{load_seen, unknown};
use crate::domain::content::refused;
use crate::domain::file::{FileKind, FileRef, MOST};
use crate::domain::task::Task;
use crate::store::tasks::events;
use crate::usecase::Office;
use crate::usecase::access::{damaged, person};
use crate::usecase::draft::hex;
use crate::usecase::files::{bad_file, plain_name};

/// Stores what came with a note, outside of any transaction, of somebody who may do the deed.
pub(super) async fn taken_in(
    office: &Office,
    task: Id<Task>,
    given: Vec<(String, Bytes)>,
) -> Result<Vec<FileRef>> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let read = office.cell().db().read(async |tx: &mut Tx| events::files(tx, task).await);
    if read.await?.len() + given.len() > MOST {
        return Err(refused("documents/too-many-files", "berkas-naskah").with("most", MOST));
    }
    let mut kept = Vec::new();
    for (name, content) in given {
        let kind = FileKind::of(&content).map_err(bad_file)?;
        let sha256 = hex(&Sha256::digest(&content));
        let bytes = content.len() as u64;
        let name = plain_name(&name, kind);
        office.cell().files().put(&file_name(task, &sha256)?, content).await?;
        kept.push(FileRef { sha256, name, kind, bytes });
    }
    Ok(kept)
}

/// A file of a task for somebody who may see the task.
///
/// # Errors
/// `documents/unknown-task` also when there is no such file.
pub async fn open_file(
    office: &Office,
    actor: &Actor,
    task: Id<Task>,
    sha256: &str,
) -> Result<(FileRef, Bytes)> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<FileRef> {
        let person = person(tx, actor, today).await?;
        load_seen(tx, &person, task).await?;
        let all = events::files(tx, task).await?;
        let found = all.into_iter().map(|(_, file)| file).find(|file| file.sha256 == sha256);
        found.ok_or_else(unknown)
    });
    let file = read.await?;
    let content = office.cell().files().find(&file_name(task, &file.sha256)?).await?;
    Ok((file, content.ok_or_else(|| damaged("file"))?))
}

fn file_name(task: Id<Task>, sha256: &str) -> Result<Name> {
    let name = format!("documents/tasks/{}/{sha256}", task.to_string().to_lowercase());
    Name::parse(&name).map_err(|e| Error::new(Kind::Internal, "documents/file").caused_by(e))
}
