//! What people do with jobs.

use base::Error;
use db::Tx;
use jobs::{Filter, JobId, State};
use testkit::TestCell;

use crate::support::{How, MIGRATIONS, ani, ask, look, order, runner, work};

async fn cancel(it: &TestCell, id: JobId) -> Result<(), Error> {
    let (cell, who) = (&it.cell, ani());
    cell.db().write(async |tx: &mut Tx| jobs::cancel(tx, cell, &who, id).await).await
}

async fn retry(it: &TestCell, id: JobId) -> Result<(), Error> {
    let (cell, who) = (&it.cell, ani());
    cell.db().write(async |tx: &mut Tx| jobs::retry(tx, cell, &who, id).await).await
}

async fn recorded(it: &TestCell, kind: &str) -> usize {
    let filter = audit::Filter { kind: Some(kind.to_owned()), ..audit::Filter::default() };
    let read = it.cell.db().read(async |tx: &mut Tx| audit::list(tx, &filter, None, 10).await);
    read.await.unwrap().len()
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_dead_job_can_be_tried_again_by_a_person(db: Db) {
        let it = TestCell::new(db);
        let (cell, refusing) = (&it.cell, work(How::Refuse));
        let id = ask(cell, order("Sangatta")).await.id();
        assert_eq!(retry(&it, id).await.unwrap_err().code(), "jobs/not-over");
        runner(cell, &refusing).run_until_idle().await.unwrap();
        assert_eq!(look(cell, id).await.state, State::Dead);

        retry(&it, id).await.unwrap();
        let again = look(cell, id).await;
        assert_eq!((again.state, again.attempt, again.error), (State::Waiting, 0, None));
        runner(cell, &work(How::Succeed)).run_until_idle().await.unwrap();
        assert_eq!(look(cell, id).await.state, State::Done);
        assert_eq!(retry(&it, id).await.unwrap_err().code(), "jobs/not-over");
        assert_eq!(recorded(&it, "jobs/retried").await, 1);
    }

    async fn a_waiting_job_is_cancelled_at_once(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        let id = ask(cell, order("Sangatta").with_key("2027")).await.id();
        cancel(&it, id).await.unwrap();
        assert_eq!(look(cell, id).await.state, State::Cancelled);
        assert_eq!(cancel(&it, id).await.unwrap_err().code(), "jobs/over");
        assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 0);
        assert_eq!(recorded(&it, "jobs/cancelled").await, 1);
        assert_ne!(ask(cell, order("Sangatta").with_key("2027")).await.id(), id);
    }

    async fn a_job_that_does_not_exist_is_said_to(db: Db) {
        let it = TestCell::new(db);
        let id = it.cell.new_id();
        assert_eq!(cancel(&it, id).await.unwrap_err().code(), "jobs/not-found");
        assert_eq!(retry(&it, id).await.unwrap_err().code(), "jobs/not-found");
    }

    async fn pages_show_every_job_once_newest_first(db: Db) {
        let it = TestCell::new(db);
        let cell = &it.cell;
        let mut made = Vec::new();
        for n in 0..12 {
            made.push(ask(cell, order(&format!("desa {n}"))).await.id());
            it.clock.advance_seconds(1);
        }
        made.reverse();
        let page = async |filter: Filter, before: Option<JobId>| {
            let read = cell.db().read(async |tx: &mut Tx| jobs::list(tx, &filter, before, 5).await);
            read.await.unwrap().into_iter().map(|job| job.id).collect::<Vec<_>>()
        };
        let mut seen = Vec::new();
        while seen.len() < 12 {
            seen.extend(page(Filter::default(), seen.last().copied()).await);
        }
        assert_eq!(seen, made);
        let text = |t: &str| Some(t.to_owned());
        let of = |agency: &str| Filter { agency: text(agency), ..Filter::default() };
        assert_eq!(page(of("bapenda"), None).await.len(), 5);
        assert!(page(of("dishub"), None).await.is_empty());
        let dead = Filter { state: Some(State::Dead), ..Filter::default() };
        assert!(page(dead, None).await.is_empty());
        let kind = Filter { kind: text("test/work"), ..Filter::default() };
        assert_eq!(page(kind, None).await.len(), 5);
    }

    async fn jobs_that_ended_long_ago_are_forgotten_and_others_are_not(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        ask(cell, order("Sangatta")).await;
        runner(cell, &work).run_until_idle().await.unwrap();
        ask(cell, order("Bengalon")).await;
        let clean = async || {
            cell.db().write(async |tx: &mut Tx| jobs::clean_up(tx, cell).await).await.unwrap()
        };
        it.clock.advance_seconds(90 * 86_400);
        assert_eq!(clean().await, 0);
        it.clock.advance_seconds(1);
        assert_eq!(clean().await, 1);
    }
}
