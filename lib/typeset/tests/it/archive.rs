//! The file: PDF/A-2b (ISO 19005-2), the same bytes each time.

use pades::{Document, Object, XrefForm};
use serde_json::json;
use typeset::templates;

use crate::support::{form, render, sheet, typesetter, with_prelude};

/// The stream of an entry of the catalog, inflated when it is packed.
fn stream(view: &pades::View, value: &Object) -> String {
    let Object::Stream(stream) = view.resolve(value).unwrap() else { panic!("no stream") };
    String::from_utf8_lossy(&stream.decode(&pades::Limits::default()).unwrap()).into_owned()
}

#[test]
fn every_form_says_that_it_is_pdf_a_2b_and_carries_its_colours() {
    for template in templates() {
        let pdf = render(&form(template.name, |_| {})).pdf;
        let document = Document::open(&pdf).unwrap();
        let view = document.newest().unwrap();
        let (_, catalog) = view.catalog().unwrap();
        let intents = view.value(&catalog, "OutputIntents").unwrap();
        let intent = view.resolve(&intents.as_array().unwrap()[0]).unwrap();
        let intent = intent.as_dict().unwrap();
        assert!(intent.has_name("S", "GTS_PDFA1"), "{}", template.name);
        assert!(matches!(view.value(intent, "DestOutputProfile").unwrap(), Object::Stream(_)));
        let metadata = stream(&view, catalog.get("Metadata").unwrap());
        assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>"), "{metadata}");
        assert!(metadata.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "{metadata}");
        assert!(catalog.get("StructTreeRoot").is_some(), "{} is tagged", template.name);
        assert_eq!(
            view.value(&catalog, "Lang").unwrap().as_string().unwrap().bytes().as_ref(),
            b"id"
        );
    }
}

#[test]
fn every_font_lies_in_the_file() {
    for template in templates() {
        let pdf = render(&form(template.name, |_| {})).pdf;
        let document = Document::open(&pdf).unwrap();
        let view = document.newest().unwrap();
        let mut fonts = 0;
        for (id, _) in view.objects() {
            let object = view.get(id).unwrap();
            let Some(dict) = object.as_dict().filter(|d| d.has_name("Type", "FontDescriptor"))
            else {
                continue;
            };
            let embedded = ["FontFile2", "FontFile3"].iter().any(|key| dict.get(key).is_some());
            assert!(embedded, "{}: a font is missing", template.name);
            fonts += 1;
        }
        assert!(fonts >= 1, "{}", template.name);
    }
}

#[test]
fn the_file_is_one_revision_with_a_table_so_that_signatures_can_follow() {
    let pdf = render(&form("surat-dinas", |_| {})).pdf;
    let document = Document::open(&pdf).unwrap();
    let [revision] = document.revisions() else { panic!("one revision") };
    assert_eq!(revision.form, XrefForm::Table);
    assert_eq!(revision.range, 0..pdf.len());
    assert!(document.newest().unwrap().signature_fields().unwrap().is_empty());
    assert!(!document.is_encrypted());
    // Every number up to the size is in use: a gap would make Acrobat doubt a first signature.
    let size = revision.trailer.integer("Size").unwrap();
    assert_eq!(document.newest().unwrap().objects().count() as i64, size - 1);
}

#[test]
fn nothing_sleeps_in_the_file_that_could_wake_after_signing() {
    for template in templates() {
        let pdf = render(&form(template.name, |_| {})).pdf;
        let document = Document::open(&pdf).unwrap();
        let (_, catalog) = document.newest().unwrap().catalog().unwrap();
        for key in ["OCProperties", "OpenAction", "AA", "AcroForm", "Names", "Perms"] {
            assert!(catalog.get(key).is_none(), "{}: /{key}", template.name);
        }
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    for template in templates() {
        let sheet = form(template.name, |_| {});
        let fresh = typeset::Typesetter::new().render(&sheet).unwrap();
        assert_eq!(typesetter().render(&sheet).unwrap(), fresh, "{}", template.name);
    }
}

#[test]
fn threads_do_not_disturb_each_other() {
    let sheets: Vec<_> = templates().iter().map(|t| form(t.name, |_| {})).collect();
    let alone: Vec<_> = sheets.iter().map(render).collect();
    let workers = sheets.into_iter().map(|sheet| {
        let typesetter = typesetter();
        std::thread::spawn(move || typesetter.render(&sheet).unwrap())
    });
    let workers: Vec<_> = workers.collect();
    let together: Vec<_> = workers.into_iter().map(|worker| worker.join().unwrap()).collect();
    assert_eq!(together, alone);
}

#[test]
fn another_letter_with_the_same_title_is_another_document() {
    let id = |fields: serde_json::Value| {
        let mut sheet = with_prelude("#data.isi");
        sheet.title = Some("Surat".to_owned());
        sheet.data = fields;
        let pdf = render(&sheet).pdf;
        let document = Document::open(&pdf).unwrap();
        format!("{:?}", document.revisions()[0].trailer.get("ID").unwrap())
    };
    assert_ne!(id(json!({ "isi": "satu" })), id(json!({ "isi": "dua" })));
}

#[test]
fn title_authors_and_moment_are_those_of_the_sheet() {
    let mut sheet = sheet("#set document(title: \"Dari templat\", author: \"Templat\")\nIsi");
    let text = |sheet: &typeset::Sheet| String::from_utf8_lossy(&render(sheet).pdf).into_owned();
    assert!(text(&sheet).contains("Dari templat"));
    sheet.title = Some("Undangan Rapat".to_owned());
    sheet.authors = vec!["Dinas Kominfo".to_owned()];
    let file = text(&sheet);
    assert!(file.contains("Undangan Rapat") && file.contains("Dinas Kominfo"));
    assert!(!file.contains("Dari templat"));
    assert!(file.contains("D:20260818073000+08'00"), "07.30 in WITA");
}

#[test]
fn today_is_the_day_of_writing_where_it_was_written() {
    let sheet = sheet("#datetime.today().display()");
    assert_eq!(render(&sheet).text, ["2026-08-18"]);
}
