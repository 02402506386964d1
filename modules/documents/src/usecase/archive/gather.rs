//! Reads what an archive says about a letter, and where its files lie.

use base::{Id, Instant, Result};
use db::Tx;
use files::Name;
use ports::signing::Standing;
use serde::Serialize;

use crate::domain::archive::{Described, folder, plain};
use crate::domain::book::{Book, Number};
use crate::domain::chain::{StepRole, StepState};
use crate::domain::file::FileRef;
use crate::domain::incoming::Incoming;
use crate::domain::letter::{Letter, Revision, State};
use crate::domain::party::{Party, Scope};
use crate::domain::retention::Dossier;
use crate::store::incoming::trail;
use crate::store::retention::dossiers;
use crate::store::signing::{public_pages, signatures};
use crate::store::{classifications, deliveries, numbers, revisions, versions};
use crate::usecase::Office;
use crate::usecase::access::{Loaded, load};
use crate::usecase::files::file_name;
use crate::usecase::incoming::{access as incoming_access, scans};
use crate::usecase::signing::public_address;

/// A file that goes in: what it is called there, and where it lies in the store.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub path: String,
    pub stored: Name,
    pub sha256: String,
    pub bytes: u64,
    /// As people called it.
    pub name: String,
}

/// A file as the record of a letter names it.
#[derive(Debug, Clone, Serialize)]
struct PieceRecord {
    path: String,
    #[serde(rename = "nama_asli")]
    name: String,
    #[serde(rename = "ukuran")]
    bytes: u64,
    sha256: String,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
struct Past {
    #[serde(rename = "pada")]
    at: String,
    #[serde(rename = "peristiwa")]
    kind: String,
    #[serde(rename = "oleh")]
    by: String,
    #[serde(rename = "jabatan")]
    capacity: String,
    #[serde(rename = "keterangan")]
    detail: String,
}

/// A signature.
#[derive(Debug, Clone, Serialize)]
struct Signed {
    #[serde(rename = "pada")]
    at: String,
    #[serde(rename = "macam")]
    standing: &'static str,
    #[serde(rename = "penandatangan")]
    signer: String,
    #[serde(rename = "penerbit_sertifikat")]
    authority: String,
    #[serde(rename = "jabatan")]
    capacity: String,
    #[serde(rename = "tingkat")]
    level: String,
    #[serde(rename = "revisi")]
    revision: u32,
}

/// What `metadata.json` says of a letter.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Record {
    #[serde(flatten)]
    described: Described,
    #[serde(rename = "berkas_digital")]
    pieces: Vec<PieceRecord>,
    #[serde(rename = "tanda_tangan_elektronik")]
    signatures: Vec<Signed>,
    #[serde(rename = "riwayat")]
    history: Vec<Past>,
}

/// A letter with everything that goes in.
pub(super) struct Unit {
    pub described: Described,
    pub pieces: Vec<Piece>,
    /// What it says, as data: the path and the text.
    pub content: Option<(String, String)>,
    /// Files that only those who take part in a disposition may read.
    pub secret_files: u64,
    signatures: Vec<Signed>,
    history: Vec<Past>,
}

impl Unit {
    pub fn record(&self) -> Record {
        let piece = |it: &Piece| PieceRecord {
            path: it.path.clone(),
            name: it.name.clone(),
            bytes: it.bytes,
            sha256: it.sha256.clone(),
        };
        Record {
            described: self.described.clone(),
            pieces: self.pieces.iter().map(piece).collect(),
            signatures: self.signatures.clone(),
            history: self.history.clone(),
        }
    }
}

/// A letter that leaves the office; `None` when it is secret and secret letters stay.
pub(super) async fn letter(
    tx: &mut Tx,
    office: &Office,
    id: Id<Letter>,
    with_secret: bool,
) -> Result<Option<Unit>> {
    let loaded = load(tx, id).await?;
    if loaded.record.secrecy.is_closed() && !with_secret {
        return Ok(None);
    }
    let record = &loaded.record;
    let day = record.day.map(|day| day.to_string()).unwrap_or_default();
    let number = record.number.clone().unwrap_or_default();
    let folder = folder("surat-keluar", &day, &number, &id.to_string());
    let revisions = revisions::list(tx, id).await?;
    let pieces = pieces(&loaded, &revisions, &folder)?;
    let content = versions::content(tx, id, record.version).await?;
    let events = versions::events(tx, id).await?;
    let past = |it: &crate::domain::letter::Event| {
        past(it.at, it.kind.as_str(), &it.actor_name, (&it.capacity, &it.detail))
    };
    let signed = signatures::list(tx, id).await?;
    let mut described = describe(tx, office, &loaded).await?;
    described.signatures = join(signed.iter().map(|one| label(one.standing).to_owned()));
    described.sha256 = revisions.last().map(|one| one.sha256.clone()).unwrap_or_default();
    described.folder.clone_from(&folder);
    let signed = |one: &signatures::Signature| Signed {
        at: one.signed_at.to_string(),
        standing: label(one.standing),
        signer: one.signer.clone(),
        authority: one.authority.clone(),
        capacity: one.capacity.clone(),
        level: one.level.clone(),
        revision: one.revision,
    };
    let signatures = signatures::list(tx, id).await?.iter().map(signed).collect();
    let history = events.iter().map(past).collect();
    let content = content.map(|(text, _)| (format!("{folder}/isi.json"), text));
    Ok(Some(Unit { described, pieces, content, secret_files: 0, signatures, history }))
}

