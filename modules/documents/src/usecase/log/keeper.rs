//! The task that keeps the log while the server runs.

use std::time::Duration;

use audit::{Entry, Outcome, Who};
use base::{Date, Error, Instant};
use cell::Cell;
use serde_json::json;
use tokio::task::JoinHandle;

use super::{DAMAGED, check, sequence};
use crate::audit_kinds::LOG_DOUBTED;

/// How often it looks for entries without a number.
const PAUSE: Duration = Duration::from_secs(2);
/// Seconds until a log that did not hold together is gone through again.
const REST: i64 = 600;

/// Keeps the log until it is dropped.
#[must_use = "dropped, nothing gets a number any more"]
pub struct Keeper(JoinHandle<()>);

impl Keeper {
    /// Checks the whole log, now and once a day, and numbers what waits. A log that does not hold
    /// together is told loudly and left as it is.
    pub fn start(cell: Cell) -> Self {
        Self(tokio::spawn(async move {
            let mut keeping = Keeping::default();
            loop {
                keeping.round(&cell).await;
                tokio::time::sleep(PAUSE).await;
            }
        }))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[derive(Default)]
struct Keeping {
    /// Nothing is done before.
    rests: Option<Instant>,
    /// The day of the last whole check that found nothing.
    checked: Option<Date>,
    /// What was told already.
    told: Option<String>,
}

impl Keeping {
    async fn round(&mut self, cell: &Cell) {
        if self.rests.is_some_and(|until| cell.now() < until) {
            return;
        }
        match self.kept(cell).await {
            Ok(()) => self.told = None,
            Err(error) => self.tell(cell, &error).await,
        }
    }

    async fn kept(&mut self, cell: &Cell) -> Result<(), Error> {
        let today = cell.today();
        if self.checked != Some(today) {
            let found = check(cell).await?;
            tracing::info!(
                entries = found.entries,
                heads = found.heads,
                late = found.late,
                "the public log is whole"
            );
            self.checked = Some(today);
        }
        sequence(cell).await.map(drop)
    }

    /// Once for each trouble, however often it comes again.
    async fn tell(&mut self, cell: &Cell, error: &Error) {
        if error.code() == DAMAGED {
            self.rests = Some(cell.now().plus_seconds(REST));
            self.checked = None;
        }
        let text = error.to_string();
        if self.told.as_ref() == Some(&text) {
            return;
        }
        if error.code() == DAMAGED {
            tracing::error!(%error, "the public log does not hold together; nothing is added to it");
            let who = Who::system();
            let entry = Entry::new(LOG_DOUBTED, &who, "log/naskah").outcome(Outcome::Failed);
            let entry = entry.after(json!({ "why": text }));
            if let Err(error) = audit::record_alone(cell, entry).await {
                tracing::warn!(%error, "that could not be written into the audit trail");
                return;
            }
        } else {
            tracing::warn!(%error, "the public log cannot be kept now; trying again");
        }
        self.told = Some(text);
    }
}
