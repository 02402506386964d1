//! What people see while a job runs.

use std::time::Duration;

use base::Error;
use jobs::{Context, Handler, Job, NewJob, Options, Outcome, Runner, State};
use testkit::TestCell;

use crate::support::{MIGRATIONS, Order, ani, ask, until};

/// Tells its progress from inside a transaction and waits to be cancelled.
struct Telling;

impl Job for Telling {
    const KIND: &'static str = "test/telling";
    type Payload = Order;

    async fn run(&self, context: &Context, _order: Order) -> Result<Outcome, Error> {
        let db = context.cell().db();
        db.write(async |tx: &mut db::Tx| {
            for n in 0..=70 {
                context.progress(n, 141, "test-importing");
            }
            context.confirm(tx).await
        })
        .await?;
        loop {
            context.check()?;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn progress_is_seen_while_the_work_goes_on_and_a_cancelled_job_stops(db: Db) {
        let it = TestCell::new(db);
        let cell = &it.cell;
        let new = NewJob::of::<Telling>(&Order { village: "Sangatta".to_owned() }, &ani());
        let id = ask(cell, new.unwrap().with_key("one")).await.id();
        let server =
            Runner::new(cell.clone(), [Handler::of(Telling)], Options::default()).start();
        let seen = until(cell, id, |job| job.done > 0).await;
        assert_eq!((seen.state, seen.done, seen.total), (State::Running, 70, 141));
        assert_eq!(seen.step, "test-importing");

        let who = ani();
        let cancel =
            cell.db().write(async |tx: &mut db::Tx| jobs::cancel(tx, cell, &who, id).await);
        cancel.await.unwrap();
        let ended = until(cell, id, |job| job.state.is_over()).await;
        assert_eq!((ended.state, ended.error), (State::Cancelled, None));
        assert_eq!(ended.done, 70);
        server.stop().await;
    }
}
