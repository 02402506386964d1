//! What whoever has a copy of the log finds out.

use std::collections::BTreeMap;

use tlog::{Checkpoint, Flaw, Leaf, LogError, VerifierKey, bundle, entries_of, verify_copy};

use crate::support::{Log, ORIGIN, key, leaf, leaf_at, verifier};

fn check(files: &BTreeMap<String, Vec<u8>>, older: Option<&Checkpoint>) -> Result<u64, Flaw> {
    verify_copy(|path| files.get(path).cloned(), &verifier(), older).map(|s| s.checkpoint.size)
}

#[test]
fn an_untouched_copy_holds_together() {
    for size in [0, 1, 2, 255, 256, 257, 600] {
        let files = Log::of(size).published();
        assert_eq!(check(&files, None), Ok(size));
    }
}

#[test]
fn a_log_that_grew_extends_its_older_head() {
    let files = Log::of(300).published();
    for size in [0, 1, 256, 299, 300] {
        assert_eq!(check(&files, Some(&Log::of(size).checkpoint())), Ok(300), "{size}");
    }
}

#[test]
fn a_log_that_was_rewritten_does_not() {
    let mut other = Log::of(200);
    other.append(leaf(1));
    let older = other.checkpoint();
    let flaw = check(&Log::of(300).published(), Some(&older)).unwrap_err();
    assert_eq!(flaw, Flaw::Rewritten { older: 201, size: 201 });
}

#[test]
fn a_log_that_lost_its_newest_entries_does_not_either() {
    let older = Log::of(301).checkpoint();
    let flaw = check(&Log::of(300).published(), Some(&older)).unwrap_err();
    assert_eq!(flaw, Flaw::Rewritten { older: 301, size: 300 });
}

#[test]
fn a_changed_entry_is_found() {
    let mut files = Log::of(300).published();
    let path = "tile/entries/000";
    let mut entries: Vec<Vec<u8>> =
        entries_of(&files[path]).unwrap().into_iter().map(<[u8]>::to_vec).collect();
    entries[17] = leaf(9_000);
    files.insert(path.to_owned(), bundle(entries.iter().map(Vec::as_slice)).unwrap());
    assert_eq!(check(&files, None), Err(Flaw::Root));
}

#[test]
fn a_changed_tile_is_found() {
    for path in ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"] {
        let mut files = Log::of(300).published();
        files.get_mut(path).unwrap()[5] ^= 1;
        assert_eq!(check(&files, None), Err(Flaw::Tile { path: path.to_owned() }));
    }
}

#[test]
fn tiles_may_be_absent_and_a_wider_bundle_serves() {
    let mut files = Log::of(300).published();
    files.retain(|path, _| !path.starts_with("tile/0"));
    let note = Log::of(200).note();
    files.insert("checkpoint".to_owned(), note);
    files.retain(|path, _| !path.starts_with("tile/1"));
    assert_eq!(check(&files, None), Ok(200));
}

#[test]
fn a_missing_bundle_is_named() {
    let mut files = Log::of(300).published();
    files.remove("tile/entries/001.p/44");
    let missing = Flaw::Missing("tile/entries/001.p/44".to_owned());
    assert_eq!(check(&files, None), Err(missing));
}

#[test]
fn a_bundle_that_is_too_short_is_named() {
    let mut files = Log::of(3).published();
    let path = "tile/entries/000.p/3";
    let two = Log::of(2).published().remove("tile/entries/000.p/2").unwrap();
    files.insert(path.to_owned(), two);
    let flaw = Flaw::Count { path: path.to_owned(), found: 2, expected: 3 };
    assert_eq!(check(&files, None), Err(flaw));
}

#[test]
fn a_head_that_another_key_signed_is_refused() {
    let files = Log::of(3).published();
    let stranger = ed25519_dalek::SigningKey::from_bytes(&[8; 32]).verifying_key();
    let key = VerifierKey::new(ORIGIN, stranger).unwrap();
    let flaw = verify_copy(|path| files.get(path).cloned(), &key, None).unwrap_err();
    let why = LogError::Checkpoint("not signed by this key");
    assert_eq!(flaw, Flaw::Unreadable { path: "checkpoint".to_owned(), why });
}

#[test]
fn a_head_with_a_changed_byte_is_refused() {
    let note = Log::of(3).note();
    for at in 0..note.len() {
        let mut changed = note.clone();
        changed[at] ^= 1;
        assert!(Checkpoint::open(&changed, &verifier()).is_err(), "byte {at}");
    }
}

#[test]
fn a_head_of_another_log_with_the_same_key_is_refused() {
    let elsewhere = VerifierKey::new("lain.go.id/naskah", key().verifying_key()).unwrap();
    assert!(Checkpoint::open(&Log::of(3).note(), &elsewhere).is_err());
}

#[test]
fn a_key_is_written_and_read_in_one_form() {
    let text = verifier().to_string();
    assert_eq!(VerifierKey::parse(&text).unwrap(), verifier());
    for wrong in ["", "a+b", "contoh.go.id/naskah+00000000+AAAA", &text.replace("+A", "+B")] {
        assert_eq!(VerifierKey::parse(wrong), Err(LogError::VerifierKey), "{wrong}");
    }
    assert_eq!(VerifierKey::new("dua kata", key().verifying_key()), Err(LogError::Origin));
}

#[test]
fn an_entry_has_one_form() {
    let entry = leaf(5);
    let read = Leaf::parse(&entry).unwrap();
    assert_eq!(read.bytes(), entry);
    let text = String::from_utf8(entry).unwrap();
    for wrong in [
        text.replace("\"v\":1", "\"v\":2"),
        text.replace("\"v\":1", "\"v\": 1"),
        text.replace("}", ",\"name\":\"Budi\"}"),
        text.replace("\"deed\":\"paraf\"", "\"deed\":\"lain\""),
    ] {
        assert!(Leaf::parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn a_bundle_is_read_to_its_last_byte() {
    let packed = bundle([b"satu".as_slice(), b"", b"tiga"]).unwrap();
    assert_eq!(entries_of(&packed).unwrap(), [b"satu".as_slice(), b"", b"tiga"]);
    assert_eq!(entries_of(&packed[..packed.len() - 1]), Err(LogError::Bundle));
    assert_eq!(entries_of(&[packed.as_slice(), &[0]].concat()), Err(LogError::Bundle));
    assert_eq!(bundle([vec![0; 65_536].as_slice()]), Err(LogError::TooLong(65_536)));
}

#[test]
fn an_entry_that_was_noted_long_after_it_says_is_named() {
    let mut log = Log::of(3);
    let times = [
        "2026-11-21T02:30:00.000Z",
        // Two programs, two clocks.
        "2026-11-21T02:20:00.000Z",
        "2026-11-21T02:19:59.999Z",
        "2025-01-02T03:04:05.000Z",
        "2026-11-21T02:30:00.001Z",
        "yesterday",
        // One of the future makes what follows late.
        "2027-01-01T00:00:00.000Z",
        "2026-11-22T00:00:00.000Z",
    ];
    (100..).zip(times).for_each(|(number, at)| log.append(leaf_at(number, at)));
    let files = log.published();
    let summary = verify_copy(|path| files.get(path).cloned(), &verifier(), None).unwrap();
    assert_eq!(summary.late, [5, 6, 8, 10]);
    assert_eq!(summary.leaves.len(), 11);
}
