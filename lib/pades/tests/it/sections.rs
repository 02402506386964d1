//! Cross-reference tables, streams, hybrids and the chain they make.

use pades::{Bound, Document, Fault, Limits, Object, Ref, XrefForm};

use crate::support::{Pdf, packed, refused, refused_within, stream};

/// A file whose only section is this text, with a catalogue as object 1 at byte 9.
fn section(text: &str) -> Pdf {
    let mut pdf = Pdf::with_catalog();
    pdf.last = Some(pdf.bytes.len());
    pdf.raw(text).end()
}

fn table(entries: &str) -> Pdf {
    section(&format!("xref\n{entries}trailer\n<</Size 9/Root 1 0 R>>\n"))
}

fn opens(pdf: &Pdf) {
    let document = Document::open(&pdf.bytes).unwrap();
    document.newest().unwrap().catalog().unwrap();
}

#[test]
fn entries_may_end_in_any_line_end() {
    for end in [" \n", "\r\n", " \r", "\n", "  \n"] {
        opens(&table(&format!("0 2\n0000000000 65535 f{end}0000000009 00000 n{end}")));
    }
    opens(&table("0 1\n0000000000 65535 f \n1 1\n0000000009 00000 n \n"));
    opens(&table(
        "1 1 % a comment may stand\r\n0000000009 00000 n \n"
            .replace(" % a comment may stand", "")
            .as_str(),
    ));
}

#[test]
fn an_entry_has_ten_and_five_digits_and_a_letter() {
    let wrong = [
        "000000009 00000 n \n",
        "00000000009 00000 n \n",
        "0000000009 0000 n \n",
        "0000000009  00000 n \n",
        "0000000009 00000 x \n",
        "0000000009 00000 nn \n",
        "0000000009 99999 n \n",
        "-000000009 00000 n \n",
        "",
    ];
    for entry in wrong {
        assert_eq!(refused(&table(&format!("1 1\n{entry}"))), Fault::XrefEntry, "{entry}");
    }
    assert_eq!(refused(&table("1\n")), Fault::XrefEntry);
    assert_eq!(refused(&table("1 1\n0000000009 00000 n \nx\n")), Fault::Trailer);
    assert_eq!(refused(&section("xref\n0 0\n")), Fault::Trailer);
    assert_eq!(refused(&section("xref\n0 0\ntrailer\n(x)\n")), Fault::Trailer);
}

#[test]
fn an_object_is_entered_once_in_a_section() {
    let twice = "1 1\n0000000009 00000 n \n1 1\n0000000009 00000 n \n";
    assert_eq!(refused(&table(twice)), Fault::DuplicateEntry);
}

#[test]
fn an_entry_that_leads_to_another_object_is_refused_when_asked_for() {
    let pdf = table("1 2\n0000000009 00000 n \n0000000009 00000 n \n");
    let document = Document::open(&pdf.bytes).unwrap();
    let get = |id| document.newest().unwrap().get(id).map_err(|error| error.what);
    assert!(get(Ref::new(1, 0)).is_ok());
    assert_eq!(get(Ref::new(2, 0)), Err(Fault::OtherObject(Ref::new(2, 0))));
    assert_eq!(get(Ref::new(1, 3)), Err(Fault::Generation(Ref::new(1, 3))));
    assert_eq!(get(Ref::new(3, 0)), Ok(Object::Null));
    let pdf = table("1 2\n0000000009 00000 n \n0000000011 00000 n \n");
    let document = Document::open(&pdf.bytes).unwrap();
    let error = document.newest().unwrap().get(Ref::new(2, 0)).unwrap_err();
    assert_eq!((error.what, error.at), (Fault::ObjectHead, 11));
}

#[test]
fn offsets_lie_inside_their_revision() {
    assert_eq!(refused(&table("1 1\n0000099999 00000 n \n")), Fault::Outside);
    let first = Pdf::with_catalog().table("");
    let end = first.bytes.len();
    // The first revision enters an object that only the second writes.
    let entry = format!("1 2\n0000000009 00000 n \n{:010} 00000 n \n", end + 60);
    let pdf = table(&entry);
    let pdf = pdf.raw(" ".repeat(200)).table("");
    assert_eq!(refused(&pdf), Fault::Outside);
}

#[test]
fn offset_zero_in_use_is_free() {
    let pdf = table("1 2\n0000000009 00000 n \n0000000000 00000 n \n");
    let document = Document::open(&pdf.bytes).unwrap();
    assert_eq!(document.newest().unwrap().objects().count(), 1);
}

fn cross_stream(dict: &str, rows: &[u8]) -> Pdf {
    let mut pdf = Pdf::with_catalog();
    pdf.last = Some(pdf.bytes.len());
    let text = stream(&format!("/Type/XRef/Root 1 0 R{dict}"), rows);
    pdf.raw("5 0 obj\n").raw(text).raw("\nendobj\n").end()
}

