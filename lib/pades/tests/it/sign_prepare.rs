//! Two phases: a file with room for a signature, then the signature and nothing else.

use pades::sign::{FieldSpec, Lock, Permission, Prepared, Warning, add_fields, prepare_timestamp};
use pades::write::WriteError;
use pades::{Document, Object};

use crate::office::{EMPTY, coverages, existing, hidden, prepared, request, row, signed};
use crate::oracles::check_structure;
use crate::support::{fixture, fixtures};

#[test]
fn every_base_can_be_signed_and_stays_what_it_was() {
    for (name, base) in fixtures() {
        if name == "encrypted" {
            assert!(matches!(prepared(&base, &request(hidden("Z"))), Err(WriteError::Encrypted)));
            continue;
        }
        let before = coverages(&base);
        let result = signed(&base, hidden("Z"));
        assert!(result.starts_with(&base), "{name}");
        let after = coverages(&result);
        assert_eq!(after[..before.len()], before, "{name}");
        let revision = Document::open(&result).unwrap().revisions().len() - 1;
        assert_eq!(after[before.len()..], [("Z".to_owned(), revision, result.len())], "{name}");
        check_structure(&result);
    }
}

#[test]
fn fifty_one_signatures_leave_each_other_whole() {
    for name in ["table", "streams"] {
        let mut file = fixture(name);
        let mut known = Vec::new();
        for number in 1..=51 {
            let next = signed(&file, hidden(&format!("Paraf{number}")));
            assert!(next.starts_with(&file), "{name} {number}");
            let found = coverages(&next);
            assert_eq!(found[..known.len()], known, "{name} {number}");
            assert_eq!(found.len(), number, "{name}");
            (file, known) = (next, found);
        }
        check_structure(&file);
    }
}

#[test]
fn the_second_phase_changes_nothing_but_the_digits() {
    let waiting = prepared(&fixture("table"), &request(hidden("TTD"))).unwrap();
    let (before, gap) = (waiting.bytes().to_vec(), waiting.gap());
    let [a, b, c, d] = waiting.byte_range();
    assert_eq!((a, b, c, c + d), (0, gap.start, gap.end, before.len()));
    assert_eq!(waiting.covered().map(<[u8]>::len), [b, d]);
    assert!(
        waiting.covered()[0].ends_with(b"/Contents") && waiting.covered()[1].starts_with(b"/M")
    );
    let digits = &before[gap.start + 1..gap.end - 1];
    assert!(digits.len() == 128 && digits.iter().all(|digit| *digit == b'0'));
    let after = waiting.finish(&[0x30, 0x02, 0xAB, 0xCD]).unwrap();
    assert_eq!(after.len(), before.len());
    assert_eq!(after[..gap.start], before[..gap.start]);
    assert_eq!(after[gap.end..], before[gap.end..]);
    assert!(after[gap.start..].starts_with(b"<3002abcd0000"));
}

#[test]
fn a_signature_that_does_not_fit_is_told_by_how_much() {
    let waiting = || prepared(&fixture("table"), &request(hidden("TTD"))).unwrap();
    let long = waiting().finish(&[0x30; 65]);
    assert!(matches!(long, Err(WriteError::TooLong { needed: 65, reserved: 64 })));
    assert!(waiting().finish(&[0x30; 64]).is_ok());
    assert!(matches!(waiting().finish(&[]), Err(WriteError::Empty)));
    for reserve in [0, 32_768] {
        let mut wanted = request(hidden("TTD"));
        wanted.reserve = Some(reserve);
        assert!(matches!(prepared(&fixture("table"), &wanted), Err(WriteError::Reserve(_))));
    }
}

#[test]
fn a_prepared_file_can_wait_for_another_process() {
    let waiting = prepared(&fixture("streams"), &request(hidden("TTD"))).unwrap();
    let kept = waiting.bytes().to_vec();
    let resumed = Prepared::resume(kept.clone(), "TTD").unwrap();
    assert_eq!(resumed.covered(), waiting.covered());
    assert_eq!(resumed.finish(EMPTY).unwrap(), waiting.finish(EMPTY).unwrap());
    assert!(matches!(Prepared::resume(kept.clone(), "Lain"), Err(WriteError::NotPrepared(_))));
    let done = Prepared::resume(kept.clone(), "TTD").unwrap().finish(EMPTY).unwrap();
    assert!(matches!(Prepared::resume(done, "TTD"), Err(WriteError::NotPrepared(_))));
    let tail = [kept.as_slice(), b"% more\n"].concat();
    assert!(Prepared::resume(tail, "TTD").is_err());
}

