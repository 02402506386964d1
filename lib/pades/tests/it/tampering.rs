//! Files changed by seeded chance: nothing that was changed is ever called whole.

use std::ops::Range;

use pades::verify::{Report, Verdict, verify};
use pades::{Coverage, Document};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

use crate::verifier::{corpus, policy};

const NAMES: [&str; 8] = [
    "valid/table-one.pdf",
    "valid/streams-two.pdf",
    "valid/linear-streams-two.pdf",
    "valid/prepared-streams.pdf",
    "valid/certified-approved.pdf",
    "valid/b-lta-updated.pdf",
    "valid/fields-two.pdf",
    "valid/metadata-two.pdf",
];

/// The same sample each time.
fn seeded() -> ProptestConfig {
    let failure_persistence = None;
    let rng_seed = RngSeed::Fixed(20_261_122);
    ProptestConfig { cases: 128, rng_seed, failure_persistence, ..ProptestConfig::default() }
}

fn judged(bytes: &[u8]) -> Report {
    verify(bytes, &policy())
}

/// The values of the signatures.
fn gaps(bytes: &[u8]) -> Vec<Range<usize>> {
    coverages(bytes).into_iter().map(|coverage| coverage.gap).collect()
}

fn coverages(bytes: &[u8]) -> Vec<Coverage> {
    let document = Document::open(bytes).unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    let signatures = fields.iter().filter_map(|field| field.signature.as_ref());
    signatures.map(|signature| signature.coverage(&document).unwrap()).collect()
}

/// The bytes that some signature covers: all up to the end of the newest one, but for its own value.
/// Evidence that was stored after it is covered by nobody.
fn covered(bytes: &[u8]) -> [Range<usize>; 2] {
    let newest = coverages(bytes).into_iter().max_by_key(|coverage| coverage.end).unwrap();
    [0..newest.gap.start, newest.gap.end..newest.end]
}

proptest! {
    #![proptest_config(seeded())]

    /// One byte of a signed range, changed to any other.
    #[test]
    fn a_flipped_byte_is_always_seen(
        name in prop::sample::select(&NAMES[..]),
        place in any::<Index>(),
        flip in 1_u8..,
    ) {
        let mut bytes = corpus(name);
        let covered: Vec<usize> = covered(&bytes).into_iter().flatten().collect();
        let at = *place.get(&covered);
        bytes[at] ^= flip;
        let report = judged(&bytes);
        prop_assert!(!report.verdict.is_accepted(), "{name}, byte {at}: {report:?}");
    }

    /// The newest signature value, which nothing covers. What nobody signed in it, such as further
    /// certificates, may change; who signed what may not.
    #[test]
    fn a_changed_signature_value_never_changes_the_signer(
        name in prop::sample::select(&NAMES[..]),
        place in any::<Index>(),
        digit in prop::sample::select(&b"0123456789abcdef"[..]),
    ) {
        let mut bytes = corpus(name);
        let gaps = gaps(&bytes);
        let last = gaps.iter().max_by_key(|gap| gap.start).unwrap().clone();
        let before = judged(&bytes);
        bytes[last.start + 1 + place.index(last.len() - 2)] = digit;
        let after = judged(&bytes);
        if after.verdict.is_accepted() {
            let signers = |report: &Report| {
                report.signatures.iter().map(|s| (s.signer.clone(), s.end)).collect::<Vec<_>>()
            };
            prop_assert_eq!(signers(&before), signers(&after));
        }
    }

    /// Pieces of one valid file put into another.
    #[test]
    fn spliced_files_are_never_whole(
        name in prop::sample::select(&NAMES[..]),
        other in prop::sample::select(&NAMES[..]),
        place in any::<Index>(),
        from in any::<Index>(),
        length in 1_usize..4_000,
        replaces in any::<bool>(),
    ) {
        let (bytes, other) = (corpus(name), corpus(other));
        let at = place.index(bytes.len());
        let from = from.index(other.len());
        let piece = &other[from..(from + length).min(other.len())];
        let end = if replaces { (at + piece.len()).min(bytes.len()) } else { at };
        let mut changed = bytes.clone();
        changed.splice(at..end, piece.iter().copied());
        // The signed bytes are no longer where they were signed.
        let is_outside = covered(&bytes).into_iter().any(|part| changed.get(part.clone()) != bytes.get(part));
        if is_outside {
            let report = judged(&changed);
            prop_assert!(!report.verdict.is_accepted(), "{name} at {at}: {report:?}");
        }
    }

    /// A cut file may be an earlier version that was signed; then it is called that, and only then.
    #[test]
    fn a_cut_file_is_whole_only_at_the_end_of_a_signed_revision(
        name in prop::sample::select(&NAMES[..]),
        place in any::<Index>(),
    ) {
        let bytes = corpus(name);
        let end = place.index(bytes.len());
        let report = judged(&bytes[..end]);
        if report.verdict.is_accepted() {
            let newest = report.signatures.iter().map(|signature| signature.end).max();
            let document = Document::open(&bytes).unwrap();
            let is_end = document.revisions().iter().any(|revision| revision.range.end == end);
            prop_assert!(is_end || newest == Some(end));
        }
    }
}

/// Every revision of a valid file, by itself, is what somebody once had: never called changed.
#[test]
fn every_earlier_version_is_still_whole() {
    for name in NAMES {
        let bytes = corpus(name);
        let document = Document::open(&bytes).unwrap();
        for revision in document.revisions() {
            let report = judged(&bytes[..revision.range.end]);
            let is_right = report.verdict.is_accepted() || report.verdict == Verdict::Unsigned;
            assert!(is_right, "{name} to {}: {report:?}", revision.range.end);
        }
    }
}
