//! What every deed of the module stands on.

use audit::{Entry, Kind};
use base::Result;
use cell::Cell;
use db::Tx;
use identity::Actor;
use notify::Post;
use serde_json::Value;

/// The statistics of a cell.
#[derive(Clone)]
pub struct Bureau {
    cell: Cell,
    post: Option<Post>,
}

impl Bureau {
    pub fn new(cell: Cell) -> Self {
        Self { cell, post: None }
    }

    /// The same, which can offer reminders.
    pub fn with_post(self, post: Option<Post>) -> Self {
        Self { post, ..self }
    }

    /// Sends messages, where the cell has a channel for them.
    pub(crate) fn post(&self) -> Option<&Post> {
        self.post.as_ref().filter(|post| !post.channels().is_empty())
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