#[test]
fn a_signature_says_what_it_was_asked_to_say_and_no_more() {
    let mut wanted = request(hidden("TTD"));
    wanted.reason = Some("Menyetujui (surat)".into());
    wanted.name = Some("Sitti Ramadhani, S.Sos.".into());
    wanted.location = Some("Sangatta – Kutai Timur".into());
    wanted.contact = Some("tu@contoh.go.id".into());
    let result = prepared(&fixture("table"), &wanted).unwrap().finish(EMPTY).unwrap();
    let document = Document::open(&result).unwrap();
    let view = document.newest().unwrap();
    let fields = view.signature_fields().unwrap();
    let dict = &fields[0].signature.as_ref().unwrap().dict;
    let text = |key| dict.get(key).unwrap().as_string().unwrap().to_text();
    assert!(dict.has_name("Type", "Sig") && dict.has_name("Filter", "Adobe.PPKLite"));
    assert!(dict.has_name("SubFilter", "ETSI.CAdES.detached"));
    assert_eq!(text("M"), "D:20261120120506+08'00'");
    assert_eq!(text("Reason"), "Menyetujui (surat)");
    assert_eq!(text("Name"), "Sitti Ramadhani, S.Sos.");
    assert_eq!(text("Location"), "Sangatta – Kutai Timur");
    assert_eq!(text("ContactInfo"), "tu@contoh.go.id");
    assert!(dict.get("Cert").is_none() && dict.get("Reference").is_none());
}

#[test]
fn fields_for_those_to_come_are_made_with_the_first_signature() {
    let mut wanted = request(hidden("Paraf1"));
    wanted.prepare = vec![FieldSpec::new("Paraf2", row(1)), FieldSpec::new("TTD", row(2))];
    let first = prepared(&fixture("table"), &wanted).unwrap().finish(EMPTY).unwrap();
    assert_eq!(Document::open(&first).unwrap().revisions().len(), 2);
    let second = signed(&signed(&first, existing("Paraf2")), existing("TTD"));
    let names: Vec<String> = coverages(&second).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["Paraf2", "TTD", "Paraf1"]);
    // Filling in touches field and signature only: no page, no form, no catalogue.
    let document = Document::open(&second).unwrap();
    assert_eq!(document.revisions()[3].changes.len(), 2);
}

#[test]
fn only_an_empty_signature_field_can_be_signed() {
    let base = signed(&fixture("table"), hidden("TTD"));
    let refused = |name: &str| prepared(&base, &request(existing(name))).unwrap_err();
    assert!(matches!(refused("TTD"), WriteError::AlreadySigned(_)));
    assert!(matches!(refused("Lain"), WriteError::NoField(_)));
    let pdf = crate::support::Pdf::new()
        .object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[7 0 R 8 0 R]>>>>")
        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
        .object(7, "<</T(nomor)/FT/Tx>>")
        .object(8, "<</T(TTD)/FT/Sig>>")
        .table("");
    let refused = |name: &str| prepared(&pdf.bytes, &request(existing(name))).unwrap_err();
    assert!(matches!(refused("nomor"), WriteError::NotASignatureField(_)));
    assert!(matches!(refused("TTD"), WriteError::NotOnAPage(_)));
}

