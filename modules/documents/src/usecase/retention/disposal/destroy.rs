//! Destroys what was decided: once the berita acara is signed, by a job, letter by letter.
//!
//! First what a letter said goes from the tables, in one transaction; then its stored files. Killed in
//! between, the next attempt goes on where it was: a letter is never half there for its readers, and no
//! file stays behind. What stays of a letter is in [`crate::store::retention::destroyed`].

use base::{Error, Id, Kind, Result};
use cell::Cell;
use db::Tx;
use files::Name;
use identity::{Actor, Rights};
use jobs::{Context, Job, NewJob, Outcome};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::see::{in_force, is_signed, load_kept};
use super::{moved_on, trace, unknown};
use crate::audit_kinds::{DISPOSAL_DONE, DISPOSAL_EXECUTED};
use crate::domain::content::{Body, Content, refused};
use crate::domain::disposal::{
    Disposal, DisposalError, DisposalState, ListedLetter, NOT_DUE, digest, ensure_due,
};
use crate::domain::letter::{Event, EventKind, Letter, State};
use crate::domain::retention::Dossier;
use crate::store::retention::{destroyed, disposals, dossiers};
use crate::store::{letters, versions};
use crate::usecase::Office;
use crate::usecase::access::{damaged, person};
use crate::usecase::office::Deed;
use crate::usecase::{archive, log, search};

/// Has a list destroyed. `number` is that of the berita acara, typed by whoever asks: it cannot be
/// undone.
///
/// # Errors
/// `documents/unknown-disposal`, `identity/forbidden`, `documents/disposal-state`;
/// `documents/disposal-four-eyes` for whoever decided; `documents/disposal-not-signed`,
/// `documents/disposal-number`; `documents/disposal-not-due` for a file that is held by now;
/// `documents/disposal-changed` when the list is not what was decided.
pub async fn execute(office: &Office, actor: &Actor, id: Id<Disposal>, number: &str) -> Result<()> {
    let (cell, today) = (office.cell(), office.cell().today());
    let write = async |tx: &mut Tx| -> Result<()> {
        let person = person(tx, actor, today).await?;
        let disposal = load_kept(tx, &person, id).await?;
        disposal.ensure(DisposalState::Decided)?;
        let decision = disposal.decision.as_ref().ok_or_else(|| damaged("decision"))?;
        if decision.account == actor.id() {
            return Err(DisposalError::FourEyes.into());
        }
        let record = in_force(tx, &disposal).await?.filter(is_signed);
        let record = record.ok_or(DisposalError::NotSigned)?;
        if record.number.as_deref() != Some(number.trim()) {
            return Err(refused("documents/disposal-number", "nomor-berita-acara"));
        }
        for item in disposal.going() {
            ensure_due(&item.dossier, today)?;
        }
        let letters = disposals::letters(tx, id).await?;
        ensure_as_decided(&letters, &decision.digest, record.id)?;
        let states = (DisposalState::Decided, DisposalState::Running);
        if !disposals::set_state(tx, id, states, cell.now(), None).await? {
            return Err(moved_on(tx, id).await?);
        }
        begin(tx, cell, actor, id).await?;
        let facts = json!({
            "record": record.number,
            "files": disposal.going().count(),
            "letters": letters.len(),
            "sha256": decision.digest,
        });
        trace(tx, office, actor, (id, DISPOSAL_EXECUTED), facts).await
    };
    cell.db().write(write).await
}

async fn begin(tx: &mut Tx, cell: &Cell, actor: &Actor, id: Id<Disposal>) -> Result<()> {
    let order = Destruction {
        disposal: id.to_string(),
        actor: actor.id().to_owned(),
        name: actor.name().to_owned(),
    };
    let job = NewJob::of::<DestroyJob>(&order, &actor.who())?;
    jobs::enqueue(tx, cell, job.with_key(format!("destroy/{id}"))).await?;
    Ok(())
}

/// A file may go again: where its list is being destroyed, the work goes on.
pub(in crate::usecase::retention) async fn go_on(
    tx: &mut Tx,
    cell: &Cell,
    actor: &Actor,
    dossier: Id<Dossier>,
) -> Result<()> {
    let Some(id) = disposals::other_of_file(tx, dossier).await? else { return Ok(()) };
    let found = disposals::find(tx, id).await?;
    match found.is_some_and(|found| found.state == DisposalState::Running) {
        true => begin(tx, cell, actor, id).await,
        false => Ok(()),
    }
}

/// The berita acara itself never stands on its list.
fn ensure_as_decided(letters: &[ListedLetter], decided: &str, record: Id<Letter>) -> Result<()> {
    let with_itself = letters.iter().any(|one| one.letter == record);
    match digest(letters) == decided && !with_itself {
        true => Ok(()),
        false => Err(DisposalError::Changed.into()),
    }
}

/// What the job is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Destruction {
    pub disposal: String,
    /// Who had it destroyed: id and name of the account.
    pub actor: String,
    pub name: String,
}

/// Destroys the letters of a list.
pub struct DestroyJob(Office);

impl DestroyJob {
    pub fn new(office: Office) -> Self {
        Self(office)
    }
}

impl Job for DestroyJob {
    const KIND: &'static str = "documents/destroy";
    type Payload = Destruction;

