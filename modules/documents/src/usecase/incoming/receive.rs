//! A letter that another office of this government sent through the system: one click registers it,
//! and the sender sees that it arrived.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::{Actor, Rank};

use super::register::{New, add, may_get_letters, own_office};
use super::scans;
use crate::audit_kinds::DELIVERY_RECEIVED;
use crate::domain::content::Content;
use crate::domain::delivery::{Delivery, Means};
use crate::domain::file::{FileKind, FileRef};
use crate::domain::incoming::{Entry, Incoming};
use crate::domain::letter::{EventKind, Letter, Record};
use crate::domain::party::Party;
use crate::store::{deliveries, letters, revisions, versions};
use crate::usecase::Office;
use crate::usecase::access::{damaged, ensure_there};
use crate::usecase::files::read_file;
use crate::usecase::office::Deed;

/// What waits to be registered, the oldest first: the delivery, and who sent what about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub delivery: Delivery,
    pub sender: String,
    pub number: String,
    pub subject: String,
}

/// Deliveries of one list, at most.
const MOST: i64 = 200;

/// What was sent to the office of this clerk and not registered yet.
///
/// # Errors
/// `identity/forbidden`.
pub async fn arrived(office: &Office, actor: &Actor) -> Result<Vec<Arrived>> {
    let agency = own_office(actor)?;
    let read = office.cell().db().read(async |tx: &mut Tx| list(tx, agency).await);
    read.await
}

pub(super) async fn list(tx: &mut Tx, agency: &str) -> Result<Vec<Arrived>> {
    let mut arrived = Vec::new();
    for delivery in deliveries::not_received(tx, agency, MOST).await? {
        let Some(record) = letters::find(tx, delivery.letter).await? else { continue };
        let sender = identity::agency_name(tx, &record.agency).await?.unwrap_or_default();
        let number = record.number.unwrap_or_default();
        arrived.push(Arrived { delivery, sender, number, subject: record.subject });
    }
    Ok(arrived)
}

/// A letter as it was sent.
struct Sent {
    delivery: Delivery,
    record: Record,
    /// Where its files lie, and how they will be called: the signed PDF first.
    files: Vec<FileRef>,
    entry: Entry,
}

/// Registers what came through the system: takes the agenda number, keeps the signed PDF and its
/// enclosures, and notes the receipt for the sender.
///
/// # Errors
/// `identity/forbidden`; `documents/unknown-delivery`, `documents/received-before`,
/// `documents/no-addressee` when nobody leads the office today; those of the number.
pub async fn receive(
    office: &Office,
    actor: &Actor,
    id: Id<Delivery>,
    given: Option<&str>,
) -> Result<Id<Incoming>> {
    let agency = own_office(actor)?.to_owned();
    let read = async |tx: &mut Tx| sent(tx, office, &agency, id).await;
    let sent = office.cell().db().read(read).await?;
    let incoming = office.cell().new_id();
    let files = copied(office, incoming, &sent).await?;
    let new = New {
        id: incoming,
        agency: &agency,
        entry: &sent.entry,
        files: &files,
        given,
        delivery: Some(id),
        is_double_accepted: true,
    };
    let _turn = office.taking_numbers().await;
    let write = async |tx: &mut Tx| -> Result<Id<Incoming>> {
        let record = add(tx, office, actor, &new).await?;
        let (now, name) = (office.cell().now(), actor.name());
        let note = &sent.delivery.note;
        if !deliveries::receive(tx, id, (now, name), note).await? {
            return Err(received_before());
        }
        let detail = format!("{} ({})", sent.delivery.party.name, record.number);
        let (kind, event) = (DELIVERY_RECEIVED, EventKind::Received);
        let deed = Deed { kind, event, capacity: "", detail: &detail };
        office.trace(tx, actor, sent.record.id, deed).await?;
        Ok(incoming)
    };
    let done = office.cell().db().write(write).await;
    if let Err(error) = &done {
        scans::forget(office, incoming, &files, Some(error)).await;
    }
    done
}

async fn sent(tx: &mut Tx, office: &Office, agency: &str, id: Id<Delivery>) -> Result<Sent> {
    let found = deliveries::find(tx, id).await?;
    let own = |it: &Delivery| it.means == Means::System && it.party.agency == agency;
    let delivery = found.filter(own).ok_or_else(unknown)?;
    if delivery.received_at.is_some() {
        return Err(received_before());
    }
    let record = letters::find(tx, delivery.letter).await?.ok_or_else(unknown)?;
    ensure_there(&record)?;
    let json = versions::content(tx, record.id, record.version).await?;
    let content = Content::from_json(&json.ok_or_else(|| damaged("version"))?.0)?;
    let revision = revisions::list(tx, record.id).await?.pop();
    let revision = revision.ok_or_else(|| damaged("revision"))?;
    let number = record.number.clone().unwrap_or_default();
    let mut files = vec![FileRef {
        sha256: revision.sha256,
        name: format!("{}.pdf", number.replace('/', "-")),
        kind: FileKind::Pdf,
        bytes: revision.bytes,
    }];
    files.extend(content.attachments.iter().cloned());
    let sender = identity::agency_name(tx, &record.agency).await?.unwrap_or_default();
    let addressee = head(tx, office, agency).await?;
    let entry = Entry {
        sender: Party::internal(&record.agency, &sender),
        their_number: number,
        their_day: record.day.map(|day| day.to_string()).unwrap_or_default(),
        received: office.cell().today().to_string(),
        subject: record.subject.clone(),
        classification: record.classification.clone(),
        secrecy: record.secrecy,
        urgency: record.urgency,
        enclosures: u32::try_from(content.attachments.len()).unwrap_or(0),
        addressee,
    };
    Ok(Sent { delivery, record, files, entry })
}

/// Who gets the letters of an office: whoever leads it; the highest, where several do.
async fn head(tx: &mut Tx, office: &Office, agency: &str) -> Result<String> {
    let filled = identity::list_filled(tx, office.cell().today()).await?;
    let own = filled.into_iter().filter(|it| it.agency == agency && may_get_letters(it.rank));
    // A secretariat serves the regent and is led by its own head: the letter goes to the head.
    let order = |rank: Rank| match rank {
        Rank::Head => 0,
        Rank::Region => 1,
        _ => 2,
    };
    let first = own.min_by_key(|position| (order(position.rank), position.title.clone()));
    let missing = || Error::new(Kind::Precondition, "documents/no-addressee");
    first.map(|position| position.id.to_string()).ok_or_else(missing)
}

/// Copies the files of the letter, so that the office that received it keeps its own.
async fn copied(office: &Office, incoming: Id<Incoming>, sent: &Sent) -> Result<Vec<FileRef>> {
    let mut done: Vec<FileRef> = Vec::new();
    for file in &sent.files {
        let content = read_of(office, sent.record.id, file).await;
        let put = match content {
            Ok(content) => scans::put(office, incoming, file, content).await,
            Err(error) => Err(error),
        };
        if let Err(error) = put {
            scans::forget(office, incoming, &done, None).await;
            return Err(error);
        }
        done.push(file.clone());
    }
    Ok(done)
}

async fn read_of(office: &Office, letter: Id<Letter>, file: &FileRef) -> Result<Bytes> {
    read_file(office.cell(), letter, &file.sha256).await
}

fn unknown() -> Error {
    Error::new(Kind::NotFound, "documents/unknown-delivery")
}

fn received_before() -> Error {
    Error::new(Kind::Conflict, "documents/received-before")
}
