//! What is not signed, each for one reason; and what is signed although it looks like it.

use pades::sign::{Admission, Evidence, FieldSpec, Objection, add_fields, admit, extend_dss};
use pades::{CoverageFault, Document, Ref};

use crate::office::{hidden, row, signed};
use crate::support::{Pdf, fixture, fixtures, stream};

fn objections_within(bytes: &[u8], admission: Admission) -> Vec<Objection> {
    admit(&Document::open(bytes).unwrap(), admission).err().unwrap_or_default()
}

fn objections(bytes: &[u8]) -> Vec<Objection> {
    objections_within(bytes, Admission::default())
}

/// A letter of one page; `catalog` and `page` are further entries.
fn letter(catalog: &str, page: &str) -> Pdf {
    Pdf::new()
        .object(1, format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"))
        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
        .object(3, format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{page}>>"))
        .object(4, stream("", b"BT /F 12 Tf (Surat) Tj ET"))
}

/// The same with a form of these fields.
fn form(fields: &str) -> Pdf {
    letter(&format!("/AcroForm<</Fields[{fields}]>>"), &format!("/Annots[{fields}]"))
}

/// A text field with this value that draws these operators.
fn text_field(value: &str, drawn: &str) -> Vec<u8> {
    let field =
        format!("<</Subtype/Widget/Rect[9 9 99 30]/FT/Tx/T(nomor)/V({value})/AP<</N 8 0 R>>>>");
    let drawing = stream("/Subtype/Form/BBox[0 0 90 21]", drawn.as_bytes());
    form("7 0 R").object(7, field).object(8, drawing).table("").bytes
}

#[test]
fn plain_letters_and_signed_ones_are_admitted() {
    assert_eq!(objections(&letter("", "").table("").bytes), []);
    for (name, bytes) in fixtures() {
        match name.as_str() {
            "encrypted" => assert_eq!(objections(&bytes), [Objection::Encrypted]),
            // The hidden object of this one is in nobody's use, and it has no content.
            "freed" => assert_eq!(objections(&bytes), [Objection::UnsignedIncrement(1)]),
            "hybrid" => assert_eq!(objections(&bytes), []),
            _ => assert_eq!(objections(&bytes), [], "{name}"),
        }
    }
}

#[test]
fn a_letter_that_runs_something_is_refused() {
    let script =
        |entry: &str| letter(entry, "").object(7, "<</S/JavaScript/JS(app.alert\\(1\\))>>");
    assert_eq!(
        objections(&script("/OpenAction 7 0 R").table("").bytes),
        [Objection::Script(Ref::new(7, 0))]
    );
    let names = letter("/Names<</JavaScript<</Names[(a)7 0 R]>>>>", "")
        .object(7, "<</S/JavaScript/JS(1)>>");
    assert_eq!(objections(&names.table("").bytes).len(), 2);
    let inside = letter("/OpenAction<</S/JavaScript/JS(1)>>", "");
    assert_eq!(objections(&inside.table("").bytes), [Objection::Script(Ref::new(1, 0))]);
    let hidden = letter("", "/AA<</O<</S/GoTo/D[3 0 R/Fit]/Next[<</S/Rendition/JS(1)>>]>>>>");
    assert_eq!(objections(&hidden.table("").bytes), [Objection::Script(Ref::new(3, 0))]);
    for action in ["Launch", "SubmitForm", "ImportData"] {
        let pdf = letter(&format!("/OpenAction<</S/{action}/F(x)>>"), "");
        assert_eq!(objections(&pdf.table("").bytes), [Objection::Launch(Ref::new(1, 0))]);
    }
    // To open at a page is what half of all writers do.
    let goto = letter("/OpenAction[3 0 R/Fit]", "").table("");
    assert_eq!(objections(&goto.bytes), []);
}

#[test]
fn a_letter_that_can_look_different_is_refused() {
    let layers =
        letter("/OCProperties<</OCGs[7 0 R]/D<<>>>>", "").object(7, "<</Type/OCG/Name(a)>>");
    assert_eq!(
        objections(&layers.table("").bytes),
        [Objection::OptionalContent(Ref::new(1, 0)), Objection::OptionalContent(Ref::new(7, 0))]
    );
    let xfa = letter("/AcroForm<</Fields[]/XFA[(a)7 0 R]>>", "").object(7, stream("", b"<xdp/>"));
    assert_eq!(objections(&xfa.table("").bytes), [Objection::Xfa]);
    let far = letter("", "/Thumb 7 0 R").object(7, stream("/F(lain.bin)", b""));
    assert_eq!(objections(&far.table("").bytes), [Objection::External(Ref::new(7, 0))]);
    let other = letter("", "/Resources<</XObject<</X 7 0 R>>>>");
    let other = other.object(7, stream("/Subtype/Form/BBox[0 0 1 1]/Ref<</F(a.pdf)/Page 0>>", b""));
    assert_eq!(objections(&other.table("").bytes), [Objection::External(Ref::new(7, 0))]);
}

#[test]
fn files_inside_are_for_pdf_a_3_and_for_callers_who_allow_them() {
    let xmp =
        |part: &str| stream("/Type/Metadata/Subtype/XML", format!("<x>{part}</x>").as_bytes());
    let with = |part: &str| {
        letter("/Metadata 9 0 R/Names<</EmbeddedFiles<</Names[(a)7 0 R]>>>>/AF[7 0 R]", "")
            .object(7, "<</Type/Filespec/F(a.xml)/EF<</F 8 0 R>>>>")
            .object(8, stream("/Type/EmbeddedFile", b"<a/>"))
            .object(9, xmp(part))
            .table("")
            .bytes
    };
    let allowed = Admission { attachments: true };
    for part in ["<pdfaid:part>3</pdfaid:part>", "<d pdfaid:part=\"3\"/>"] {
        assert_eq!(objections_within(&with(part), allowed), []);
        assert_eq!(objections(&with(part)).len(), 3);
    }
    let second = objections_within(&with("<pdfaid:part>2</pdfaid:part>"), allowed);
    assert_eq!(second.len(), 3);
    assert!(second.contains(&Objection::EmbeddedFile(Ref::new(8, 0))));
    let pinned =
        letter("", "/Annots[7 0 R]").object(7, "<</Subtype/FileAttachment/Rect[0 0 9 9]>>");
    assert_eq!(objections(&pinned.table("").bytes), [Objection::EmbeddedFile(Ref::new(7, 0))]);
}

#[test]
fn a_field_must_show_its_value() {
    let refused = [Objection::FieldAppearance("nomor".into())];
    assert_eq!(objections(&text_field("000.8/15", "BT (000.8/15) Tj ET")), []);
    assert_eq!(objections(&text_field("000.8/15", "BT [(000.) 20 (8/15)] TJ ET")), []);
    assert_eq!(objections(&text_field("dua kata", "BT (dua) Tj T* (kata) Tj ET")), []);
    assert_eq!(objections(&text_field("", "")), []);
    for (value, drawn) in [
        ("Rp1.000", "BT (Rp9.000) Tj ET"),
        ("Rp1.000", ""),
        ("", "BT (Rp1.000) Tj ET"),
        ("Rp1.000", "BT (Rp1.000) Tj ET /X Do"),
        ("Rp1.000", "BT (Rp1.000 Tj ET"),
    ] {
        assert_eq!(objections(&text_field(value, drawn)), refused, "{value} {drawn}");
    }
    let bare = form("7 0 R").object(7, "<</Subtype/Widget/Rect[9 9 9 9]/FT/Tx/T(nomor)/V(1)>>");
    assert_eq!(objections(&bare.table("").bytes), refused);
    let redrawn = letter("/AcroForm<</Fields[7 0 R]/NeedAppearances true>>", "/Annots[7 0 R]")
        .object(7, "<</Subtype/Widget/Rect[9 9 9 9]/FT/Tx/T(nomor)>>");
    assert_eq!(objections(&redrawn.table("").bytes), [Objection::NeedAppearances]);
}

#[test]
fn text_that_cannot_be_compared_is_not_taken_for_the_value() {
    let font = "/Resources<</Font<</F<</Type/Font/Subtype/Type0>>>>>>";
    let pdf = form("7 0 R")
        .object(7, "<</Subtype/Widget/Rect[9 9 99 30]/FT/Tx/T(nomor)/V(AB)/AP<</N 8 0 R>>>>")
        .object(8, stream(&format!("/Subtype/Form{font}"), b"BT (AB) Tj ET"))
        .table("");
    assert_eq!(objections(&pdf.bytes), [Objection::FieldAppearance("nomor".into())]);
}

#[test]
fn a_choice_shows_the_name_of_what_is_chosen() {
    let choice = |drawn: &str| {
        form("7 0 R")
            .object(7, "<</Subtype/Widget/Rect[9 9 99 30]/FT/Ch/T(sifat)/V(r)/Opt[[(b)(Biasa)][(r)(Rahasia)]]/AP<</N 8 0 R>>>>")
            .object(8, stream("/Subtype/Form", drawn.as_bytes()))
            .table("")
            .bytes
    };
    assert_eq!(objections(&choice("BT (Rahasia) Tj ET")), []);
    assert_eq!(objections(&choice("BT (Biasa) Tj ET")).len(), 1);
}

#[test]
fn a_button_is_in_the_state_of_its_value() {
    let button = |entries: &str| {
        let field = format!("<</Subtype/Widget/Rect[9 9 19 19]/FT/Btn/T(setuju){entries}>>");
        form("7 0 R").object(7, field).table("").bytes
    };
    for right in ["/V/Ya/AS/Ya", "/V/Off/AS/Off", "", "/AS/Off", "/Ff 65536/V/Ya"] {
        assert_eq!(objections(&button(right)), [], "{right}");
    }
    for wrong in ["/V/Ya/AS/Off", "/V/Off/AS/Ya", "/AS/Ya", "/V/Ya/AS/Lain", "/V/Ya"] {
        assert_eq!(objections(&button(wrong)).len(), 1, "{wrong}");
    }
}

#[test]
fn a_revision_that_nobody_signed_is_refused() {
    let changed = letter("", "").table("").object(4, stream("", b"BT (Lain) Tj ET")).table("");
    assert_eq!(objections(&changed.bytes), [Objection::UnsignedIncrement(1)]);
    // A signature over it makes it history.
    assert_eq!(objections(&signed(&changed.bytes, hidden("TTD"))), []);
    let after = signed(&letter("", "").table("").bytes, hidden("TTD"));
    let after = [&after[..], b"% tambahan\n"].concat();
    assert_eq!(objections(&after), [Objection::Tail(11)]);
    let spaces = [letter("", "").table("").bytes.as_slice(), b" \n"].concat();
    assert_eq!(objections(&spaces), []);
}

#[test]
fn preparing_fields_and_keeping_evidence_is_no_change() {
    let evidence = Evidence { certificates: vec![b"A".to_vec()], ..Evidence::default() };
    for name in ["table", "streams", "hybrid", "linearized", "signed-twice"] {
        let specs = [FieldSpec::new("X", row(8)), FieldSpec::new("Y", row(9))];
        let prepared = add_fields(&Document::open(&fixture(name)).unwrap(), &specs).unwrap();
        assert_eq!(objections(&prepared), [], "{name}");
        let again = [FieldSpec::new("Z", row(7))];
        let again = add_fields(&Document::open(&prepared).unwrap(), &again).unwrap();
        assert_eq!(objections(&again), [], "{name}");
        let kept = extend_dss(&Document::open(&again).unwrap(), &[evidence.clone()]).unwrap();
        assert_eq!(objections(&kept.unwrap()), [], "{name}");
    }
}

#[test]
fn what_hides_behind_preparation_is_refused() {
    let field = "<</Subtype/Widget/FT/Sig/T(TTD)/Rect[0 0 0 0]/P 3 0 R>>";
    let catalog =
        |more: &str| format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[9 0 R]>>{more}>>");
    let page =
        |more: &str| format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[9 0 R]{more}>>");
    let base = || letter("", "").table("");
    let right = base().object(1, catalog("")).object(3, page("")).object(9, field).table("");
    assert_eq!(objections(&right.bytes), []);
    let wrong = [
        ("a catalogue entry", base().object(1, catalog("/PageMode/UseNone")).object(9, field)),
        ("a page entry", base().object(3, page("/Rotate 90")).object(9, field)),
        (
            "a text field",
            base().object(3, page("")).object(9, "<</Subtype/Widget/FT/Tx/T(a)/Rect[0 0 0 0]>>"),
        ),
        ("a field with a value", base().object(3, page("")).object(9, "<</FT/Sig/T(a)/V 4 0 R>>")),
        ("another object", base().object(1, catalog("")).object(9, field).object(10, "<</X 1>>")),
        ("page contents", base().object(9, field).object(4, stream("", b"BT (Lain) Tj ET"))),
        (
            "a store that holds the page",
            base()
                .object(1, "<</Type/Catalog/Pages 2 0 R/DSS<</Certs[4 0 R]>>>>")
                .object(4, stream("", b"BT (Lain) Tj ET")),
        ),
        ("a freed object", base().free(4)),
    ];
    for (what, pdf) in wrong {
        let found = objections(&pdf.table("").bytes);
        assert!(found.contains(&Objection::UnsignedIncrement(1)), "{what}: {found:?}");
    }
}

#[test]
fn a_number_that_was_waited_for_is_not_filled_by_a_store() {
    // The page already refers to object 20, which does not exist: the "certificate" would be drawn.
    let base = Pdf::new()
        .object(1, "<</Type/Catalog/Pages 2 0 R>>")
        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
        .object(3, "<</Type/Page/Parent 2 0 R/Contents[4 0 R 20 0 R]>>")
        .object(4, stream("", b"BT (Surat) Tj ET"))
        .table("");
    let more = base
        .object(1, "<</Type/Catalog/Pages 2 0 R/DSS<</Certs[20 0 R]>>>>")
        .object(20, stream("", b"BT (Lain) Tj ET"))
        .table("");
    assert_eq!(objections(&more.bytes), [Objection::UnsignedIncrement(1)]);
}

#[test]
fn content_that_is_used_nowhere_is_refused() {
    let stray = |text: &str| letter("", "").object(20, text).table("").bytes;
    for content in [
        "<</Type/Page/Contents 4 0 R>>",
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Subtype/Widget/FT/Tx/T(a)>>",
    ] {
        assert_eq!(
            objections(&stray(content)),
            [Objection::Unreferenced(Ref::new(20, 0))],
            "{content}"
        );
    }
    let hidden = letter("", "").object(20, stream("", b"BT (Lain) Tj ET")).table("");
    assert_eq!(objections(&hidden.bytes), [Objection::Unreferenced(Ref::new(20, 0))]);
    // Numbers and names that writers leave behind show nothing.
    let empty = letter("", "").object(20, stream("/Subtype/Form", b"")).table("");
    assert_eq!(objections(&empty.bytes), []);
    assert_eq!(objections(&stray("17")), []);
    assert_eq!(objections(&stray("[/a (b) 3]")), []);
}

#[test]
fn a_broken_signature_is_not_signed_over() {
    let mut file = signed(&letter("", "").table("").bytes, hidden("TTD"));
    let range = file.windows(11).rposition(|w| w == b"/ByteRange[").unwrap() + 11;
    file[range] = b'1';
    let found = objections(&file);
    let fault = CoverageFault::NotFromStart(1);
    assert!(
        found.contains(&Objection::BrokenSignature { field: "TTD".into(), fault }),
        "{found:?}"
    );
}

#[test]
fn everything_wrong_is_said_at_once() {
    let bad = letter("/OCProperties<<>>/OpenAction<</S/Launch/F(x)>>", "/Annots[7 0 R]")
        .object(7, "<</Subtype/FileAttachment/Rect[0 0 9 9]>>")
        .object(20, stream("", b"lain"))
        .table("");
    assert_eq!(objections(&bad.bytes).len(), 4);
}
