//! What every deed of the module stands on.

use std::sync::Arc;

use audit::{Entry, Kind};
use base::Result;
use cell::Cell;
use contracts::{Indicators, Letters};
use db::Tx;
use identity::Actor;
use notify::Post;
use serde_json::Value;

use super::kept::Kept;
use crate::Neighbours;

/// The statistics of a cell.
#[derive(Clone)]
pub struct Bureau {
    cell: Cell,
    neighbours: Neighbours,
    kept: Arc<Kept>,
}

impl Bureau {
    pub fn new(cell: Cell) -> Self {
        Self { cell, neighbours: Neighbours::default(), kept: Arc::default() }
    }

    /// The same with its neighbours.
    pub fn beside(self, neighbours: Neighbours) -> Self {
        Self { neighbours, ..self }
    }

    /// Outlines of datasets that were read before.
    pub(super) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// What other modules count for the statistics.
    pub(crate) fn all_offered(&self) -> &[Indicators] {
        &self.neighbours.indicators
    }

    /// What another module counts for a dataset.
    pub(crate) fn offered(&self, dataset: &str) -> Option<&Indicators> {
        self.all_offered().iter().find(|it| it.id == dataset)
    }

    /// Begins letters, where there is a module of letters.
    pub(crate) fn letters(&self) -> Option<&dyn Letters> {
        self.neighbours.letters.as_deref()
    }

    /// Sends messages, where the cell has a channel for them.
    pub(crate) fn post(&self) -> Option<&Post> {
        self.neighbours.post.as_ref().filter(|post| !post.channels().is_empty())
    }

    /// Who publishes, as an identifier: `ID6408` for the regency 64.08.
    pub fn agency(&self) -> String {
        format!("ID{}", self.cell.settings().code.as_str().replace('.', ""))
    }

    /// Writes into the audit trail what somebody did, in the transaction of the deed.
    pub(super) async fn note(
        &self,
        tx: &mut Tx,
        deed: Kind,
        actor: &Actor,
        subject: &str,
        facts: Value,
    ) -> Result<()> {
        let who = actor.who();
        let entry = Entry::new(deed, &who, subject).after(facts);
        audit::record(tx, &self.cell, entry).await?;
        Ok(())
    }

    pub fn cell(&self) -> &Cell {
        &self.cell
    }
}
