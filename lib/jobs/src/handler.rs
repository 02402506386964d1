//! What runs a job: written by modules, listed as plain values.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use base::{Error, Kind};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Context;

/// The lane of long work.
pub const WORK: &str = "work";

/// One kind of long work.
///
/// `run` may be begun again after a crash or an error (see [`Context::attempt`]). It returns an
/// error of a kind that time may heal (`Unavailable`, `TooMany`, `Internal`) to be tried again
/// after a pause; any other error ends the job and waits for a person.
pub trait Job: Send + Sync + 'static {
    /// `module/what`, for example `property-tax/import`.
    const KIND: &'static str;

    /// Which workers take it. A lane has a runner of its own, so that a thousand messages never keep
    /// an import waiting.
    const LANE: &'static str = WORK;

    /// What it is told; stored as JSON, so fields may be added but not removed.
    type Payload: DeserializeOwned + Send;

    /// Does the work.
    fn run(
        &self,
        context: &Context,
        payload: Self::Payload,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send;
}

/// What a job made, for the page that shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    pub(crate) value: Value,
    pub(crate) later: Option<i64>,
}

impl Outcome {
    /// Nothing to show.
    pub fn done() -> Self {
        Self::default()
    }

    /// Figures or names of files. No personal data: lists of jobs show it.
    pub fn with(value: impl Into<Value>) -> Self {
        Self { value: value.into(), later: None }
    }

    /// Nothing to be done yet: begin again after so many seconds, as if this attempt had not been.
    /// Whoever says so has its own idea of when to give up.
    pub fn later(seconds: i64) -> Self {
        Self { value: Value::Null, later: Some(seconds.max(1)) }
    }
}

type Ran<'a> = Pin<Box<dyn Future<Output = Result<Outcome, Error>> + Send + 'a>>;

trait Run: Send + Sync {
    fn run<'a>(&'a self, context: &'a Context, payload: Value) -> Ran<'a>;
}

impl<J: Job> Run for J {
    fn run<'a>(&'a self, context: &'a Context, payload: Value) -> Ran<'a> {
        Box::pin(async move {
            let payload = serde_json::from_value(payload)
                .map_err(|e| Error::new(Kind::Invalid, "jobs/payload").caused_by(e))?;
            Job::run(self, context, payload).await
        })
    }
}

/// A [`Job`] as a plain value, so that jobs of all modules stand in one list. Cheap to clone.
#[derive(Clone)]
pub struct Handler {
    kind: &'static str,
    run: Arc<dyn Run>,
}

impl Handler {
    pub fn of<J: Job>(job: J) -> Self {
        Self { kind: J::KIND, run: Arc::new(job) }
    }

    pub fn kind(&self) -> &'static str {
        self.kind
    }

    pub(crate) async fn run(&self, context: &Context, payload: Value) -> Result<Outcome, Error> {
        self.run.run(context, payload).await
    }
}

impl std::fmt::Debug for Handler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handler({})", self.kind)
    }
}
