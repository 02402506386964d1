//! What holds for every file, damaged ones above all: an answer or an error, never a panic.

use pades::{Document, Limits};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::fixtures::{NAMES, fixture};
use crate::support::walk;

/// Limits so low that damaged files meet them.
fn tight() -> Limits {
    Limits {
        depth: 6,
        items: 200,
        sections: 3,
        entries: 40,
        decoded: 2_000,
        decoded_total: 4_000,
        nodes: 10,
        levels: 4,
        name: 20,
        ..Limits::default()
    }
}

/// Pieces that mean something to a reader of PDF.
const PIECES: [&str; 24] = [
    "0",
    "1 0 R",
    "9999999999",
    "-1",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "/Prev 9",
    "/Kids",
    "/Length 0",
    "/XRefStm 0",
    "stream\n",
    "endstream",
    "endobj",
    "xref\n",
    "trailer",
    "startxref\n0\n%%EOF",
    "%",
    "\u{0}",
];

fn walked(bytes: &[u8]) {
    let _ = walk(bytes, Limits::default());
    let _ = walk(bytes, tight());
}

proptest! {
    #[test]
    fn a_cut_file_never_panics(name in prop::sample::select(&NAMES[..]), place in any::<Index>()) {
        let bytes = fixture(&format!("{name}.pdf"));
        walked(&bytes[..place.index(bytes.len())]);
        walked(&bytes[place.index(bytes.len())..]);
    }

    #[test]
    fn changed_bytes_never_panic(
        name in prop::sample::select(&NAMES[..]),
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = fixture(&format!("{name}.pdf"));
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        walked(&bytes);
    }

    #[test]
    fn pieces_in_wrong_places_never_panic(
        name in prop::sample::select(&NAMES[..]),
        pieces in prop::collection::vec((any::<Index>(), prop::sample::select(&PIECES[..]), any::<bool>()), 1..6),
    ) {
        let mut bytes = fixture(&format!("{name}.pdf"));
        for (place, piece, insert) in pieces {
            let at = place.index(bytes.len());
            let end = if insert { at } else { (at + piece.len()).min(bytes.len()) };
            bytes.splice(at..end, piece.bytes());
        }
        walked(&bytes);
    }

    /// Digits decide where a reader looks next, so they are changed by themselves.
    #[test]
    fn changed_numbers_never_panic(
        name in prop::sample::select(&NAMES[..]),
        changes in prop::collection::vec((any::<Index>(), b'0'..=b'9'), 1..4),
    ) {
        let mut bytes = fixture(&format!("{name}.pdf"));
        let digits: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
        for (place, digit) in changes {
            bytes[*place.get(&digits)] = digit;
        }
        walked(&bytes);
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        walked(&bytes);
        walked(&[b"%PDF-1.7\n", bytes.as_slice(), b"\nstartxref\n9\n%%EOF\n"].concat());
    }

    /// What is appended after a revision never changes what the revision was.
    #[test]
    fn what_is_appended_leaves_earlier_revisions_as_they_were(
        name in prop::sample::select(&NAMES[..]),
        tail in prop::collection::vec(any::<u8>(), 1..60),
    ) {
        let bytes = fixture(&format!("{name}.pdf"));
        let before = Document::open(&bytes).unwrap();
        let longer = [bytes.as_slice(), &tail].concat();
        if let Ok(after) = Document::open(&longer) {
            prop_assert_eq!(before.revisions(), after.revisions());
            prop_assert_eq!(after.tail(), bytes.len()..longer.len());
        }
    }
}

/// Many objects, each of which would swallow the rest of the file: nothing is read twice.
#[test]
fn nested_openings_cost_no_more_than_the_file_is_long() {
    let mut pdf = crate::support::Pdf::with_catalog();
    for number in 2..60_000 {
        let at = pdf.bytes.len();
        pdf = pdf.raw(format!("{number} 0 obj((((\n"));
        pdf.pending.insert(number, [1, u64::try_from(at).unwrap(), 0]);
    }
    let pdf = pdf.table("");
    assert_eq!(walk(&pdf.bytes, Limits::default()), Ok(59_999));
}
