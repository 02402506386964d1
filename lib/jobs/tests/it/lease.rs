//! Workers that vanish.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use base::Error;
use db::{DbError, Tx, params, statements};
use jobs::{Context, Handler, Job, NewJob, Options, Outcome, Runner, State};
use testkit::TestCell;

use crate::support::{How, MIGRATIONS, Order, ani, ask, look, order, runner, until, work};

statements! {
    STEAL_LEASE = "update job_job set lease = 'another', due_at = '2027-12-31T00:00:00.000Z'";
    TOUCH = "update job_job set step = step where id = $1";
    WORN_OUT = "update job_job set attempt = 8";
}

/// Counts to four in steps that are kept, and is cut off in the middle of the first attempt.
struct Counting {
    counted: Arc<AtomicU32>,
}

impl Job for Counting {
    const KIND: &'static str = "test/counting";
    type Payload = Order;

    async fn run(&self, context: &Context, _order: Order) -> Result<Outcome, Error> {
        let db = context.cell().db();
        let kept = db.read(async |tx: &mut Tx| context.remembered::<u32>(tx).await).await?;
        for step in kept.unwrap_or(0) + 1..=4 {
            if step == 3 && context.attempt() == 1 {
                std::future::pending::<()>().await;
            }
            self.counted.fetch_add(1, Ordering::SeqCst);
            db.write(async |tx: &mut Tx| context.remember(tx, &step).await).await?;
        }
        db.write(async |tx: &mut Tx| context.confirm(tx).await).await?;
        Ok(Outcome::with(context.attempt()))
    }
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn the_job_of_a_killed_worker_goes_on_where_it_was(db: Db) {
        let it = TestCell::new(db);
        let cell = &it.cell;
        let counted = Arc::new(AtomicU32::new(0));
        let runner = || {
            let handler = Handler::of(Counting { counted: counted.clone() });
            Runner::new(cell.clone(), [handler], Options::default())
        };
        let new = NewJob::of::<Counting>(&Order { village: "Sangatta".to_owned() }, &ani());
        let id = ask(cell, new.unwrap()).await.id();

        // A process that dies: nothing of it runs on, nothing is written down.
        let doomed = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let first = runner();
        doomed.spawn(async move { first.run_until_idle().await });
        while counted.load(Ordering::SeqCst) < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        until(cell, id, |job| job.state == State::Running).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        doomed.shutdown_background();

        it.clock.advance_seconds(19);
        assert_eq!(runner().run_until_idle().await.unwrap(), 0, "the lease holds");
        it.clock.advance_seconds(1);
        assert_eq!(runner().run_until_idle().await.unwrap(), 1);
        let done = look(cell, id).await;
        assert_eq!((done.state, done.attempt), (State::Done, 2));
        assert_eq!(done.outcome, Some(2.into()));
        assert_eq!(counted.load(Ordering::SeqCst), 4, "no step was done twice");
    }

    async fn a_worker_that_lost_its_lease_stops_and_writes_nothing(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Forever));
        let id = ask(cell, order("Sangatta")).await.id();
        let running = {
            let runner = runner(cell, &work);
            tokio::spawn(async move { runner.run_until_idle().await })
        };
        until(cell, id, |job| job.state == State::Running).await;
        let steal = cell.db().write(async |tx: &mut Tx| tx.execute(&STEAL_LEASE, &[]).await);
        assert_eq!(steal.await.unwrap(), 1);
        running.await.unwrap().unwrap();
        let job = look(cell, id).await;
        assert_eq!((job.state, job.error), (State::Running, None), "it belongs to another now");
    }

    async fn a_job_that_always_takes_the_process_down_is_given_up(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        let id = ask(cell, order("Sangatta")).await.id();
        let write = cell.db().write(async |tx: &mut Tx| tx.execute(&WORN_OUT, &[]).await);
        write.await.unwrap();
        runner(cell, &work).run_until_idle().await.unwrap();
        let dead = look(cell, id).await;
        assert_eq!((dead.state, dead.error.as_deref()), (State::Dead, Some("jobs/gave-up")));
        assert_eq!(work.runs.load(Ordering::SeqCst), 0);
    }

    async fn a_server_that_stops_hands_its_jobs_back_at_once(db: Db) {
        let it = TestCell::new(db);
        let (cell, endless) = (&it.cell, work(How::Forever));
        let id = ask(cell, order("Sangatta")).await.id();
        let server = runner(cell, &endless).start();
        until(cell, id, |job| job.state == State::Running).await;
        server.stop().await;
        let waiting = look(cell, id).await;
        assert_eq!((waiting.state, waiting.attempt), (State::Waiting, 0));
        let done = work(How::Succeed);
        assert_eq!(runner(cell, &done).run_until_idle().await.unwrap(), 1);
        assert_eq!(look(cell, id).await.state, State::Done);
    }

    async fn a_job_that_is_taken_while_the_server_is_told_to_stop_is_not_begun(db: Db) {
        let it = TestCell::new(db);
        let (cell, endless) = (&it.cell, work(How::Forever));
        let id = ask(cell, order("Sangatta")).await.id();
        // The worker finds the job, and has to wait for this transaction before it can take it.
        let stopping = cell.db().write(async |tx: &mut Tx| {
            tx.execute(&TOUCH, params![id]).await?;
            let server = runner(cell, &endless).start();
            tokio::time::sleep(Duration::from_millis(100)).await;
            let stopping = tokio::spawn(server.stop());
            tokio::time::sleep(Duration::from_millis(50)).await;
            Ok::<_, DbError>(stopping)
        });
        stopping.await.unwrap().await.unwrap();
        let waiting = look(cell, id).await;
        assert_eq!((waiting.state, waiting.attempt), (State::Waiting, 0));
        assert_eq!(endless.runs.load(Ordering::SeqCst), 0);
    }
}
