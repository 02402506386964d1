//! What signing adds keeps a PDF/A-2b file one: the clauses of ISO 19005-2 that it touches.

use pades::sign::{
    Appearance, Correction, Evidence, Faces, FieldSpec, Layout, Line, Permission, QrContent,
    Target, add_fields, extend_dss, prepare_timestamp,
};
use pades::{Dict, Document, Object, View};

use crate::office::{EMPTY, existing, prepared, request, row};
use crate::support::{Pdf, packed, stream};

/// A letter with what PDF/A asks of it, and these entries in its trailer.
fn archive(is_table: bool) -> Vec<u8> {
    let xmp = b"<x:xmpmeta><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>";
    let intent = "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/DestOutputProfile 6 0 R>>]";
    let pdf = Pdf::new()
        .object(1, format!("<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R{intent}>>"))
        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
        .object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>>>")
        .object(4, stream("", b"0 g 72 700 100 1 re f"))
        .object(5, stream("/Type/Metadata/Subtype/XML", xmp))
        .object(6, stream("/N 3/Filter/FlateDecode", &packed(b"profile")));
    let id = "/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]";
    if is_table { pdf.table(id).bytes } else { pdf.packed(id).bytes }
}

/// All that can be done to a letter: fields, a certification that is seen, a signature that is
/// seen, evidence, a time-stamp.
fn grown(base: &[u8]) -> Vec<u8> {
    let faces = Faces::load().unwrap();
    let specs = [FieldSpec::new("Paraf", row(0)), FieldSpec::new("TTD", row(1))];
    let file = add_fields(&Document::open(base).unwrap(), &specs).unwrap();
    let qr = QrContent {
        text: "https://contoh.go.id/v/1".into(),
        correction: Correction::Medium,
        mark: None,
    };
    let words = vec![Line::plain("Kepala Dinas"), Line::bold("Sitti Ramadhani, S.Sos.")];
    let block = Appearance::new(&faces, Layout::Beside).with_qr(qr).with_text(words);
    let mut first = request(existing("Paraf"));
    first.certify = Some(Permission::Fill);
    first.appearance = Some(block.clone());
    let file = prepared(&file, &first).unwrap().finish(EMPTY).unwrap();
    let mut second = request(existing("TTD"));
    second.appearance = Some(block);
    second.reason = Some("Menyetujui – “uji”".into());
    let file = prepared(&file, &second).unwrap().finish(EMPTY).unwrap();
    let evidence = Evidence {
        field: Some("TTD".into()),
        certificates: vec![b"A".to_vec()],
        crls: vec![b"B".to_vec()],
        ocsps: vec![b"C".to_vec()],
    };
    let file = extend_dss(&Document::open(&file).unwrap(), &[evidence]).unwrap().unwrap();
    prepare_timestamp(&Document::open(&file).unwrap(), None, 64).unwrap().finish(EMPTY).unwrap()
}

fn each_form(check: impl Fn(&[u8], &[u8])) {
    for is_table in [true, false] {
        let base = archive(is_table);
        check(&base, &grown(&base));
    }
}

