//! Files of other programs, against what pyHanko and pikepdf say of them.

use std::path::PathBuf;

use pades::{ChangeKind, Coverage, Document, PdfError, Ref, XrefForm};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::support::walk;

/// What `make.py` wrote beside a file.
#[derive(Deserialize)]
struct Facts {
    ends: Vec<usize>,
    revisions: Vec<Vec<u32>>,
    objects: usize,
    pages: usize,
    signatures: Vec<Signed>,
}

#[derive(Deserialize)]
struct Signed {
    field: String,
    byte_range: [u64; 4],
    contents_sha256: String,
    signed_revision: usize,
    coverage: String,
}

pub const NAMES: [&str; 14] = [
    "certified",
    "freed",
    "hybrid",
    "linearized",
    "linearized-streams",
    "signed-archived",
    "signed-hybrid",
    "signed-linearized",
    "signed-linearized-streams",
    "signed-prepared",
    "signed-streams",
    "signed-twice",
    "streams",
    "table",
];

pub fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn facts(name: &str) -> Facts {
    serde_json::from_slice(&fixture(&format!("{name}.json"))).unwrap()
}

/// pyHanko counts the two sections of a linearised file by themselves.
fn is_linearized(name: &str) -> bool {
    name.contains("linearized")
}

#[test]
fn revisions_end_where_they_should() {
    for name in NAMES {
        let bytes = fixture(&format!("{name}.pdf"));
        let document = Document::open(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let revisions = document.revisions();
        let ends: Vec<usize> = revisions.iter().map(|r| r.range.end).collect();
        assert_eq!(ends, facts(name).ends, "{name}");
        assert!(document.tail().is_empty(), "{name}");
        assert_eq!(revisions[0].is_linearized, is_linearized(name), "{name}");
    }
}

#[test]
fn revisions_change_the_objects_that_pyhanko_finds_in_them() {
    for name in NAMES {
        let bytes = fixture(&format!("{name}.pdf"));
        let document = Document::open(&bytes).unwrap();
        let mut expected = facts(name).revisions;
        if is_linearized(name) {
            let second = expected.remove(1);
            expected[0].extend(second);
        }
        if name.contains("hybrid") {
            // The table enters what only the stream shows as free: no change.
            expected[0].retain(|number| !expected_later(*number));
        }
        for (index, (revision, mut expected)) in
            document.revisions().iter().zip(expected).enumerate()
        {
            // pyHanko does not enter its cross-reference streams.
            expected.sort_unstable();
            let changed: Vec<u32> = revision.changes.iter().map(|c| c.id.number).collect();
            assert_eq!(changed, expected, "{name}, revision {index}");
        }
    }
}

/// What the hybrid file hides from old readers.
const fn expected_later(number: u32) -> bool {
    number >= 10
}

#[test]
fn objects_and_pages_are_those_that_pikepdf_finds() {
    for name in NAMES {
        let bytes = fixture(&format!("{name}.pdf"));
        let document = Document::open(&bytes).unwrap();
        let view = document.newest().unwrap();
        let facts = facts(name);
        assert_eq!(view.pages().unwrap().len(), facts.pages, "{name}");
        assert_eq!(view.objects().count(), facts.objects, "{name}");
        for (id, _) in view.objects() {
            let object = view.get(id).unwrap_or_else(|error| panic!("{name}, {id}: {error}"));
            assert_ne!(object, pades::Object::Null, "{name}, {id}");
        }
    }
}

#[test]
fn signatures_cover_what_pyhanko_says() {
    for name in NAMES {
        let bytes = fixture(&format!("{name}.pdf"));
        let document = Document::open(&bytes).unwrap();
        let fields = document.newest().unwrap().signature_fields().unwrap();
        let signed: Vec<_> = fields.iter().filter(|field| field.signature.is_some()).collect();
        let facts = facts(name);
        assert_eq!(signed.len(), facts.signatures.len(), "{name}");
        for expected in facts.signatures {
            let found = signed.iter().find(|f| *f.field.name == expected.field).unwrap();
            let signature = found.signature.as_ref().unwrap();
            assert_eq!(signature.byte_range(), Some(expected.byte_range), "{name}");
            let contents = Sha256::digest(signature.contents().unwrap().bytes());
            let digest: String = contents.iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(digest, expected.contents_sha256, "{name}");
            let coverage = signature.coverage(&document).unwrap();
            check_coverage(&coverage, &expected, &document, name);
            assert_eq!(signature.revision, coverage.revision, "{name}");
        }
    }
}

fn check_coverage(coverage: &Coverage, expected: &Signed, document: &Document<'_>, name: &str) {
    let [_, gap_start, gap_end, rest] = expected.byte_range.map(|n| usize::try_from(n).unwrap());
    assert_eq!(coverage.gap, gap_start..gap_end, "{name}");
    assert_eq!(coverage.end, gap_end + rest, "{name}");
    let sections_before = usize::from(is_linearized(name));
    assert_eq!(coverage.revision + sections_before, expected.signed_revision, "{name}");
    let is_whole = coverage.end == document.bytes().len();
    assert_eq!(is_whole, expected.coverage == "ENTIRE_FILE", "{name}");
}

#[test]
fn each_form_of_cross_references_is_recognised() {
    let form = |name: &str| {
        let bytes = fixture(&format!("{name}.pdf"));
        let document = Document::open(&bytes).unwrap();
        document.revisions().iter().map(|r| r.form).collect::<Vec<_>>()
    };
    assert_eq!(form("signed-twice"), [XrefForm::Table; 3]);
    assert_eq!(form("signed-streams"), [XrefForm::Stream; 3]);
    assert_eq!(form("signed-hybrid"), [XrefForm::Table, XrefForm::Hybrid, XrefForm::Table]);
    assert_eq!(form("signed-linearized"), [XrefForm::Table; 2]);
}

#[test]
fn what_is_freed_is_gone_from_then_on() {
    let bytes = fixture("freed.pdf");
    let document = Document::open(&bytes).unwrap();
    let [_, freeing] = document.revisions() else { panic!("two revisions") };
    let [change] = freeing.changes.as_slice() else { panic!("one change") };
    assert_eq!(change.kind, ChangeKind::Freed);
    let id = Ref::new(change.id.number, 0);
    assert!(document.as_of(0).unwrap().find(id).unwrap().is_some());
    assert!(document.newest().unwrap().find(id).unwrap().is_none());
}

/// Whoever has only the bytes of a revision sees what a view of that revision shows.
#[test]
fn a_view_shows_what_the_file_showed_when_it_ended_there() {
    for name in NAMES {
        let bytes = fixture(&format!("{name}.pdf"));
        let document = Document::open(&bytes).unwrap();
        for (index, revision) in document.revisions().iter().enumerate() {
            let cut = Document::open(&bytes[..revision.range.end]).unwrap();
            let (then, now) = (cut.newest().unwrap(), document.as_of(index).unwrap());
            assert_eq!(cut.revisions(), &document.revisions()[..=index], "{name}");
            assert!(then.objects().eq(now.objects()), "{name}");
            for (id, _) in then.objects() {
                assert_eq!(then.get(id), now.get(id), "{name}, {id}");
            }
        }
    }
}

#[test]
fn an_encrypted_file_that_needs_no_password_is_read_like_any_other() {
    let bytes = fixture("encrypted.pdf");
    let document = Document::open(&bytes).unwrap();
    assert!(document.is_encrypted() && document.is_readable());
    let view = document.newest().unwrap();
    let info = view.value(&view.revision().trailer, "Info").unwrap();
    let title = info.as_dict().unwrap().get("Title").unwrap().as_string().unwrap();
    assert_eq!(title.to_text(), "Nota dinas (uji)");
    let page = &view.pages().unwrap()[0];
    let content = view.value(&page.dict, "Contents").unwrap();
    let content = content.as_stream().unwrap().decode(document.limits()).unwrap();
    assert!(String::from_utf8_lossy(&content).contains("(NOTA DINAS 1) Tj"));
}

#[test]
fn an_encrypted_file_that_needs_a_password_is_not_guessed() {
    let bytes = crate::verifier::corpus("attacks/needs-a-password.pdf");
    let document = Document::open(&bytes).unwrap();
    assert!(document.is_encrypted() && !document.is_readable());
    let bytes = fixture("encrypted.pdf");
    // Another user's entry: the empty password no longer opens it.
    let at = bytes.windows(4).position(|w| w == b"/U <" || w == b"/U (").unwrap();
    let mut bytes = bytes;
    bytes[at + 5] ^= 1;
    let document = Document::open(&bytes).unwrap();
    let view = document.newest().unwrap();
    let faults: Vec<PdfError> = view.objects().filter_map(|(id, _)| view.get(id).err()).collect();
    assert!(!faults.is_empty());
    assert!(faults.iter().all(|error| error.what == pades::Fault::Encrypted), "{faults:?}");
}

#[test]
fn everything_in_a_real_file_can_be_read() {
    for name in NAMES {
        let bytes = fixture(&format!("{name}.pdf"));
        assert!(walk(&bytes, pades::Limits::default()).unwrap() > 9, "{name}");
    }
}
