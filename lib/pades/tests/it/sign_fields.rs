//! Fields are made where they were asked for, or refused with the reason.

use pades::sign::{FieldSpec, Lock, Place, Rect, Seed, add_fields};
use pades::write::WriteError;
use pades::{Dict, Document, Object, Ref};

use crate::office::{existing, hidden, pages, prepared, request, row, signed};
use crate::oracles::check_structure;
use crate::support::{Pdf, fixture, fixtures};

fn fields(bytes: &[u8], specs: &[FieldSpec]) -> Result<Vec<u8>, WriteError> {
    add_fields(&Document::open(bytes).unwrap(), specs)
}

fn chain() -> Vec<FieldSpec> {
    let names = ["Paraf1", "Paraf2", "TTD"];
    names.iter().zip(0..).map(|(name, number)| FieldSpec::new(name, row(number))).collect()
}

fn dict(bytes: &[u8], id: Ref) -> String {
    let document = Document::open(bytes).unwrap();
    let found = document.newest().unwrap().get(id).unwrap();
    described(found.as_dict().unwrap())
}

fn described(dict: &Dict<'_>) -> String {
    let mut out = String::new();
    for entry in dict.entries() {
        out.push_str(&format!("{:?}={:?};", entry.key, entry.value));
    }
    out
}

fn names(bytes: &[u8]) -> Vec<String> {
    let document = Document::open(bytes).unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    fields.iter().map(|field| field.field.name.to_string()).collect()
}

#[test]
fn a_chain_of_signers_gets_all_its_fields_in_one_revision() {
    for (name, base) in fixtures() {
        if name == "encrypted" {
            continue;
        }
        let before = Document::open(&base).unwrap().revisions().len();
        let specs = ["P1", "P2", "T"].iter().zip(0..);
        let specs: Vec<FieldSpec> = specs
            .map(|(field, number)| {
                FieldSpec::new(
                    field,
                    Place::at(0, Rect::sized(500.0, 600.0 + 70.0 * f64::from(number), 90.0, 60.0)),
                )
            })
            .collect();
        if name == "certified" {
            assert!(matches!(fields(&base, &specs), Err(WriteError::Certified(_))));
            continue;
        }
        let result = fields(&base, &specs).unwrap();
        assert!(result.starts_with(&base));
        assert_eq!(Document::open(&result).unwrap().revisions().len(), before + 1, "{name}");
        assert!(names(&result).ends_with(&["P1".into(), "P2".into(), "T".into()]), "{name}");
        check_structure(&result);
    }
}

#[test]
fn a_form_says_that_it_has_signatures_and_may_only_be_added_to() {
    let result = fields(&fixture("table"), &chain()).unwrap();
    let document = Document::open(&result).unwrap();
    let (_, form) = document.newest().unwrap().form().unwrap().unwrap();
    assert_eq!(form.integer("SigFlags"), Some(3));
}

#[test]
fn a_widget_is_printed_locked_and_known_to_its_page() {
    let result = fields(&fixture("table"), &chain()).unwrap();
    let document = Document::open(&result).unwrap();
    let view = document.newest().unwrap();
    let page = &view.pages().unwrap()[0];
    let annotations = page.dict.get("Annots").unwrap().as_array().unwrap();
    assert_eq!(annotations.len(), 3);
    for (field, listed) in view.signature_fields().unwrap().iter().zip(annotations) {
        let dict = &field.field.dict;
        assert_eq!(listed.as_reference(), Some(field.field.id));
        assert!(dict.has_name("Subtype", "Widget") && dict.has_name("FT", "Sig"));
        assert_eq!(dict.integer("F"), Some(132));
        assert_eq!(dict.get("P").unwrap().as_reference(), Some(page.id));
    }
}

#[test]
fn a_widget_with_an_area_has_an_appearance_and_only_the_normal_one() {
    // PDF/A-2 §6.3.3.
    let result = fields(&fixture("table"), &chain()).unwrap();
    let document = Document::open(&result).unwrap();
    let view = document.newest().unwrap();
    for field in view.signature_fields().unwrap() {
        let states = view.value(&field.field.dict, "AP").unwrap();
        let states = states.as_dict().unwrap();
        assert_eq!(states.entries().len(), 1);
        let Object::Stream(form) = view.value(states, "N").unwrap() else { panic!("no stream") };
        assert!(form.dict.has_name("Subtype", "Form") && form.data.is_empty());
    }
}

