//! Lists and answers: who may sign them, what they cover, when they count.

use pki::authority::{Profile, Serial};
use pki::revocation::{Crl, OcspRequest, OcspResponse, Reason, Responder, Status};
use pki::trust::{NoteKind, PathFault, Policy, Verdict, Wanted};
use pki::{Certificate, NewKey, PkiError, RevocationFault, Signer};

use crate::support::{Party, World, answer, at, issued, locations, root};

fn good(crl: &Crl, certificate: &Certificate) -> Status {
    crl.statement(certificate).unwrap().status
}

#[test]
fn a_list_names_the_revoked_and_no_others() {
    let world = World::shared();
    let (person, other) = (&world.person.certificate, &world.other.certificate);
    let revoked = (person, "2026-03-01", Some(Reason::KeyCompromise));
    let crl = world.authority.crl(&[revoked], "2026-05-01", "2026-06-01");
    assert_eq!(crl.verify(&world.authority.certificate), Ok(()));
    let status = Status::Revoked { at: at("2026-03-01"), reason: Some(Reason::KeyCompromise) };
    assert_eq!((good(&crl, person), good(&crl, other)), (status, Status::Good));
    assert_eq!((crl.len(), crl.next_update()), (1, Some(at("2026-06-01"))));
    assert_eq!(Crl::from_der(crl.to_der()), Ok(crl));
}

/// Only a list of changes takes somebody off another list, and those are not read (RFC 5280 §5.3.1).
#[test]
fn a_reason_does_not_turn_an_entry_into_its_opposite() {
    let world = World::shared();
    let person = &world.person.certificate;
    let entry = (person, "2026-03-01", Some(Reason::RemoveFromCrl));
    let crl = world.authority.crl(&[entry], "2026-05-01", "2026-06-01");
    let status = Status::Revoked { at: at("2026-03-01"), reason: Some(Reason::RemoveFromCrl) };
    assert_eq!(good(&crl, person), status);
}

#[test]
fn a_list_of_somebody_else_says_nothing() {
    let world = World::shared();
    let crl = world.root.crl(&[], "2026-05-01", "2026-06-01");
    let other = Err(PkiError::Revocation(RevocationFault::OtherIssuer));
    assert_eq!(crl.verify(&world.authority.certificate), other);
    assert_eq!(crl.statement(&world.person.certificate).map(|_| ()), other);
    // The same name with another key.
    let twin = root("Akar Uji", NewKey::P256, "2026-01-01", "2046-01-01");
    assert_eq!(crl.verify(&twin.certificate), Err(PkiError::Signature));
}

#[test]
fn whoever_may_not_sign_lists_cannot() {
    let world = World::shared();
    // A person's certificate with the name of the authority would have to be a CA's to make a list;
    // here its usage has no cRLSign, and that alone is enough.
    let crl = world.authority.crl(&[], "2026-05-01", "2026-06-01");
    let profile = Profile::Person;
    let times = ("2026-01-01", "2028-01-01");
    let person = issued(&world.root, "Antara Uji", profile, NewKey::P256, times, &locations("x"));
    let refused = crl.verify(&person.certificate);
    assert_eq!(refused, Err(RevocationFault::NotAuthorised.into()));
}

#[test]
fn an_answer_of_the_issuer_or_of_whom_it_certified_counts() {
    let world = World::shared();
    let (person, issuer) = (&world.person.certificate, &world.authority.certificate);
    let direct = world.authority.ocsp(person, Status::Good, "2026-06-01");
    assert_eq!(direct.verify(issuer), Ok(Responder::Issuer));
    let delegated = by(&world.authority, &world.responder, person);
    let certificate = world.responder.certificate.clone();
    assert_eq!(delegated.verify(issuer), Ok(Responder::Delegated(certificate)));
    let statement = delegated.statement(person, issuer).unwrap();
    assert_eq!((statement.status, statement.produced_at), (Status::Good, at("2026-06-01")));
    let other = delegated.statement(&world.other.certificate, issuer);
    assert_eq!(other, Err(RevocationFault::OtherCertificate.into()));
    // The same serial number under another issuer.
    let other = delegated.statement(person, &world.root.certificate);
    assert_eq!(other, Err(RevocationFault::OtherCertificate.into()));
}

