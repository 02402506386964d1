//! What is done once an hour while a cell is served: what ran out is forgotten, once a day
//! reminders are asked for, and at night the database is cared for.

use std::time::Duration;

use base::Error;
use cell::Cell;
use db::Tx;
use identity::Identity;
use notify::Post;
use property_tax::usecase::village_papers;
use tokio::task::JoinHandle;

const PAUSE: Duration = Duration::from_secs(3_600);

/// The hour, where the cell is, in which nobody minds that writers wait for a moment.
const QUIET_HOUR: i8 = 2;

/// Clean-up that goes on until it is dropped.
#[must_use = "dropped, nothing is cleaned up any more"]
pub struct Housekeeping(JoinHandle<()>);

impl Housekeeping {
    /// Begins now, then once an hour. Booklets are kept for so many days.
    pub fn start(post: Post, identity: Identity, booklet_days: u16) -> Self {
        let cell = post.cell().clone();
        Self(tokio::spawn(async move {
            loop {
                // One trouble must not keep the others from their turn.
                tell("sessions and links", identity.clean_up().await);
                tell("jobs", forget_jobs(&cell).await);
                tell("messages", forget_messages(&cell).await);
                remind(&post).await;
                let removed = village_papers::remove_old_booklets(&cell, booklet_days).await;
                tell("booklets", removed.map(|count| count as u64));
                let removed = documents::usecase::archive::remove_old(&cell).await;
                tell("archives of letters", removed.map(|count| count as u64));
                if cell.now().civil(cell.zone()).hour() == QUIET_HOUR {
                    maintain(&cell).await;
                }
                tokio::time::sleep(PAUSE).await;
            }
        }))
    }
}

impl Drop for Housekeeping {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn forget_jobs(cell: &Cell) -> Result<u64, Error> {
    Ok(cell.db().write(async |tx: &mut Tx| jobs::clean_up(tx, cell).await).await?)
}

async fn forget_messages(cell: &Cell) -> Result<u64, Error> {
    Ok(cell.db().write(async |tx: &mut Tx| notify::clean_up(tx, cell).await).await?)
}

/// Once a day, people are reminded of what is due.
async fn remind(post: &Post) {
    let db = post.cell().db();
    if let Err(error) = db.write(async |tx: &mut Tx| notify::remind_due(tx, post).await).await {
        tracing::warn!(%error, "reminders could not be asked for; tried again later");
    }
}

/// Renews what the planner knows of tables, and cuts the log of SQLite.
async fn maintain(cell: &Cell) {
    match cell.db().maintain().await {
        Ok(()) => tracing::info!("the database was cared for"),
        Err(error) => tracing::warn!(%error, "the database could not be cared for; tried tomorrow"),
    }
}

fn tell(what: &str, cleaned: Result<u64, Error>) {
    match cleaned {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "{what} that ran out were removed"),
        Err(error) => tracing::warn!(%error, "{what} could not be cleaned up; tried again later"),
    }
}