/// Every PDF as it was stored, and the attachments of the newest version.
fn pieces(loaded: &Loaded, revisions: &[Revision], folder: &str) -> Result<Vec<Piece>> {
    let id = loaded.record.id;
    let mut pieces = Vec::new();
    // Of a letter that was destroyed its row and its history are left.
    let revisions = if loaded.record.state == State::Destroyed { &[] } else { revisions };
    for one in revisions {
        let path = format!("{folder}/revisi-{:02}-{}.pdf", one.number, plain(&one.producer, 20));
        let (sha256, name) = (one.sha256.clone(), String::new());
        pieces.push(Piece {
            path,
            stored: file_name(id, &sha256)?,
            sha256,
            bytes: one.bytes,
            name,
        });
    }
    for (at, file) in loaded.content.attachments.iter().enumerate() {
        pieces.push(piece(
            format!("{folder}/lampiran-{:02}", at + 1),
            file,
            file_name(id, &file.sha256)?,
        ));
    }
    Ok(pieces)
}

fn piece(beginning: String, file: &FileRef, stored: Name) -> Piece {
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    Piece {
        path: format!("{beginning}-{}.{}", plain(stem, 60), file.kind.as_str()),
        stored,
        sha256: file.sha256.clone(),
        bytes: file.bytes,
        name: file.name.clone(),
    }
}

async fn describe(tx: &mut Tx, office: &Office, loaded: &Loaded) -> Result<Described> {
    let (record, content) = (&loaded.record, &loaded.content);
    let number = numbers::of_letter(tx, record.id).await?;
    let sent = deliveries::list(tx, record.id).await?;
    let sent = sent.first().map(|one| one.sent_at.date(office.cell().zone()).to_string());
    let public = public_pages::of_letter(tx, record.id).await?;
    let steps = &loaded.chain.steps;
    let done = |role| {
        let done = steps.iter().filter(move |s| s.role == role && s.state == StepState::Done);
        join(done.map(|step| match &step.mark {
            Some(mark) => format!("{} ({})", step.title, mark.name),
            None => step.title.clone(),
        }))
    };
    let signer = steps.iter().find(|step| step.role == StepRole::Sign);
    let signer = signer.map(|step| step.title.clone()).unwrap_or_default();
    let signed = done(StepRole::Sign);
    let mut it = Described {
        id: record.id.to_string(),
        direction: "keluar".to_owned(),
        kind: record.kind.clone(),
        secrecy: record.secrecy.as_str().to_owned(),
        urgency: record.urgency.as_str().to_owned(),
        classification: record.classification.clone(),
        number: record.number.clone().unwrap_or_default(),
        agenda: number.as_ref().map(|one| one.ordinal.to_string()).unwrap_or_default(),
        day: record.day.map(|day| day.to_string()).unwrap_or_default(),
        subject: record.subject.clone(),
        creator: office_name(tx, &record.agency).await?,
        to_internal: named(&content.to, Scope::Internal),
        to_government: named(&content.to, Scope::Government),
        to_outside: named(&content.to, Scope::Outside),
        cc_internal: named(&content.cc, Scope::Internal),
        cc_government: named(&content.cc, Scope::Government),
        cc_outside: named(&content.cc, Scope::Outside),
        verifiers: done(StepRole::Paraf),
        signer: if signed.is_empty() { signer } else { signed },
        dispatched: sent.unwrap_or_default(),
        state: record.state.as_str().to_owned(),
        number_state: number.map(|one| one.status.as_str().to_owned()).unwrap_or_default(),
        enclosures: content.attachments.len().to_string(),
        address: public.map(|page| public_address(office.cell(), &page)).unwrap_or_default(),
        remark: record.reason.clone().unwrap_or_default(),
        ..Described::default()
    };
    it.sender.clone_from(&it.creator);
    it.classification_title = title(tx, &record.classification).await?;
    if let Some(lies) = dossiers::of_letter(tx, record.id).await?
        && let Some(dossier) = dossiers::find(tx, lies).await?
    {
        put_dossier(&mut it, &dossier);
    }
    Ok(it)
}

fn put_dossier(it: &mut Described, dossier: &Dossier) {
    it.dossier = format!("{} {}", dossier.classification, dossier.title);
    if let Some(closed) = &dossier.closed {
        it.dossier_closed = closed.on.to_string();
        it.inactive_on = closed.days.inactive.to_string();
        it.due_on = closed.days.due.to_string();
        it.fate = closed.fate.as_str().to_owned();
        it.rule = format!("{} {}", closed.rule_prefix, closed.rule_source);
    }
}

