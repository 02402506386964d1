//! Work of the stories.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use audit::Who;
use base::{Error, Kind};
use cell::Cell;
use db::{Migration, Tx};
use jobs::{Context, Enqueued, Entry, Handler, Job, JobId, NewJob, Options, Outcome, Runner};
use serde::{Deserialize, Serialize};
use serde_json::json;

pub const MIGRATIONS: &[Migration] =
    &[audit::MIGRATIONS[0], jobs::MIGRATIONS[0], jobs::MIGRATIONS[1]];

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    pub village: String,
}

/// Work whose behaviour the story chooses.
#[derive(Clone)]
pub struct Work {
    pub runs: Arc<AtomicU32>,
    pub how: How,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    Succeed,
    /// Fails so often with an error that time may heal.
    FailTimes(u32),
    /// Finds the order itself wrong.
    Refuse,
    Panic,
    /// Runs until it is asked to stop.
    Forever,
    /// Is not ready yet for so many runs.
    NotYet(u32),
    /// Takes a moment, so that others could come in between.
    Linger,
}

impl Job for Work {
    const KIND: &'static str = "test/work";
    type Payload = Order;

    async fn run(&self, context: &Context, order: Order) -> Result<Outcome, Error> {
        let run = self.runs.fetch_add(1, Ordering::SeqCst) + 1;
        match self.how {
            How::FailTimes(times) if run <= times => {
                Err(Error::new(Kind::Unavailable, "test/link-down"))
            }
            How::NotYet(times) if run <= times => Ok(Outcome::later(600)),
            How::Refuse => Err(Error::new(Kind::Invalid, "test/no-such-village")),
            How::Panic => panic!("a fault of the program"),
            How::Forever => loop {
                context.check()?;
                tokio::time::sleep(Duration::from_millis(5)).await;
            },
            How::Linger => {
                tokio::time::sleep(Duration::from_millis(30)).await;
                Ok(Outcome::done())
            }
            How::Succeed | How::FailTimes(_) | How::NotYet(_) => {
                context.progress(141, 141, "test-counting");
                Ok(Outcome::with(json!({ "village": order.village })))
            }
        }
    }
}

pub fn work(how: How) -> Work {
    Work { runs: Arc::default(), how }
}

pub fn ani() -> Who {
    Who {
        id: "01JD4R0000000000000000000A".to_owned(),
        name: "Ani".to_owned(),
        agency: Some("bapenda".to_owned()),
        address: None,
    }
}

pub fn runner(cell: &Cell, work: &Work) -> Runner {
    runner_with(cell, work, Options::default())
}

pub fn runner_with(cell: &Cell, work: &Work, options: Options) -> Runner {
    let idle = Duration::from_millis(20);
    Runner::new(cell.clone(), [Handler::of(work.clone())], Options { idle, ..options })
}

pub fn order(village: &str) -> NewJob {
    NewJob::of::<Work>(&Order { village: village.to_owned() }, &ani()).unwrap()
}

pub async fn ask(cell: &Cell, job: NewJob) -> Enqueued {
    let write = cell.db().write(async |tx: &mut Tx| jobs::enqueue(tx, cell, job.clone()).await);
    write.await.unwrap()
}

pub async fn look(cell: &Cell, id: JobId) -> Entry {
    let read = cell.db().read(async |tx: &mut Tx| jobs::find(tx, id).await);
    read.await.unwrap().expect("a job")
}

/// Waits until the job is as wanted; the test's own time limit ends a wait in vain.
pub async fn until(cell: &Cell, id: JobId, wanted: impl Fn(&Entry) -> bool) -> Entry {
    loop {
        let job = look(cell, id).await;
        if wanted(&job) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