/// Every object that signing wrote.
fn each_new_object(file: &[u8], mut check: impl FnMut(&View<'_, '_>, &Object<'_>)) {
    let document = Document::open(file).unwrap();
    let mut count = 0;
    for (index, revision) in document.revisions().iter().enumerate().skip(1) {
        let view = document.as_of(index).unwrap();
        for change in &revision.changes {
            check(&view, &view.get(change.id).unwrap());
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

fn each_dict<'o>(value: &'o Object<'_>, check: &mut impl FnMut(&'o Dict<'_>)) {
    if let Some(dict) = value.as_dict() {
        check(dict);
        dict.entries().iter().for_each(|entry| each_dict(&entry.value, check));
    }
    value.as_array().unwrap_or_default().iter().for_each(|item| each_dict(item, check));
}

#[test]
fn every_trailer_has_an_id_and_no_encryption() {
    // §6.1.3
    each_form(|_, file| {
        let document = Document::open(file).unwrap();
        for revision in document.revisions() {
            let id = revision.trailer.get("ID").unwrap().as_array().unwrap();
            assert!(
                id.len() == 2
                    && id.iter().all(|part| part.as_string().unwrap().bytes().len() == 16)
            );
            assert!(revision.trailer.get("Encrypt").is_none());
        }
    });
}

#[test]
fn lines_end_where_the_standard_wants_it() {
    // §6.1.4 (`xref`), §6.1.7.1 (`stream`, `endstream`), §6.1.9 (`obj`, `endobj`)
    each_form(|base, file| {
        let added = &file[base.len()..];
        let text: String = added.iter().map(|byte| char::from(*byte)).collect();
        for (word, before, after) in [
            ("\nxref", "\n", "\n"),
            (" obj", "0", "\n"),
            ("endobj", "\n", "\n"),
            (">>\nstream", ">", "\n"),
            ("endstream", "\n", "\n"),
        ] {
            for (at, _) in text.match_indices(word) {
                let rest = &text[at + word.len()..];
                assert!(rest.starts_with(after), "{word}: {:?}", &rest[..9.min(rest.len())]);
                assert!(word.starts_with(before) || text[..at].ends_with(before), "{word}");
            }
        }
    });
}

#[test]
fn streams_are_as_long_as_they_say_and_packed_as_allowed() {
    // §6.1.7.1, §6.1.7.2: /Length right, no data elsewhere, no LZW
    each_form(|_, file| {
        each_new_object(file, |view, object| {
            let Object::Stream(stream) = object else { return };
            assert_eq!(stream.length, pades::Length::Declared);
            assert!(stream.dict.get("F").is_none() && stream.dict.get("FFilter").is_none());
            let filter = stream.dict.get("Filter");
            assert!(filter.is_none() || stream.dict.has_name("Filter", "FlateDecode"));
            assert!(stream.decode(view.document().limits()).is_ok());
        });
    });
}

#[test]
fn values_stay_within_the_limits_of_readers() {
    // §6.1.6 (hexadecimal strings), §6.1.13 (strings, names, numbers)
    each_form(|_, file| {
        each_new_object(file, |_, object| {
            each_dict(object, &mut |dict| {
                for entry in dict.entries() {
                    assert!(entry.key.bytes().len() <= 127);
                    match &entry.value {
                        Object::String(text) => {
                            assert!(text.bytes().len() <= 32_767);
                            assert!(!text.is_hex() || text.raw().len() % 2 == 0);
                        }
                        Object::Name(name) => assert!(name.bytes().len() <= 127),
                        Object::Integer(number) => assert!(i32::try_from(*number).is_ok()),
                        _ => {}
                    }
                }
            });
        });
    });
}

#[test]
fn a_certification_stands_alone_in_perms_and_has_no_digest() {
    // §6.1.12
    each_form(|_, file| {
        let document = Document::open(file).unwrap();
        let (_, catalog) = document.newest().unwrap().catalog().unwrap();
        let permissions = catalog.get("Perms").unwrap().as_dict().unwrap();
        assert_eq!(permissions.entries().len(), 1);
        each_new_object(file, |_, object| {
            each_dict(object, &mut |dict| {
                for key in ["DigestLocation", "DigestMethod", "DigestValue"] {
                    assert!(dict.get(key).is_none());
                }
            });
        });
    });
}

#[test]
fn only_grey_is_painted_and_nothing_is_transparent() {
    // §6.2.2 (resources of their own), §6.2.4.3 (device colours), §6.2.8.3, §6.2.10 (transparency)
    let allowed = ["q", "Q", "cm", "g", "re", "f", "BT", "ET", "Tf", "Td", "Tj"];
    each_form(|_, file| {
        let mut forms = 0;
        each_new_object(file, |view, object| {
            let Object::Stream(form) = object else { return };
            if !form.dict.has_name("Subtype", "Form") {
                return;
            }
            forms += 1;
            for key in ["Group", "SMask", "OPI", "PS", "Ref", "Metadata"] {
                assert!(form.dict.get(key).is_none(), "{key}");
            }
            assert!(form.dict.get("Resources").is_some() && form.dict.get("BBox").is_some());
            let content = form.decode(view.document().limits()).unwrap();
            for line in String::from_utf8_lossy(&content).lines() {
                let operator = line.rsplit([' ', '>']).next().unwrap();
                assert!(allowed.contains(&operator), "{line}");
            }
        });
        assert!(forms >= 4);
    });
}

#[test]
fn every_font_is_embedded_with_the_widths_it_has() {
    // §6.2.11.3 (composite fonts), §6.2.11.4 (embedding), §6.2.11.5 (widths)
    each_form(|_, file| {
        let mut fonts = 0;
        each_new_object(file, |view, object| {
            let Object::Dict(font) = object else { return };
            if !font.has_name("Subtype", "CIDFontType2") {
                return;
            }
            fonts += 1;
            assert!(font.has_name("CIDToGIDMap", "Identity"));
            let descriptor = view.value(font, "FontDescriptor").unwrap();
            let program = view.value(descriptor.as_dict().unwrap(), "FontFile2").unwrap();
            let program = program.as_stream().unwrap().decode(view.document().limits()).unwrap();
            let face = ttf_parser::Face::parse(&program, 0).unwrap();
            let widths = font.get("W").unwrap().as_array().unwrap()[1].as_array().unwrap();
            let raw = ttf_parser::RawFace::parse(&program, 0).unwrap();
            assert!(raw.table_records.into_iter().any(|table| &table.tag.to_bytes() == b"glyf"));
            for (glyph, width) in (1_u16..).zip(widths) {
                let advance = face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap();
                let expected = f64::from(advance) * 1000.0 / f64::from(face.units_per_em());
                assert!((expected - width.as_number().unwrap()).abs() <= 1.0);
            }
        });
        assert_eq!(fonts, 4);
    });
}

#[test]
fn annotations_are_printed_and_have_one_appearance() {
    // §6.3.1 (kinds), §6.3.2 (flags), §6.3.3 (appearances), §6.4.1 (no actions)
    each_form(|_, file| {
        let mut widgets = 0;
        each_new_object(file, |view, object| {
            let Object::Dict(widget) = object else { return };
            if !widget.has_name("Type", "Annot") {
                return;
            }
            widgets += 1;
            assert!(widget.has_name("Subtype", "Widget"));
            let flags = widget.integer("F").unwrap();
            assert_eq!(flags & 0b1_0010_0111, 4, "print, not hidden, not invisible, viewed");
            assert!(widget.get("A").is_none() && widget.get("AA").is_none());
            let rect: Vec<f64> = widget
                .get("Rect")
                .unwrap()
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Object::as_number)
                .collect();
            if rect.iter().all(|side| *side == 0.0) {
                return;
            }
            let states = widget.get("AP").unwrap().as_dict().unwrap();
            assert_eq!(states.entries().len(), 1);
            assert!(view.value(states, "N").unwrap().as_stream().is_some());
        });
        assert_eq!(widgets, 5);
    });
}

#[test]
fn the_form_leaves_drawing_to_the_file() {
    // §6.4.1, §6.4.2
    each_form(|_, file| {
        let document = Document::open(file).unwrap();
        let (_, form) = document.newest().unwrap().form().unwrap().unwrap();
        assert!(form.get("NeedAppearances").is_none() && form.get("XFA").is_none());
    });
}

#[test]
fn a_signature_is_detached_der_over_the_whole_file() {
    // §6.4.3
    each_form(|_, file| {
        let document = Document::open(file).unwrap();
        let fields = document.newest().unwrap().signature_fields().unwrap();
        assert_eq!(fields.len(), 3);
        for field in fields {
            let signature = field.signature.unwrap();
            let coverage = signature.coverage(&document).unwrap();
            assert_eq!(coverage.end, document.revisions()[coverage.revision].range.end);
        }
    });
}

#[test]
fn a_target_can_be_new_and_seen() {
    let faces = Faces::load().unwrap();
    let base = archive(true);
    let mut wanted = request(Target::New(FieldSpec::new("TTD", row(3))));
    wanted.appearance =
        Some(Appearance::new(&faces, Layout::Below).with_text(vec![Line::plain("Uji")]));
    let file = prepared(&base, &wanted).unwrap().finish(EMPTY).unwrap();
    let document = Document::open(&file).unwrap();
    let forms = document.revisions()[1].changes.iter().filter(|change| {
        let object = document.newest().unwrap().get(change.id).unwrap();
        object.as_dict().is_some_and(|dict| dict.has_name("Subtype", "Form"))
    });
    // The empty appearance is not left behind.
    assert_eq!(forms.count(), 1);
}
