//! Signatures that are verified long after: certificates expired and were revoked since.

use pki::revocation::{Reason, Status};
use pki::trust::{NoteKind, PathFault, Policy, Pool, Verdict};

use crate::support::{World, at};

/// Signed and stamped on 1 June 2026; lists from then, known to exist since `existed`.
fn archived(world: &World, existed: &str) -> Pool {
    let mut pool = world.pool();
    for crl in world.fresh_lists("2026-06-01") {
        pool.add_crl(crl, at(existed));
    }
    pool
}

#[test]
fn a_stamped_signature_stays_good_after_its_certificate_expired() {
    let world = World::shared();
    let pool = archived(world, "2029-01-01");
    let person = &world.person.certificate;
    let judge = |proven, now| {
        world.trust().judge_signer(&pool, person, at(proven), at(now), &Policy::default())
    };
    let judged = judge("2026-06-01", "2029-01-01");
    assert_eq!((judged.verdict, judged.problems), (Verdict::Trusted, vec![]));
    let expired = NoteKind::ExpiredLater(at("2028-01-01"));
    assert!(judged.notes.iter().any(|note| note.kind == expired));
    // Without a stamp nobody knows when it was made.
    let unstamped = judge("2029-01-01", "2029-01-01");
    assert_eq!(unstamped.verdict, Verdict::Indeterminate);
    // With one from after the end it was made too late.
    let late = judge("2028-06-01", "2029-01-01");
    assert_eq!(late.verdict, Verdict::Untrusted);
    let fault = &late.problems[0].fault;
    assert!(matches!(fault, PathFault::Expired { proven: true, .. }), "{fault:?}");
}

#[test]
fn a_revocation_after_the_stamp_does_no_harm_and_one_before_does() {
    let world = World::shared();
    let mut pool = archived(world, "2027-06-01");
    let person = &world.person.certificate;
    let revoked = (person, "2026-09-01", Some(Reason::KeyCompromise));
    pool.add_crl(world.authority.crl(&[revoked], "2026-10-01", "2026-11-01"), at("2027-06-01"));
    let judge = |proven| {
        world.trust().judge_signer(&pool, person, at(proven), at("2027-06-01"), &Policy::default())
    };
    let before = judge("2026-06-01");
    assert_eq!((before.verdict, before.problems), (Verdict::Trusted, vec![]));
    let kind = NoteKind::RevokedLater { at: at("2026-09-01"), reason: Some(Reason::KeyCompromise) };
    assert!(before.notes.iter().any(|note| note.kind == kind));
    for too_late in ["2026-09-01", "2026-09-02"] {
        assert_eq!(judge(too_late).verdict, Verdict::Untrusted, "{too_late}");
    }
}

#[test]
fn a_statement_must_be_fresh_for_the_proven_time_not_for_today() {
    let world = World::shared();
    let pool = archived(world, "2026-06-01");
    let person = &world.person.certificate;
    let judge = |proven| {
        let now = at("2027-06-01");
        world.trust().judge_signer(&pool, person, at(proven), now, &Policy::default()).verdict
    };
    // Lists of 1 June, valid for thirty days.
    assert_eq!(judge("2026-05-20"), Verdict::Trusted);
    assert_eq!(judge("2026-06-15"), Verdict::Trusted);
    assert_eq!(judge("2026-07-02"), Verdict::Indeterminate);
}

#[test]
fn the_grace_is_as_long_as_it_is_said() {
    let world = World::shared();
    let person = &world.person.certificate;
    let now = at("2026-07-01");
    let judge = |produced: &str, grace_seconds: i64| {
        let mut pool = world.pool();
        pool.add_crl(world.root.crl(&[], "2026-05-20", "2026-06-20"), now);
        let mut answer = crate::support::answer(person, Status::Good, produced);
        answer.next_update = None;
        pool.add_ocsp(world.authority.authority().ocsp(&answer, None).unwrap(), now);
        let revocation = pki::trust::RevocationPolicy::Required { grace_seconds };
        let policy = Policy { revocation, ..Policy::default() };
        world.trust().judge_signer(&pool, person, at("2026-06-01"), now, &policy).verdict
    };
    assert_eq!(judge("2026-05-31T23:00:00Z", 3_600), Verdict::Trusted);
    assert_eq!(judge("2026-05-31T22:59:59Z", 3_600), Verdict::Indeterminate);
    assert_eq!(judge("2026-06-01", 0), Verdict::Trusted);
}

#[test]
fn silence_about_an_expired_certificate_is_no_statement() {
    let world = World::shared();
    let person = &world.person.certificate;
    let now = at("2029-01-01");
    let mut pool = world.pool();
    pool.add_crl(world.root.crl(&[], "2026-05-20", "2030-01-01"), now);
    // It was revoked, expired, and fell off the list.
    pool.add_crl(world.authority.crl(&[], "2028-12-01", "2029-02-01"), now);
    let judged =
        world.trust().judge_signer(&pool, person, at("2026-06-01"), now, &Policy::default());
    assert_eq!(judged.verdict, Verdict::Indeterminate);
    assert_eq!(judged.problems[0].fault, PathFault::NoFreshStatement);
}