#[test]
fn a_certification_is_the_first_signature_and_binds_the_next() {
    let certified = |permission| {
        let mut wanted = request(hidden("Segel"));
        wanted.certify = Some(permission);
        wanted.prepare = vec![FieldSpec::new("TTD", row(1))];
        prepared(&fixture("table"), &wanted).unwrap()
    };
    let second = certified(Permission::Fill);
    assert!(second.warnings.is_empty());
    let base = second.finish(EMPTY).unwrap();
    let document = Document::open(&base).unwrap();
    let (_, catalog) = document.newest().unwrap().catalog().unwrap();
    let permissions = catalog.get("Perms").unwrap().as_dict().unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    // PDF/A-2 §6.1.12: no other key, and no digest in the transform.
    assert_eq!(permissions.entries().len(), 1);
    let signature = fields.iter().find_map(|field| field.signature.as_ref()).unwrap();
    assert_eq!(permissions.get("DocMDP").unwrap().as_reference(), signature.id);
    let transform =
        signature.dict.get("Reference").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    assert!(
        transform.has_name("TransformMethod", "DocMDP") && transform.get("DigestValue").is_none()
    );
    assert_eq!(transform.get("TransformParams").unwrap().as_dict().unwrap().integer("P"), Some(2));

    let mut again = request(hidden("Lain"));
    again.certify = Some(Permission::Fill);
    assert!(matches!(prepared(&base, &again), Err(WriteError::NotFirst)));
    signed(&base, existing("TTD"));
    let visible = pades::sign::Target::New(FieldSpec::new("Lain", row(2)));
    assert!(matches!(prepared(&base, &request(visible)), Err(WriteError::Certified(_))));

    let first = certified(Permission::Nothing);
    assert_eq!(first.warnings, [Warning::NothingMayFollow]);
    let base = first.finish(EMPTY).unwrap();
    assert!(matches!(prepared(&base, &request(existing("TTD"))), Err(WriteError::Certified(_))));
    let document = Document::open(&base).unwrap();
    assert!(matches!(prepare_timestamp(&document, None, 64), Err(WriteError::Certified(_))));
}

#[test]
fn a_lock_becomes_a_transform_and_keeps_others_out() {
    let locks = [
        (Lock::All, true, true),
        (Lock::Only(vec!["Paraf1".into()]), true, false),
        (Lock::AllBut(vec!["Paraf1".into()]), false, true),
    ];
    for (lock, first, second) in locks {
        let specs = [
            FieldSpec::new("Paraf1", row(0)),
            FieldSpec::new("Paraf2", row(1)),
            FieldSpec::new("TTD", row(2)).locking(lock),
        ];
        let base = add_fields(&Document::open(&fixture("table")).unwrap(), &specs).unwrap();
        let base = signed(&base, existing("TTD"));
        let document = Document::open(&base).unwrap();
        let view = document.newest().unwrap();
        let fields = view.signature_fields().unwrap();
        let signature = fields.iter().find_map(|field| field.signature.as_ref()).unwrap();
        let transform = signature.dict.get("Reference").unwrap().as_array().unwrap()[0].clone();
        let Object::Dict(transform) = transform else { panic!("no transform") };
        assert!(transform.has_name("TransformMethod", "FieldMDP"));
        assert_eq!(transform.get("Data").unwrap().as_reference(), Some(view.catalog().unwrap().0));
        let is_locked = |name: &str| {
            matches!(prepared(&base, &request(existing(name))), Err(WriteError::Locked { .. }))
        };
        assert_eq!((is_locked("Paraf1"), is_locked("Paraf2")), (first, second));
        // A time-stamp is no work of a person, and the file must be able to grow old.
        assert!(prepare_timestamp(&document, None, 64).is_ok());
    }
}

#[test]
fn a_document_timestamp_takes_a_field_of_its_own() {
    let mut file = signed(&fixture("table"), hidden("TTD"));
    for number in 1..=3 {
        let document = Document::open(&file).unwrap();
        let waiting = prepare_timestamp(&document, None, 64).unwrap();
        assert_eq!(waiting.field, format!("StempelWaktu{number}"));
        file = waiting.finish(EMPTY).unwrap();
    }
    let document = Document::open(&file).unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    let dict = &fields[3].signature.as_ref().unwrap().dict;
    assert!(dict.has_name("Type", "DocTimeStamp") && dict.has_name("SubFilter", "ETSI.RFC3161"));
    assert!(dict.get("M").is_none());
    check_structure(&file);
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    for (_, base) in fixtures().into_iter().filter(|(name, _)| name != "encrypted") {
        assert_eq!(signed(&base, hidden("Z")), signed(&base, hidden("Z")));
    }
}
