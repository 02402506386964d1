//! Writing a letter: every save is a version.

use base::{Error, Id, Kind, Result};
use db::Tx;
use identity::{Actor, Agency, Position, Resource, authorise};
use sha2::{Digest, Sha256};

use super::access::{Loaded, ensure_author, load_seen, person, store_chain};
use super::office::Deed;
use super::{Office, files, search};
use crate::audit_kinds::{LETTER_MADE, LETTER_SAVED};
use crate::domain::chain::Chain;
use crate::domain::content::{Body, Content, refused};
use crate::domain::file::{FileRef, MOST};
use crate::domain::kind::LetterType;
use crate::domain::letter::{EventKind, Letter, Record, State, Version};
use crate::domain::party::{Party, Scope};
use crate::permissions::DRAFT;
use crate::store::{classifications, letters, versions};

/// Characters of what an author says about a version.
const LONGEST_NOTE: usize = 500;

/// Begins a letter of a type. Its id.
///
/// # Errors
/// Those of the right; `documents/unknown-type` and what [`Content::check_draft`] finds;
/// `documents/no-office` for whoever belongs to none.
pub async fn begin(
    office: &Office,
    actor: &Actor,
    kind: &str,
    content: Content,
) -> Result<Id<Letter>> {
    let beginning = prepare(office, actor, kind, content).await?;
    let write = async |tx: &mut Tx| begin_within(tx, office, actor, &beginning).await;
    office.cell().db().write(write).await
}

/// A letter about to be begun, with what has to be known before the transaction.
pub(super) struct Beginning {
    id: Id<Letter>,
    kind: LetterType,
    home: String,
    agencies: Vec<Agency>,
    content: Content,
}

impl Beginning {
    /// Gives its first version a file. It is stored now, outside of the transaction to come.
    ///
    /// # Errors
    /// `documents/file-…` for what may not come with a letter.
    pub(super) async fn attach(
        &mut self,
        office: &Office,
        file: (&str, bytes::Bytes),
    ) -> Result<()> {
        let stored = files::stored(office.cell(), self.id, file).await?;
        self.content.attachments.push(stored);
        Ok(())
    }
}

/// Everything about a new letter that needs no transaction.
///
/// # Errors
/// As [`begin`].
pub(super) async fn prepare(
    office: &Office,
    actor: &Actor,
    kind: &str,
    content: Content,
) -> Result<Beginning> {
    let agencies = office.identity().list_agencies().await?;
    Ok(Beginning { agencies, ..unaddressed(office, actor, kind, content)? })
}

/// The same for a letter to nobody, which names no offices.
///
/// # Errors
/// As [`begin`].
pub(super) fn unaddressed(
    office: &Office,
    actor: &Actor,
    kind: &str,
    content: Content,
) -> Result<Beginning> {
    let kind = office.types().get(kind)?.clone();
    let home = actor.agency().ok_or_else(no_office)?.to_owned();
    authorise(actor, DRAFT, Resource::Agency(&home))?;
    content.check_draft(&kind)?;
    Ok(Beginning { id: office.cell().new_id(), kind, home, agencies: Vec::new(), content })
}

/// Begins a letter in the transaction of the deed that it comes from.
///
/// # Errors
/// As [`begin`].
pub(super) async fn begin_within(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    beginning: &Beginning,
) -> Result<Id<Letter>> {
    let Beginning { id, kind, home, agencies, content } = beginning;
    let (content, signer) = settled(tx, kind, content.clone(), agencies).await?;
    let record = record(office, actor, (*id, kind), home, (&content, &signer));
    letters::add(tx, &record).await?;
    for file in &content.attachments {
        versions::add_file(tx, *id, file, (record.made_at, actor.id())).await?;
    }
    add_version(tx, office, actor, &record, (&content, "")).await?;
    let detail = kind.id.as_str();
    let deed = Deed { kind: LETTER_MADE, event: EventKind::Made, capacity: "", detail };
    office.trace(tx, actor, *id, deed).await?;
    Ok(*id)
}

