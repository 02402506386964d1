//! What is signed here is accepted here.

use pades::Document;
use pades::sign::{
    Appearance, Correction, Faces, FieldSpec, Layout, Line, Lock, Permission, QrContent,
    SignatureRequest, Stamper, Target, add_fields, extend_lt, extend_lta,
};
use pades::verify::{Policy, Report, Verdict, verify};
use pki::NewKey;
use pki::trust::TrustList;

use crate::office::{existing, hidden, noon, row, wita};
use crate::signers::World;
use crate::support::fixture;

const BASES: [&str; 5] = ["table", "streams", "hybrid", "linearized", "linearized-streams"];

fn judged(world: &World, bytes: &[u8]) -> Report {
    let trust = TrustList::from_pem(&world.root_pem()).unwrap();
    verify(bytes, &Policy::new(trust, noon().plus_seconds(3_600)))
}

/// The newest signature covers everything, the others were followed by what is allowed.
fn check(world: &World, bytes: &[u8], levels: &[&str]) {
    let report = judged(world, bytes);
    let said = serde_json::to_string(&report).unwrap();
    assert!(report.verdict.is_accepted(), "{said} {:?}", report.refusal);
    let found: Vec<&str> = report.signatures.iter().map(|it| it.level.as_str()).collect();
    assert_eq!(found, levels, "{said}");
    let newest = report.signatures.iter().filter(|it| it.covers_whole_document).count();
    assert!(newest <= 1, "{said}");
}

#[test]
fn every_kind_of_key_is_accepted() {
    for kind in [NewKey::Rsa2048, NewKey::Rsa4096, NewKey::P256, NewKey::P384] {
        let world = World::new(kind);
        let one = world.sign(&fixture("table"), hidden("TTD"));
        assert_eq!(judged(&world, &one).verdict, Verdict::Intact);
        check(&world, &world.sign_timed(&one, hidden("Segel")), &["B-B", "B-T"]);
    }
}

#[test]
fn eight_signatures_on_every_base_are_accepted() {
    let world = World::new(NewKey::P256);
    for name in BASES {
        let mut file = fixture(name);
        for number in 1..=8 {
            file = world.sign(&file, hidden(&format!("Paraf{number}")));
        }
        check(&world, &file, &["B-B"; 8]);
    }
}

#[test]
fn a_chain_that_is_seen_is_accepted() {
    let world = World::new(NewKey::P256);
    let faces = Faces::load().unwrap();
    for name in BASES {
        let specs =
            [FieldSpec::new("Paraf", row(2)), FieldSpec::new("TTD", row(3)).locking(Lock::All)];
        let mut file = add_fields(&Document::open(&fixture(name)).unwrap(), &specs).unwrap();
        for field in ["Paraf", "TTD"] {
            let mut wanted = SignatureRequest::new(existing(field), noon(), wita());
            let text = "https://contoh.go.id/v/1".into();
            let qr = QrContent { text, correction: Correction::Medium, mark: None };
            let words = vec![Line::plain("Kepala Dinas"), Line::bold("Sitti Ramadhani, S.Sos.")];
            let block = Appearance::new(&faces, Layout::Beside).with_qr(qr).with_text(words);
            wanted.appearance = Some(block);
            file = world.sign_as(&file, &wanted, false).unwrap().bytes;
        }
        check(&world, &file, &["B-B", "B-B"]);
    }
}

#[test]
fn a_new_field_that_is_seen_on_free_ground_is_accepted() {
    let world = World::new(NewKey::P256);
    let faces = Faces::load().unwrap();
    let one = world.sign(&fixture("table"), hidden("Paraf"));
    let mut wanted =
        SignatureRequest::new(Target::New(FieldSpec::new("TTD", row(3))), noon(), wita());
    let words = vec![Line::plain("Kepala Dinas")];
    wanted.appearance = Some(Appearance::new(&faces, Layout::Beside).with_text(words));
    check(&world, &world.sign_as(&one, &wanted, false).unwrap().bytes, &["B-B", "B-B"]);
}

#[test]
fn a_certified_chain_is_accepted() {
    let world = World::new(NewKey::P256);
    let mut wanted = SignatureRequest::new(hidden("Segel"), noon(), wita());
    wanted.certify = Some(Permission::Fill);
    wanted.prepare = vec![FieldSpec::new("Paraf", row(2)), FieldSpec::new("TTD", row(3))];
    let base = world.sign_as(&fixture("table"), &wanted, false).unwrap().bytes;
    let file = world.sign(&world.sign(&base, existing("Paraf")), existing("TTD"));
    check(&world, &file, &["B-B", "B-B", "B-B"]);
}

#[test]
fn an_archived_letter_is_accepted_also_under_a_lock() {
    let world = World::new(NewKey::P256);
    let locked = || Target::New(FieldSpec::new("TTD", row(3)).locking(Lock::All));
    for target in [hidden("TTD"), locked()] {
        let timed = world.sign_timed(&fixture("table"), target);
        let kept = extend_lt(&timed, &[world.evidence()]).unwrap().unwrap();
        check(&world, &kept, &["B-LT"]);
        let mut stamp = |digest, imprint: &[u8]| Some(world.stamp(digest, imprint));
        let stamper: Stamper<'_> = &mut stamp;
        let archived = extend_lta(&kept, stamper).unwrap();
        check(&world, &archived, &["B-LTA", "document time-stamp"]);
        let again = extend_lt(&archived, &[world.evidence()]).unwrap().unwrap();
        let renewed = extend_lta(&again, &mut stamp).unwrap();
        check(&world, &renewed, &["B-LTA", "document time-stamp", "document time-stamp"]);
    }
}

#[test]
fn a_changed_byte_is_seen() {
    let world = World::new(NewKey::P256);
    let mut file = world.sign(&fixture("table"), hidden("TTD"));
    let at = file.windows(5).position(|w| w == b"DINAS").unwrap_or(400);
    file[at] ^= 1;
    assert_eq!(judged(&world, &file).verdict, Verdict::Modified);
}