fn by(issuer: &Party, responder: &Party, about: &Certificate) -> OcspResponse {
    let signer: (&Certificate, &dyn Signer) = (&responder.certificate, &responder.key);
    let answer = answer(about, Status::Good, "2026-06-01");
    issuer.authority().ocsp_by(signer, &answer, None).unwrap()
}

#[test]
fn a_responder_that_was_not_authorised_is_refused() {
    let world = World::shared();
    let (person, issuer) = (&world.person.certificate, &world.authority.certificate);
    let times = ("2026-01-01", "2028-01-01");
    let refused = |responder: &Party| by(&world.authority, responder, person).verify(issuer);
    let not_authorised = Err(RevocationFault::NotAuthorised.into());
    // Somebody of the same authority, without the purpose.
    assert_eq!(refused(&world.other), not_authorised);
    // A responder of another authority, above or elsewhere.
    let profile = Profile::OcspResponder;
    let above = issued(&world.root, "Penjawab Akar", profile, NewKey::P256, times, &locations("x"));
    assert_eq!(refused(&above), not_authorised);
    // One whose certificate had expired when it answered.
    let past = ("2026-01-01", "2026-05-01");
    let expired =
        issued(&world.authority, "Penjawab Lama", profile, NewKey::P256, past, &locations("x"));
    assert_eq!(refused(&expired), not_authorised);
    // One with the right name and purpose whose certificate the authority did not sign.
    let twin = root("Antara Uji", NewKey::P256, "2026-01-01", "2030-01-01");
    let forged = issued(&twin, "Penjawab Palsu", profile, NewKey::P256, times, &locations("x"));
    assert!(refused(&forged).is_err());
    // One that signs with another key than the certificate it sends along.
    let mut liar =
        issued(&world.authority, "Penjawab", profile, NewKey::P256, times, &locations("x"));
    liar.key = pki::PrivateKey::generate(NewKey::P256).unwrap();
    assert_eq!(refused(&liar), Err(PkiError::Signature));
}

#[test]
fn a_changed_answer_is_refused() {
    let world = World::shared();
    let issuer = &world.authority.certificate;
    let answer = by(&world.authority, &world.responder, &world.person.certificate);
    let der = answer.to_der();
    let at = der.windows(14).position(|window| window == b"20260601000000").unwrap();
    let mut changed = der.to_vec();
    changed[at + 5] = b'7';
    let changed = OcspResponse::from_der(&changed).unwrap();
    assert_eq!(changed.verify(issuer), Err(PkiError::Signature));
}

#[test]
fn a_refusal_of_a_responder_is_no_statement() {
    let refusal = pki::authority::refuse_ocsp(6);
    let refused = OcspResponse::from_der(&refusal).err();
    assert_eq!(refused, Some(RevocationFault::Unsuccessful(6).into()));
}

#[test]
fn an_answer_to_another_question_is_refused() {
    let world = World::shared();
    let (person, issuer) = (&world.person.certificate, &world.authority.certificate);
    let request = OcspRequest::new(person, issuer, Some(&[1; 16]));
    let about = answer(person, Status::Good, "2026-06-01");
    let respond = |request| world.authority.authority().ocsp(&about, request).unwrap();
    assert!(request.accept(respond(Some(&request)).to_der()).is_ok());
    // An answer made in advance has no nonce (RFC 5019 §4).
    assert!(request.accept(respond(None).to_der()).is_ok());
    let replayed = OcspRequest::new(person, issuer, Some(&[2; 16]));
    let replayed = request.accept(respond(Some(&replayed)).to_der()).err();
    assert_eq!(replayed, Some(RevocationFault::Nonce.into()));
    let other = OcspRequest::new(&world.other.certificate, issuer, None);
    let other = other.accept(respond(None).to_der()).err();
    assert_eq!(other, Some(RevocationFault::OtherCertificate.into()));
}