#[test]
fn annotations_are_appended_wherever_they_are_listed() {
    let note = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>";
    let direct = pages(&["/Annots[9 0 R]"]).object(9, note).table("");
    let apart = pages(&["/Annots 8 0 R"]).object(8, "[9 0 R]").object(9, note).table("");
    let none = pages(&[""]).table("");
    for (pdf, expected) in [(direct, 2), (apart, 2), (none, 1)] {
        let result = fields(&pdf.bytes, &[FieldSpec::new("TTD", row(0))]).unwrap();
        let document = Document::open(&result).unwrap();
        let view = document.newest().unwrap();
        let listed = view.value(&view.pages().unwrap()[0].dict, "Annots").unwrap();
        assert_eq!(listed.as_array().unwrap().len(), expected);
    }
}

#[test]
fn an_array_that_two_pages_share_does_not_put_the_widget_on_both() {
    let pdf = pages(&["/Annots 8 0 R", "/Annots 8 0 R"]).object(8, "[]").table("");
    let result = fields(&pdf.bytes, &[FieldSpec::new("TTD", row(0))]).unwrap();
    let document = Document::open(&result).unwrap();
    let view = document.newest().unwrap();
    let count = |page: usize| {
        let page = view.pages().unwrap()[page].dict.clone();
        view.value(&page, "Annots").unwrap().as_array().unwrap().len()
    };
    assert_eq!((count(0), count(1)), (1, 0));
}

#[test]
fn a_form_is_extended_wherever_it_stands() {
    let text = "<</T(nama)/FT/Tx>>";
    let catalog = |form: &str| {
        Pdf::new()
            .object(1, format!("<</Type/Catalog/Pages 2 0 R{form}>>"))
            .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
            .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
            .object(7, text)
    };
    let inside = catalog("/AcroForm<</Fields[7 0 R]/DA(/F 0 Tf)>>").table("");
    let apart = catalog("/AcroForm 5 0 R").object(5, "<</Fields[7 0 R]/SigFlags 1>>").table("");
    let array =
        catalog("/AcroForm 5 0 R").object(5, "<</Fields 6 0 R>>").object(6, "[7 0 R]").table("");
    let bare = catalog("/AcroForm<<>>").table("");
    for (pdf, before) in [(inside, 1), (apart, 1), (array, 1), (bare, 0)] {
        let result = fields(&pdf.bytes, &chain()).unwrap();
        let document = Document::open(&result).unwrap();
        let view = document.newest().unwrap();
        assert_eq!(view.fields().unwrap().len(), before + 3);
        assert_eq!(view.form().unwrap().unwrap().1.integer("SigFlags"), Some(3));
    }
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let text = Pdf::new()
        .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[7 0 R]>>>>")
        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
        .object(7, "<</T(surat)/Kids[8 0 R]>>")
        .object(8, "<</T(nomor)/FT/Tx/Parent 7 0 R>>")
        .table("");
    for base in [text.bytes, signed(&fixture("table"), hidden("surat"))] {
        let clash = fields(&base, &[FieldSpec::new("surat", row(0))]);
        assert!(matches!(clash, Err(WriteError::FieldExists(name)) if name == "surat"));
    }
    let twice = [FieldSpec::new("TTD", row(0)), FieldSpec::new("TTD", row(1))];
    assert!(matches!(fields(&fixture("table"), &twice), Err(WriteError::FieldExists(_))));
}

#[test]
fn a_name_that_cannot_be_a_name_is_refused() {
    for name in ["", "a.b", "a\nb", &"x".repeat(128)] {
        let result = fields(&fixture("table"), &[FieldSpec::new(name, row(0))]);
        assert!(matches!(result, Err(WriteError::FieldName(_))), "{name:?}");
    }
    assert!(fields(&fixture("table"), &[FieldSpec::new(&"é".repeat(127), row(0))]).is_ok());
}