fn record(
    office: &Office,
    actor: &Actor,
    (id, kind): (Id<Letter>, &LetterType),
    home: &str,
    (content, signer): (&Content, &Position),
) -> Record {
    let now = office.cell().now();
    Record {
        id,
        kind: kind.id.clone(),
        agency: signer.agency.clone(),
        drafted_in: home.to_owned(),
        state: State::Draft,
        state_at: now,
        round: 0,
        version: 1,
        subject: content.subject.clone(),
        secrecy: content.secrecy,
        urgency: content.urgency,
        classification: content.classification.clone(),
        signer: signer.id,
        author: actor.id().to_owned(),
        author_name: actor.name().to_owned(),
        made_at: now,
        number: None,
        day: None,
        reason: None,
    }
}

/// Saves a letter that lies with its author. `seen` is the version the author saw; nothing is stored
/// when nothing was changed. The number of the version that is there now.
///
/// # Errors
/// `documents/unknown-letter`, `documents/not-yours`, `documents/wrong-state`,
/// `documents/newer-version`, and what [`Content::check_draft`] finds.
pub async fn save(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    seen: u32,
    (content, note): (Content, &str),
) -> Result<u32> {
    change(office, actor, id, note, Edit::Write { seen, content: &content }).await
}

/// How a new version comes about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edit<'a> {
    /// The form was filled in by somebody who saw this version.
    Write {
        seen: u32,
        content: &'a Content,
    },
    Attach(&'a FileRef),
    Detach(&'a str),
    /// A PDF takes the place of the body.
    Upload(&'a FileRef),
    /// The body is typed again.
    Type,
}

impl Edit<'_> {
    fn apply(self, loaded: &Loaded) -> Result<Content> {
        let mut content = loaded.content.clone();
        match self {
            Self::Write { seen, content } => {
                ensure_seen(&loaded.chain, seen)?;
                return Ok(content.clone());
            }
            Self::Attach(file) if content.attachments.len() >= MOST => {
                let error = refused("documents/too-many-files", "berkas-naskah");
                return Err(error.with("file", &file.sha256).with("most", MOST));
            }
            Self::Attach(file) => {
                if content.attachments.iter().all(|known| known.sha256 != file.sha256) {
                    content.attachments.push(file.clone());
                }
            }
            Self::Detach(sha256) => content.attachments.retain(|file| file.sha256 != sha256),
            Self::Upload(file) => content.body = Body::Uploaded(file.clone()),
            Self::Type => content.body = Body::default(),
        }
        Ok(content)
    }

    /// The file that comes with it.
    fn file(self) -> Option<FileRef> {
        match self {
            Self::Attach(file) | Self::Upload(file) => Some(file.clone()),
            _ => None,
        }
    }
}

/// Makes a new version out of the newest one.
pub(super) async fn change(
    office: &Office,
    actor: &Actor,
    id: Id<Letter>,
    note: &str,
    edit: Edit<'_>,
) -> Result<u32> {
    let note = checked_note(note)?;
    let agencies = office.identity().list_agencies().await?;
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<u32> {
        let person = person(tx, actor, today).await?;
        let loaded = load_seen(tx, &person, id).await?;
        ensure_author(&person, &loaded.record)?;
        let chain = loaded.chain.save(actor.id())?;
        let kind = office.types().get(&loaded.record.kind)?;
        let content = edit.apply(&loaded)?;
        content.check_draft(kind)?;
        let (content, signer) = settled(tx, kind, content, &agencies).await?;
        if content == loaded.content {
            return Ok(loaded.chain.version);
        }
        keep_number(&loaded, &content, &signer)?;
        if let Some(file) = edit.file() {
            versions::add_file(tx, id, &file, (cell.now(), actor.id())).await?;
        }
        let record = changed(&loaded.record, &content, &signer, chain.version);
        letters::set_content(tx, &record).await?;
        store_chain(tx, office, &record, (&loaded.chain, &chain)).await?;
        add_version(tx, office, actor, &record, (&content, &note)).await?;
        let detail = chain.version.to_string();
        let (kind, event) = (LETTER_SAVED, EventKind::Saved);
        let deed = Deed { kind, event, capacity: "", detail: &detail };
        office.trace(tx, actor, id, deed).await?;
        Ok(chain.version)
    };
    cell.db().write(write).await
}

/// A number that was taken says which office issues the letter, and under which code.
fn keep_number(loaded: &Loaded, content: &Content, signer: &Position) -> Result<()> {
    let record = &loaded.record;
    if record.number.is_none() {
        return Ok(());
    }
    if signer.agency != record.agency {
        return Err(refused("documents/number-kept", "penanda-tangan"));
    }
    match content.classification == record.classification {
        true => Ok(()),
        false => Err(refused("documents/number-kept", "klasifikasi")),
    }
}

fn changed(record: &Record, content: &Content, signer: &Position, version: u32) -> Record {
    Record {
        version,
        agency: signer.agency.clone(),
        subject: content.subject.clone(),
        secrecy: content.secrecy,
        urgency: content.urgency,
        classification: content.classification.clone(),
        signer: signer.id,
        ..record.clone()
    }
}

async fn add_version(
    tx: &mut Tx,
    office: &Office,
    actor: &Actor,
    record: &Record,
    (content, note): (&Content, &str),
) -> Result<()> {
    let json = content.to_json()?;
    let version = Version {
        number: record.version,
        author: actor.id().to_owned(),
        author_name: actor.name().to_owned(),
        at: office.cell().now(),
        note: note.to_owned(),
        sha256: hex(&Sha256::digest(json.as_bytes())),
    };
    versions::add(tx, record.id, &version, &json).await?;
    search::index(tx, office.cell(), record, content).await
}

/// What the form says, with the names that the house knows: titles of positions and offices come
/// from their tables, not from the browser.
async fn settled(
    tx: &mut Tx,
    kind: &LetterType,
    mut content: Content,
    agencies: &[Agency],
) -> Result<(Content, Position)> {
    let signer = position(tx, &content.signer, "penanda-tangan").await?;
    if !kind.may_be_signed_by(signer.rank) {
        return Err(refused("documents/signer-rank", "penanda-tangan"));
    }
    for (at, reviewer) in content.reviewers.iter_mut().enumerate() {
        let field = format!("pemaraf-{}", at + 1);
        reviewer.title = position(tx, &reviewer.position, &field).await?.title;
    }
    for (parties, field) in [(&mut content.to, "kepada"), (&mut content.cc, "tembusan")] {
        for party in parties.iter_mut().filter(|party| party.scope == Scope::Internal) {
            named(party, agencies, field)?;
        }
    }
    content.subject = content.subject.trim().to_owned();
    if !content.classification.is_empty()
        && classifications::find(tx, &content.classification).await?.is_none()
    {
        return Err(refused("documents/classification-unknown", "klasifikasi"));
    }
    Ok((content, signer))
}

fn named(party: &mut Party, agencies: &[Agency], field: &str) -> Result<()> {
    let known = agencies.iter().find(|agency| agency.code == party.agency);
    let known = known.ok_or_else(|| refused("documents/unknown-office", field))?;
    party.name.clone_from(&known.name);
    Ok(())
}

async fn position(tx: &mut Tx, id: &str, field: &str) -> Result<Position> {
    let missing = || refused("documents/position", field);
    let id = Id::parse(id).ok_or_else(missing)?;
    let found = identity::find_position(tx, id).await?;
    found.filter(|position| !position.abolished).ok_or_else(missing)
}

pub(super) fn ensure_seen(chain: &Chain, seen: u32) -> Result<()> {
    match chain.version == seen {
        true => Ok(()),
        false => {
            Err(Error::new(Kind::Conflict, "documents/newer-version")
                .with("version", chain.version))
        }
    }
}

pub(super) fn checked_note(note: &str) -> Result<String> {
    let note = note.trim();
    match note.chars().count() > LONGEST_NOTE || note.contains('\0') {
        true => Err(refused("documents/too-long", "catatan").with("most", LONGEST_NOTE)),
        false => Ok(note.to_owned()),
    }
}

fn no_office() -> Error {
    Error::new(Kind::Precondition, "documents/no-office")
}

/// Bytes as lowercase hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