// What judgements make of them.

#[test]
fn a_certificate_that_names_a_source_needs_a_fresh_statement() {
    let world = World::shared();
    let (person, now) = (&world.person.certificate, at("2026-06-01"));
    let judge = |pool: &_| world.trust().judge_signer(pool, person, now, now, &Policy::default());
    let mut pool = world.pool();
    let missing = judge(&pool);
    assert_eq!(missing.verdict, Verdict::Indeterminate);
    let faults: Vec<_> = missing.problems.iter().map(|problem| problem.fault.clone()).collect();
    assert_eq!(faults, [PathFault::NoFreshStatement, PathFault::NoFreshStatement]);
    // For both the address of an answer and of a list.
    assert_eq!(missing.wanted.len(), 4);
    let url = "http://ocsp.uji.example/people".to_owned();
    assert!(missing.wanted.contains(&Wanted::Ocsp {
        certificate: person.clone(),
        issuer: world.authority.certificate.clone(),
        urls: vec![url],
    }));

    for crl in world.fresh_lists("2026-05-20") {
        pool.add_crl(crl, now);
    }
    let found = judge(&pool);
    assert_eq!((found.verdict, found.problems, found.wanted), (Verdict::Trusted, vec![], vec![]));
    assert_eq!(found.used.len(), 2);
}

#[test]
fn a_stale_list_is_none() {
    let world = World::shared();
    let (person, now) = (&world.person.certificate, at("2026-06-01"));
    let judge = |next: &str| {
        let mut pool = world.pool();
        pool.add_crl(world.root.crl(&[], "2026-04-01", "2027-01-01"), now);
        pool.add_crl(world.authority.crl(&[], "2026-04-01", next), now);
        world.trust().judge_signer(&pool, person, now, now, &Policy::default()).verdict
    };
    assert_eq!(judge("2026-06-01"), Verdict::Trusted);
    assert_eq!(judge("2026-05-31"), Verdict::Indeterminate);
}

/// Clocks differ by minutes; what is dated later was not made yet, whoever signed it.
#[test]
fn a_list_of_tomorrow_proves_nothing_today() {
    let world = World::shared();
    let (person, now) = (&world.person.certificate, at("2026-06-01"));
    let judge = |at| {
        let mut pool = world.pool();
        pool.add_crl(world.root.crl(&[], "2026-05-01", "2027-01-01"), at);
        pool.add_crl(world.authority.crl(&[], "2026-06-01", "2027-01-01"), at);
        world.trust().judge_signer(&pool, person, at, at, &Policy::default()).verdict
    };
    assert_eq!(judge(now), Verdict::Trusted);
    assert_eq!(judge(now.plus_seconds(-300)), Verdict::Trusted);
    assert_eq!(judge(now.plus_seconds(-301)), Verdict::Indeterminate);
}

#[test]
fn an_unknown_certificate_is_not_a_good_one() {
    let world = World::shared();
    let (person, now) = (&world.person.certificate, at("2026-06-01"));
    let mut pool = world.pool();
    pool.add_crl(world.root.crl(&[], "2026-05-01", "2026-07-01"), now);
    pool.add_ocsp(world.authority.ocsp(person, Status::Unknown, "2026-06-01"), now);
    let judgement = world.trust().judge_signer(&pool, person, now, now, &Policy::default());
    assert_eq!(judgement.verdict, Verdict::Indeterminate);
    assert_eq!(judgement.problems[0].fault, PathFault::StatusUnknown);
}

