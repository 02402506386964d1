//! Files signed here are valid, trusted and whole to pyHanko, poppler, mupdf and OpenSSL.

use pades::Document;
use pades::sign::{
    Admission, FieldSpec, Level, Lock, Permission, SignatureRequest, Target, Warning, add_fields,
    admit, extend_lt, extend_lta, prepare, sign,
};
use pades::write::WriteError;
use pki::cms::{SignedData, without_padding};
use pki::{DigestAlgorithm, NewKey, PkiError, Signer};

use crate::office::{coverages, existing, hidden, noon, row, wita};
use crate::oracles::{Bench, check_mutool, check_openssl, check_pdfsig, check_structure, pyhanko};
use crate::signers::World;
use crate::support::fixture;

const BASES: [&str; 5] = ["table", "streams", "hybrid", "linearized", "linearized-streams"];

fn request(target: Target) -> SignatureRequest<'static> {
    SignatureRequest::new(target, noon(), wita())
}

/// Every signature's CMS, and the bytes it covers.
fn signatures(bytes: &[u8]) -> Vec<(Vec<u8>, [&[u8]; 2])> {
    let document = Document::open(bytes).unwrap();
    let fields = document.newest().unwrap().signature_fields().unwrap();
    let signed = fields.iter().filter_map(|field| field.signature.as_ref());
    let cut = |signature: &pades::Signature<'_>| {
        let contents = signature.contents().unwrap().bytes();
        let cms = without_padding(&contents).unwrap().to_vec();
        (cms, signature.coverage(&document).unwrap().covered(bytes))
    };
    signed.map(cut).collect()
}

/// All oracles on one file, whose signatures are of this number.
fn check_all(world: &World, bytes: &[u8], count: usize) {
    let bench = Bench::new();
    let root = world.root_pem();
    check_structure(bytes);
    check_pdfsig(&bench, &root, bytes, count);
    check_mutool(&bench, bytes, count);
    let cut = signatures(bytes);
    assert_eq!(cut.len(), count);
    for (cms, covered) in cut {
        check_openssl(&bench, &root, &cms, covered);
    }
}

fn check_pyhanko(world: &World, files: &[(String, Vec<u8>)], count: usize) {
    let verdicts = pyhanko(&Bench::new(), &world.root_pem(), files);
    assert_eq!(verdicts.len(), count);
    assert!(verdicts.iter().all(super::oracles::Verdict::is_good), "{verdicts:#?}");
    let changes: Vec<&str> = verdicts.iter().map(|verdict| verdict.changes.as_str()).collect();
    assert!(!changes.contains(&"OTHER"), "{verdicts:#?}");
}

#[test]
fn every_kind_of_key_signs_what_all_programs_accept() {
    for kind in [NewKey::Rsa2048, NewKey::Rsa4096, NewKey::P256, NewKey::P384] {
        let world = World::new(kind);
        let one = world.sign(&fixture("table"), hidden("TTD"));
        let two = world.sign_timed(&one, hidden("Segel"));
        check_all(&world, &one, 1);
        check_all(&world, &two, 2);
        check_pyhanko(&world, &[("one".into(), one), ("two".into(), two)], 3);
    }
}

#[test]
fn every_form_of_base_carries_eight_signatures() {
    let world = World::new(NewKey::P256);
    let mut files = Vec::new();
    for name in BASES {
        let mut file = fixture(name);
        for number in 1..=8 {
            let next = world.sign(&file, hidden(&format!("Paraf{number}")));
            assert!(next.starts_with(&file));
            file = next;
        }
        check_all(&world, &file, 8);
        files.push((name.to_owned(), file));
    }
    check_pyhanko(&world, &files, 40);
}

