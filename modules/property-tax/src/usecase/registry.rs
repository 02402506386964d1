//! An object and a taxpayer as officers see them: everything, with the history.

use base::{Error, Kind, Nop, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::look_up::not_found;
use crate::domain::notice::Notice;
use crate::domain::object::TaxObject;
use crate::domain::payment::PaidLine;
use crate::domain::proposal::Proposal;
use crate::domain::revision::RegistryMode;
use crate::domain::subject::Subject;
use crate::domain::village::Village;
use crate::permissions::READ;
pub use crate::store::object_history::Version;
use crate::store::{notices, object_history, objects, proposals, settings, subjects, villages};
use crate::usecase::import::fingerprint;

/// Versions shown of an object.
const MOST_VERSIONS: i64 = 20;

/// Everything known of one object.
#[derive(Debug, Clone)]
pub struct ObjectFile {
    pub object: TaxObject,
    pub owner: Option<Subject>,
    pub village: Option<Village>,
    /// In force, the latest year first.
    pub notices: Vec<Notice>,
    /// Here and elsewhere, each once, the latest year first.
    pub payments: Vec<PaidLine>,
    pub versions: Vec<Version>,
    /// What was proposed for it, the latest first.
    pub proposals: Vec<Proposal>,
    pub mode: RegistryMode,
    /// Names what was shown: a correction of something that changed meanwhile is refused.
    pub mark: String,
}

/// A taxpayer with all objects.
#[derive(Debug, Clone)]
pub struct SubjectFile {
    pub subject: Subject,
    pub objects: Vec<(TaxObject, Option<Village>)>,
    pub mode: RegistryMode,
    pub mark: String,
}

/// Opens an object.
///
/// # Errors
/// `property-tax/unknown-nop`.
pub async fn object(cell: &Cell, actor: &Actor, nop: Nop) -> Result<ObjectFile> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<ObjectFile> {
            let object = objects::find(tx, &nop).await?.ok_or_else(not_found)?;
            Ok(ObjectFile {
                owner: subjects::find(tx, &object.subject_id).await?,
                village: villages::find(tx, &nop.village()).await?,
                notices: notices::list_of_object(tx, &nop).await?,
                payments: notices::payments_of_object(tx, &nop).await?.lines(),
                versions: object_history::list(tx, &nop, MOST_VERSIONS).await?,
                proposals: proposals::list_of_object(tx, &nop).await?,
                mode: settings::registry_mode(tx).await?,
                mark: object_mark(&object),
                object,
            })
        })
        .await
}

/// Opens a taxpayer.
///
/// # Errors
/// `property-tax/unknown-subject`.
pub async fn subject(cell: &Cell, actor: &Actor, id: &str) -> Result<SubjectFile> {
    authorise(actor, READ, Resource::Cell)?;
    cell.db()
        .read(async |tx: &mut Tx| -> Result<SubjectFile> {
            let subject = subjects::find(tx, id).await?.ok_or_else(unknown_subject)?;
            let mut owned = Vec::new();
            for object in objects::list_of_subject(tx, id).await? {
                let village = villages::find(tx, &object.nop.village()).await?;
                owned.push((object, village));
            }
            let mode = settings::registry_mode(tx).await?;
            Ok(SubjectFile { mark: subject_mark(&subject), subject, objects: owned, mode })
        })
        .await
}

pub(crate) fn unknown_subject() -> Error {
    Error::new(Kind::NotFound, "property-tax/unknown-subject")
}

/// A digest of an object as it stands.
pub(crate) fn object_mark(object: &TaxObject) -> String {
    let row = objects::write_row(object, 0, false, 0).unwrap_or_default();
    format!("{:016x}", fingerprint(&row))
}

/// A digest of a taxpayer.
pub(crate) fn subject_mark(subject: &Subject) -> String {
    format!("{:016x}", fingerprint(&subjects::write_row(subject, 0, false, 0)))
}
