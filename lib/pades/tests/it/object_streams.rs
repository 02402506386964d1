//! Objects that live in object streams.

use pades::{Bound, Document, Fault, Limits, Location, Object, Ref};

use crate::support::{Pdf, packed, refused, stream};

fn fault(pdf: &Pdf, number: u32) -> Fault {
    let document = Document::open(&pdf.bytes).unwrap();
    document.newest().unwrap().get(Ref::new(number, 0)).unwrap_err().what
}

/// An object stream as it is written here, with one object entered at place 0.
fn written(dict: &str, data: &[u8]) -> Pdf {
    let text = stream(&format!("/Type/ObjStm{dict}"), data);
    Pdf::with_catalog().object(4, text).entry(7, 2, 4, 0).packed("")
}

#[test]
fn objects_are_found_by_their_place() {
    let inside = [(7, "(seven)"), (8, "<</Eight 8>>"), (9, "[9 0 R]")];
    let pdf = Pdf::with_catalog().container(4, "", &inside).packed("");
    let document = Document::open(&pdf.bytes).unwrap();
    let view = document.newest().unwrap();
    let found = view.find(Ref::new(8, 0)).unwrap().unwrap();
    assert_eq!(found.location, Location::Stream { container: 4, index: 1 });
    assert_eq!(found.value.as_dict().unwrap().integer("Eight"), Some(8));
    assert_eq!(view.get(Ref::new(7, 0)).unwrap().as_string().unwrap().raw(), b"seven");
    assert_eq!(view.get(Ref::new(9, 0)).unwrap().as_array().unwrap().len(), 1);
    assert_eq!(view.get(Ref::new(9, 1)).unwrap_err().what, Fault::Generation(Ref::new(9, 1)));
}

#[test]
fn a_packed_one_is_decoded() {
    let data = packed(b"7 0 (packed)");
    let pdf = written("/N 1/First 4/Filter/FlateDecode", &data);
    let document = Document::open(&pdf.bytes).unwrap();
    let value = document.newest().unwrap().get(Ref::new(7, 0)).unwrap();
    assert_eq!(value.as_string().unwrap().raw(), b"packed");
}

#[test]
fn the_directory_must_be_right() {
    let wrong: [(&str, &[u8]); 9] = [
        ("/First 4", b"7 0 (a)"),
        ("/N 1", b"7 0 (a)"),
        ("/N -1/First 4", b"7 0 (a)"),
        ("/N 2/First 4", b"7 0 (a)"),
        ("/N 1/First 99", b"7 0 (a)"),
        ("/N 1/First 4", b"7 x (a)"),
        ("/N 1/First 5", b"7 99 (a)"),
        ("/N 1/First 4", b"8 0 (another number)"),
        ("/N 0/First 0", b""),
    ];
    for (dict, data) in wrong {
        assert_eq!(fault(&written(dict, data), 7), Fault::Directory, "{dict}");
    }
}

#[test]
fn two_objects_never_share_bytes() {
    for places in ["7 0 8 0 ", "7 4 8 0 "] {
        let data = format!("{places}(a) (b) ");
        let pdf = written(&format!("/N 2/First {}", places.len()), data.as_bytes());
        assert_eq!(fault(&pdf, 7), Fault::Directory);
    }
    // The first string would reach into the second object.
    let pdf = written("/N 2/First 8", b"7 0 8 5 (a   (b)) ");
    assert_eq!(fault(&pdf, 7), Fault::UnclosedString);
    // Nothing but white space may stand between them.
    let pdf = written("/N 1/First 4", b"7 0 (a) (b)");
    assert_eq!(fault(&pdf, 7), Fault::Value);
}

#[test]
fn what_is_no_object_stream_is_refused() {
    let other = Pdf::with_catalog().object(4, "<</N 1/First 4>>").entry(7, 2, 4, 0).packed("");
    assert_eq!(fault(&other, 7), Fault::ObjectStream(4));
    let untyped = stream("/N 1/First 4", b"7 0 (a)");
    let untyped = Pdf::with_catalog().object(4, untyped).entry(7, 2, 4, 0).packed("");
    assert_eq!(fault(&untyped, 7), Fault::ObjectStream(4));
    let nowhere = Pdf::with_catalog().entry(7, 2, 4, 0).packed("");
    assert_eq!(fault(&nowhere, 7), Fault::ObjectStream(4));
    // One inside another, and one inside itself.
    let nested = Pdf::with_catalog().entry(4, 2, 4, 0).entry(7, 2, 4, 0).packed("");
    assert_eq!(fault(&nested, 7), Fault::ObjectStream(4));
    assert_eq!(fault(&nested, 4), Fault::ObjectStream(4));
}

