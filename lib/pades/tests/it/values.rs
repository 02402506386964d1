//! Values as ISO 32000-1 §7.3 writes them.

use pades::{Bound, Document, Fault, Limits, Object, Ref};

use crate::support::{Pdf, string, value};

fn shown(text: &str) -> String {
    value(text).unwrap()
}

#[test]
fn numbers_are_whole_or_real() {
    for (text, number) in [("+17", "17"), ("-98", "-98"), ("0", "0"), ("0012", "12")] {
        assert_eq!(shown(text), format!("Integer({number})"));
    }
    for text in ["34.5", "-3.62", "+123.6", "4.", "-.002", "0.0"] {
        assert!(shown(text).starts_with("Real("), "{text}");
    }
    // What no 64 bits hold is a real, as the standard's table C.1 has it.
    assert!(shown("99999999999999999999").starts_with("Real("));
    for text in ["1.2.3", "--1", "1e5", "+", ".", "6#"] {
        assert_eq!(value(text), Err(Fault::Value), "{text}");
    }
}

#[test]
fn a_coordinate_may_be_either() {
    assert_eq!(Object::Integer(-3).as_number(), Some(-3.0));
    let pdf = Pdf::with_catalog().object(7, "[.5 4. -2.25 9]").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let value = document.newest().unwrap().get(Ref::new(7, 0)).unwrap();
    let numbers: Vec<_> = value.as_array().unwrap().iter().map(|n| n.as_number()).collect();
    assert_eq!(numbers, [Some(0.5), Some(4.0), Some(-2.25), Some(9.0)]);
}

#[test]
fn names_resolve_their_escapes() {
    assert_eq!(shown("/Name1"), "Name(/Name1)");
    assert_eq!(
        shown("/A;Name_With-Various***Characters?"),
        "Name(/A;Name_With-Various***Characters?)"
    );
    assert_eq!(shown("/Lime#20Green"), "Name(/Lime Green)");
    assert_eq!(shown("/A#42"), "Name(/AB)");
    assert_eq!(shown("/"), "Name(/)");
    // Before PDF 1.2 a number sign stood for itself.
    assert_eq!(shown("/C#"), "Name(/C#)");
    assert_eq!(shown("/C#zz"), "Name(/C#zz)");
}

#[test]
fn literal_strings_resolve_their_escapes() {
    assert_eq!(string("(a (nested (one)) b)"), b"a (nested (one)) b");
    assert_eq!(string(r"(\n\r\t\b\f\(\)\\\x)"), b"\n\r\t\x08\x0C()\\x");
    assert_eq!(string(r"(\0053\53\7\400)"), b"\x053+\x07\x00");
    assert_eq!(string("(one \\\nline, \\\r\nstill)"), b"one line, still");
    assert_eq!(string("(a\r\nb\rc\nd)"), b"a\nb\nc\nd");
    assert_eq!(string("()"), b"");
}

#[test]
fn hexadecimal_strings_are_strict() {
    assert_eq!(string("<4E6f\n76>"), b"Nov");
    assert_eq!(string("<901FA>"), [0x90, 0x1F, 0xA0]);
    assert_eq!(string("<>"), b"");
    assert_eq!(value("<4E6g>"), Err(Fault::HexString));
    assert_eq!(value("<4E%comment\n>"), Err(Fault::HexString));
}

#[test]
fn strings_are_text_by_their_mark() {
    let text = |raw: &[u8]| {
        let pdf = Pdf::with_catalog().object(7, raw).table("");
        let document = Document::open(&pdf.bytes).unwrap();
        let value = document.newest().unwrap().get(Ref::new(7, 0)).unwrap();
        value.as_string().unwrap().to_text()
    };
    assert_eq!(text(b"<FEFF00540044D83DDE00>"), "TD\u{1F600}");
    assert_eq!(text(b"<FEFFD800>"), "\u{FFFD}");
    assert_eq!(text(b"<FEFF0041 42>"), "A\u{FFFD}");
    assert_eq!(text(b"(\xEF\xBB\xBFm\xC3\xA9)"), "mé");
    assert_eq!(text(b"(\x80 \xE9 \xA0 \x18)"), "• é € ˘");
}

