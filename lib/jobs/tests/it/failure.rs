//! Work that does not succeed.

use std::sync::atomic::Ordering;

use jobs::{Options, State};
use testkit::TestCell;

use crate::support::{How, MIGRATIONS, ask, look, order, runner, runner_with, work};

testkit::on_each_engine! {
    with MIGRATIONS;

    async fn what_time_may_heal_is_tried_again_after_growing_pauses(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::FailTimes(3)));
        let id = ask(cell, order("Sangatta")).await.id();
        let mut pauses = Vec::new();
        for attempt in 1..=3 {
            assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 1);
            let waiting = look(cell, id).await;
            assert_eq!((waiting.state, waiting.attempt), (State::Waiting, attempt));
            assert_eq!(waiting.error.as_deref(), Some("test/link-down"));
            let pause = (waiting.due_at.unwrap().millis() - cell.now().millis()) / 1_000;
            pauses.push(pause);
            it.clock.advance_seconds(pause - 1);
            assert_eq!(runner(cell, &work).run_until_idle().await.unwrap(), 0, "not yet");
            it.clock.advance_seconds(1);
        }
        assert!((5..=10).contains(&pauses[0]), "{pauses:?}");
        assert!((10..=20).contains(&pauses[1]), "{pauses:?}");
        assert!((20..=40).contains(&pauses[2]), "{pauses:?}");
        runner(cell, &work).run_until_idle().await.unwrap();
        assert_eq!(look(cell, id).await.state, State::Done);
    }

    async fn what_keeps_failing_waits_for_a_person(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::FailTimes(u32::MAX)));
        let id = ask(cell, order("Sangatta")).await.id();
        for _ in 0..20 {
            runner(cell, &work).run_until_idle().await.unwrap();
            it.clock.advance_seconds(3_600);
        }
        let dead = look(cell, id).await;
        assert_eq!((dead.state, dead.attempt), (State::Dead, 8));
        assert_eq!(dead.error.as_deref(), Some("test/link-down"));
        assert_eq!(work.runs.load(Ordering::SeqCst), 8);
    }

    async fn a_wrong_order_is_not_tried_again(db: Db) {
        let it = TestCell::new(db);
        let (cell, work) = (&it.cell, work(How::Refuse));
        let id = ask(cell, order("Atlantis")).await.id();
        runner(cell, &work).run_until_idle().await.unwrap();
        let dead = look(cell, id).await;
        assert_eq!((dead.state, dead.error.as_deref()), (State::Dead, Some("test/no-such-village")));
    }

    async fn a_panic_in_the_work_harms_neither_the_worker_nor_other_jobs(db: Db) {
        let it = TestCell::new(db);
        let (cell, panics) = (&it.cell, work(How::Panic));
        let id = ask(cell, order("Sangatta")).await.id();
        let other = ask(cell, order("Bengalon")).await.id();
        let once = Options { attempts: 1, ..Options::default() };
        assert_eq!(runner_with(cell, &panics, once).run_until_idle().await.unwrap(), 2);
        for id in [id, other] {
            let dead = look(cell, id).await;
            assert_eq!((dead.state, dead.error.as_deref()), (State::Dead, Some("jobs/panicked")));
        }
    }
}
