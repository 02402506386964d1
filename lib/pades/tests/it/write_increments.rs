//! An increment leaves its base alone and looks like it.

use std::collections::BTreeSet;

use pades::write::{Body, Entries, Increment, Value, WriteError};
use pades::{ChangeKind, Document, Object, Ref, XrefForm};

use crate::oracles::check_structure;
use crate::support::{Pdf, fixture, fixtures};

/// A file with one object more, and its catalogue changed.
fn added_to(bytes: &[u8]) -> Vec<u8> {
    let document = Document::open(bytes).unwrap();
    let mut increment = Increment::new(&document).unwrap();
    let note = increment.add(Body::Stream(Entries::new(), b"catatan".to_vec()));
    let (root, _) = increment.base().catalog().unwrap();
    let catalog = increment.dict(root).unwrap().with("PieceInfo", note);
    increment.put(root, catalog);
    increment.finish().bytes
}

#[test]
fn every_base_stays_what_it_was_and_gains_a_revision_of_its_own_form() {
    for (name, bytes) in fixtures() {
        let before = Document::open(&bytes).unwrap();
        if before.is_encrypted() {
            continue;
        }
        let result = added_to(&bytes);
        assert!(result.starts_with(&bytes), "{name}");
        let after = Document::open(&result).unwrap();
        let (old, new) = (before.revisions(), after.revisions());
        assert_eq!(new.len(), old.len() + 1, "{name}");
        assert!(after.tail().is_empty(), "{name}");
        let (old, new) = (old.last().unwrap(), new.last().unwrap());
        assert_eq!(new.form == XrefForm::Stream, old.form == XrefForm::Stream, "{name}");
        let catalog = before.newest().unwrap().catalog().unwrap().0;
        let kinds: Vec<_> = new.changes.iter().map(|change| (change.id, change.kind)).collect();
        assert!(kinds.contains(&(catalog, ChangeKind::Changed)), "{name}: {kinds:?}");
        let added = kinds.iter().filter(|(_, kind)| *kind == ChangeKind::Added).count();
        let expected = if new.form == XrefForm::Stream { 2 } else { 1 };
        assert_eq!((added, kinds.len()), (expected, expected + 1), "{name}: {kinds:?}");
    }
}

#[test]
fn qpdf_and_mutool_find_no_fault_in_any_form() {
    for name in ["table", "streams", "hybrid", "linearized", "linearized-streams", "signed-twice"] {
        check_structure(&added_to(&fixture(name)));
    }
}

#[test]
fn the_new_trailer_carries_every_entry_of_the_old() {
    for (name, bytes) in fixtures() {
        let before = Document::open(&bytes).unwrap();
        if before.is_encrypted() {
            continue;
        }
        let result = added_to(&bytes);
        let after = Document::open(&result).unwrap();
        let keys = |document: &Document<'_>| {
            let trailer = &document.revisions().last().unwrap().trailer;
            let own = ["XRefStm", "Type", "W", "Index", "Length", "Filter", "DecodeParms", "Prev"];
            let keys = trailer.entries().iter().map(|e| format!("{:?}", e.key));
            keys.filter(|key| !own.contains(&&key[1..])).collect::<BTreeSet<_>>()
        };
        assert_eq!(keys(&before), keys(&after), "{name}");
        let (old, new) = (before.revisions().last().unwrap(), after.revisions().last().unwrap());
        assert_eq!(new.trailer.get("Info"), old.trailer.get("Info"), "{name}");
        let prev = new.trailer.integer("Prev").unwrap();
        assert_eq!(usize::try_from(prev).unwrap(), old.section_at, "{name}");
        let size = new.trailer.integer("Size").unwrap();
        assert!(size > i64::from(before.highest_number()) + 1, "{name}");
    }
}

#[test]
fn the_second_part_of_the_id_changes_and_the_first_does_not() {
    let id = |bytes: &[u8]| {
        let document = Document::open(bytes).unwrap();
        let trailer = &document.revisions().last().unwrap().trailer;
        let parts = trailer.get("ID").unwrap().as_array().unwrap();
        let part = |i: usize| parts[i].as_string().unwrap().bytes().into_owned();
        (part(0), part(1))
    };
    let base = fixture("table");
    let result = added_to(&base);
    assert_eq!(id(&base).0, id(&result).0);
    assert_ne!(id(&base).1, id(&result).1);
    assert_eq!(id(&result).1.len(), 16);
    assert_ne!(id(&result).1, id(&added_to(&result)).1);
}