#[test]
fn arrays_dictionaries_and_references_nest() {
    assert_eq!(shown("[1 2 R]"), "Array([Reference(Ref { number: 1, generation: 2 })])");
    assert_eq!(shown("[1 2 3]"), "Array([Integer(1), Integer(2), Integer(3)])");
    let dict = shown("<</A<</B[/C(d)<65>]>>/N null>>");
    for part in ["/A", "/B", "Name(/C)", "String((d))", "String(<65>)", "Null"] {
        assert!(dict.contains(part), "{part} in {dict}");
    }
}

#[test]
fn a_reference_needs_a_possible_object() {
    for text in ["0 0 R", "-1 0 R", "1 65536 R", "4294967296 0 R"] {
        assert_eq!(value(text), Err(Fault::ObjectId), "{text}");
    }
    assert_eq!(value("1 0 Rx"), Err(Fault::Endobj));
}

#[test]
fn comments_are_white_space() {
    assert_eq!(shown("[1%]\n2%)\r3]"), "Array([Integer(1), Integer(2), Integer(3)])");
    assert_eq!(shown("[null%\ntrue false]"), "Array([Null, Bool(true), Bool(false)])");
}

#[test]
fn what_two_readers_could_read_differently_is_refused() {
    assert_eq!(value("<</A 1/B 2/A 3>>"), Err(Fault::DuplicateKey));
    assert_eq!(value("<</A#42 1/AB 2>>"), Err(Fault::DuplicateKey));
    assert_eq!(value("<</A 1 2 3>>"), Err(Fault::Key));
    assert_eq!(value("<</A>>"), Err(Fault::Value));
    assert_eq!(value("1 2"), Err(Fault::Endobj));
    for text in ["]", ")", ">", "{", "maybe", ""] {
        assert_eq!(value(text), Err(Fault::Value), "{text}");
    }
}

#[test]
fn what_is_not_closed_ends_at_the_next_object() {
    assert_eq!(value("(never closed"), Err(Fault::UnclosedString));
    assert_eq!(value("<4E"), Err(Fault::HexString));
    assert_eq!(value("[1 2"), Err(Fault::Value));
    let pdf = Pdf::with_catalog().object(7, "(open").object(8, "(shut)").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let view = document.newest().unwrap();
    assert_eq!(view.get(Ref::new(7, 0)).unwrap_err().what, Fault::UnclosedString);
    assert_eq!(view.get(Ref::new(8, 0)).unwrap().as_string().unwrap().raw(), b"shut");
}

#[test]
fn nesting_and_number_of_values_are_bounded() {
    let depth = Limits::default().depth;
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(value(nested(depth)).is_ok());
    assert_eq!(value(nested(depth + 1)), Err(Fault::Limit(Bound::Depth)));
    assert_eq!(value("<</A".repeat(1_000_000)), Err(Fault::Limit(Bound::Depth)));

    let pdf = Pdf::with_catalog().object(7, "[1 2 3 4 5 6 7 8 9]").table("");
    let limits = Limits { items: 9, ..Limits::default() };
    let document = Document::open_within(&pdf.bytes, limits).unwrap();
    let error = document.newest().unwrap().get(Ref::new(7, 0)).unwrap_err();
    assert_eq!(error.what, Fault::Limit(Bound::Items));
    assert!(error.is_limit());
}

#[test]
fn an_error_names_the_byte() {
    let pdf = Pdf::with_catalog().object(7, "[1 2 <4x>]").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let error = document.newest().unwrap().get(Ref::new(7, 0)).unwrap_err();
    assert_eq!(&pdf.bytes[error.at..=error.at], b"x");
    let says = format!("byte {}: a hexadecimal string holds something else than digits", error.at);
    assert_eq!(error.to_string(), says);
}

#[test]
fn a_dictionary_knows_where_its_values_stand() {
    let pdf = Pdf::with_catalog().object(7, "<</A (x) /B % a comment\n <4E> >>").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let value = document.newest().unwrap().get(Ref::new(7, 0)).unwrap();
    let at = |key| &pdf.bytes[value.as_dict().unwrap().entry(key).unwrap().span.clone()];
    assert_eq!((at("A"), at("B")), (&b"(x)"[..], &b"<4E>"[..]));
}