#[test]
fn what_an_authority_said_counts_only_if_it_is_proven_older_than_its_revocation() {
    let world = World::shared();
    let person = &world.person.certificate;
    let judge = |existed| {
        let mut pool = archived(world, existed);
        let revoked = (&world.authority.certificate, "2026-12-01", Some(Reason::CaCompromise));
        pool.add_crl(world.root.crl(&[revoked], "2027-01-01", "2027-02-01"), at("2027-06-01"));
        let now = at("2027-06-01");
        world.trust().judge_signer(&pool, person, at("2026-06-01"), now, &Policy::default())
    };
    // A later time-stamp over the lists proves them older.
    let proven = judge("2026-06-02");
    assert_eq!((proven.verdict, proven.problems), (Verdict::Trusted, vec![]));
    // Without one, whoever has the authority's key could have made them today.
    let unproven = judge("2027-06-01");
    assert_eq!(unproven.verdict, Verdict::Indeterminate);
    assert_eq!(unproven.problems[0].certificate, *person);
}

#[test]
fn the_outermost_stamp_is_judged_today_and_inner_ones_by_the_next() {
    let world = World::shared();
    let inner = world.stamp(b"signature", "2026-06-01");
    let outer = world.stamp(b"archive", "2034-01-01");
    let now = at("2036-01-01");
    let mut pool = world.pool();
    for when in ["2026-06-01", "2034-01-01"] {
        let until = at(when).plus_seconds(86_400).to_string();
        pool.add_crl(world.root.crl(&[], when, &until), now);
    }
    let judge = |token: &_, proven, policy: &Policy| {
        world.trust().judge_token(&pool, token, proven, now, policy)
    };
    let strict = Policy::default();
    // The stamping authority's certificate ended in 2035: today the outer one proves nothing more …
    let lapsed = judge(&outer, now, &strict);
    assert_eq!(lapsed.verdict, Verdict::Indeterminate);
    // … unless that is accepted, as some readers do.
    let lenient = Policy { expired_timestamps: true, ..strict };
    let accepted = judge(&outer, now, &lenient);
    assert_eq!(accepted.verdict, Verdict::Trusted);
    let kind = NoteKind::ExpiredTimestamp(at("2035-01-01"));
    assert!(accepted.notes.iter().any(|note| note.kind == kind));
    // While it was valid, it proved the inner one, whatever happened later.
    assert_eq!(judge(&inner, outer.time(), &strict).verdict, Verdict::Trusted);
}

#[test]
fn a_stamping_authority_that_stopped_in_order_leaves_its_stamps_good() {
    let world = World::shared();
    let token = world.stamp(b"signature", "2026-06-01");
    let now = at("2027-06-01");
    let judge = |reason| {
        let mut pool = archived(world, "2027-06-01");
        let revoked = (&world.tsa.certificate, "2026-12-01", reason);
        pool.add_crl(world.root.crl(&[revoked], "2027-01-01", "2027-12-01"), now);
        world.trust().judge_token(&pool, &token, now, now, &Policy::default()).verdict
    };
    assert_eq!(judge(Some(Reason::CessationOfOperation)), Verdict::Trusted);
    assert_eq!(judge(Some(Reason::Superseded)), Verdict::Trusted);
    assert_eq!(judge(Some(Reason::KeyCompromise)), Verdict::Untrusted);
    // Without a reason nothing is left of it (RFC 3161 §4, 1).
    assert_eq!(judge(None), Verdict::Untrusted);
}

#[test]
fn an_expired_anchor_is_still_an_anchor_and_it_is_said() {
    let world = World::shared();
    let pool = archived(world, "2026-06-02");
    let person = &world.person.certificate;
    let now = at("2050-01-01");
    let judged =
        world.trust().judge_signer(&pool, person, at("2026-06-01"), now, &Policy::default());
    assert_eq!(judged.verdict, Verdict::Trusted);
    let kind = NoteKind::AnchorExpired(at("2046-01-01"));
    assert!(judged.notes.iter().any(|note| note.kind == kind));
}

#[test]
fn an_earlier_proof_of_the_same_list_is_kept() {
    let world = World::shared();
    let [_, list] = world.fresh_lists("2026-06-01");
    let mut pool = archived(world, "2027-06-01");
    let mut early = world.pool();
    for crl in world.fresh_lists("2026-06-01") {
        early.add_crl(crl.clone(), at("2026-06-02"));
        early.add_crl(crl, at("2027-06-01"));
    }
    pool.add_crl(list, at("2027-06-01"));
    let revoked = (&world.authority.certificate, "2026-12-01", None);
    let crl = world.root.crl(&[revoked], "2027-01-01", "2027-02-01");
    early.add_crl(crl, at("2027-06-01"));
    let judged = world.trust().judge_signer(
        &early,
        &world.person.certificate,
        at("2026-06-01"),
        at("2027-06-01"),
        &Policy::default(),
    );
    assert_eq!(judged.verdict, Verdict::Trusted);
}