#[test]
fn a_cross_reference_stream_names_widths_and_ranges() {
    opens(&cross_stream("/W[1 2 1]/Size 2", &[0, 0, 0, 255, 1, 0, 9, 0]));
    opens(&cross_stream("/W[1 2 1]/Size 9/Index[1 1]", &[1, 0, 9, 0]));
    // A width of nothing gives the kind its default: in use.
    opens(&cross_stream("/W[0 1 0]/Size 9/Index[1 1]", &[9]));
    opens(&cross_stream(
        "/W[1 8 8]/Size 9/Index[1 1]",
        &[[1].as_slice(), &9_u64.to_be_bytes(), &[0; 8]].concat(),
    ));
    // Trailing bytes do no harm; an unknown kind is null.
    let unknown = cross_stream("/W[1 1 1]/Size 9/Index[1 2]", &[1, 9, 0, 7, 9, 0, 1, 2]);
    let document = Document::open(&unknown.bytes).unwrap();
    assert_eq!(document.newest().unwrap().objects().count(), 1);
    assert_eq!(document.revisions()[0].form, XrefForm::Stream);
}

#[test]
fn a_cross_reference_stream_may_be_packed_with_a_predictor() {
    let rows = packed(&[2, 1, 9, 0, 2, 0, 0, 0]);
    let filter = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 3>>";
    let dict = format!("/W[1 1 1]/Size 9/Index[1 1 7 1]{filter}");
    let pdf = cross_stream(&dict, &rows);
    let document = Document::open(&pdf.bytes).unwrap();
    // The second row is the first again: object 7 is said to stand where object 1 does.
    assert_eq!(document.newest().unwrap().objects().count(), 2);
}

#[test]
fn a_cross_reference_stream_that_is_none_is_refused() {
    let rows = [1, 9, 0];
    let cases = [
        ("/W[1 1]/Size 9/Index[1 1]", Fault::XrefKey("W")),
        ("/W[1 9 1]/Size 9/Index[1 1]", Fault::XrefKey("W")),
        ("/W[1 0 1]/Size 9/Index[1 1]", Fault::XrefKey("W")),
        ("/W[1 -1 1]/Size 9/Index[1 1]", Fault::XrefKey("W")),
        ("/Size 9/Index[1 1]", Fault::XrefKey("W")),
        ("/W[1 1 1]", Fault::XrefKey("Index")),
        ("/W[1 1 1]/Size 9/Index[1]", Fault::XrefKey("Index")),
        ("/W[1 1 1]/Size 9/Index[1 -1]", Fault::XrefKey("Index")),
        ("/W[1 1 1]/Size 9/Index 1", Fault::XrefKey("Index")),
        ("/W[1 1 1]/Size 9/Index[1 2]", Fault::XrefEntry),
        ("/W[1 1 1]/Size 9/Index[1 1 1 0 1 1]", Fault::XrefEntry),
    ];
    for (dict, fault) in cases {
        assert_eq!(refused(&cross_stream(dict, &rows)), fault, "{dict}");
    }
    let plain = section("5 0 obj\n<</Type/XRef>>\nendobj\n");
    assert_eq!(refused(&plain), Fault::Xref);
    let other = section("5 0 obj\n<</Type/ObjStm/Length 0>>\nstream\n\nendstream\nendobj\n");
    assert_eq!(refused(&other), Fault::XrefKey("Type"));
    // Its length must be right: nothing that decides over a document is searched for.
    let short = section(
        "5 0 obj\n<</Type/XRef/Length 2/W[1 1 1]/Index[1 1]>>\nstream\n\x01\x09\x00\nendstream\nendobj\n",
    );
    assert_eq!(refused(&short), Fault::StreamLength);
    assert_eq!(refused(&section("something else\n")), Fault::Xref);
}

#[test]
fn a_chain_that_leads_round_is_refused() {
    let mut pdf = Pdf::with_catalog();
    let at = pdf.bytes.len();
    pdf.last = Some(at);
    assert_eq!(refused(&pdf.table("")), Fault::Overlap);
    let first = Pdf::with_catalog().table("");
    let behind = first.last.unwrap() + 5;
    let pdf = Pdf { last: Some(behind), ..first }.table("");
    assert_eq!(refused(&pdf), Fault::Xref);
}

#[test]
fn sections_inside_each_other_are_refused() {
    // A section hidden in a string of the trailer of the newer one.
    let inner = "xref\n0 0\ntrailer\n<<>>";
    let mut pdf = Pdf::with_catalog();
    let head = "xref\n0 0\ntrailer\n<</Root 1 0 R/X(";
    pdf.last = Some(pdf.bytes.len());
    let previous = pdf.bytes.len() + head.len();
    let pdf = pdf.raw(format!("{head}{inner})/Prev {previous}>>\n")).end();
    assert_eq!(refused(&pdf), Fault::Overlap);
}

#[test]
fn a_section_around_a_newer_one_is_refused() {
    let mut pdf = Pdf::with_catalog();
    let outer_at = pdf.bytes.len();
    let head = "xref\n0 0\ntrailer\n<</Root 1 0 R/X(";
    let inner = format!("xref\n0 0\ntrailer\n<</Root 1 0 R/Prev {outer_at}>>");
    pdf.last = Some(outer_at + head.len());
    assert_eq!(refused(&pdf.raw(format!("{head}{inner})>>\n")).end()), Fault::Overlap);
}

