//! Tables that an office brings: kept as they are, read as somebody decides, handed in when nothing is
//! wrong with them any more.

mod import;
mod saying;

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use files::Name;
use identity::{Actor, Resource, require};
use serde_json::json;
use sha2::{Digest, Sha256};

pub use import::{Imported, import, owed, page_of};
pub use saying::{Meaning, Said, choose_sheet, confirm, say};

use std::collections::BTreeMap;

use super::acts::taken;
use super::reading::{Arranged, Basis, Examined, beside};
use super::{seen, unknown};
use crate::audit_kinds::TABLE_BROUGHT;
use crate::domain::codes::ListedCode;
use crate::domain::dataset::Dataset;
use crate::domain::examination::Severity;
use crate::domain::figure::Figure;
use crate::domain::obligation::{Act, Obligation};
use crate::domain::submission::{LARGEST, Submission, plain_name};
use crate::permissions::{COLLECT, SEE};
use crate::store::{datasets, submissions};
use crate::usecase::Bureau;
use crate::wording::Names;

/// Takes in a table of an office as it is, and proposes how it is to be read; its number among those of
/// the obligation. A file that cannot be read as a table is not kept.
///
/// # Errors
/// `statistics/no-obligation`; `identity/forbidden`; `statistics/not-now`; `statistics/table-too-large`;
/// `statistics/no-table` when no sheet has figures below heads; those of reading spreadsheets.
pub async fn bring(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    (name, bytes): (&str, Bytes),
) -> Result<i64> {
    let owed = allowed(bureau, actor, id, Act::Bring).await?;
    if bytes.len() > LARGEST {
        return Err(too_large());
    }
    let basis = basis(bureau, &owed.dataset).await?;
    let content = bytes.clone();
    let arranged = beside(move || basis.propose(&content)).await?;
    let sha256 = hex(&Sha256::digest(&bytes));
    let size = bytes.len() as u64;
    bureau.cell().files().put(&file_name(id, &sha256)?, bytes).await?;
    let write = async |tx: &mut Tx| -> Result<i64> {
        let mut it = seen(tx, actor, id).await?;
        let number = submissions::list(tx, id).await?.last().map_or(1, |last| last.number + 1);
        let submission = Submission {
            number,
            file_name: plain_name(name),
            sha256: sha256.clone(),
            bytes: size,
            layout: written(&arranged)?,
            confirmed: Default::default(),
            brought_by: actor.id().to_owned(),
            brought_name: actor.name().to_owned(),
            brought_at: bureau.cell().now(),
        };
        submissions::add(tx, id, &submission).await?;
        it.submission = Some(number);
        taken(tx, bureau, actor, it, (Act::Bring, &submission.file_name)).await?;
        let facts = json!({ "number": number, "sha256": sha256, "bytes": size });
        bureau.note(tx, TABLE_BROUGHT, actor, &id.to_string(), facts).await?;
        Ok(number)
    };
    bureau.cell().db().write(write).await
}

/// A file beyond [`LARGEST`].
pub fn too_large() -> Error {
    Error::new(Kind::TooLarge, "statistics/table-too-large").with("most", LARGEST >> 20)
}

/// A table as it is read now.
#[derive(Debug, Clone)]
pub struct Opened {
    pub obligation: Obligation,
    pub submission: Submission,
    pub dataset: Dataset,
    /// The codes of each axis.
    pub lists: BTreeMap<String, Vec<ListedCode>>,
    pub arranged: Arranged,
    pub examined: Examined,
}

impl Opened {
    pub fn names(&self) -> Names<'_> {
        Names { dataset: &self.dataset, lists: &self.lists }
    }
}

/// A table as it would be read if it were brought; nothing of it is kept.
#[derive(Debug, Clone)]
pub struct Tried {
    pub dataset: Dataset,
    /// The codes of each axis.
    pub lists: BTreeMap<String, Vec<ListedCode>>,
    pub arranged: Arranged,
    pub examined: Examined,
}

impl Tried {
    pub fn names(&self) -> Names<'_> {
        Names { dataset: &self.dataset, lists: &self.lists }
    }
}

