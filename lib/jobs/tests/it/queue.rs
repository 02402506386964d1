//! Asking for work and getting it done.

use std::sync::atomic::Ordering;

use base::{Error, Kind};
use db::Tx;
use jobs::{Enqueued, State};
use serde_json::json;
use testkit::TestCell;

use crate::support::{How, MIGRATIONS, ask, look, order, runner, until, work};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_job_is_done_and_shows_what_it_made(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        let id = ask(cell, order("Sangatta Utara")).await.id();
        assert_eq!(look(cell, id).await.state, State::Waiting);
        assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 1);
        let done = look(cell, id).await;
        assert_eq!((done.state, done.attempt), (State::Done, 1));
        assert_eq!(done.outcome, Some(json!({ "village": "Sangatta Utara" })));
        assert_eq!((done.done, done.total, &*done.step), (141, 141, "test-counting"));
        assert_eq!((&*done.actor_name, &*done.agency), ("Ani", "bapenda"));
        assert!(done.started_at.is_some() && done.ended_at.is_some() && done.due_at.is_none());
        assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 0);
    }

    async fn a_deed_that_is_undone_asks_for_nothing(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        let undone = cell.db().write(async |tx: &mut Tx| {
            jobs::enqueue(tx, cell, order("Sangatta")).await?;
            Err::<(), _>(Error::new(Kind::Conflict, "test/undone"))
        });
        undone.await.unwrap_err();
        assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 0);
    }

    async fn the_same_work_is_not_added_twice_while_it_is_not_over(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        let year = || order("Sangatta").with_key("2027");
        let first = ask(cell, year()).await;
        assert!(matches!(first, Enqueued::New(_)));
        assert_eq!(ask(cell, year()).await, Enqueued::Already(first.id()));
        assert!(matches!(ask(cell, order("Bengalon").with_key("2028")).await, Enqueued::New(_)));
        assert!(matches!(ask(cell, order("Bengalon")).await, Enqueued::New(_)));
        assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 3);
        assert!(matches!(ask(cell, year()).await, Enqueued::New(_)), "it is over now");
    }

    async fn twenty_wishes_at_once_for_the_same_work_add_one_job(db: Db) {
        let it = TestCell::new(db);
        let mut wishes = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let cell = it.cell.clone();
            wishes.spawn(async move { ask(&cell, order("Sangatta").with_key("2027")).await });
        }
        let answers = wishes.join_all().await;
        assert_eq!(answers.iter().filter(|a| matches!(a, Enqueued::New(_))).count(), 1);
        assert!(answers.iter().all(|a| a.id() == answers[0].id()));
    }

    async fn a_job_waits_for_its_time(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        ask(cell, order("Sangatta").after_seconds(60)).await;
        it.clock.advance_seconds(59);
        assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 0);
        it.clock.advance_seconds(1);
        assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 1);
    }

    async fn four_workers_of_two_processes_run_each_of_sixty_jobs_once(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Linger));
        let mut asked = Vec::new();
        for n in 0..60 {
            asked.push(ask(cell, order(&format!("desa {n}"))).await.id());
        }
        let processes = [runner(cell, &work).start(), runner(cell, &work).start()];
        for id in &asked {
            until(cell, *id, |job| job.state == State::Done).await;
        }
        for process in processes {
            process.stop().await;
        }
        assert_eq!(work.runs.load(Ordering::SeqCst), 60);
        for id in asked {
            assert_eq!(look(cell, id).await.attempt, 1);
        }
    }
}
