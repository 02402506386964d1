//! Surrogate keys.

use std::sync::Mutex;

use base::{Clock, Id, Instant, Random};

struct Sppt;

struct At(i64);

impl Clock for At {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0)
    }
}

/// Counts upwards, so that no two draws are the same.
struct Counting(Mutex<u8>);

impl Random for Counting {
    fn fill(&self, buffer: &mut [u8]) {
        let mut next = self.0.lock().unwrap();
        *next += 1;
        buffer.fill(*next);
    }
}

#[test]
fn keys_sort_by_the_time_they_were_made_and_are_read_back() {
    let random = Counting(Mutex::new(0));
    let early: Id<Sppt> = Id::new(&At(1_000), &random);
    let late: Id<Sppt> = Id::new(&At(2_000), &random);
    assert!(early < late && early.to_string() < late.to_string());
    assert_eq!(early.to_string().len(), 26);
    assert!(Id::parse(&early.to_string()) == Some(early));
}

#[test]
fn two_keys_of_the_same_millisecond_differ() {
    let random = Counting(Mutex::new(0));
    let (one, two): (Id<Sppt>, Id<Sppt>) = (Id::new(&At(5), &random), Id::new(&At(5), &random));
    assert!(one != two);
}

#[test]
fn a_clock_before_1970_still_gives_a_key() {
    let key: Id<Sppt> = Id::new(&At(-1), &Counting(Mutex::new(0)));
    assert!(key.to_string().starts_with("0000000000"));
}

#[test]
fn what_is_not_a_key_is_none() {
    for text in ["", "abc", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAVX", "é"] {
        assert!(Id::<Sppt>::parse(text).is_none(), "{text}");
    }
}
