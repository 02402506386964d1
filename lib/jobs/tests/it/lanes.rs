//! Lanes keep short work and long work apart; a job may put itself off.

use std::sync::atomic::Ordering;

use base::Error;
use db::Tx;
use jobs::{Context, Filter, Handler, Job, NewJob, Options, Outcome, Runner, State};
use testkit::TestCell;

use crate::support::{How, MIGRATIONS, Order, ani, ask, look, order, runner, runner_with, work};

struct Letter;

impl Job for Letter {
    const KIND: &'static str = "test/letter";
    const LANE: &'static str = "letters";
    type Payload = Order;

    async fn run(&self, _: &Context, _: Order) -> Result<Outcome, Error> {
        Ok(Outcome::done())
    }
}

fn letter(to: &str) -> NewJob {
    NewJob::of::<Letter>(&Order { village: to.to_owned() }, &ani()).unwrap()
}

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn a_hundred_letters_do_not_keep_work_waiting(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        for n in 0..101 {
            ask(cell, letter(&n.to_string())).await;
        }
        let id = ask(cell, order("Sangatta")).await.id();
        assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 1);
        assert_eq!(look(cell, id).await.state, State::Done);
        let letters = Options { lane: "letters", ..Options::default() };
        let postman = Runner::new(cell.clone(), [Handler::of(Letter)], letters);
        assert_eq!(postman.run_until_idle().await.unwrap(), 101);
    }

    async fn a_list_of_one_lane_shows_what_failed_in_the_others(db: Db) {
        let it = TestCell::new(db);
        let cell = &it.cell;
        ask(cell, letter("Ani")).await;
        let failing = work(How::Refuse);
        ask(cell, order("Sangatta")).await;
        runner(cell, &failing).run_until_idle().await.unwrap();
        let list = async |lane| {
            let filter = Filter { lane: Some(lane), ..Filter::default() };
            let read = cell.db().read(async |tx: &mut Tx| jobs::list(tx, &filter, None, 10).await);
            read.await.unwrap().into_iter().map(|job| job.kind).collect::<Vec<_>>()
        };
        assert_eq!(list("letters").await, ["test/work", "test/letter"]);
        assert_eq!(list("work").await, ["test/work"]);
    }

    async fn a_job_that_puts_itself_off_has_made_no_attempt(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::NotYet(12)));
        let id = ask(cell, order("Sangatta")).await.id();
        let few = Options { attempts: 2, ..Options::default() };
        for _ in 0..12 {
            assert_eq!(runner_with(cell, &work, few.clone()).run_until_idle().await.unwrap(), 1);
            let job = look(cell, id).await;
            assert_eq!((job.state, job.attempt, job.error), (State::Waiting, 0, None));
            assert_eq!(job.due_at, Some(cell.now().plus_seconds(600)));
            it.clock.advance_seconds(600);
        }
        assert_eq!(runner_with(cell, &work, few).run_until_idle().await.unwrap(), 1);
        assert_eq!((look(cell, id).await.state, work.runs.load(Ordering::SeqCst)), (State::Done, 13));
    }

    async fn letters_that_went_well_are_forgotten_after_two_days(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Succeed));
        ask(cell, letter("Ani")).await;
        ask(cell, order("Sangatta")).await;
        let letters = Options { lane: "letters", ..Options::default() };
        Runner::new(cell.clone(), [Handler::of(Letter)], letters).run_until_idle().await.unwrap();
        runner(cell, &work).run_until_idle().await.unwrap();
        it.clock.advance_seconds(2 * 86_400 + 1);
        let cleaned = cell.db().write(async |tx: &mut Tx| jobs::clean_up(tx, cell).await);
        assert_eq!(cleaned.await.unwrap(), 1);
    }
}
