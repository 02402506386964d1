//! Notes a deed for the log, in the transaction of the deed.
//!
//! What is public of it: the kind of deed, an opaque name of the letter, a fingerprint, the capacity,
//! the time. No name of a person, no subject, no number; of letters that are not open not even the
//! capacity.

use base::{Id, Result};
use cell::Cell;
use db::Tx;
use identity::Actor;
use sha2::{Digest, Sha256};
use tlog::{Deed, Leaf};

use crate::domain::chain::StepRole;
use crate::domain::content::Secrecy;
use crate::domain::incoming::{EventKind as IncomingEvent, Incoming};
use crate::domain::letter::{EventKind, Letter, Record};
use crate::store::incoming::{entries as register, trail};
use crate::store::log::entries::{self, New};
use crate::store::signing::public_pages;
use crate::store::{letters, revisions, steps, versions};
use crate::usecase::access::damaged;
use crate::usecase::draft::hex;
use crate::usecase::{incoming, office, signing};

/// Notes a deed on a letter of ours, if it is one of those the log has a word for.
pub(crate) async fn letter(
    tx: &mut Tx,
    cell: &Cell,
    actor: &Actor,
    id: Id<Letter>,
    deed: &office::Deed<'_>,
) -> Result<()> {
    let Some(word) = word(deed.event) else { return Ok(()) };
    let record = letters::find(tx, id).await?.ok_or_else(|| damaged("letter"))?;
    let secret = public_pages::of_letter_or(tx, id, &signing::fresh_page(cell), cell.now()).await?;
    let (mut account, mut capacity) = (actor.id().to_owned(), deed.capacity.to_owned());
    // A clerk brings the scan, a job the answer of a service: the signature is the signer's.
    if word == Deed::Ttd
        && let Some((signer, signs_as)) = signer(tx, &record).await?
    {
        (account, capacity) = (signer, signs_as);
    }
    let noted = Noted {
        subject: office::subject(id),
        deed: word,
        sha256: fingerprint(tx, &record, &secret).await?,
        secret,
        account,
        capacity,
        secrecy: record.secrecy,
    };
    add(tx, cell, noted).await
}

/// Notes a deed on an incoming letter.
pub(crate) async fn incoming(
    tx: &mut Tx,
    cell: &Cell,
    actor: &Actor,
    id: Id<Incoming>,
    (event, capacity): (IncomingEvent, &str),
) -> Result<()> {
    let Some(word) = word_of_incoming(event) else { return Ok(()) };
    let record = register::find(tx, id).await?.ok_or_else(|| damaged("incoming"))?;
    let secret = entries::secret_or(tx, id, &signing::fresh_page(cell)).await?;
    let mut all = Sha256::new().chain_update(record.entry.to_json()?);
    for kept in trail::files(tx, id).await?.iter().filter(|kept| kept.disposition == 0) {
        all.update(&kept.file.sha256);
    }
    let noted = Noted {
        subject: incoming::subject(id),
        deed: word,
        sha256: Leaf::withheld(&secret, &hex(&all.finalize())),
        secret,
        account: actor.id().to_owned(),
        capacity: capacity.to_owned(),
        secrecy: record.entry.secrecy,
    };
    add(tx, cell, noted).await
}

/// The word of the log for a deed; none for what is only work on a draft or within one's own office.
fn word(event: EventKind) -> Option<Deed> {
    match event {
        EventKind::SentUp => Some(Deed::Draf),
        EventKind::Paraf => Some(Deed::Paraf),
        EventKind::Returned => Some(Deed::Tolak),
        EventKind::Signed | EventKind::SignedOnPaper => Some(Deed::Ttd),
        EventKind::Dispatched => Some(Deed::Kirim),
        EventKind::Received => Some(Deed::Terima),
        EventKind::Withdrawn | EventKind::Cancelled => Some(Deed::Cabut),
        EventKind::Destroyed => Some(Deed::Musnah),
        _ => None,
    }
}

fn word_of_incoming(event: IncomingEvent) -> Option<Deed> {
    match event {
        IncomingEvent::Registered => Some(Deed::Terima),
        IncomingEvent::Given | IncomingEvent::PassedOn => Some(Deed::Disposisi),
        IncomingEvent::SentBack => Some(Deed::Tolak),
        IncomingEvent::Voided => Some(Deed::Cabut),
        _ => None,
    }
}

/// Whoever signed, and in what capacity.
async fn signer(tx: &mut Tx, record: &Record) -> Result<Option<(String, String)>> {
    let steps = steps::list(tx, record.id, record.round).await?;
    let signed = steps.into_iter().find(|step| step.role == StepRole::Sign);
    let signed = signed.and_then(|step| Some((step.mark?, step.title)));
    Ok(signed.map(|(mark, title)| (mark.actor, format!("{}{title}", mark.basis.prefix()))))
}

/// SHA-256 of the newest signed file. What was rendered and not signed yet could be guessed and
/// rendered again by anybody: it is withheld, like the text of a version before it has a PDF.
async fn fingerprint(tx: &mut Tx, record: &Record, secret: &str) -> Result<String> {
    let revision = revisions::list(tx, record.id).await?.pop();
    let revision = revision.filter(|it| it.version == record.version);
    if let Some(it) = &revision
        && !matches!(it.producer.as_str(), "render" | "upload")
    {
        return Ok(it.sha256.clone());
    }
    let plain = match revision {
        Some(it) => it.sha256,
        None => {
            let versions = versions::list(tx, record.id).await?;
            let newest = versions.into_iter().find(|it| it.number == record.version);
            newest.ok_or_else(|| damaged("version"))?.sha256
        }
    };
    Ok(Leaf::withheld(secret, &plain))
}

/// What is written down.
struct Noted {
    subject: String,
    deed: Deed,
    secret: String,
    sha256: String,
    account: String,
    capacity: String,
    secrecy: Secrecy,
}

async fn add(tx: &mut Tx, cell: &Cell, it: Noted) -> Result<()> {
    let mut salt = [0; 32];
    cell.random().fill(&mut salt);
    let now = cell.now();
    let is_open = it.secrecy == Secrecy::Biasa;
    let leaf = Leaf {
        v: 1,
        deed: it.deed,
        document: Leaf::document_of(&it.secret),
        sha256: it.sha256,
        actor: Leaf::actor_of(&salt, &it.account),
        role: if is_open { it.capacity } else { Leaf::CLOSED.to_owned() },
        at: Leaf::at(now),
    };
    let leaf = String::from_utf8(leaf.bytes()).map_err(|_| damaged("leaf"))?;
    let (subject, salt) = (it.subject.as_str(), hex(&salt));
    let new = New { subject, at: now, leaf: &leaf, account: &it.account, salt: &salt };
    Ok(entries::add(tx, &new).await?)
}