#[test]
fn a_chain_of_prepared_fields_is_filled_by_its_signers() {
    let world = World::new(NewKey::P256);
    let specs = [
        FieldSpec::new("Paraf1", row(0)),
        FieldSpec::new("Paraf2", row(1)),
        FieldSpec::new("TTD", row(2)).locking(Lock::All),
    ];
    let mut files = Vec::new();
    for name in BASES {
        let mut file = add_fields(&Document::open(&fixture(name)).unwrap(), &specs).unwrap();
        for (field, count) in [("Paraf1", 1), ("Paraf2", 2), ("TTD", 3)] {
            let document = Document::open(&file).unwrap();
            // The prepared revision is unsigned, and yet nothing but preparation.
            assert_eq!(admit(&document, Admission::default()), Ok(()), "{name} {field}");
            file = world.sign(&file, existing(field));
            assert_eq!(coverages(&file).len(), count);
        }
        check_all(&world, &file, 3);
        files.push((name.to_owned(), file));
    }
    check_pyhanko(&world, &files, 15);
}

#[test]
fn a_certified_letter_is_signed_by_those_whose_fields_it_has() {
    let world = World::new(NewKey::P256);
    let mut wanted = request(hidden("Segel"));
    wanted.certify = Some(Permission::Fill);
    wanted.prepare = vec![FieldSpec::new("Paraf", row(0)), FieldSpec::new("TTD", row(1))];
    let base = world.sign_as(&fixture("table"), &wanted, false).unwrap().bytes;
    let file = world.sign(&world.sign(&base, existing("Paraf")), existing("TTD"));
    check_all(&world, &file, 3);
    check_pyhanko(&world, &[("certified".into(), file)], 3);
}

#[test]
fn a_letter_grows_to_the_level_that_outlives_its_certificates() {
    let world = World::new(NewKey::P256);
    let mut files = Vec::new();
    for name in ["table", "streams"] {
        let timed = world.sign_timed(&fixture(name), hidden("TTD"));
        let evidence = [world.evidence()];
        let kept = extend_lt(&timed, &evidence).unwrap().unwrap();
        assert!(kept.starts_with(&timed));
        assert_eq!(extend_lt(&kept, &evidence).unwrap(), None);
        let mut stamp = |digest, imprint: &[u8]| Some(world.stamp(digest, imprint));
        let archived = extend_lta(&kept, &mut stamp).unwrap();
        assert!(archived.starts_with(&kept));
        let renewed = extend_lta(&archived, &mut stamp).unwrap();
        check_structure(&renewed);
        assert_eq!(coverages(&renewed).len(), 3);
        files.push((name.to_owned(), renewed));
    }
    let verdicts = pyhanko(&Bench::new(), &world.root_pem(), &files);
    assert_eq!(verdicts.len(), 6);
    for verdict in &verdicts {
        assert!(verdict.is_good(), "{verdicts:#?}");
        let expected = if verdict.field == "StempelWaktu2" { "NONE" } else { "LTA_UPDATES" };
        assert_eq!(verdict.changes, expected, "{verdicts:#?}");
        assert_eq!(verdict.stamped, verdict.field == "TTD");
    }
}

#[test]
fn a_lock_on_everything_still_lets_a_letter_grow_old() {
    let world = World::new(NewKey::P256);
    let target = Target::New(FieldSpec::new("TTD", row(0)).locking(Lock::All));
    let timed = world.sign_timed(&fixture("table"), target);
    let kept = extend_lt(&timed, &[world.evidence()]).unwrap().unwrap();
    let mut stamp = |digest, imprint: &[u8]| Some(world.stamp(digest, imprint));
    let archived = extend_lta(&kept, &mut stamp).unwrap();
    check_pyhanko(&world, &[("locked".into(), archived)], 2);
}

#[test]
fn a_signer_far_away_sees_only_a_digest() {
    let world = World::new(NewKey::P256);
    let base = fixture("table");
    let prepared = prepare(&Document::open(&base).unwrap(), &request(hidden("TTD"))).unwrap();
    let kept = prepared.bytes().to_vec();
    let chain = world.chain();
    let first = prepared.for_signer(world.algorithm(), &world.person, &chain).unwrap();
    let digest = first.to_be_signed_digest();
    assert_eq!(digest, DigestAlgorithm::Sha256.digest(&[first.to_be_signed()]));
    let signature = world.person_key.sign(&first.to_be_signed()).unwrap();
    // Meanwhile the process was started anew.
    let again = pades::sign::Prepared::resume(kept, "TTD").unwrap();
    let again = again.for_signer(world.algorithm(), &world.person, &chain).unwrap();
    assert_eq!(again.to_be_signed(), first.to_be_signed());
    let signed = again.finish(&signature, None).unwrap();
    assert_eq!((signed.level, signed.warnings.len()), (Level::Basic, 0));
    check_all(&world, &signed.bytes, 1);
}