/// Reads a table as it is proposed, and examines it.
///
/// # Errors
/// `statistics/no-dataset`; `identity/forbidden` for whoever sees no list; otherwise as [`bring`].
pub async fn try_out(bureau: &Bureau, actor: &Actor, dataset: &str, bytes: Bytes) -> Result<Tried> {
    require(bureau.cell(), actor, SEE, Resource::Cell).await?;
    if bytes.len() > LARGEST {
        return Err(too_large());
    }
    let basis = basis(bureau, dataset).await?;
    let read = move || -> Result<Tried> {
        let arranged = basis.propose(&bytes)?;
        let examined = basis.read(&bytes, &arranged)?;
        let (dataset, lists) = basis.into_lists();
        Ok(Tried { dataset, lists, arranged, examined })
    };
    beside(read).await
}

/// Reads a table that was brought, by its layout.
///
/// # Errors
/// `statistics/no-obligation`, also for a number that is not there; those of reading spreadsheets.
pub async fn open(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    number: i64,
) -> Result<Opened> {
    let read = async |tx: &mut Tx| -> Result<(Obligation, Submission)> {
        let it = seen(tx, actor, id).await?;
        Ok((it, submissions::find(tx, id, number).await?.ok_or_else(unknown)?))
    };
    let (obligation, submission) = bureau.cell().db().read(read).await?;
    opened(bureau, obligation, submission).await
}

/// The file itself, as it was brought.
///
/// # Errors
/// As [`open`]; `statistics/table-lost` when the files of the cell do not have it.
pub async fn download(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    number: i64,
) -> Result<(String, Bytes)> {
    let read = async |tx: &mut Tx| -> Result<Submission> {
        seen(tx, actor, id).await?;
        submissions::find(tx, id, number).await?.ok_or_else(unknown)
    };
    let submission = bureau.cell().db().read(read).await?;
    let bytes = content(bureau, id, &submission).await?;
    Ok((submission.file_name, bytes))
}

/// Hands the table in force in. Every error has to be mended and every warning confirmed.
///
/// # Errors
/// As [`bring`]; `statistics/not-clean` with how many errors and warnings are left, and
/// `statistics/no-figures` when nothing of the period that is owed stands in the table.
pub async fn hand_in(bureau: &Bureau, actor: &Actor, id: Id<Obligation>) -> Result<()> {
    let owed = allowed(bureau, actor, id, Act::HandIn).await?;
    let Opened { examined, submission, .. } = in_force(bureau, owed.clone()).await?;
    let left = |severity: Severity| {
        let open = examined.findings.iter().filter(|it| it.severity == severity);
        open.filter(|it| submission.confirmed.reason(&it.key()).is_none()).count()
    };
    let errors = examined.findings.iter().filter(|it| it.severity == Severity::Error).count();
    let warnings = left(Severity::Warning);
    if errors + warnings > 0 {
        let error = Error::new(Kind::Conflict, "statistics/not-clean");
        return Err(error.with("errors", errors).with("warnings", warnings));
    }
    if !examined.figures.iter().any(|(_, it)| it.period == owed.period) {
        let error = Error::new(Kind::Conflict, "statistics/no-figures");
        return Err(error.with("period", owed.period));
    }
    let write = async |tx: &mut Tx| -> Result<()> {
        let it = seen(tx, actor, id).await?;
        // What was looked at has to be what is handed in.
        let number = it.submission.unwrap_or_default();
        if submissions::find(tx, id, number).await?.as_ref() != Some(&submission) {
            return Err(Error::new(Kind::Conflict, "statistics/not-now").with("state", "brought"));
        }
        taken(tx, bureau, actor, it, (Act::HandIn, "")).await.map(drop)
    };
    bureau.cell().db().write(write).await
}

