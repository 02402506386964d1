//! What is a revision, where it ends, and what it did.

use pades::{ChangeKind, Document, Fault, Object, Ref};

use crate::support::{Pdf, refused};

fn saved_three_times() -> Pdf {
    Pdf::with_catalog()
        .object(2, "(one)")
        .object(3, "(kept)")
        .table("")
        .object(2, "(two)")
        .object(4, "(new)")
        .table("")
        .free(4)
        .table("")
}

#[test]
fn each_saving_adds_changes_and_frees() {
    let pdf = saved_three_times();
    let document = Document::open(&pdf.bytes).unwrap();
    let changes = |index: usize| -> Vec<(u32, ChangeKind)> {
        document.revisions()[index].changes.iter().map(|c| (c.id.number, c.kind)).collect()
    };
    use ChangeKind::{Added, Changed, Freed};
    assert_eq!(changes(0), [(1, Added), (2, Added), (3, Added)]);
    assert_eq!(changes(1), [(2, Changed), (4, Added)]);
    assert_eq!(changes(2), [(4, Freed)]);
}

#[test]
fn an_object_is_looked_up_as_of_a_revision() {
    let pdf = saved_three_times();
    let document = Document::open(&pdf.bytes).unwrap();
    let text = |revision: usize, number: u32| {
        let value = document.as_of(revision).unwrap().get(Ref::new(number, 0)).unwrap();
        value.as_string().map(|text| String::from_utf8_lossy(text.raw()).into_owned())
    };
    assert_eq!([0, 1, 2].map(|r| text(r, 2).unwrap()), ["one", "two", "two"]);
    assert_eq!([0, 1, 2].map(|r| text(r, 4)), [None, Some("new".to_owned()), None]);
    assert_eq!([0, 1, 2].map(|r| document.as_of(r).unwrap().objects().count()), [3, 4, 3]);
    let found = document.newest().unwrap().find(Ref::new(3, 0)).unwrap().unwrap();
    assert_eq!(found.revision, 0);
    assert!(document.as_of(3).is_none());
}

#[test]
fn revisions_cover_the_file_without_gap() {
    let pdf = saved_three_times();
    let document = Document::open(&pdf.bytes).unwrap();
    let mut end = 0;
    for revision in document.revisions() {
        assert_eq!(revision.range.start, end);
        end = revision.range.end;
        assert!(pdf.bytes[..end].ends_with(b"%%EOF\n"));
        assert_eq!(revision.marker_end, end - 1);
    }
    assert_eq!(end, pdf.bytes.len());
    assert!(document.tail().is_empty());
}

#[test]
fn a_signature_may_end_before_or_behind_the_last_line_end() {
    for line_end in ["", "\n", "\r", "\r\n"] {
        let mut pdf = Pdf::with_catalog().table("");
        pdf.bytes.pop();
        let marker = pdf.bytes.len();
        let pdf = pdf.raw(line_end);
        let document = Document::open(&pdf.bytes).unwrap();
        assert!(document.tail().is_empty());
        assert_eq!(document.revision_ending_at(marker), Some(0));
        assert_eq!(document.revision_ending_at(pdf.bytes.len()), Some(0));
        assert_eq!(document.revision_ending_at(marker - 1), None);
        assert_eq!(document.revision_ending_at(pdf.bytes.len() + 1), None);
    }
    let pdf = Pdf::with_catalog().table("");
    let end = pdf.bytes.len();
    let pdf = pdf.raw(" \r\n%");
    let document = Document::open(&pdf.bytes).unwrap();
    assert_eq!(document.revision_ending_at(end + 3), Some(0), "white space hides nothing");
    assert_eq!(document.revision_ending_at(end + 4), None, "a comment could");
}

#[test]
fn an_increment_goes_on_behind_the_highest_number() {
    let pdf = Pdf::with_catalog().object(40, "1").table("").free(41).table("");
    assert_eq!(Document::open(&pdf.bytes).unwrap().highest_number(), 41);
}

#[test]
fn whatever_follows_the_last_revision_is_a_tail() {
    for tail in [" ", "\n", "% a comment", "7 0 obj\n(loose)\nendobj\n", "%%EOF\n"] {
        let pdf = Pdf::with_catalog().table("");
        let end = pdf.bytes.len();
        let pdf = pdf.raw(tail);
        let document = Document::open(&pdf.bytes).unwrap();
        assert_eq!(document.tail(), end..end + tail.len(), "{tail}");
    }
}

#[test]
fn a_second_end_for_the_same_section_is_a_tail() {
    let pdf = Pdf::with_catalog().table("");
    let end = pdf.bytes.len();
    let pdf = pdf.raw("9 0 obj\n(shadow)\nendobj\n").end();
    let document = Document::open(&pdf.bytes).unwrap();
    assert_eq!(document.revisions().len(), 1);
    assert_eq!(document.tail(), end..pdf.bytes.len());
}

