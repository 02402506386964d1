//! Two versions of a PDF beside each other, page by page: the extra step for whoever signs or reviews
//! (rule 10 of the verification of signed documents). It decides nothing; the verifier does.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::Actor;
use pages::{PageChange, Renderer};

use super::Office;
use super::access::{ensure_there, load_seen, person};
use super::files::read_file;
use super::show::two_versions;
use super::verification::{WIDTH, no_picture};
use crate::domain::letter::{Letter, Record};
use crate::store::revisions;

/// A letter and what became of its pages.
pub type Compared = (Record, Vec<PageChange>);

/// The PDF that was fixed and the newest one, where signatures were added since.
///
/// # Errors
/// `documents/unknown-letter`; `documents/one-version` while there is nothing to compare;
/// `documents/no-picture`.
pub async fn signed_pages(office: &Office, actor: &Actor, id: Id<Letter>) -> Result<Compared> {
    let today = office.cell().today();
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<_> {
        let person = person(tx, actor, today).await?;
        let record = load_seen(tx, &person, id).await?.record;
        ensure_there(&record)?;
        Ok((record, revisions::list(tx, id).await?))
    });
    let (record, all) = read.await?;
    match (all.first(), all.last()) {
        (Some(first), Some(last)) if first.sha256 != last.sha256 => {
            Ok((record, stored(office, id, (&first.sha256, &last.sha256)).await?))
        }
        _ => Err(one_version()),
    }
}

/// Two versions of a letter that came as a PDF.
///
/// # Errors
/// `documents/unknown-letter`, `documents/unknown-version`; `documents/one-version` where one of them
/// is not an uploaded PDF, or both are the same.
pub async fn uploaded_pages(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    versions: (u32, u32),
) -> Result<Compared> {
    let (loaded, before, after) = two_versions(office, actor, id, versions).await?;
    match (before.body.uploaded(), after.body.uploaded()) {
        (Some(before), Some(after)) if before.sha256 != after.sha256 => {
            Ok((loaded.record, stored(office, id, (&before.sha256, &after.sha256)).await?))
        }
        _ => Err(one_version()),
    }
}

async fn stored(
    office: &Office,
    id: Id<Letter>,
    (before, after): (&str, &str),
) -> Result<Vec<PageChange>> {
    let before = read_file(office.cell(), id, before).await?;
    let after = read_file(office.cell(), id, after).await?;
    compared(office.renderer(), (before, after), ()).await
}

/// Compares two files off the threads that answer. `turn` is held until that has ended, also when
/// nobody waits for it any more.
pub(super) async fn compared(
    renderer: &Renderer,
    (before, after): (Bytes, Bytes),
    turn: impl Send + 'static,
) -> Result<Vec<PageChange>> {
    let renderer = renderer.clone();
    let work = move || {
        let _turn = turn;
        renderer.changes(&before, &after, WIDTH)
    };
    let done = tokio::task::spawn_blocking(work).await;
    let done =
        done.map_err(|cause| Error::new(Kind::Internal, "documents/typeset").caused_by(cause))?;
    done.map_err(no_picture)
}

fn one_version() -> Error {
    Error::new(Kind::NotFound, "documents/one-version")
}
