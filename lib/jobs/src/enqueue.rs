//! Asking for work.

use audit::Who;
use base::{Error, Kind};
use cell::Cell;
use db::{Tx, params};
use serde::Serialize;
use serde_json::Value;

use crate::store::{ADD_JOB, FIND_ACTIVE};
use crate::{Job, JobId};

/// A job about to be asked for.
#[derive(Debug, Clone)]
pub struct NewJob {
    kind: &'static str,
    lane: &'static str,
    key: Option<String>,
    payload: Value,
    who: Who,
    delay_seconds: i64,
}

impl NewJob {
    /// Work for the handler `J`. `who` asks for it.
    ///
    /// # Errors
    /// `jobs/payload` when the payload cannot be written as JSON.
    pub fn of<J: Job>(payload: &J::Payload, who: &Who) -> Result<Self, Error>
    where
        J::Payload: Serialize,
    {
        let payload = serde_json::to_value(payload)
            .map_err(|e| Error::new(Kind::Internal, "jobs/payload").caused_by(e))?;
        let (kind, lane, who) = (J::KIND, J::LANE, who.clone());
        Ok(Self { kind, lane, key: None, payload, who, delay_seconds: 0 })
    }

    /// Work that is the same as any other with this key: while one is not over, a second is not
    /// added.
    #[must_use]
    pub fn with_key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// Not before so many seconds from now.
    #[must_use]
    pub fn after_seconds(self, delay_seconds: i64) -> Self {
        Self { delay_seconds, ..self }
    }
}

/// What became of the wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    New(JobId),
    /// The same work is waiting or running already.
    Already(JobId),
}

impl Enqueued {
    pub fn id(self) -> JobId {
        match self {
            Self::New(id) | Self::Already(id) => id,
        }
    }
}

/// Writes a job in the transaction of the deed that asks for it: both are stored or neither. A
/// runner sees it after commit.
///
/// # Errors
/// Those of the database.
pub async fn enqueue(tx: &mut Tx, cell: &Cell, job: NewJob) -> Result<Enqueued, db::DbError> {
    let id: JobId = cell.new_id();
    let now = cell.now();
    let active_key = job.key.map(|key| format!("{}:{key}", job.kind));
    let values = params![
        id,
        job.kind,
        active_key.as_deref(),
        job.payload.to_string(),
        job.who.id,
        job.who.name,
        job.who.agency.unwrap_or_default(),
        now.plus_seconds(job.delay_seconds),
        now,
        job.lane,
    ];
    if active_key.is_none() {
        tx.send(&ADD_JOB, values).await?;
        return Ok(Enqueued::New(id));
    }
    if tx.execute(&ADD_JOB, values).await? == 1 {
        return Ok(Enqueued::New(id));
    }
    let row = tx.one(&FIND_ACTIVE, params![active_key]).await?;
    Ok(Enqueued::Already(row.get("id")?))
}
