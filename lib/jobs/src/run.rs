//! One job from taking to its end.

use std::time::Duration;

use base::{Error, Kind};
use cell::Cell;
use db::{DbError, Row, Statement, Tx, params};
use serde_json::Value;
use tokio::sync::watch;

use crate::context::{Context, Progress, Taken};
use crate::handler::{Handler, Outcome};
use crate::store::{self, BEAT, FIND_WISH, FINISH, HAND_BACK, POSTPONE, PUT_OFF, TAKE};
use crate::{JobId, Options, State};

/// Progress is written, and a wish to stop noticed, this often.
const BEAT_PAUSE: Duration = Duration::from_millis(250);

/// A job under lease.
pub(crate) struct Leased {
    context: Context,
    kind: String,
    payload: Value,
    cancelled: bool,
}

/// How an attempt ended.
enum Ending {
    Done(Outcome),
    /// Not yet: again after so many seconds.
    Later(i64),
    Failed(Error),
    /// A person wanted it to stop.
    Cancelled,
    /// The server stops; another worker begins again at once.
    HandBack,
    /// Somebody else holds the lease now.
    Lost,
}

/// Why the companion of a running job ended its watch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notice {
    Cancelled,
    Lost,
}

/// Takes a job that is due; `None` when another worker was faster.
pub(crate) async fn take(
    cell: &Cell,
    id: JobId,
    options: &Options,
) -> Result<Option<Leased>, Error> {
    let now = cell.now();
    let lease = cell.new_id::<Leased>().to_string();
    let until = now.plus_seconds(i64::from(options.lease_seconds));
    let taken = cell.db().write(async |tx: &mut Tx| {
        let row = tx.first(&TAKE, params![&lease, until, now, id]).await?;
        row.map(|row| leased(&row, &lease, cell)).transpose()
    });
    Ok(taken.await?)
}

fn leased(row: &Row, lease: &str, cell: &Cell) -> Result<Leased, DbError> {
    let progress =
        Progress { done: row.int("done")?, total: row.int("total")?, step: row.get("step")? };
    let taken = Taken {
        id: row.get("id")?,
        lease: lease.to_owned(),
        attempt: row.get("attempt")?,
        actor: row.get("actor")?,
        agency: row.get("agency")?,
        progress,
    };
    Ok(Leased {
        context: Context::new(cell.clone(), taken),
        kind: row.get("kind")?,
        payload: store::json(row, "payload")?.unwrap_or_default(),
        cancelled: row.flag("cancel")?,
    })
}

impl Leased {
    /// Runs it to its end and writes down how it ended.
    pub async fn run(
        self,
        handler: &Handler,
        options: &Options,
        stopping: watch::Receiver<bool>,
    ) -> Result<(), Error> {
        let ending = self.attempt(handler, options, stopping).await;
        if let Ending::Failed(error) = &ending {
            let (kind, id, attempt) = (&self.kind, self.context.id(), self.context.attempt());
            tracing::warn!(%kind, %id, attempt, %error, source = ?std::error::Error::source(error),
                "a job failed");
        }
        self.write_down(ending, options).await
    }

    async fn attempt(
        &self,
        handler: &Handler,
        options: &Options,
        mut stopping: watch::Receiver<bool>,
    ) -> Ending {
        if self.cancelled {
            return Ending::Cancelled;
        }
        // The server was told to stop while this job was being taken.
        if *stopping.borrow() {
            return Ending::HandBack;
        }
        // A job that takes the process down with it must not do so for ever.
        if self.context.attempt() > options.attempts {
            return Ending::Failed(Error::new(Kind::Precondition, "jobs/gave-up"));
        }
        let (context, payload) = (self.context.clone(), self.payload.clone());
        let handler = handler.clone();
        let mut work = tokio::spawn(async move { handler.run(&context, payload).await });
        let mut companion = std::pin::pin!(self.accompany(options));
        let mut notice = None;
        let mut server_stops = false;
        loop {
            tokio::select! {
                ended = &mut work => return self.judge(flat(ended), notice, server_stops),
                told = &mut companion, if notice.is_none() => {
                    notice = Some(told);
                    self.context.stop();
                    if told == Notice::Lost {
                        work.abort();
                    }
                }
                changed = stopping.changed(), if !server_stops => {
                    server_stops = changed.is_err() || *stopping.borrow();
                    if server_stops {
                        self.context.stop();
                    }
                }
            }
        }
    }

    fn judge(
        &self,
        ended: Result<Outcome, Error>,
        notice: Option<Notice>,
        server_stops: bool,
    ) -> Ending {
        match (ended, notice) {
            (_, Some(Notice::Lost)) => Ending::Lost,
            (Ok(Outcome { later: Some(_), .. }), Some(Notice::Cancelled)) => Ending::Cancelled,
            (Ok(Outcome { later: Some(seconds), .. }), _) => Ending::Later(seconds),
            (Ok(outcome), _) => Ending::Done(outcome),
            (Err(e), Some(Notice::Cancelled)) if e.code() == "jobs/stopped" => Ending::Cancelled,
            (Err(e), None) if e.code() == "jobs/stopped" && server_stops => Ending::HandBack,
            (Err(e), None) if e.code() == "jobs/stopped" => Ending::Lost,
            (Err(error), _) => Ending::Failed(error),
        }
    }

