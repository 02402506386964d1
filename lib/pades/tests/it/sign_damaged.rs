//! Damaged files are refused or grow honestly: nothing panics, nothing before is touched.

use pades::Document;
use pades::sign::{Admission, Evidence, FieldSpec, add_fields, admit, extend_dss, prepare};
use proptest::prelude::*;

use crate::office::{EMPTY, hidden, request, row};
use crate::support::fixtures;

/// A fixture with some bytes changed, cut out or doubled.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let files = fixtures();
    let choice = 0..files.len();
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0..4_u8);
    (choice, prop::collection::vec(change, 1..4)).prop_map(move |(file, changes)| {
        let mut bytes = files[file].1.clone();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                2 => bytes.insert(at, byte),
                _ => bytes.extend_from_within(at..(at + usize::from(byte)).min(bytes.len())),
            }
            if bytes.is_empty() {
                break;
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_base_it_stays_a_prefix(bytes in damaged()) {
        let Ok(document) = Document::open(&bytes) else { return Ok(()) };
        let _ = admit(&document, Admission::default());
        let specs = [FieldSpec::new("X", row(0)), FieldSpec::new("Y", row(1))];
        if let Ok(grown) = add_fields(&document, &specs) {
            prop_assert!(grown.starts_with(&bytes));
        }
        if let Ok(signed) = prepare(&document, &request(hidden("Z"))).and_then(|it| it.finish(EMPTY)) {
            prop_assert!(signed.starts_with(&bytes));
            let evidence = Evidence { certificates: vec![b"A".to_vec()], ..Evidence::default() };
            let again = Document::open(&signed).unwrap();
            if let Ok(Some(kept)) = extend_dss(&again, &[evidence]) {
                prop_assert!(kept.starts_with(&signed));
            }
        }
    }
}