#[test]
fn previous_sections_lie_in_the_file() {
    for (previous, fault) in [
        ("-1", Fault::Outside),
        ("99999", Fault::Outside),
        ("(x)", Fault::Trailer),
        ("1 0 R", Fault::Trailer),
        ("0", Fault::Xref),
    ] {
        let text = format!("xref\n0 0\ntrailer\n<</Root 1 0 R/Prev {previous}>>\n");
        assert_eq!(refused(&section(&text)), fault, "{previous}");
    }
}

#[test]
fn a_hybrid_file_shows_what_its_table_hides() {
    let pdf = Pdf::with_catalog()
        .object(3, "(from the table)")
        .container(4, "", &[(7, "(hidden)")])
        .packed_only(91, "");
    let stream_at = pdf.last.unwrap();
    let at = pdf.bytes.len();
    let pdf = Pdf { last: None, ..pdf }
        .object(3, "(newer)")
        .free(7)
        .free(8)
        .table(&format!("/XRefStm {stream_at}"));
    let document = Document::open(&pdf.bytes).unwrap();
    let view = document.newest().unwrap();
    assert_eq!(document.revisions()[0].form, XrefForm::Hybrid);
    let text = |number| view.get(Ref::new(number, 0)).unwrap().as_string().unwrap().raw().to_vec();
    assert_eq!(text(7), b"hidden");
    assert_eq!(text(3), b"newer");
    assert!(view.objects().any(|(_, place)| place == pades::Location::File { at }));
    assert!(view.find(Ref::new(8, 0)).unwrap().is_none());
    // What /XRefStm names must be a stream.
    let pdf = Pdf::with_catalog().table("");
    let table_at = pdf.last.unwrap();
    let pdf = Pdf { last: None, ..pdf }.table(&format!("/XRefStm {table_at}"));
    assert_eq!(refused(&pdf), Fault::Xref);
}

#[test]
fn the_chain_is_bounded() {
    let limits = Limits::default();
    let mut pdf = Pdf::with_catalog();
    for _ in 0..5 {
        pdf = pdf.table("");
    }
    let few = Limits { sections: 4, ..limits };
    assert_eq!(refused_within(&pdf, few), Fault::Limit(Bound::Sections));
    assert!(Document::open_within(&pdf.bytes, Limits { sections: 5, ..limits }).is_ok());
    let few = Limits { entries: 5, ..limits };
    assert_eq!(refused_within(&pdf, few), Fault::Limit(Bound::Entries));
    let low = table("8388607 1\n0000000000 00000 f \n");
    assert!(Document::open(&low.bytes).is_ok());
    for first in ["8388608", "18446744073709551615"] {
        let high = table(&format!("{first} 1\n0000000000 00000 f \n"));
        assert_eq!(refused(&high), Fault::Limit(Bound::Number), "{first}");
    }
    // A count alone makes nothing: the entries must stand there.
    assert_eq!(refused(&table("0 9999999999\n")), Fault::XrefEntry);
    let claims = cross_stream("/W[1 1 1]/Size 99999999999", &[1, 9, 0]);
    assert_eq!(refused(&claims), Fault::XrefEntry);
}

#[test]
fn packed_sections_share_one_grant() {
    let rows = packed(&vec![0; 600_000]);
    let one = |pdf: Pdf| {
        let previous = pdf.last.map(|at| format!("/Prev {at}")).unwrap_or_default();
        let dict = format!("/Type/XRef/W[1 1 1]/Index[]/Root 1 0 R/Filter/Fl{previous}");
        let at = pdf.bytes.len();
        let pdf = pdf.raw("5 0 obj\n").raw(stream(&dict, &rows)).raw("\nendobj\n");
        Pdf { last: Some(at), ..pdf }.end()
    };
    let pdf = one(one(Pdf::with_catalog()));
    let limits = Limits { decoded_total: 1_000_000, ..Limits::default() };
    assert_eq!(refused_within(&pdf, limits), Fault::Limit(Bound::Decoded));
    let limits = Limits { decoded_total: 1_200_000, ..limits };
    assert!(Document::open_within(&pdf.bytes, limits).is_ok());
}

#[test]
fn the_file_is_bounded_and_says_what_it_is() {
    let pdf = Pdf::with_catalog().table("");
    let limits = Limits { file: pdf.bytes.len() - 1, ..Limits::default() };
    assert_eq!(refused_within(&pdf, limits), Fault::Limit(Bound::File));
    assert_eq!(Document::open(b"").unwrap_err().what, Fault::Header);
    assert_eq!(Document::open(b"PK\x03\x04 %PDF-1.7").unwrap_err().what, Fault::Header);
    assert_eq!(Document::open(b"%PDF-1.7\n").unwrap_err().what, Fault::StartXref);
}