    /// Keeps the lease and writes progress until there is a reason to stop.
    async fn accompany(&self, options: &Options) -> Notice {
        let mut written = self.context.told();
        let mut kept_at = self.context.cell().now();
        let third = i64::from(options.lease_seconds.div_ceil(3));
        loop {
            tokio::time::sleep(BEAT_PAUSE).await;
            let (told, now) = (self.context.told(), self.context.cell().now());
            let write = told != written || now >= kept_at.plus_seconds(third);
            let wish = if write { self.beat(&told, options).await } else { self.wish().await };
            match wish {
                Ok(None) => return Notice::Lost,
                Ok(Some(true)) => return Notice::Cancelled,
                Ok(Some(false)) if write => (written, kept_at) = (told, now),
                Ok(Some(false)) => {}
                // The next beat tries again; the lease outlives many of them.
                Err(error) => tracing::debug!(%error, "a job's lease could not be renewed"),
            }
        }
    }

    async fn wish(&self) -> Result<Option<bool>, DbError> {
        let (id, lease) = (self.context.id(), self.context.lease());
        let db = self.context.cell().db();
        db.read(async |tx: &mut Tx| {
            let row = tx.first(&FIND_WISH, params![id, lease]).await?;
            row.map(|row| row.flag("cancel")).transpose()
        })
        .await
    }

    /// `None` when the lease is lost, else whether somebody wants it to stop.
    async fn beat(&self, told: &Progress, options: &Options) -> Result<Option<bool>, DbError> {
        let cell = self.context.cell();
        let until = cell.now().plus_seconds(i64::from(options.lease_seconds));
        let (id, lease) = (self.context.id(), self.context.lease());
        cell.db()
            .write(async |tx: &mut Tx| {
                let values = params![until, told.done, told.total, &told.step, id, lease];
                tx.first(&BEAT, values).await?.map(|row| row.flag("cancel")).transpose()
            })
            .await
    }

    async fn write_down(&self, ending: Ending, options: &Options) -> Result<(), Error> {
        match ending {
            Ending::Lost => Ok(()),
            Ending::Done(outcome) => self.finish(State::Done, Some(outcome), None).await,
            Ending::Cancelled => self.finish(State::Cancelled, None, None).await,
            Ending::HandBack => self.put_back(&HAND_BACK, 0).await,
            Ending::Later(seconds) => self.put_back(&PUT_OFF, seconds).await,
            Ending::Failed(error) if self.is_final(&error, options) => {
                self.finish(State::Dead, None, Some(error.code())).await
            }
            Ending::Failed(error) => self.postpone(error.code(), options).await,
        }
    }

    fn is_final(&self, error: &Error, options: &Options) -> bool {
        let heals = matches!(error.kind(), Kind::Unavailable | Kind::TooMany | Kind::Internal);
        !heals || self.context.attempt() >= options.attempts
    }

    async fn finish(
        &self,
        state: State,
        outcome: Option<Outcome>,
        error: Option<&str>,
    ) -> Result<(), Error> {
        let cell = self.context.cell();
        let Progress { done, total, step } = self.context.told();
        let outcome = outcome.map(|o| o.value.to_string());
        let (id, lease) = (self.context.id(), self.context.lease());
        let write = cell.db().write(async |tx: &mut Tx| {
            let values = params![
                state.as_str(),
                outcome.as_deref(),
                error,
                done,
                total,
                &step,
                cell.now(),
                id,
                lease,
            ];
            tx.execute(&FINISH, values).await
        });
        write.await.map(drop).map_err(|e: DbError| e.into())
    }

    async fn postpone(&self, error: &str, options: &Options) -> Result<(), Error> {
        let cell = self.context.cell();
        let mut random = [0_u8; 4];
        cell.random().fill(&mut random);
        let pause = options.backoff.seconds(self.context.attempt(), u32::from_be_bytes(random));
        let (id, lease) = (self.context.id(), self.context.lease());
        let due = cell.now().plus_seconds(pause);
        let write = cell
            .db()
            .write(async |tx: &mut Tx| tx.execute(&POSTPONE, params![due, error, id, lease]).await);
        write.await.map(drop).map_err(|e: DbError| e.into())
    }

    async fn put_back(&self, how: &Statement, seconds: i64) -> Result<(), Error> {
        let cell = self.context.cell();
        let (id, lease) = (self.context.id(), self.context.lease());
        let write = cell.db().write(async |tx: &mut Tx| {
            tx.execute(how, params![cell.now().plus_seconds(seconds), id, lease]).await
        });
        write.await.map(drop).map_err(|e: DbError| e.into())
    }
}

fn flat(ended: Result<Result<Outcome, Error>, tokio::task::JoinError>) -> Result<Outcome, Error> {
    ended
        .unwrap_or_else(|broken| Err(Error::new(Kind::Internal, "jobs/panicked").caused_by(broken)))
}
