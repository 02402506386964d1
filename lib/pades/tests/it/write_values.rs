//! Values are written so that they are read as what they were.

use pades::write::{Body, Entries, Increment, Serial, Value};
use pades::{Document, Object, Ref};

use crate::support::Pdf;

fn written(value: &Value) -> String {
    let mut serial = Serial::default();
    serial.value(value);
    String::from_utf8(serial.out).unwrap()
}

/// What object 7 is when it is written with `text`, read, written again and read again.
fn twice(text: &str) -> (String, String) {
    let pdf = Pdf::with_catalog().object(7, text).table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let first = document.newest().unwrap().get(Ref::new(7, 0)).unwrap();
    let mut increment = Increment::new(&document).unwrap();
    increment.put(Ref::new(7, 0), Body::Value(Value::from(&first)));
    let bytes = increment.finish().bytes;
    let document = Document::open(&bytes).unwrap();
    let second = document.newest().unwrap().get(Ref::new(7, 0)).unwrap();
    // Places differ, values must not.
    (written(&Value::from(&first)), written(&Value::from(&second)))
}

#[test]
fn every_kind_of_value_is_read_again_as_what_it_was() {
    let texts = [
        "null",
        "true",
        "-17",
        "+.50",
        "4.",
        "(a\\(b\\)\\\\c (nested) \\101\\\n)",
        "<FEFF 00e9 4>",
        "/A#20B#2fC#23",
        "[1 2 R 3 (x)/N<</K[]>>null]",
        "[12 0 R 5 6]",
        "<</A 1/B 2 0 R/C(x)/D<41>/E[/F 1.5 true]>>",
    ];
    for text in texts {
        let (first, second) = twice(text);
        assert_eq!(first, second, "{text}");
    }
}

#[test]
fn tokens_are_kept_apart_only_where_they_must_be() {
    let array = Value::Array(vec![
        Value::Integer(1),
        Value::Integer(2),
        Value::name("N"),
        Value::Integer(3),
        Value::Reference(Ref::new(4, 5)),
        Value::String(b"x".to_vec()),
        Value::Bool(true),
        Value::Null,
        Value::number(-0.5),
    ]);
    assert_eq!(written(&array), "[1 2/N 3 4 5 R(x)true null -0.5]");
}

#[test]
fn names_hide_what_would_end_them() {
    assert_eq!(written(&Value::Name(b"A B#(/\xC3\xA9".to_vec())), "/A#20B#23#28#2f#c3#a9");
    assert_eq!(written(&Value::Name(Vec::new())), "/");
}

#[test]
fn strings_of_people_become_what_every_reader_understands() {
    assert_eq!(written(&Value::text("a(b)\\c\nd")), "(a\\(b\\)\\\\c\\nd)");
    assert_eq!(written(&Value::text("é")), "<feff00e9>");
    assert_eq!(written(&Value::text("𝄞")), "<feffd834dd1e>");
    assert_eq!(written(&Value::String(vec![0, b'\r'])), "<000d>");
}

#[test]
fn numbers_have_no_needless_digits() {
    for (number, text) in [
        (0.0, "0"),
        (-0.0001, "0"),
        (-0.0, "0"),
        (-40.0, "-40"),
        (1e10, "10000000000"),
        (72.0, "72"),
        (0.125, "0.125"),
        (595.2756, "595.276"),
        (100.0, "100"),
    ] {
        assert_eq!(written(&Value::number(number)), text);
    }
}

#[test]
fn an_entry_is_replaced_where_it_stands() {
    let mut entries = Entries::new().with("A", 1).with("B", 2);
    entries.set("A", 3);
    entries.set("C", 4);
    assert_eq!(written(&entries.clone().into()), "<</A 3/B 2/C 4>>");
    entries.remove("B");
    assert_eq!(written(&entries.into()), "<</A 3/C 4>>");
}

#[test]
fn a_written_text_is_read_as_the_same_text() {
    for text in ["Kepala Dinas (Plt.)", "Rāden Adjeng – “uji”", "a\\b\\(c", "satu\ndua\tтри"]
    {
        let pdf = Pdf::with_catalog().object(7, "null").table("");
        let document = Document::open(&pdf.bytes).unwrap();
        let mut increment = Increment::new(&document).unwrap();
        increment.put(Ref::new(7, 0), Body::Value(Value::text(text)));
        let bytes = increment.finish().bytes;
        let document = Document::open(&bytes).unwrap();
        let Object::String(found) = document.newest().unwrap().get(Ref::new(7, 0)).unwrap() else {
            panic!("no string")
        };
        assert_eq!(found.to_text(), text);
    }
}
