//! Which bytes a signature covers, and every way to say it wrongly.

use pades::{Coverage, CoverageFault, Document, Ref};

use crate::support::Pdf;

/// Six digits for each number, to be filled in when the offsets are known.
const BLANK: &str = "[000000 000000 000000 000000]";
const CONTENTS: &str = "<30030201>";

/// A signed file whose dictionary stands as written, with the true range where `BLANK` stood.
fn signed(dictionary: &str) -> Pdf {
    ranged(dictionary, |range| range)
}

fn ranged(dictionary: &str, change: impl FnOnce([usize; 4]) -> [usize; 4]) -> Pdf {
    let mut pdf = Pdf::new()
        .object(1, "<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>")
        .object(2, "<</T(TTD)/FT/Sig/V 3 0 R>>")
        .object(3, dictionary)
        .table("");
    fill(&mut pdf, change);
    pdf
}

fn fill(pdf: &mut Pdf, change: impl FnOnce([usize; 4]) -> [usize; 4]) {
    let find = |what: &str| pdf.bytes.windows(what.len()).rposition(|w| w == what.as_bytes());
    let gap = find(CONTENTS).unwrap_or(0);
    let after = gap + CONTENTS.len();
    let [a, b, c, d] = change([0, gap, after, pdf.bytes.len() - after]);
    if let Some(at) = find(BLANK) {
        let text = format!("[{a:06} {b:06} {c:06} {d:06}]");
        pdf.bytes[at..at + BLANK.len()].copy_from_slice(text.as_bytes());
    }
}

fn coverage(pdf: &Pdf) -> Result<Coverage, CoverageFault> {
    let document = Document::open(&pdf.bytes).unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    fields[0].signature.as_ref().unwrap().coverage(&document)
}

fn usual() -> String {
    format!("<</Type/Sig/ByteRange {BLANK}/Contents {CONTENTS}>>")
}

#[test]
fn a_right_range_covers_all_but_the_digits() {
    let pdf = signed(&usual());
    let found = coverage(&pdf).unwrap();
    assert_eq!((found.revision, found.end), (0, pdf.bytes.len()));
    assert_eq!(&pdf.bytes[found.gap.clone()], CONTENTS.as_bytes());
    let [before, after] = found.covered(&pdf.bytes);
    assert!(before.ends_with(b"/Contents ") && after.starts_with(b">>"));
}

#[test]
fn the_places_in_the_dictionary_are_exact() {
    let pdf = signed(&usual());
    let document = Document::open(&pdf.bytes).unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    let signature = fields[0].signature.as_ref().unwrap();
    assert_eq!(signature.id, Some(Ref::new(3, 0)));
    assert_eq!(&pdf.bytes[signature.contents_at().unwrap()], CONTENTS.as_bytes());
    let range = &pdf.bytes[signature.byte_range_at().unwrap()];
    assert!(range.starts_with(b"[000000 ") && range.ends_with(b"]"));
    assert_eq!(signature.contents().unwrap().bytes().as_ref(), [0x30, 3, 2, 1]);
}

#[test]
fn the_range_is_four_whole_numbers() {
    let wrong = [
        "",
        "/ByteRange null",
        "/ByteRange[0 1 2]",
        "/ByteRange[0 1 2 3 4]",
        "/ByteRange[0 1 2 -3]",
        "/ByteRange[0 1 2 3.0]",
        "/ByteRange 4 0 R",
        "/ByteRange[4 0 R 1 2 3]",
    ];
    for range in wrong {
        let pdf = signed(&format!("<<{range}/Contents {CONTENTS}>>"));
        assert_eq!(coverage(&pdf), Err(CoverageFault::ByteRange), "{range}");
    }
}

#[test]
fn the_contents_are_hexadecimal_and_stand_here() {
    for contents in ["", "/Contents(abc)", "/Contents 4 0 R", "/Contents null", "/Contents[<30>]"] {
        let pdf = signed(&format!("<</ByteRange {BLANK}{contents}>>"));
        assert_eq!(coverage(&pdf), Err(CoverageFault::Contents), "{contents}");
    }
}