/// A number without a letter in the system: reserved, void, or on a letter on paper.
pub(super) async fn number(tx: &mut Tx, book: &Book, ordinal: i64) -> Result<Option<Unit>> {
    let Some(it) = numbers::find(tx, book.id, ordinal).await? else { return Ok(None) };
    let Number { text, status, subject, day, reason, .. } = it;
    let described = Described {
        direction: "keluar".to_owned(),
        agenda: ordinal.to_string(),
        number: text.unwrap_or_default(),
        number_state: status.as_str().to_owned(),
        day: day.map(|day| day.to_string()).unwrap_or_default(),
        creator: office_name(tx, &book.agency).await?,
        subject,
        remark: reason.unwrap_or_default(),
        ..Described::default()
    };
    let (pieces, signatures, history) = (Vec::new(), Vec::new(), Vec::new());
    Ok(Some(Unit { described, pieces, content: None, secret_files: 0, signatures, history }))
}

/// A letter that came in; `None` when it is secret and secret letters stay.
pub(super) async fn incoming(
    tx: &mut Tx,
    id: Id<Incoming>,
    with_secret: bool,
) -> Result<Option<Unit>> {
    let loaded = incoming_access::load(tx, id).await?;
    let (record, entry) = (&loaded.record, &loaded.record.entry);
    if entry.secrecy.is_closed() && !with_secret {
        return Ok(None);
    }
    let folder = folder("surat-masuk", &entry.received, &record.number, &id.to_string());
    let is_secret = |ordinal: u32| {
        loaded.tree.node(ordinal).is_ok_and(|node| node.order.is_secret) && ordinal > 0
    };
    let (mut pieces, mut secret_files) = (Vec::new(), 0);
    for (at, kept) in trail::files(tx, id).await?.iter().enumerate() {
        let beginning = match kept.disposition {
            0 => format!("{folder}/pindaian-{:02}", at + 1),
            node => format!("{folder}/tindak-lanjut-{node:02}-{:02}", at + 1),
        };
        match is_secret(kept.disposition) {
            true => secret_files += 1,
            false => {
                pieces.push(piece(beginning, &kept.file, scans::file_name(id, &kept.file.sha256)?))
            }
        }
    }
    let events = trail::events(tx, id).await?;
    let open = events.iter().filter(|it| !is_secret(it.disposition));
    let history =
        open.map(|it| past(it.at, it.kind.as_str(), &it.actor_name, (&it.capacity, &it.detail)));
    let history = history.collect();
    let described = Described {
        id: id.to_string(),
        direction: "masuk".to_owned(),
        secrecy: entry.secrecy.as_str().to_owned(),
        urgency: entry.urgency.as_str().to_owned(),
        classification: entry.classification.clone(),
        classification_title: title(tx, &entry.classification).await?,
        number: entry.their_number.clone(),
        agenda: record.number.clone(),
        day: entry.their_day.clone(),
        received: entry.received.clone(),
        subject: entry.subject.clone(),
        creator: office_name(tx, &record.agency).await?,
        sender: entry.sender.name.clone(),
        to_internal: record.addressee_title.clone(),
        state: record.state.as_str().to_owned(),
        enclosures: entry.enclosures.to_string(),
        sha256: pieces.first().map(|one| one.sha256.clone()).unwrap_or_default(),
        remark: record.reason.clone().unwrap_or_default(),
        folder,
        ..Described::default()
    };
    Ok(Some(Unit {
        described,
        pieces,
        content: None,
        secret_files,
        signatures: Vec::new(),
        history,
    }))
}

fn past(at: Instant, kind: &str, by: &str, (capacity, detail): (&str, &str)) -> Past {
    Past {
        at: at.to_string(),
        kind: kind.to_owned(),
        by: by.to_owned(),
        capacity: capacity.to_owned(),
        detail: detail.to_owned(),
    }
}

/// How a signature is labelled, each with exactly one.
fn label(standing: Standing) -> &'static str {
    match standing {
        Standing::Certified => "TTE tersertifikasi (PSrE)",
        Standing::Internal => "TTE tidak tersertifikasi (internal)",
        Standing::Seal => "Segel elektronik",
    }
}

fn named(parties: &[Party], scope: Scope) -> String {
    join(parties.iter().filter(|party| party.scope == scope).map(|party| party.name.clone()))
}

fn join(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join("; ")
}

async fn title(tx: &mut Tx, code: &str) -> Result<String> {
    Ok(classifications::find(tx, code).await?.map(|one| one.title).unwrap_or_default())
}

pub(super) async fn office_name(tx: &mut Tx, agency: &str) -> Result<String> {
    Ok(identity::agency_name(tx, agency).await?.unwrap_or_else(|| agency.to_owned()))
}
