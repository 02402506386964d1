//! What every deed of the module stands on.

use std::sync::Arc;

use audit::{Entry, Kind};
use base::{Id, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Identity};
use pages::{Limits, Renderer};
use serde_json::json;
use tokio::sync::{Mutex, MutexGuard};
use typeset::Typesetter;

use crate::Neighbours;
use crate::domain::kind::{LetterType, LetterTypes, Signature};
use crate::domain::letter::{Event, EventKind, Letter};
use crate::store::versions;
use crate::usecase::log;
use crate::usecase::signing::SigningServices;

/// The office of a cell. Cheap to clone; pages take it as `Extension<Office>`.
#[derive(Clone)]
pub struct Office {
    cell: Cell,
    neighbours: Neighbours,
    types: Arc<LetterTypes>,
    /// Whoever takes a number holds it. The book's row decides; this only keeps people of one
    /// program from running into each other there again and again.
    numbers: Arc<Mutex<()>>,
    typesetter: Typesetter,
    renderer: Renderer,
}

/// A deed about a letter, for its own story and for the audit trail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed<'a> {
    pub kind: Kind,
    pub event: EventKind,
    /// Title of the position with its basis; empty for whoever acts without one.
    pub capacity: &'a str,
    pub detail: &'a str,
}

impl Office {
    /// # Errors
    /// `documents/letter-types`: the table of types is part of the program.
    pub fn new(cell: Cell, neighbours: Neighbours) -> Result<Self> {
        let types = Arc::new(LetterTypes::built_in()?);
        let renderer = Renderer::new(neighbours.drawing.clone(), Limits::default());
        let typesetter = Typesetter::new();
        Ok(Self { cell, neighbours, types, numbers: Arc::default(), typesetter, renderer })
    }

    pub fn cell(&self) -> &Cell {
        &self.cell
    }

    /// Who holds which position.
    pub fn identity(&self) -> &Identity {
        &self.neighbours.identity
    }

    /// Sends messages, where the cell has a channel for them.
    pub(crate) fn post(&self) -> Option<&notify::Post> {
        self.neighbours.post.as_ref().filter(|post| !post.channels().is_empty())
    }

    /// The letter types in use.
    pub fn types(&self) -> &LetterTypes {
        &self.types
    }

    /// Makes pages of letters.
    pub(crate) fn typesetter(&self) -> &Typesetter {
        &self.typesetter
    }

    /// Draws pages of PDFs that were made elsewhere.
    pub(crate) fn renderer(&self) -> &Renderer {
        &self.renderer
    }

    /// Sentences at the foot of each page of a letter of this type: that of a certification authority
    /// stands only where it signs.
    pub(crate) fn foot(&self, kind: &LetterType) -> Vec<String> {
        match (&self.neighbours.signing.certified, kind.signature) {
            (Some(certified), Signature::Certified) if !kind.paper => {
                vec![certified.sentence.clone()]
            }
            _ => Vec::new(),
        }
    }

    /// The services that sign.
    pub(crate) fn signing(&self) -> &SigningServices {
        &self.neighbours.signing
    }

    pub(crate) async fn taking_numbers(&self) -> MutexGuard<'_, ()> {
        self.numbers.lock().await
    }

    /// Writes a deed into the story of a letter, into the audit trail, and for the public log. What was
    /// said stays in the story: the trail is read by people to whom the letter may be closed, and
    /// keeps everything when the letter is destroyed.
    pub(crate) async fn trace(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        letter: Id<Letter>,
        deed: Deed<'_>,
    ) -> Result<()> {
        let event = Event {
            at: self.cell.now(),
            kind: deed.event,
            actor: actor.id().to_owned(),
            actor_name: actor.name().to_owned(),
            capacity: deed.capacity.to_owned(),
            detail: deed.detail.to_owned(),
        };
        versions::add_event(tx, letter, &event).await?;
        let who = actor.who();
        let entry = Entry::new(deed.kind, &who, subject(letter));
        let facts = json!({ "capacity": deed.capacity });
        audit::record(tx, &self.cell, entry.after(facts)).await?;
        log::letter(tx, &self.cell, actor, letter, &deed).await
    }
}

/// How the audit trail calls a letter.
pub(crate) fn subject(letter: Id<Letter>) -> String {
    format!("letter/{letter}")
}