#[test]
fn a_value_of_another_key_is_not_put_in() {
    let (world, other) = (World::new(NewKey::P256), World::new(NewKey::P256));
    let base = fixture("table");
    let prepared = prepare(&Document::open(&base).unwrap(), &request(hidden("TTD"))).unwrap();
    let chain = world.chain();
    let pending = prepared.for_signer(world.algorithm(), &world.person, &chain).unwrap();
    let signature = other.person_key.sign(&pending.to_be_signed()).unwrap();
    let refused = pending.finish(&signature, None);
    assert!(matches!(refused, Err(WriteError::Pki(PkiError::Signature))));
}

#[test]
fn a_missing_or_wrong_stamp_lowers_the_level_and_blocks_nothing() {
    let world = World::new(NewKey::P256);
    let signed = |stamper: pades::sign::Stamper<'_>| {
        let wanted = request(hidden("TTD"));
        sign(
            &fixture("table"),
            &wanted,
            &world.person_key,
            &world.person,
            &world.chain(),
            Some(stamper),
        )
        .unwrap()
    };
    let missing = signed(&mut |_, _| None);
    let wrong = signed(&mut |digest, _| Some(world.stamp(digest, &digest.digest(&[b"lain"]))));
    for lowered in [missing, wrong] {
        assert_eq!(lowered.level, Level::Basic);
        assert_eq!(lowered.warnings, [Warning::NoTimestamp]);
        let (cms, _) = signatures(&lowered.bytes).remove(0);
        assert!(SignedData::parse(&cms).unwrap().signature_timestamps().is_empty());
        // What was missed is made up for by a stamp over the document.
        let mut stamp = |digest, imprint: &[u8]| Some(world.stamp(digest, imprint));
        assert!(extend_lta(&lowered.bytes, &mut stamp).is_ok());
    }
    let right = signed(&mut |digest, imprint| Some(world.stamp(digest, imprint)));
    assert_eq!((right.level, right.warnings.len()), (Level::Timed, 0));
    let none = extend_lta(&right.bytes, &mut |_, _| None);
    assert!(matches!(none, Err(WriteError::NoTimestamp)));
}

#[test]
fn a_certificate_that_is_not_valid_signs_nothing() {
    let world = World::new(NewKey::P256);
    let mut wanted = request(hidden("TTD"));
    wanted.time = noon().plus_seconds(-86_400 * 365 * 5);
    let refused = world.sign_as(&fixture("table"), &wanted, false);
    assert!(matches!(refused, Err(WriteError::Validity)));
}

#[test]
fn the_reserve_fits_what_is_signed_and_is_not_wasteful() {
    for kind in [NewKey::P256, NewKey::Rsa2048] {
        let world = World::new(kind);
        for (file, most) in [
            (world.sign(&fixture("table"), hidden("TTD")), 5_000),
            (world.sign_timed(&fixture("table"), hidden("TTD")), 13_000),
        ] {
            let (cms, [before, after]) = signatures(&file).remove(0);
            let gap = (file.len() - before.len() - after.len() - 2) / 2;
            assert!(cms.len() < gap && gap < most, "{} in {gap}", cms.len());
        }
    }
}

#[test]
fn a_signature_has_the_attributes_of_the_baseline_and_no_others() {
    let world = World::new(NewKey::P256);
    let file = world.sign_timed(&fixture("table"), hidden("TTD"));
    let (cms, covered) = signatures(&file).remove(0);
    let data = SignedData::parse(&cms).unwrap();
    assert_eq!(data.signed_attributes().len(), 3);
    assert!(data.departures().is_empty() && data.content().is_none());
    assert_eq!(data.signature_timestamps().len(), 1);
    assert_eq!(data.certificates().len(), 3);
    data.verify_signature(&DigestAlgorithm::Sha256.digest(&covered)).unwrap();
}