#[test]
fn the_same_work_gives_the_same_bytes() {
    for name in ["table", "streams"] {
        let base = fixture(name);
        assert_eq!(added_to(&base), added_to(&base));
    }
}

#[test]
fn a_base_without_a_last_line_end_gets_one_behind_it() {
    let base = fixture("table");
    let cut = base.strip_suffix(b"\n").unwrap();
    assert!(cut.ends_with(b"%%EOF"));
    let result = added_to(cut);
    assert!(result.starts_with(cut) && result[cut.len()] == b'\n');
    check_structure(&result);
}

#[test]
fn an_encrypted_file_is_not_added_to() {
    let bytes = fixture("encrypted");
    let document = Document::open(&bytes).unwrap();
    assert!(matches!(Increment::new(&document), Err(WriteError::Encrypted)));
}

#[test]
fn new_numbers_begin_behind_every_number_and_behind_size() {
    // `Pdf` says /Size 99 whatever it holds.
    let pdf = Pdf::with_catalog().object(7, "null").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    assert_eq!(Increment::new(&document).unwrap().reserve(), Ref::new(99, 0));
    let pdf = Pdf::with_catalog().object(700, "null").table("");
    let document = Document::open(&pdf.bytes).unwrap();
    assert_eq!(Increment::new(&document).unwrap().reserve(), Ref::new(701, 0));
}

#[test]
fn a_changed_object_keeps_its_generation() {
    let text = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n7 3 obj\n<<>>\nendobj\n";
    let at = text.find("7 3 obj").unwrap();
    let table =
        format!("xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n7 1\n{at:010} 00003 n \n");
    let bytes =
        format!("{text}{table}trailer\n<</Size 8/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", text.len());
    let document = Document::open(bytes.as_bytes()).unwrap();
    let mut increment = Increment::new(&document).unwrap();
    let dict = increment.dict(Ref::new(7, 3)).unwrap().with("K", 1);
    increment.put(Ref::new(7, 3), dict);
    let result = increment.finish().bytes;
    let document = Document::open(&result).unwrap();
    let found = document.newest().unwrap().get(Ref::new(7, 3)).unwrap();
    assert_eq!(found.as_dict().unwrap().integer("K"), Some(1));
}

#[test]
fn what_was_put_is_what_is_read_before_it_is_written() {
    let base = fixture("table");
    let document = Document::open(&base).unwrap();
    let mut increment = Increment::new(&document).unwrap();
    let id = increment.add(Entries::new().with("A", 1));
    let entries = increment.dict(id).unwrap().with("B", 2);
    increment.put(id, entries);
    let list = increment.add(Body::Value(Value::Array(Vec::new())));
    assert!(matches!(increment.dict(list), Err(WriteError::NotADictionary(_))));
    let result = increment.finish().bytes;
    let document = Document::open(&result).unwrap();
    let Object::Dict(dict) = document.newest().unwrap().get(id).unwrap() else { panic!("no dict") };
    assert_eq!((dict.integer("A"), dict.integer("B")), (Some(1), Some(2)));
}

#[test]
fn objects_and_sections_are_laid_out_as_pdf_a_wants_it() {
    // PDF/A-2 §6.1.4 and §6.1.9: one end of line after `xref`, `obj` and `endobj` on their own lines.
    let base = fixture("table");
    let result = added_to(&base);
    let added = String::from_utf8_lossy(&result[base.len()..]).into_owned();
    assert!(added.contains("xref\n0 1\n0000000000 65535 f \n"));
    for (at, _) in added.match_indices(" obj") {
        assert!(added[at..].starts_with(" obj\n"));
    }
    for (at, _) in added.match_indices("endobj") {
        assert!(added[..at].ends_with('\n') && added[at..].starts_with("endobj\n"));
    }
    for line in added.lines().filter(|line| line.ends_with(" n ")) {
        assert_eq!(line.len(), 19);
    }
}