/// The figures of the table in force, which was handed in without errors.
///
/// # Errors
/// Those of reading; `statistics/not-clean` when code lists changed since, so that it has errors now.
pub(super) async fn figures_of(bureau: &Bureau, it: &Obligation) -> Result<Vec<Figure>> {
    let Examined { figures, findings, .. } = in_force(bureau, it.clone()).await?.examined;
    let errors = findings.iter().filter(|it| it.severity == Severity::Error).count();
    if errors > 0 {
        let error = Error::new(Kind::Conflict, "statistics/not-clean");
        return Err(error.with("errors", errors).with("warnings", 0));
    }
    Ok(figures.into_iter().map(|(_, figure)| figure).collect())
}

/// The table in force, for an office that may change how it is read.
///
/// # Errors
/// As [`bring`].
pub async fn working(bureau: &Bureau, actor: &Actor, id: Id<Obligation>) -> Result<Opened> {
    let owed = allowed(bureau, actor, id, Act::HandIn).await?;
    in_force(bureau, owed).await
}

/// Whether figures of a dataset may be left out when they are released.
pub(super) async fn is_protected(bureau: &Bureau, dataset: &str) -> Result<bool> {
    let find = async |tx: &mut Tx| datasets::find(tx, dataset).await;
    let found = bureau.cell().db().read(find).await?;
    Ok(found.is_some_and(|it| it.description.measures.iter().any(|it| it.protection.is_some())))
}

async fn in_force(bureau: &Bureau, it: Obligation) -> Result<Opened> {
    let number = it.submission.ok_or_else(unknown)?;
    let read = async |tx: &mut Tx| submissions::find(tx, it.id, number).await;
    let submission = bureau.cell().db().read(read).await?.ok_or_else(unknown)?;
    opened(bureau, it, submission).await
}

async fn opened(bureau: &Bureau, obligation: Obligation, submission: Submission) -> Result<Opened> {
    let bytes = content(bureau, obligation.id, &submission).await?;
    let basis = basis(bureau, &obligation.dataset).await?;
    let arranged = arranged(&submission)?;
    let by = arranged.clone();
    let read = move || Ok((basis.read(&bytes, &by)?, basis.into_lists()));
    let (examined, (dataset, lists)) = beside(read).await?;
    Ok(Opened { obligation, submission, dataset, lists, arranged, examined })
}

async fn basis(bureau: &Bureau, dataset: &str) -> Result<Basis> {
    let read = async |tx: &mut Tx| Basis::load(tx, bureau, dataset).await;
    bureau.cell().db().read(read).await
}

/// Whether somebody may do this with an obligation now.
/// Refuses whoever may not bring a table now.
pub(super) async fn allowed_to_bring(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
) -> Result<()> {
    allowed(bureau, actor, id, Act::Bring).await.map(drop)
}

async fn allowed(
    bureau: &Bureau,
    actor: &Actor,
    id: Id<Obligation>,
    act: Act,
) -> Result<Obligation> {
    let read = async |tx: &mut Tx| seen(tx, actor, id).await;
    let it = bureau.cell().db().read(read).await?;
    require(bureau.cell(), actor, COLLECT, Resource::Agency(&it.producer)).await?;
    it.after(act, actor.id(), "")?;
    Ok(it)
}

fn arranged(submission: &Submission) -> Result<Arranged> {
    serde_json::from_str(&submission.layout)
        .map_err(|error| Error::new(Kind::DataLoss, "statistics/table").caused_by(error))
}

async fn content(bureau: &Bureau, id: Id<Obligation>, it: &Submission) -> Result<Bytes> {
    let found = bureau.cell().files().find(&file_name(id, &it.sha256)?).await?;
    found.ok_or_else(|| Error::new(Kind::DataLoss, "statistics/table"))
}

/// Where a table lies; its hash is its name, so that nothing is ever overwritten.
fn file_name(id: Id<Obligation>, sha256: &str) -> Result<Name> {
    let name = format!("statistics/{}/{sha256}", id.to_string().to_lowercase());
    Name::parse(&name).map_err(|e| Error::new(Kind::Internal, "statistics/table").caused_by(e))
}

fn written(arranged: &Arranged) -> Result<String> {
    serde_json::to_string(arranged)
        .map_err(|error| Error::new(Kind::Internal, "statistics/table").caused_by(error))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
