//! The tree against RFC 6962 written down once more, naively.

use proptest::prelude::*;
use sha2::{Digest, Sha256};
use tlog::{Hash, Hashes, LogError, include, leaf_hash, root, wanted};

use crate::support::{Log, leaf};

fn node(left: Hash, right: Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// MTH of RFC 6962 §2.1.
fn naive_root(entries: &[Vec<u8>]) -> Hash {
    match entries {
        [] => Sha256::digest(b"").into(),
        [one] => Sha256::new().chain_update([0]).chain_update(one).finalize().into(),
        many => {
            let k = many.len().next_power_of_two() / 2;
            node(naive_root(&many[..k]), naive_root(&many[k..]))
        }
    }
}

/// PATH of RFC 6962 §2.1.1.
fn naive_path(index: usize, entries: &[Vec<u8>]) -> Vec<Hash> {
    if entries.len() < 2 {
        return Vec::new();
    }
    let k = entries.len().next_power_of_two() / 2;
    let (mut path, beside) = if index < k {
        (naive_path(index, &entries[..k]), naive_root(&entries[k..]))
    } else {
        (naive_path(index - k, &entries[k..]), naive_root(&entries[..k]))
    };
    path.push(beside);
    path
}

fn hex(hash: Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_published_vectors_come_out() {
    let mut log = Log::default();
    for number in 0..3 {
        log.append(format!("{{\"seq\":{number}}}").into_bytes());
    }
    let leaves: Vec<_> = log.entries.iter().map(|entry| hex(leaf_hash(entry))).collect();
    assert_eq!(leaves[0], "a402b0e36f5aae85457360fcf00a2545b87dd47f310553e7b0d32d6d0ac4400d");
    assert_eq!(leaves[1], "b119a77a4864308c481efb947ff723d6bd4ea1e7fab902eb8ca98bd759e46aee");
    assert_eq!(leaves[2], "d3e0a62a8f7a9256c8beb715afded83e4326d2c47379d259b1709a840ad2f11d");
    assert_eq!(
        hex(root(2, &log.hashes).unwrap()),
        "fc52d71a368a798fd96ec7e5b7ee5f8f9fdd10c7ff9ab146c4eac1e6a0a1b10a"
    );
    assert_eq!(
        hex(root(3, &log.hashes).unwrap()),
        "3db67665eea8c26de341668c1d3199f61de4b780a828569a898ce48c28d931f3"
    );
}

#[test]
fn an_empty_log_has_the_hash_of_nothing_as_its_root() {
    assert_eq!(root(0, &Hashes::default()).unwrap(), naive_root(&[]));
}

#[test]
fn what_a_step_wants_to_read_is_enough_for_it() {
    let log = Log::of(700);
    for index in [0, 1, 255, 256, 511, 512, 699] {
        let numbers = wanted(|known| include(index, 700, known));
        assert!(numbers.len() < 24, "a proof reads few hashes, not {}", numbers.len());
        let fetched: Hashes = numbers.iter().map(|n| (*n, hash_of(&log, *n))).collect();
        assert_eq!(
            include(index, 700, &fetched).unwrap(),
            include(index, 700, &log.hashes).unwrap()
        );
    }
}

fn hash_of(log: &Log, number: u64) -> Hash {
    let (level, n) = tlog_tiles::tlog::split_stored_hash_index(number);
    let first = (n << level) as usize;
    naive_root(&log.entries[first..first + (1 << level)])
}

#[test]
fn a_missing_hash_is_named() {
    let error = include(1, 3, &Hashes::default()).unwrap_err();
    assert!(matches!(error, LogError::MissingHash(_)), "{error}");
}

#[test]
fn nothing_is_proved_of_an_entry_that_is_not_there() {
    let log = Log::of(3);
    let error = include(3, 3, &log.hashes).unwrap_err();
    assert_eq!(error, LogError::OutOfRange { index: 3, size: 3 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn roots_and_proofs_are_those_of_the_standard(size in 1_u64..600, pick: prop::sample::Index) {
        let log = Log::of(size);
        let whole = naive_root(&log.entries);
        prop_assert_eq!(root(size, &log.hashes).unwrap(), whole);
        let index = pick.index(log.entries.len());
        let proof = include(index as u64, size, &log.hashes).unwrap();
        prop_assert_eq!(&proof.path, &naive_path(index, &log.entries));
        prop_assert!(proof.holds(&log.entries[index], &whole));
        prop_assert!(!proof.holds(&leaf(9_999), &whole), "another entry");
        prop_assert!(!proof.holds(&log.entries[index], &[0; 32]), "another root");
        let mut moved = proof.clone();
        moved.index = (moved.index + 1) % size;
        prop_assert!(size == 1 || !moved.holds(&log.entries[index], &whole), "another place");
        if let Some(first) = moved.path.first_mut() {
            first[0] ^= 1;
            moved.index = index as u64;
            prop_assert!(!moved.holds(&log.entries[index], &whole), "a changed proof");
        }
    }
}
