//! Revocation data joins what is there, once.

use pades::Document;
use pades::sign::{Evidence, extend_dss};
use pades::write::WriteError;

use crate::office::{hidden, signed};
use crate::oracles::check_structure;
use crate::support::fixture;

fn evidence(
    field: Option<&str>,
    certificates: &[&[u8]],
    crls: &[&[u8]],
    ocsps: &[&[u8]],
) -> Evidence {
    let owned = |list: &[&[u8]]| list.iter().map(|data| data.to_vec()).collect();
    Evidence {
        field: field.map(str::to_owned),
        certificates: owned(certificates),
        crls: owned(crls),
        ocsps: owned(ocsps),
    }
}

fn extended(bytes: &[u8], parts: &[Evidence]) -> Option<Vec<u8>> {
    extend_dss(&Document::open(bytes).unwrap(), parts).unwrap()
}

/// The data of one array of the store, in its order.
fn held(bytes: &[u8], key: &str) -> Vec<Vec<u8>> {
    let document = Document::open(bytes).unwrap();
    let view = document.newest().unwrap();
    let store = view.value(&view.catalog().unwrap().1, "DSS").unwrap();
    let list = view.value(store.as_dict().unwrap(), key).unwrap();
    let data = |id: &pades::Object<'_>| {
        let stream = view.get(id.as_reference().unwrap()).unwrap();
        stream.as_stream().unwrap().decode(document.limits()).unwrap().into_owned()
    };
    list.as_array().unwrap_or_default().iter().map(data).collect()
}

/// The keys of `/VRI`, and how many entries each has of one kind.
fn entries(bytes: &[u8], kind: &str) -> Vec<(String, usize)> {
    let document = Document::open(bytes).unwrap();
    let view = document.newest().unwrap();
    let store = view.value(&view.catalog().unwrap().1, "DSS").unwrap();
    let vri = view.value(store.as_dict().unwrap(), "VRI").unwrap();
    let count = |entry: &pades::Entry<'_>| {
        let dict = view.resolve(&entry.value).unwrap();
        let list = view.value(dict.as_dict().unwrap(), kind).unwrap();
        (
            String::from_utf8(entry.key.bytes().to_vec()).unwrap(),
            list.as_array().map_or(0, <[_]>::len),
        )
    };
    vri.as_dict().unwrap().entries().iter().map(count).collect()
}

#[test]
fn a_store_is_made_and_extended_without_repeats() {
    let base = signed(&fixture("table"), hidden("TTD"));
    let first = extended(&base, &[evidence(Some("TTD"), &[b"A", b"B"], &[b"C"], &[])]).unwrap();
    assert!(first.starts_with(&base));
    assert_eq!(held(&first, "Certs"), [b"A", b"B"]);
    assert_eq!(held(&first, "CRLs"), [b"C"]);
    assert!(held(&first, "OCSPs").is_empty());
    let second = extended(&first, &[evidence(None, &[b"B", b"D"], &[b"C"], &[b"O"])]).unwrap();
    assert!(second.starts_with(&first));
    assert_eq!(held(&second, "Certs"), [b"A", b"B", b"D"]);
    assert_eq!(held(&second, "CRLs"), [b"C"]);
    assert_eq!(held(&second, "OCSPs"), [b"O"]);
    assert_eq!(entries(&second, "Cert")[0].1, 2);
    check_structure(&second);
}

#[test]
fn nothing_new_is_no_revision() {
    let base = signed(&fixture("streams"), hidden("TTD"));
    let part = [evidence(Some("TTD"), &[b"A"], &[b"C"], &[b"O"])];
    let first = extended(&base, &part).unwrap();
    assert_eq!(extended(&first, &part), None);
    assert_eq!(extended(&base, &[]), None);
}

#[test]
fn a_signature_is_named_as_pyhanko_names_it() {
    // The store of this file is pyHanko's: the same names must come out.
    let base = fixture("signed-archived");
    let known = entries(&base, "Cert");
    let document = Document::open(&base).unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    let names: Vec<&str> = fields.iter().map(|field| &*field.field.name).collect();
    let parts: Vec<Evidence> =
        names.iter().map(|name| evidence(Some(name), &[b"N"], &[], &[])).collect();
    let result = extended(&base, &parts).unwrap();
    let found = entries(&result, "Cert");
    let mut old: Vec<&String> = known.iter().map(|(key, _)| key).collect();
    let mut new: Vec<&String> = found.iter().map(|(key, _)| key).collect();
    old.sort();
    new.sort();
    assert_eq!(old, new);
    assert!(found.iter().all(|(key, count)| {
        *count == known.iter().find(|(known, _)| known == key).unwrap().1 + 1
    }));
    // What was there stays, in its order.
    let before = held(&base, "Certs");
    assert_eq!(held(&result, "Certs")[..before.len()], before);
    assert_eq!(held(&result, "Certs").len(), before.len() + 1);
    check_structure(&result);
}

#[test]
fn a_field_without_a_signature_has_no_evidence() {
    let base = signed(&fixture("table"), hidden("TTD"));
    let document = Document::open(&base).unwrap();
    let refused = extend_dss(&document, &[evidence(Some("Lain"), &[b"A"], &[], &[])]);
    assert!(matches!(refused, Err(WriteError::NoField(name)) if name == "Lain"));
}
