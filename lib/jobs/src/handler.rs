//! What runs a job: written by modules, listed as plain values.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use base::{Error, Kind};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Context;

/// One kind of long work.
///
/// `run` may be begun again after a crash or an error (see [`Context::attempt`]). It returns an
/// error of a kind that time may heal (`Unavailable`, `TooMany`, `Internal`) to be tried again
/// after a pause; any other error ends the job and waits for a person.
pub trait Job: Send + Sync + 'static {
    /// `module/what`, for example `property-tax/import`.
    const KIND: &'static str;

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
pub struct Outcome(pub(crate) Value);

impl Outcome {
    /// Nothing to show.
    pub fn done() -> Self {
        Self::default()
    }

    /// Figures or names of files. No personal data: lists of jobs show it.
    pub fn with(value: impl Into<Value>) -> Self {
        Self(value.into())
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
