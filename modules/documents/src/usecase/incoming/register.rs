//! The records clerk registers a letter, corrects its entry, or makes it void.

use base::{Error, Id, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::{Actor, Position, Rank, Resource, authorise};

use super::access::{Loaded, load_seen, store_tree};
use super::story::{Deed, tell};
use super::{number, scans, search};
use crate::audit_kinds::{INCOMING_CORRECTED, INCOMING_REGISTERED, INCOMING_VOIDED};
use crate::domain::content::refused;
use crate::domain::delivery::Delivery;
use crate::domain::file::FileRef;
use crate::domain::incoming::{Entry, EventKind, Incoming, Receiver, Record, State, TreeError};
use crate::domain::number::NumberStatus;
use crate::domain::party::Scope;
use crate::permissions::RECEIVE;
use crate::store::incoming::entries;
use crate::store::numbers;
use crate::usecase::Office;
use crate::usecase::access::person;
use crate::usecase::draft::checked_note;
use crate::usecase::knock::knock;
use crate::usecase::route::checked_reason;

/// A letter that came in.
#[derive(Debug, Clone)]
pub struct Fresh<'a> {
    pub entry: Entry,
    /// The name and content of its scan.
    pub scan: Option<(&'a str, Bytes)>,
    /// The agenda number, where another system gives it.
    pub given: Option<&'a str>,
    /// The clerk knows that a letter like it is registered.
    pub is_double_accepted: bool,
}

/// Registers a letter. Its id.
///
/// # Errors
/// `identity/forbidden`; what [`Entry::check`] finds; `documents/addressee`,
/// `documents/nobody-there`; `documents/incoming-double` with the number of the one that is like it;
/// those of the number and of the scan.
pub async fn register(office: &Office, actor: &Actor, fresh: Fresh<'_>) -> Result<Id<Incoming>> {
    let agency = own_office(actor)?.to_owned();
    let entry = settled(office, fresh.entry.clone()).await?;
    entry.check(office.cell().today())?;
    let id = office.cell().new_id();
    let mut files = Vec::new();
    if let Some((name, content)) = fresh.scan {
        let file = scans::scan(name, &content)?;
        scans::put(office, id, &file, content).await?;
        files.push(file);
    }
    let new = New {
        id,
        agency: &agency,
        entry: &entry,
        files: &files,
        given: fresh.given,
        delivery: None,
        is_double_accepted: fresh.is_double_accepted,
    };
    let _turn = office.taking_numbers().await;
    let write = async |tx: &mut Tx| -> Result<Id<Incoming>> {
        add(tx, office, actor, &new).await?;
        Ok(id)
    };
    let done = office.cell().db().write(write).await;
    if let Err(error) = &done {
        scans::forget(office, id, &files, Some(error)).await;
    }
    done
}

/// A letter about to be written into the register.
pub(super) struct New<'a> {
    pub id: Id<Incoming>,
    pub agency: &'a str,
    pub entry: &'a Entry,
    pub files: &'a [FileRef],
    pub given: Option<&'a str>,
    pub delivery: Option<Id<Delivery>>,
    pub is_double_accepted: bool,
}

/// Takes the number and writes the entry, in one transaction.
pub(super) async fn add(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    new: &New<'_>,
) -> Result<Record> {
    let addressee = addressee(tx, office, new.agency, new.entry).await?;
    if !new.is_double_accepted {
        ensure_single(tx, new).await?;
    }
    let taken = number::take(tx, office, (new.agency, new.entry), new.given).await?;
    let now = office.cell().now();
    let record = Record {
        id: new.id,
        agency: new.agency.to_owned(),
        book: taken.book.id,
        ordinal: taken.ordinal,
        number: taken.text,
        state: State::Waiting,
        state_at: now,
        version: 1,
        entry: new.entry.clone(),
        addressee: addressee.id,
        addressee_title: addressee.title,
        delivery: new.delivery,
        registered_at: now,
        registered_by: actor.id().to_owned(),
        registered_by_name: actor.name().to_owned(),
        opened: None,
        reason: None,
    };
    entries::add(tx, &record).await?;
    keep_version(tx, office, actor, (&record, "")).await?;
    for file in new.files {
        scans::attach(tx, office, actor, new.id, (file, 0)).await?;
    }
    search::index(tx, &record).await?;
    let (kind, event) = (INCOMING_REGISTERED, EventKind::Registered);
    let deed = Deed { kind, event, capacity: "", detail: &record.number, disposition: 0 };
    tell(tx, office, actor, new.id, deed).await?;
    knock_addressee(tx, office, &record).await?;
    Ok(record)
}

/// Tells the addressee that a letter waits for a disposition.
async fn knock_addressee(tx: &mut Tx, office: &Office, record: &Record) -> Result<()> {
    let addressee = Receiver::Position(record.addressee);
    let deed = format!("{}@{}", record.id, office.cell().now());
    knock(tx, office, &[addressee], (record.entry.secrecy, &deed)).await
}

async fn keep_version(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    (record, note): (&Record, &str),
) -> Result<()> {
    let by = (actor.id(), actor.name(), office.cell().now());
    Ok(entries::add_version(tx, record, &record.entry.to_json()?, by, note).await?)
}

async fn ensure_single(tx: &mut Tx, new: &New<'_>) -> Result<()> {
    let alike = entries::alike(tx, new.agency, &new.entry.likeness(), new.id).await?;
    match alike {
        None => Ok(()),
        Some((id, number)) => Err(Error::new(Kind::Conflict, "documents/incoming-double")
            .with("number", number)
            .with("id", id)),
    }
}