#[test]
fn a_revoked_person_or_authority_is_not_trusted() {
    let world = World::shared();
    let (person, now) = (&world.person.certificate, at("2026-06-01"));
    let judge = |revoked: &Certificate, by: &Party, reason: Option<Reason>| {
        let mut pool = world.pool();
        for crl in world.fresh_lists("2026-05-20") {
            pool.add_crl(crl, now);
        }
        let entry = (revoked, "2026-05-10", reason);
        pool.add_crl(by.crl(&[entry], "2026-05-21", "2026-06-21"), now);
        world.trust().judge_signer(&pool, person, now, now, &Policy::default())
    };
    let (at, reason) = (at("2026-05-10"), None);
    let revoked = PathFault::Revoked { at, reason };
    let judged = judge(person, &world.authority, None);
    assert_eq!((judged.verdict, &judged.problems[0].fault), (Verdict::Untrusted, &revoked));
    let judged = judge(&world.authority.certificate, &world.root, None);
    assert_eq!((judged.verdict, &judged.problems[0].fault), (Verdict::Untrusted, &revoked));
    let held = judge(person, &world.authority, Some(Reason::CertificateHold));
    assert_eq!(held.verdict, Verdict::Indeterminate);
    assert_eq!(held.problems[0].fault, PathFault::OnHold { at });
}

#[test]
fn a_statement_of_somebody_unauthorised_is_set_aside_and_told() {
    let world = World::shared();
    let (person, now) = (&world.person.certificate, at("2026-06-01"));
    let mut pool = world.pool();
    pool.add_crl(world.root.crl(&[], "2026-05-20", "2026-06-20"), now);
    pool.add_ocsp(by(&world.authority, &world.other, person), now);
    let judgement = world.trust().judge_signer(&pool, person, now, now, &Policy::default());
    assert_eq!(judgement.verdict, Verdict::Indeterminate);
    let kind = NoteKind::SetAside(RevocationFault::NotAuthorised.into());
    assert!(judgement.notes.iter().any(|note| note.kind == kind));
}

#[test]
fn a_certificate_without_a_source_is_trusted_with_a_note() {
    let world = World::shared();
    let now = at("2026-06-01");
    let nowhere = pki::authority::Locations::default();
    let times = ("2026-01-01", "2028-01-01");
    let person =
        issued(&world.root, "Tanpa Alamat", Profile::Person, NewKey::P256, times, &nowhere);
    let person = &person.certificate;
    let judgement = world.trust().judge_signer(&world.pool(), person, now, now, &Policy::default());
    assert_eq!(judgement.verdict, Verdict::Trusted);
    assert_eq!(judgement.notes[0].kind, NoteKind::NoSource);
    // But a list that has it on it counts.
    let mut pool = world.pool();
    pool.add_crl(world.root.crl(&[(person, "2026-05-10", None)], "2026-05-20", "2026-06-20"), now);
    let judgement = world.trust().judge_signer(&pool, person, now, now, &Policy::default());
    assert_eq!(judgement.verdict, Verdict::Untrusted);
}

#[test]
fn a_responder_that_was_revoked_before_it_answered_is_not_heard() {
    let world = World::shared();
    let (person, now) = (&world.person.certificate, at("2026-06-01"));
    let key = pki::PrivateKey::generate(NewKey::P256).unwrap();
    // A responder that does not say that it is never asked about.
    let responder = crate::support::fixture_responder(&world.authority, &key);
    let mut pool = world.pool();
    pool.add_crl(world.root.crl(&[], "2026-05-20", "2026-06-20"), now);
    let signer: (&Certificate, &dyn Signer) = (&responder, &key);
    let answer = answer(person, Status::Good, "2026-06-01");
    let answer = world.authority.authority().ocsp_by(signer, &answer, None).unwrap();
    pool.add_ocsp(answer, now);
    let judge =
        |pool: &_| world.trust().judge_signer(pool, person, now, now, &Policy::default()).verdict;
    assert_eq!(judge(&pool), Verdict::Trusted);
    let entry = (&responder, "2026-05-10", Some(Reason::KeyCompromise));
    pool.add_crl(world.authority.crl(&[entry], "2026-05-15", "2026-05-16"), now);
    assert_eq!(judge(&pool), Verdict::Indeterminate);
    assert_eq!(Serial::number(1), Serial::number(1));
}
