//! How often somebody may try.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use base::Kind;
use testkit::FixedClock;
use web::Limiter;

fn limiter(burst: u32, seconds: u64, room: usize) -> (Limiter, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::default());
    let burst = NonZeroU32::new(burst).expect("some");
    (Limiter::new(clock.clone(), burst, Duration::from_secs(seconds), room), clock)
}

#[test]
fn a_burst_is_allowed_and_then_one_more_each_interval() {
    let (limiter, clock) = limiter(3, 60, 100);
    for _ in 0..3 {
        limiter.take("a").expect("within the burst");
    }
    let error = limiter.take("a").expect_err("too many");
    assert_eq!((error.kind(), error.code()), (Kind::TooMany, "web/too-many"));
    assert_eq!(error.params(), [("seconds", "60".to_owned())]);
    clock.advance_seconds(59);
    assert_eq!(limiter.take("a").expect_err("early").params(), [("seconds", "1".to_owned())]);
    clock.advance_seconds(1);
    limiter.take("a").expect("one refilled");
    limiter.take("a").expect_err("and only one");
}

#[test]
fn keys_do_not_disturb_each_other() {
    let (limiter, _) = limiter(1, 60, 100);
    limiter.take("a").expect("first");
    limiter.take("a").expect_err("second");
    limiter.take("b").expect("another key");
}

#[test]
fn success_gives_all_tries_back() {
    let (limiter, _) = limiter(2, 60, 100);
    limiter.take("a").expect("one");
    limiter.take("a").expect("two");
    limiter.forget("a");
    limiter.take("a").expect("fresh");
}

#[test]
fn a_flood_of_keys_does_not_free_one_that_is_used_up() {
    let (limiter, _) = limiter(5, 60, 1_000);
    for _ in 0..5 {
        limiter.take("guesser").expect("within the burst");
    }
    for i in 0..10_000 {
        limiter.take(&format!("k{i}")).expect("a new key");
    }
    limiter.take("guesser").expect_err("still used up");
}

#[test]
fn a_clock_set_back_neither_frees_nor_locks_for_longer() {
    let (limiter, clock) = limiter(1, 60, 100);
    limiter.take("a").expect("first");
    clock.advance_seconds(-3_600);
    assert_eq!(limiter.take("a").expect_err("used").params(), [("seconds", "60".to_owned())]);
    clock.advance_seconds(60);
    limiter.take("a").expect("the seconds it was told to wait are over");
}