#[test]
fn a_place_that_does_not_exist_is_refused() {
    let at =
        |page, rect| fields(&fixture("table"), &[FieldSpec::new("TTD", Place::at(page, rect))]);
    let inside = Rect::sized(10.0, 10.0, 100.0, 50.0);
    assert!(matches!(at(2, inside), Err(WriteError::NoPage { page: 2, pages: 2 })));
    for rect in [
        Rect::sized(500.0, 10.0, 100.0, 50.0),
        Rect::sized(-1.0, 10.0, 100.0, 50.0),
        Rect::sized(10.0, 800.0, 100.0, 50.0),
    ] {
        assert!(matches!(at(0, rect), Err(WriteError::OutsidePage { page: 0, .. })), "{rect:?}");
    }
    for rect in [Rect::sized(10.0, 10.0, 0.0, 50.0), Rect::sized(10.0, 10.0, f64::NAN, 5.0)] {
        assert!(matches!(at(0, rect), Err(WriteError::Rectangle { .. })), "{rect:?}");
    }
}

#[test]
fn only_what_is_shown_of_a_page_can_be_signed_on() {
    let pdf = pages(&["/CropBox[100 100 300 300]"]).table("");
    let at = |left| {
        fields(
            &pdf.bytes,
            &[FieldSpec::new("T", Place::at(0, Rect::sized(left, 120.0, 50.0, 50.0)))],
        )
    };
    assert!(at(120.0).is_ok());
    assert!(matches!(at(60.0), Err(WriteError::OutsidePage { .. })));
}

#[test]
fn two_signatures_never_share_a_place() {
    let overlap = [FieldSpec::new("A", row(0)), FieldSpec::new("B", row(0))];
    assert!(matches!(fields(&fixture("table"), &overlap), Err(WriteError::Overlaps { .. })));
    let first = fields(&fixture("table"), &overlap[..1]).unwrap();
    let again = fields(&first, &overlap[1..]);
    assert!(matches!(again, Err(WriteError::Overlaps { other, .. }) if other == "A"));
}

#[test]
fn constraints_and_locks_are_objects_of_their_own() {
    let lock = Lock::Only(vec!["nomor".into(), "surat".into()]);
    let seed = Seed { reasons: vec!["Menyetujui".into()], digests: vec!["SHA256".into()] };
    let spec = FieldSpec::new("TTD", row(0)).locking(lock).seeded(seed);
    let result = fields(&fixture("table"), &[spec]).unwrap();
    let document = Document::open(&result).unwrap();
    let field = &document.newest().unwrap().signature_fields().unwrap()[0].field.dict;
    let reference = |key| field.get(key).unwrap().as_reference().unwrap();
    let lock = dict(&result, reference("Lock"));
    assert_eq!(
        lock,
        "/Type=Name(/SigFieldLock);/Action=Name(/Include);/Fields=Array([String((nomor)), String((surat))]);"
    );
    let seed = dict(&result, reference("SV"));
    assert!(seed.contains("/Ff=Integer(75);") && seed.contains("SHA256"), "{seed}");
}

#[test]
fn a_field_that_asks_for_more_is_not_signed() {
    let seed = Seed { reasons: vec!["Menyetujui".into()], digests: vec!["SHA384".into()] };
    let base = fields(&fixture("table"), &[FieldSpec::new("TTD", row(0)).seeded(seed)]).unwrap();
    let mut wanted = request(existing("TTD"));
    assert!(matches!(prepared(&base, &wanted), Err(WriteError::SeedValue { .. })));
    wanted.reason = Some("Menyetujui".into());
    assert_eq!(prepared(&base, &wanted).unwrap().digests, ["SHA384"]);
    for (seed, what) in [
        ("/Ff 1/Filter/Other", "another filter"),
        ("/Ff 2/SubFilter[/adbe.pkcs7.detached]", "another form of signature"),
        ("/Ff 4/V 3", "a newer version of constraints"),
        ("/Ff 16", "a legal attestation"),
        ("/Ff 32", "revocation data inside the signature"),
    ] {
        let pdf = Pdf::new()
            .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[7 0 R]>>>>")
            .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
            .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[7 0 R]>>")
            .object(7, format!("<</T(TTD)/FT/Sig/Subtype/Widget/Rect[0 0 0 0]/SV<<{seed}>>>>"))
            .table("");
        let refused = prepared(&pdf.bytes, &request(existing("TTD")));
        assert!(matches!(refused, Err(WriteError::SeedValue { what: found, .. }) if found == what));
    }
}