#[test]
fn the_gap_holds_the_digits_and_nothing_else() {
    let changed = |change: fn([usize; 4]) -> [usize; 4]| coverage(&ranged(&usual(), change));
    assert_eq!(changed(|[_, b, c, d]| [1, b, c, d]), Err(CoverageFault::NotFromStart(1)));
    let start = |found| matches!(found, Err(CoverageFault::GapStart { .. }));
    assert!(start(changed(|[a, b, c, d]| [a, b - 1, c, d])));
    assert!(start(changed(|[a, b, c, d]| [a, b + 1, c, d])));
    let end = |found| matches!(found, Err(CoverageFault::GapEnd { .. }));
    assert!(end(changed(|[a, b, c, d]| [a, b, c - 1, d + 1])));
    assert!(end(changed(|[a, b, c, d]| [a, b, c + 1, d - 1])));
}

#[test]
fn the_covered_bytes_end_with_a_revision() {
    let changed = |change: fn([usize; 4]) -> [usize; 4]| coverage(&ranged(&usual(), change));
    assert_eq!(changed(|[a, b, c, d]| [a, b, c, d + 1]), Err(CoverageFault::BeyondFile));
    assert_eq!(changed(|[a, b, c, _]| [a, b, c, 999_999]), Err(CoverageFault::BeyondFile));
    assert!(matches!(
        changed(|[a, b, c, d]| [a, b, c, d - 2]),
        Err(CoverageFault::NotARevision(_))
    ));
    assert!(changed(|[a, b, c, d]| [a, b, c, d - 1]).is_ok(), "the last line end is not needed");
    let huge = format!("<</ByteRange[0 1 2 9223372036854775807]/Contents {CONTENTS}>>");
    assert!(coverage(&signed(&huge)).is_err());
}

#[test]
fn a_later_revision_leaves_the_coverage_as_it_was() {
    let pdf = signed(&usual());
    let end = pdf.bytes.len();
    let later = pdf.object(8, "(more)").table("");
    let found = coverage(&later).unwrap();
    assert_eq!((found.revision, found.end), (0, end));
}

#[test]
fn a_signature_does_not_cover_a_revision_before_its_own() {
    let first = Pdf::with_catalog().table("");
    let end = first.bytes.len();
    // The second revision is signed, but the range ends where the first one does.
    let mut pdf = first
        .object(1, "<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>")
        .object(2, "<</T(TTD)/FT/Sig/V 3 0 R>>")
        .object(3, usual())
        .table("");
    fill(&mut pdf, |[a, b, c, _]| [a, b, c, 0]);
    assert!(matches!(coverage(&pdf), Err(CoverageFault::NotARevision(at)) if at > end));
    // An older object that is taken for a signature only later.
    let old = Pdf::with_catalog().object(3, usual()).table("");
    let mut pdf = old
        .object(1, "<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>")
        .object(2, "<</T(TTD)/FT/Sig/V 3 0 R>>")
        .table("");
    fill(&mut pdf, |range| range);
    assert_eq!(coverage(&pdf).unwrap().revision, 1);
}

/// Bytes that lay unused in a revision, and that a later one calls an object.
#[test]
fn a_signature_that_only_a_later_revision_entered_is_refused() {
    let first = Pdf::with_catalog();
    let at = first.bytes.len();
    let mut first = first.raw(format!("3 0 obj\n{}\nendobj\n", usual())).table("");
    fill(&mut first, |range| range);
    let pdf = first
        .object(1, "<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>")
        .object(2, "<</T(TTD)/FT/Sig/V 3 0 R>>")
        .entry(3, 1, at, 0)
        .table("");
    assert_eq!(coverage(&pdf), Err(CoverageFault::Later));
}

#[test]
fn a_signature_may_stand_inside_its_field() {
    let mut pdf = Pdf::new()
        .object(1, "<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>")
        .object(2, format!("<</T(TTD)/FT/Sig/V {}>>", usual()))
        .table("");
    fill(&mut pdf, |range| range);
    assert!(coverage(&pdf).is_ok());
}

#[test]
fn a_signature_in_an_object_stream_covers_nothing() {
    let mut pdf = Pdf::new()
        .object(1, "<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>")
        .object(2, "<</T(TTD)/FT/Sig/V 3 0 R>>")
        .container(4, "", &[(3, &usual())])
        .packed("");
    fill(&mut pdf, |range| range);
    assert_eq!(coverage(&pdf), Err(CoverageFault::InObjectStream));
}