    async fn run(&self, context: &Context, order: Destruction) -> Result<Outcome> {
        let id: Id<Disposal> = Id::parse(&order.disposal).ok_or_else(unknown)?;
        let nothing = Rights::new(Vec::new());
        let actor = Id::parse(&order.actor).map_or_else(Actor::operator, |account| {
            Actor::person(account, order.name, None, Vec::new(), &nothing)
        });
        let work = Work { office: &self.0, context, actor: &actor, id };
        let (letters, held) = work.empty_all().await?;
        work.remove_files().await?;
        let cell = self.0.cell();
        let exports = archive::forget_office(cell, &work.disposal().await?.agency).await?;
        // What is held waits, and says so; whoever lets it go has the work go on.
        if let Some(held) = held {
            return Err(held);
        }
        work.finish(letters).await?;
        Ok(Outcome::with(json!({ "letters": letters, "exports": exports })))
    }
}

struct Work<'a> {
    office: &'a Office,
    context: &'a Context,
    actor: &'a Actor,
    id: Id<Disposal>,
}

impl Work<'_> {
    fn cell(&self) -> &Cell {
        self.office.cell()
    }

    async fn disposal(&self) -> Result<Disposal> {
        let read = async |tx: &mut Tx| disposals::find(tx, self.id).await;
        self.cell().db().read(read).await?.ok_or_else(unknown)
    }

    /// Takes out what the letters said, one transaction each. How many there are in all, and why some
    /// are left: a hold that came meanwhile keeps the letters of its file, not those of others.
    async fn empty_all(&self) -> Result<(usize, Option<Error>)> {
        let read = async |tx: &mut Tx| disposals::letters(tx, self.id).await;
        let letters = self.cell().db().read(read).await?;
        let (total, mut held) = (letters.len(), None);
        for (done, listed) in letters.iter().enumerate() {
            self.context.check()?;
            self.context.progress(done as u64, total as u64, "doc-disposal-running");
            let write = async |tx: &mut Tx| self.empty(tx, listed).await;
            match self.cell().db().write(write).await {
                Err(error) if error.code() == NOT_DUE => held = Some(error),
                done => done?,
            }
        }
        Ok((total, held))
    }

    async fn empty(&self, tx: &mut Tx, listed: &ListedLetter) -> Result<()> {
        self.context.confirm(tx).await?;
        let letter = listed.letter;
        let dossier = dossiers::find(tx, listed.dossier).await?;
        ensure_due(&dossier.ok_or_else(|| damaged("dossier"))?, self.cell().today())?;
        let mut record = letters::find(tx, letter).await?.ok_or_else(|| damaged("letter"))?;
        if record.state == State::Destroyed {
            return Ok(());
        }
        let newest = versions::content(tx, letter, record.version).await?;
        let newest = Content::from_json(&newest.ok_or_else(|| damaged("version"))?.0)?;
        let tombstone = tombstone(newest);
        let now = self.cell().now();
        destroyed::empty(tx, letter, self.id, now, &tombstone.to_json()?).await?;
        record.state = State::Destroyed;
        search::index(tx, self.cell(), &record, &tombstone).await?;
        let event = Event {
            at: now,
            kind: EventKind::Destroyed,
            actor: self.actor.id().to_owned(),
            actor_name: self.actor.name().to_owned(),
            capacity: String::new(),
            detail: String::new(),
        };
        versions::add_event(tx, letter, &event).await?;
        let deed =
            Deed { kind: DISPOSAL_EXECUTED, event: EventKind::Destroyed, capacity: "", detail: "" };
        log::letter(tx, self.cell(), self.actor, letter, &deed).await
    }

    /// Removes the stored files of letters that are gone from the tables.
    async fn remove_files(&self) -> Result<()> {
        loop {
            let read = async |tx: &mut Tx| destroyed::left(tx, self.id).await;
            let left = self.cell().db().read(read).await?;
            if left.is_empty() {
                return Ok(());
            }
            for letter in left {
                self.context.check()?;
                self.cell().files().remove_folder(&folder(letter)?).await?;
                let write = async |tx: &mut Tx| -> Result<()> {
                    self.context.confirm(tx).await?;
                    Ok(destroyed::files_gone(tx, letter).await?)
                };
                self.cell().db().write(write).await?;
            }
        }
    }

    async fn finish(&self, letters: usize) -> Result<()> {
        let (disposal, today) = (self.disposal().await?, self.cell().today());
        let write = async |tx: &mut Tx| -> Result<()> {
            self.context.confirm(tx).await?;
            let states = (DisposalState::Running, DisposalState::Done);
            if !disposals::set_state(tx, self.id, states, self.cell().now(), None).await? {
                return Ok(());
            }
            for item in disposal.going() {
                dossiers::destroyed(tx, item.dossier.id, today).await?;
            }
            let facts = json!({ "files": disposal.going().count(), "letters": letters });
            trace(tx, self.office, self.actor, (self.id, DISPOSAL_DONE), facts).await
        };
        self.cell().db().write(write).await
    }
}

/// What stands in the place of a version: how the register calls the letter, and nothing it said.
fn tombstone(newest: Content) -> Content {
    Content {
        fields: std::collections::BTreeMap::new(),
        body: Body::default(),
        attachments: Vec::new(),
        reviewers: Vec::new(),
        ..newest
    }
}

fn folder(letter: Id<Letter>) -> Result<Name> {
    let name = format!("documents/letters/{}", letter.to_string().to_lowercase());
    Name::parse(&name).map_err(|e| Error::new(Kind::Internal, "documents/file").caused_by(e))
}
