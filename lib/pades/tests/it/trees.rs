//! The trees of pages and fields.

use pades::{Bound, Document, Fault, Limits, Object, Ref};

use crate::support::Pdf;

fn tree(objects: &[(u32, &str)]) -> Pdf {
    let catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R 20 0 R]>>>>";
    let file = Pdf::new().object(1, catalog);
    objects.iter().fold(file, |file, (number, text)| file.object(*number, text)).table("")
}

fn pages(objects: &[(u32, &str)]) -> Result<Vec<u32>, Fault> {
    let pdf = tree(objects);
    let document = Document::open(&pdf.bytes).unwrap();
    let pages = document.newest().unwrap().pages().map_err(|error| error.what)?;
    Ok(pages.iter().map(|page| page.id.number).collect())
}

fn fields(objects: &[(u32, &str)]) -> Result<Vec<(String, Vec<u32>)>, Fault> {
    let pdf = tree(objects);
    let document = Document::open(&pdf.bytes).unwrap();
    let fields = document.newest().unwrap().fields().map_err(|error| error.what)?;
    let widgets = |ids: &[Ref]| ids.iter().map(|id| id.number).collect();
    Ok(fields.iter().map(|field| (field.name.to_string(), widgets(&field.widgets))).collect())
}

#[test]
fn pages_come_in_their_order() {
    let tree = [
        (2, "<</Kids[3 0 R 6 0 R]>>"),
        (3, "<</Kids[4 0 R 5 0 R]>>"),
        (4, "<</Type/Page>>"),
        (5, "<</Type/Page>>"),
        (6, "<</Type/Page>>"),
    ];
    assert_eq!(pages(&tree), Ok(vec![4, 5, 6]));
    assert_eq!(pages(&[(2, "<</Kids 3 0 R>>"), (3, "[]")]), Ok(vec![]));
}

#[test]
fn a_page_inherits_from_the_nodes_above_it() {
    let pdf = tree(&[
        (2, "<</Rotate 90/MediaBox[0 0 1 1]/Kids[3 0 R]>>"),
        (3, "<</Rotate 180/Kids[4 0 R]>>"),
        (4, "<</Type/Page/Parent 99 0 R/UserUnit 2>>"),
    ]);
    let document = Document::open(&pdf.bytes).unwrap();
    let pages = document.newest().unwrap().pages().unwrap();
    let attribute = |key| pages[0].attribute(key);
    assert_eq!(attribute("Rotate"), Some(&Object::Integer(180)));
    assert_eq!(attribute("MediaBox").unwrap().as_array().unwrap().len(), 4);
    assert_eq!(attribute("UserUnit"), Some(&Object::Integer(2)));
    assert_eq!(attribute("CropBox"), None);
}

#[test]
fn a_tree_that_meets_itself_is_refused() {
    assert_eq!(pages(&[(2, "<</Kids[2 0 R]>>")]), Err(Fault::Tree));
    assert_eq!(pages(&[(2, "<</Kids[3 0 R 3 0 R]>>"), (3, "<<>>")]), Err(Fault::Tree));
    assert_eq!(pages(&[(2, "<</Kids[3 0 R]>>"), (3, "<</Kids[2 0 R]>>")]), Err(Fault::Tree));
    let looping = [(10, "<</T(a)/Kids[11 0 R]>>"), (11, "<</T(b)/Kids[10 0 R]>>"), (20, "<<>>")];
    assert_eq!(fields(&looping), Err(Fault::Tree));
}

#[test]
fn what_is_no_tree_is_refused() {
    assert_eq!(pages(&[]), Err(Fault::Entry("Kids")));
    assert_eq!(pages(&[(2, "[]")]), Err(Fault::Entry("Kids")));
    assert_eq!(pages(&[(2, "<</Kids 5>>")]), Err(Fault::Entry("Kids")));
    assert_eq!(pages(&[(2, "<</Kids[<<>>]>>")]), Err(Fault::Entry("Kids")));
    assert_eq!(fields(&[(10, "<<>>"), (20, "5")]), Err(Fault::Entry("Fields")));
    let pdf = Pdf::new().object(1, "<</Type/Page>>").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let error = document.newest().unwrap().catalog().unwrap_err();
    assert_eq!(error.what, Fault::Entry("Root"));
}

