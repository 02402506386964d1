//! What a challenge stands for: one letter, or many.

use base::Instant;
use passkey::intent::{Batch, Inclusion, Intent, MOST};
use passkey::{Challenge, Fault, merkle};

fn intent() -> Intent<'static> {
    Intent {
        document: [1; 32],
        signer: "01JD0000000000000000000000",
        field: "TandaTangan1",
        nonce: [2; 32],
        expires: Instant::from_millis(1_800_000_000_000),
    }
}

fn letters(n: usize) -> Vec<Challenge> {
    let letter = |i: usize| Intent { document: [u8::try_from(i).unwrap(); 32], ..intent() };
    (0..n).map(|i| letter(i).challenge()).collect()
}

#[test]
fn whatever_changes_changes_the_challenge() {
    let base = intent().challenge();
    let later = Instant::from_millis(1_800_000_000_001);
    let others = [
        Intent { document: [3; 32], ..intent() },
        Intent { signer: "01JD0000000000000000000001", ..intent() },
        Intent { field: "TandaTangan2", ..intent() },
        Intent { nonce: [3; 32], ..intent() },
        Intent { expires: later, ..intent() },
    ];
    for other in others {
        assert_ne!(other.challenge(), base, "{other:?}");
    }
}

#[test]
fn no_text_moves_from_one_part_into_the_next() {
    let one = Intent { signer: "ab", field: "c", ..intent() };
    let other = Intent { signer: "a", field: "bc", ..intent() };
    assert_ne!(one.challenge(), other.challenge());
}

#[test]
fn an_intent_is_over_at_its_end() {
    let end = intent().expires;
    assert!(!intent().is_over(end.plus_seconds(-1)));
    assert!(intent().is_over(end));
}

#[test]
fn each_letter_of_a_batch_is_proven_to_be_in_it_and_no_other() {
    for size in 1..=MOST {
        let letters = letters(size);
        let batch = Batch::new(&letters).unwrap();
        let root = batch.challenge();
        for (index, letter) in letters.iter().enumerate() {
            let proof = batch.inclusion(index).unwrap();
            assert!(proof.proves(letter, &root), "{index} of {size}");
            let neighbour = &letters[(index + 1) % size];
            assert!(size == 1 || !proof.proves(neighbour, &root), "{index} of {size}");
            assert!(!proof.proves(&Challenge([77; 32]), &root));
            assert!(!proof.proves(letter, &Challenge([77; 32])));
        }
        assert_eq!(batch.inclusion(size), None);
    }
}

#[test]
fn a_proof_with_anything_changed_proves_nothing() {
    let letters = letters(7);
    let batch = Batch::new(&letters).unwrap();
    let root = batch.challenge();
    let honest = batch.inclusion(6).unwrap();
    let changes: [fn(&mut Inclusion); 6] = [
        |p| p.index = 5,
        |p| p.index = 7,
        |p| p.size = 5,
        |p| p.path.push([0; 32]),
        |p| p.path.truncate(1),
        |p| p.path[0][0] ^= 1,
    ];
    for change in changes {
        let mut changed = honest.clone();
        change(&mut changed);
        assert!(!changed.proves(&letters[6], &root), "{changed:?}");
    }
}

#[test]
fn a_batch_of_one_is_not_the_letter_itself() {
    let letter = letters(1);
    assert_ne!(Batch::new(&letter).unwrap().challenge(), letter[0]);
}

#[test]
fn none_too_many_or_one_letter_twice_are_no_batch() {
    let fault = |letters: &[Challenge]| Batch::new(letters).unwrap_err().what;
    assert_eq!(fault(&[]), Fault::Count);
    assert_eq!(fault(&letters(MOST + 1)), Fault::Count);
    let mut twice = letters(3);
    twice.push(twice[0]);
    assert_eq!(fault(&twice), Fault::Duplicate);
}

#[test]
fn a_tree_larger_than_a_batch_proves_nothing() {
    let leaves: Vec<_> = letters(MOST + 1).iter().map(|letter| merkle::leaf(&letter.0)).collect();
    let path = merkle::path(&leaves, 0).unwrap();
    let proof = Inclusion { index: 0, size: leaves.len(), path };
    assert!(!proof.proves(&letters(1)[0], &Challenge(merkle::root(&leaves))));
}

#[test]
fn a_proof_is_kept_as_text() {
    let proof = Batch::new(&letters(5)).unwrap().inclusion(2).unwrap();
    let text = serde_json::to_string(&proof).unwrap();
    assert_eq!(serde_json::from_str::<Inclusion>(&text).unwrap(), proof);
    let short = text.replacen("\"path\":[\"", "\"path\":[\"0", 1);
    let upper = text.replacen("\"path\":[\"", "\"path\":[\"A", 1);
    let more = text.replacen('{', "{\"more\":1,", 1);
    for bad in [short, upper, more] {
        assert!(serde_json::from_str::<Inclusion>(&bad).is_err(), "{bad}");
    }
}

#[test]
fn trees_are_those_of_the_transparency_log() {
    let hex = |hash: merkle::Hash| hash.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let leaves: Vec<_> =
        (0..3).map(|n| merkle::leaf(format!("{{\"seq\":{n}}}").as_bytes())).collect();
    let first = "a402b0e36f5aae85457360fcf00a2545b87dd47f310553e7b0d32d6d0ac4400d";
    let root = "3db67665eea8c26de341668c1d3199f61de4b780a828569a898ce48c28d931f3";
    assert_eq!(hex(leaves[0]), first);
    assert_eq!(hex(merkle::root(&leaves)), root);
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(hex(merkle::root(&[])), nothing);
}