/// Corrects an entry; what it said before is kept. `seen` is the version the clerk saw.
///
/// # Errors
/// `identity/forbidden`, `documents/newer-version`, `documents/incoming-state`,
/// `documents/addressee-fixed` once somebody was asked for something; what [`Entry::check`] finds.
pub async fn correct(
    office: &Office,
    actor: &Actor,
    id: Id<Incoming>,
    seen: u32,
    (entry, note): (Entry, &str),
) -> Result<()> {
    let note = checked_note(note)?;
    let entry = settled(office, entry).await?;
    entry.check(office.cell().today())?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let loaded = entered(tx, office, actor, id).await?;
        let before = &loaded.record;
        if before.version != seen {
            let stale = Error::new(Kind::Conflict, "documents/newer-version");
            return Err(stale.with("version", before.version));
        }
        if before.entry == entry {
            return Ok(());
        }
        if before.entry.addressee != entry.addressee && !loaded.tree.nodes.is_empty() {
            return Err(refused("documents/addressee-fixed", "tujuan"));
        }
        let to = addressee(tx, office, &before.agency, &entry).await?;
        let record = Record {
            version: before.version + 1,
            entry: entry.clone(),
            addressee: to.id,
            addressee_title: to.title,
            ..before.clone()
        };
        entries::correct(tx, &record).await?;
        keep_version(tx, office, actor, (&record, &note)).await?;
        search::index(tx, &record).await?;
        let (kind, event) = (INCOMING_CORRECTED, EventKind::Corrected);
        let deed = Deed { kind, event, capacity: "", detail: &note, disposition: 0 };
        tell(tx, office, actor, id, deed).await?;
        match record.addressee == before.addressee {
            true => Ok(()),
            false => knock_addressee(tx, office, &record).await,
        }
    };
    office.cell().db().write(write).await
}

/// Makes an entry void that was registered by mistake; its number is never used again.
///
/// # Errors
/// `identity/forbidden`; `documents/incoming-state` once somebody was asked; `documents/remark`.
pub async fn void(office: &Office, actor: &Actor, id: Id<Incoming>, reason: &str) -> Result<()> {
    let reason = checked_reason(reason)?;
    let write = async |tx: &mut Tx| -> Result<()> {
        let loaded = entered(tx, office, actor, id).await?;
        let (record, now) = (&loaded.record, office.cell().now());
        store_tree(tx, office, &loaded, &loaded.tree.void()?).await?;
        entries::set_reason(tx, id, &reason).await?;
        let place = (record.book, record.ordinal);
        numbers::settle(tx, place, NumberStatus::Batal, Some(&reason), now).await?;
        search::forget(tx, id).await?;
        let (kind, event) = (INCOMING_VOIDED, EventKind::Voided);
        let deed = Deed { kind, event, capacity: "", detail: &reason, disposition: 0 };
        tell(tx, office, actor, id, deed).await
    };
    office.cell().db().write(write).await
}

async fn entered(tx: &mut Tx, office: &Office, actor: &Actor, id: Id<Incoming>) -> Result<Loaded> {
    let person = person(tx, actor, office.cell().today()).await?;
    let loaded = load_seen(tx, &person, id).await?;
    authorise(actor, RECEIVE, Resource::Agency(&loaded.record.agency))?;
    match loaded.record.state {
        State::Void => Err(TreeError::Letter(State::Void).into()),
        _ => Ok(loaded),
    }
}

/// The office whose letters this person registers.
///
/// # Errors
/// `identity/forbidden`, `documents/no-office`.
pub(super) fn own_office(actor: &Actor) -> Result<&str> {
    let agency = actor.agency().unwrap_or_default();
    authorise(actor, RECEIVE, Resource::Agency(agency))?;
    match agency {
        "" => Err(Error::new(Kind::Precondition, "documents/no-office")),
        agency => Ok(agency),
    }
}

/// The entry with the name of the sender's office, where it is one of this government.
async fn settled(office: &Office, mut entry: Entry) -> Result<Entry> {
    if entry.sender.scope != Scope::Internal {
        entry.sender.agency.clear();
        return Ok(entry);
    }
    let agencies = office.identity().list_agencies().await?;
    let found = agencies.into_iter().find(|agency| agency.code == entry.sender.agency);
    entry.sender.name = found.ok_or_else(|| refused("documents/sender", "kantor-pengirim"))?.name;
    Ok(entry)
}

/// The position to whom a letter goes: of this office, and held by somebody today.
async fn addressee(tx: &mut Tx, office: &Office, agency: &str, entry: &Entry) -> Result<Position> {
    let found = identity::find_position(tx, entry.addressee_id()?).await?;
    let fits = |position: &Position| {
        position.agency == agency && !position.abolished && may_get_letters(position.rank)
    };
    let position = found.filter(fits).ok_or_else(|| refused("documents/addressee", "tujuan"))?;
    let today = office.cell().today();
    match identity::holders(tx, position.id, today).await?.is_empty() {
        true => {
            let error = refused("documents/nobody-there", "tujuan");
            Err(error.with("position", &position.title))
        }
        false => Ok(position),
    }
}

/// Letters go to those who decide.
pub(super) fn may_get_letters(rank: Rank) -> bool {
    matches!(rank, Rank::Region | Rank::Head | Rank::Structural)
}