#[test]
fn the_length_of_an_object_stream_is_right_and_outside_of_object_streams() {
    let text = "<</Type/ObjStm/N 1/First 4/Length 5 0 R>>\nstream\n7 0 (a)\nendstream";
    let file = |length: &str| {
        Pdf::with_catalog().object(4, text).object(5, length).entry(7, 2, 4, 0).packed("")
    };
    let right = file("7");
    let document = Document::open(&right.bytes).unwrap();
    assert!(document.newest().unwrap().get(Ref::new(7, 0)).is_ok());
    assert_eq!(fault(&file("6"), 7), Fault::StreamLength);
    assert_eq!(fault(&file("6 0 R"), 7), Fault::StreamLength);
    let inside = Pdf::with_catalog().object(4, text).entry(5, 2, 4, 0).entry(7, 2, 4, 0).packed("");
    assert_eq!(fault(&inside, 7), Fault::StreamLength);
}

/// The length is the one of the revision that wrote the stream: a later one cannot cut it.
#[test]
fn a_later_revision_does_not_change_the_length_of_an_object_stream() {
    let text = "<</Type/ObjStm/N 1/First 4/Length 5 0 R>>\nstream\n7 0 (a)\nendstream";
    let pdf = Pdf::with_catalog().object(4, text).object(5, "7").entry(7, 2, 4, 0).packed("");
    let pdf = pdf.object(5, "3").packed("");
    let document = Document::open(&pdf.bytes).unwrap();
    assert!(document.newest().unwrap().get(Ref::new(7, 0)).is_ok());
    assert_eq!(document.newest().unwrap().get(Ref::new(5, 0)), Ok(Object::Integer(3)));
}

#[test]
fn an_inhabited_object_stream_is_not_replaced() {
    let pdf = Pdf::with_catalog().container(4, "", &[(7, "(a)"), (8, "(b)")]).packed("");
    let replaced = pdf.clone().container(4, "", &[(7, "(x)")]).packed("");
    assert_eq!(refused(&replaced), Fault::ContainerReplaced(4));
    assert_eq!(refused(&pdf.clone().free(4).packed("")), Fault::ContainerReplaced(4));
    // With everything it holds it may be.
    let moved = pdf.clone().container(4, "", &[(7, "(x)"), (8, "(y)")]).packed("");
    let document = Document::open(&moved.bytes).unwrap();
    let text = |revision: usize| {
        let value = document.as_of(revision).unwrap().get(Ref::new(8, 0)).unwrap();
        value.as_string().unwrap().raw().to_vec()
    };
    assert_eq!((text(0), text(1)), (b"b".to_vec(), b"y".to_vec()));
    assert!(Document::open(&pdf.object(7, "1").object(8, "2").free(4).packed("").bytes).is_ok());
    // Nor does one appear under objects that were entered before it.
    let dangling = Pdf::with_catalog().entry(7, 2, 4, 0).packed("");
    let late = dangling.container(4, "", &[(9, "(z)")]).packed("");
    assert_eq!(refused(&late), Fault::ContainerReplaced(4));
}

#[test]
fn an_error_inside_names_both_places() {
    let pdf = written("/N 1/First 4", b"7 0 [1 <x>]");
    let document = Document::open(&pdf.bytes).unwrap();
    let error = document.newest().unwrap().get(Ref::new(7, 0)).unwrap_err();
    assert_eq!((error.what, error.inside), (Fault::HexString, Some(8)));
    assert!(pdf.bytes[error.at..].starts_with(b"4 0 obj"));
    assert!(error.to_string().contains("(decoded byte 8)"), "{error}");
}

#[test]
fn all_object_streams_share_one_grant() {
    let padded = |number: u32, inside: u32| {
        let mut data = format!("{inside} 0 (a)").into_bytes();
        data.resize(500_000, b' ');
        (number, inside, packed(&data))
    };
    let mut pdf = Pdf::with_catalog();
    for (number, inside, data) in [padded(4, 7), padded(5, 8), padded(6, 9)] {
        let text = stream("/Type/ObjStm/N 1/First 4/Filter/Fl", &data);
        pdf = pdf.object(number, text).entry(inside, 2, usize::try_from(number).unwrap(), 0);
    }
    let pdf = pdf.packed("");
    let limits = Limits { decoded_total: 1_100_000, ..Limits::default() };
    let document = Document::open_within(&pdf.bytes, limits).unwrap();
    let view = document.newest().unwrap();
    for _ in 0..3 {
        assert!(view.get(Ref::new(7, 0)).is_ok(), "decoded once, it is not counted again");
        assert!(view.get(Ref::new(8, 0)).is_ok());
        let error = view.get(Ref::new(9, 0)).unwrap_err();
        assert_eq!(error.what, Fault::Limit(Bound::Decoded));
    }
}