#[test]
fn trees_are_bounded() {
    let deep: Vec<(u32, String)> =
        (2..80).map(|n| (n, format!("<</Kids[{} 0 R]>>", n + 1))).collect();
    let deep: Vec<(u32, &str)> = deep.iter().map(|(n, text)| (*n, text.as_str())).collect();
    assert_eq!(pages(&deep), Err(Fault::Limit(Bound::Levels)));
    let pdf = tree(&[(2, "<</Kids[3 0 R 4 0 R]>>"), (3, "<<>>"), (4, "<<>>")]);
    let limits = Limits { nodes: 2, ..Limits::default() };
    let document = Document::open_within(&pdf.bytes, limits).unwrap();
    let error = document.newest().unwrap().pages().unwrap_err();
    assert_eq!(error.what, Fault::Limit(Bound::Nodes));
}

#[test]
fn fields_have_full_names_and_widgets() {
    let form = [
        (10, "<</T(Paraf)/FT/Sig/Kids[11 0 R 12 0 R]>>"),
        (11, "<</T<FEFF0041>>>"),
        (12, "<</T(Dua)/Kids[13 0 R 14 0 R]>>"),
        (13, "<</Subtype/Widget>>"),
        (14, "<</Subtype/Widget>>"),
        (20, "<</T(TTD)/FT/Tx>>"),
    ];
    let expected = [("Paraf.A", vec![11]), ("Paraf.Dua", vec![13, 14]), ("TTD", vec![20])];
    assert_eq!(fields(&form).unwrap(), expected.map(|(name, ids)| (name.to_owned(), ids)));
    let pdf = tree(&form);
    let document = Document::open(&pdf.bytes).unwrap();
    let signatures = document.newest().unwrap().signature_fields().unwrap();
    let names: Vec<&str> = signatures.iter().map(|found| &*found.field.name).collect();
    assert_eq!(names, ["Paraf.A", "Paraf.Dua"], "the kind is inherited");
    assert!(signatures.iter().all(|found| found.signature.is_none()));
}

#[test]
fn fields_that_were_freed_are_not_shown() {
    let form = [(10, "<</T(Paraf)/Kids[12 0 R 11 0 R]>>"), (11, "<</Subtype/Widget>>")];
    assert_eq!(fields(&form).unwrap(), [("Paraf".to_owned(), vec![11])]);
}

#[test]
fn names_of_fields_are_bounded() {
    let long = format!("<</T({})>>", "x".repeat(5_000));
    assert_eq!(fields(&[(10, &long), (20, "<<>>")]), Err(Fault::Limit(Bound::Name)));
    let half = format!("<</T({})/Kids[11 0 R]>>", "x".repeat(3_000));
    let below = format!("<</T({})>>", "y".repeat(3_000));
    let deep = [(10, half.as_str()), (11, &below), (20, "<<>>")];
    assert_eq!(fields(&deep), Err(Fault::Limit(Bound::Name)));
}

#[test]
fn a_document_without_form_has_no_fields() {
    for catalog in
        ["<</Type/Catalog>>", "<</Type/Catalog/AcroForm<<>>>>", "<</Type/Catalog/AcroForm 9 0 R>>"]
    {
        let pdf = Pdf::new().object(1, catalog).table("");
        let document = Document::open(&pdf.bytes).unwrap();
        assert!(document.newest().unwrap().fields().unwrap().is_empty(), "{catalog}");
    }
    let pdf = Pdf::new().object(1, "<</Type/Catalog/AcroForm 5>>").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    let error = document.newest().unwrap().fields().unwrap_err();
    assert_eq!(error.what, Fault::Entry("AcroForm"));
}