#[test]
fn the_last_startxref_must_be_whole() {
    let pdf = Pdf::with_catalog().table("");
    for tail in [
        "startxref\n",
        "startxref\n9\n",
        "startxref 9 %%EO",
        "startxref\nx\n%%EOF",
        "startxref\n-9\n%%EOF",
    ] {
        let pdf = pdf.clone().raw(tail);
        assert_eq!(refused(&pdf), Fault::StartXref, "{tail}");
    }
    // Part of another word, it is none; and one that points nowhere is refused.
    let word = pdf.clone().raw("restartxref\n9\n");
    assert!(Document::open(&word.bytes).is_ok());
    let nowhere = pdf.raw("startxref\n99999\n%%EOF\n");
    assert_eq!(refused(&nowhere), Fault::Outside);
}

#[test]
fn a_revision_whose_end_points_elsewhere_is_refused() {
    let pdf = Pdf::with_catalog().table("");
    let first = pdf.last.unwrap();
    // A newer section, but startxref leads to the older one: the newer one is mere tail.
    let pdf = pdf.object(1, "<</Type/Catalog/Shadow true>>").table_only("");
    let end = pdf.bytes.len();
    let pdf = pdf.raw(format!("startxref\n{first}\n%%EOF\n"));
    let document = Document::open(&pdf.bytes).unwrap();
    assert_eq!(document.revisions().len(), 1);
    assert!(document.tail().contains(&(end - 1)));
    let (_, catalog) = document.newest().unwrap().catalog().unwrap();
    assert!(catalog.get("Shadow").is_none());
}

#[test]
fn a_section_without_an_end_of_its_own_belongs_to_the_next() {
    let pdf = Pdf::with_catalog().object(2, "(one)").table_only("").object(3, "(two)").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let [revision] = document.revisions() else { panic!("one revision") };
    assert_eq!(revision.changes.len(), 3);
    assert_eq!(revision.range, 0..pdf.bytes.len());
}

#[test]
fn sections_stand_in_the_order_of_the_revisions() {
    // The older section stands behind the newer one, and nothing says the file is linearised.
    let pdf = Pdf::with_catalog();
    let newer = "xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev 000>>\n";
    let older_at = pdf.bytes.len() + newer.len();
    let newer = newer.replace("000", &format!("{older_at:03}"));
    let newer_at = pdf.bytes.len();
    let text = format!("{newer}xref\n1 1\n0000000009 00000 n \ntrailer\n<</Size 9>>\n");
    let pdf = Pdf { last: Some(newer_at), ..pdf }.raw(text).end();
    assert_eq!(refused(&pdf), Fault::Order);
    let linear = pdf.bytes.windows(15).position(|w| w == b"<</Type/Catalog").unwrap();
    let mut bytes = pdf.bytes.clone();
    bytes[linear..linear + 17].copy_from_slice(b"<</Linearized 1>>");
    let document = Document::open(&bytes).unwrap();
    assert!(document.revisions()[0].is_linearized);
}

#[test]
fn a_newer_section_does_not_stand_inside_an_older_revision() {
    let mut pdf = Pdf::with_catalog();
    let newer_at = pdf.bytes.len();
    let newer = "xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev 000>>\n";
    let older_at = newer_at + newer.len();
    pdf = pdf.raw(newer.replace("000", &format!("{older_at:03}"))).table("");
    assert_eq!(pdf.last, Some(older_at));
    let pdf = Pdf { last: Some(newer_at), ..pdf }.end();
    assert_eq!(refused(&pdf), Fault::Order);
}

#[test]
fn entered_again_is_not_changed() {
    let pdf = Pdf::with_catalog().table("").entry(1, 1, 9, 0).table("");
    let document = Document::open(&pdf.bytes).unwrap();
    assert_eq!(document.revisions().len(), 2);
    assert!(document.revisions()[1].changes.is_empty());
}

#[test]
fn a_trailer_is_that_of_its_revision() {
    let pdf = Pdf::with_catalog().table("/Info 5 0 R").table("/Info 6 0 R");
    let document = Document::open(&pdf.bytes).unwrap();
    let info = |index: usize| document.revisions()[index].trailer.get("Info").cloned();
    assert_eq!(info(0), Some(Object::Reference(Ref::new(5, 0))));
    assert_eq!(info(1), Some(Object::Reference(Ref::new(6, 0))));
}

#[test]
fn references_are_followed_but_not_for_ever() {
    let pdf = Pdf::with_catalog()
        .object(2, "3 0 R")
        .object(3, "(here)")
        .object(4, "5 0 R")
        .object(5, "4 0 R")
        .object(6, "77 0 R")
        .table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let view = document.newest().unwrap();
    let follow = |number| view.resolve(&Object::Reference(Ref::new(number, 0)));
    assert!(follow(2).unwrap().as_string().is_some());
    assert_eq!(follow(4).unwrap_err().what, Fault::Circle);
    assert_eq!(follow(6).unwrap(), Object::Null);
}

#[test]
fn an_object_does_not_reach_into_the_next() {
    // Object 2 would swallow object 3 if it could: its stream says it is long enough.
    let swallow = "<</Length 60>>\nstream\nABC";
    let pdf = Pdf::with_catalog().object(2, swallow).object(3, "(mine)\nendstream").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let error = document.newest().unwrap().get(Ref::new(2, 0)).unwrap_err();
    assert_eq!(error.what, Fault::StreamLength);
}
