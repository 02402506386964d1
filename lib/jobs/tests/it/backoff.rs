//! Pauses between attempts.

use jobs::Backoff;

#[test]
fn pauses_double_up_to_the_longest() {
    let it = Backoff { first_seconds: 10, longest_seconds: 3_600 };
    let longest = |attempt| (0..=3_600).map(|r| it.seconds(attempt, r)).max().unwrap();
    let shortest = |attempt| (0..=3_600).map(|r| it.seconds(attempt, r)).min().unwrap();
    let pauses: Vec<_> = (1..=11).map(longest).collect();
    assert_eq!(pauses, [10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600]);
    let pauses: Vec<_> = (1..=4).map(shortest).collect();
    assert_eq!(pauses, [5, 10, 20, 40]);
    assert_eq!(longest(u32::MAX), 3_600);
}

#[test]
fn a_pause_is_never_less_than_nothing() {
    let it = Backoff { first_seconds: 0, longest_seconds: 0 };
    assert!((0..10).all(|r| (0..=1).contains(&it.seconds(1, r))));
}
