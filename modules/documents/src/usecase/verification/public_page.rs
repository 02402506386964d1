//! The public page of a letter, behind the code that stands on it: what anybody may know who holds
//! the paper. Its content is shown only of letters that are public by type and secrecy.

use std::collections::BTreeMap;

use base::{Date, Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;

use super::{Judged, Verifier};
use crate::domain::content::Secrecy;
use crate::domain::letter::{Letter, Record, Revision, State};
use crate::store::retention::destroyed::{self, Destroyed};
use crate::store::signing::{public_pages, signatures};
use crate::store::{letterheads, letters, revisions};
use crate::usecase::Office;
use crate::usecase::files::read_file;
use crate::usecase::log::{Trail, trail};
use crate::usecase::signing::public_address;

/// What the page of a letter shows.
#[derive(Debug, Clone)]
pub struct PublicLetter {
    /// The id in its address.
    pub page: String,
    /// The whole address, to be compared with that of the browser.
    pub address: String,
    /// Id of the letter type.
    pub kind: String,
    /// The perangkat daerah that issued it, and where that is asked.
    pub agency: String,
    pub contact: String,
    pub number: Option<String>,
    pub day: Option<Date>,
    pub state: State,
    /// Only of a letter whose content anybody may see.
    pub subject: Option<String>,
    /// The PDF as it stands; nothing before it has a number, or once it was cancelled.
    pub revision: Option<Revision>,
    /// What the verifier says of that PDF; nothing before it is signed.
    pub judged: Option<Judged>,
    /// In what capacity people signed, by the name in their certificate.
    pub capacities: BTreeMap<String, String>,
    /// When and by which berita acara it was destroyed.
    pub destroyed: Option<Destroyed>,
    /// Its steps in the public log.
    pub trail: Trail,
}

impl PublicLetter {
    /// Whether anybody may see its pages and have its PDF.
    pub fn is_open(&self) -> bool {
        self.subject.is_some()
    }
}

/// What the database knows of a letter.
struct Found {
    record: Record,
    agency: String,
    contact: String,
    revision: Option<Revision>,
    capacities: BTreeMap<String, String>,
    destroyed: Option<Destroyed>,
}

/// The page of a letter.
///
/// # Errors
/// `documents/public-unknown`, the same for every id that leads nowhere; those of judging.
pub async fn public_letter(
    office: &Office,
    verifier: &Verifier,
    page: &str,
) -> Result<PublicLetter> {
    let found = find(office, page).await?;
    let is_open = is_open(office, &found.record)?;
    let judged = match &found.revision {
        Some(revision) if is_signed(found.record.state) => {
            Some(verifier.judge_own(found.record.id, &revision.sha256).await?)
        }
        _ => None,
    };
    let trail = trail(office.cell(), found.record.id).await?;
    let Found { record, agency, contact, revision, capacities, destroyed } = found;
    Ok(PublicLetter {
        page: page.to_owned(),
        address: public_address(office.cell(), page),
        kind: record.kind,
        agency,
        contact,
        number: record.number,
        day: record.day,
        state: record.state,
        subject: is_open.then_some(record.subject),
        revision: revision.filter(|_| record.state != State::Cancelled),
        judged,
        capacities,
        destroyed,
        trail,
    })
}

/// Its steps in the public log alone.
///
/// # Errors
/// `documents/public-unknown`.
pub async fn public_trail(office: &Office, page: &str) -> Result<Trail> {
    let found = find(office, page).await?;
    trail(office.cell(), found.record.id).await
}

/// The exact PDF of a letter that is open to anybody.
///
/// # Errors
/// `documents/public-unknown` also for one that is not open.
pub async fn public_pdf(office: &Office, page: &str) -> Result<(Revision, Bytes)> {
    let (id, revision) = open(office, page).await?;
    let content = read_file(office.cell(), id, &revision.sha256).await?;
    Ok((revision, content))
}

/// A picture of one of its pages, counted from 1, as PNG.
///
/// # Errors
/// As [`public_pdf`]; those of drawing.
pub async fn public_picture(
    office: &Office,
    verifier: &Verifier,
    page: &str,
    number: usize,
) -> Result<Bytes> {
    let (id, revision) = open(office, page).await?;
    if let Some(kept) = verifier.kept_picture(&revision.sha256, number) {
        return Ok(kept);
    }
    let content = read_file(office.cell(), id, &revision.sha256).await?;
    verifier.picture(&revision.sha256, content, number).await
}

async fn open(office: &Office, page: &str) -> Result<(Id<Letter>, Revision)> {
    let found = find(office, page).await?;
    let is_open = is_open(office, &found.record)?;
    let revision = found.revision.filter(|_| is_open);
    Ok((found.record.id, revision.ok_or_else(unknown)?))
}

async fn find(office: &Office, page: &str) -> Result<Found> {
    // Whatever else stands in an address never reaches the database.
    if page.len() > 64 || !page.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(unknown());
    }
    let read = office.cell().db().read(async |tx: &mut Tx| -> Result<Found> {
        let letter = public_pages::find(tx, page).await?.ok_or_else(unknown)?;
        let record = letters::find(tx, letter).await?.ok_or_else(unknown)?;
        let agency = identity::agency_name(tx, &record.agency).await?;
        let contact = letterheads::get(tx, &record.agency).await?.address;
        let revision = revisions::list(tx, letter).await?.pop();
        let signed = signatures::list(tx, letter).await?;
        Ok(Found {
            agency: agency.unwrap_or_else(|| record.agency.clone()),
            record,
            contact,
            revision,
            destroyed: destroyed::find(tx, letter).await?,
            capacities: signed.into_iter().map(|it| (it.signer, it.capacity)).collect(),
        })
    });
    read.await
}

/// Signed, of a type that is public, and not secret in the least.
fn is_open(office: &Office, record: &Record) -> Result<bool> {
    let kind = office.types().get(&record.kind)?;
    Ok(kind.public && record.secrecy == Secrecy::Biasa && is_signed(record.state))
}

fn is_signed(state: State) -> bool {
    matches!(state, State::Signed | State::Dispatched)
}

/// One answer for everything that leads nowhere: nobody learns which ids there are.
fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/public-unknown")
}
