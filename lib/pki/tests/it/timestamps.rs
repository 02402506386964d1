//! Time-stamps: those of openssl, ours, and broken ones.

use pki::authority::{Serial, StampRefusal, TimestampAuthority};
use pki::timestamp::{TimestampRequest, TimestampToken};
use pki::{DigestAlgorithm, ObjectIdentifier, PkiError, TimestampFault};

use crate::support::{CONTENT, POLICY, World, at, fault, json, unhex};

fn hex_of(value: &serde_json::Value) -> Vec<u8> {
    unhex(value.as_str().unwrap())
}

fn imprint() -> Vec<u8> {
    DigestAlgorithm::Sha256.digest(&[CONTENT])
}

fn ask(request: &TimestampRequest) -> Vec<u8> {
    let world = World::shared();
    let tsa = TimestampAuthority::new(&world.tsa.certificate, &world.tsa.key, &[], POLICY).unwrap();
    tsa.answer(&request.to_der(), &Serial::number(5), at("2026-06-01T08:00:00Z"))
}

#[test]
fn every_token_has_exactly_the_fault_that_was_put_into_it() {
    for case in json("tokens.json")["cases"].as_array().unwrap() {
        let token = TimestampToken::from_der(&hex_of(&case["token"]));
        let result = token.and_then(|token| {
            if case["name"] == "half a second" {
                assert_eq!(token.time(), at("2026-06-01T00:00:00.500Z"));
            } else if case["fault"] == "" {
                assert_eq!(token.time(), at("2026-06-01"));
            }
            // The digest decides before the strength of the digest: SHA-1 is weak, not another one.
            token.verify_over(&[CONTENT])
        });
        let found = result.err().as_ref().map(fault).unwrap_or_default();
        assert_eq!(found, case["fault"].as_str().unwrap(), "{}", case["name"]);
    }
}

#[test]
fn a_token_of_openssl_answers_its_request() {
    let all = json("tokens.json");
    let request = TimestampRequest::from_der(&hex_of(&all["request"])).unwrap();
    assert_eq!(request.imprint(), imprint());
    assert_eq!(request.to_der(), hex_of(&all["request"]));
    let token = request.accept(&hex_of(&all["answer"])).unwrap();
    assert_eq!(token.policy(), Some(ObjectIdentifier::new_unwrap("1.2.3.4.1")));
    assert_eq!(token.verify_over(&[CONTENT]), Ok(()));
    let other = token.verify_over(&[b"lain".as_slice()]);
    assert_eq!(other, Err(TimestampFault::Imprint.into()));
}

#[test]
fn a_refusal_of_openssl_tells_its_reason() {
    let all = json("tokens.json");
    let request = TimestampRequest::new(DigestAlgorithm::Sha256, &imprint(), &[1]);
    let refused = request.accept(&hex_of(&all["refusal"])).err();
    // badAlg is bit 0.
    assert_eq!(refused, Some(TimestampFault::Refused { status: 2, reason: Some(0) }.into()));
}

#[test]
fn an_answer_to_another_request_is_refused() {
    let request = TimestampRequest::new(DigestAlgorithm::Sha256, &imprint(), &[1, 2, 3]);
    let answer = ask(&request);
    assert_eq!(request.accept(&answer).map(|token| token.time()), Ok(at("2026-06-01T08:00:00Z")));
    let other = TimestampRequest::new(DigestAlgorithm::Sha256, &imprint(), &[1, 2, 4]);
    assert_eq!(other.accept(&answer).err(), Some(TimestampFault::Nonce.into()));
    let other = TimestampRequest::new(DigestAlgorithm::Sha256, &[0; 32], &[1, 2, 3]);
    assert_eq!(other.accept(&answer).err(), Some(TimestampFault::Imprint.into()));
    let digest = DigestAlgorithm::Sha512.digest(&[CONTENT]);
    let other = TimestampRequest::new(DigestAlgorithm::Sha512, &digest, &[1, 2, 3]);
    assert_eq!(other.accept(&answer).err(), Some(TimestampFault::Imprint.into()));
    let policy = ObjectIdentifier::new_unwrap("1.2.3.4.9");
    let other =
        TimestampRequest::new(DigestAlgorithm::Sha256, &imprint(), &[1, 2, 3]).under(policy);
    assert_eq!(other.accept(&answer).err(), Some(TimestampFault::Policy(POLICY).into()));
}

#[test]
fn our_authority_refuses_what_it_does_not_stamp() {
    let request =
        |digest: DigestAlgorithm| TimestampRequest::new(digest, &digest.digest(&[CONTENT]), &[1]);
    let reason = |answer: &[u8]| match request(DigestAlgorithm::Sha256).accept(answer) {
        Err(PkiError::Timestamp(TimestampFault::Refused { status: 2, reason })) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(reason(&ask(&request(DigestAlgorithm::Sha1))), Some(0));
    let policy = ObjectIdentifier::new_unwrap("1.2.3.4.9");
    assert_eq!(reason(&ask(&request(DigestAlgorithm::Sha256).under(policy))), Some(15));
    let short = TimestampRequest::new(DigestAlgorithm::Sha256, &[0; 20], &[1]);
    assert_eq!(reason(&ask(&short)), Some(2));
    let world = World::shared();
    let tsa = TimestampAuthority::new(&world.tsa.certificate, &world.tsa.key, &[], POLICY).unwrap();
    let answer = tsa.answer(b"bukan permintaan", &Serial::number(1), at("2026-06-01"));
    assert_eq!(reason(&answer), Some(5));
    assert_eq!(reason(&StampRefusal::SystemFailure.to_der()), Some(25));
}

#[test]
fn a_nonce_is_a_number_without_sign() {
    for nonce in [&[0x80, 1][..], &[0, 0, 7], &[0xff; 8], &[]] {
        let request = TimestampRequest::new(DigestAlgorithm::Sha256, &imprint(), nonce);
        assert_eq!(TimestampRequest::from_der(&request.to_der()), Ok(request.clone()));
        assert!(request.accept(&ask(&request)).is_ok(), "{nonce:?}");
    }
}

#[test]
fn a_granted_answer_without_token_is_refused() {
    let request = TimestampRequest::new(DigestAlgorithm::Sha256, &imprint(), &[1]);
    let granted = [0x30, 5, 0x30, 3, 2, 1, 0];
    assert_eq!(request.accept(&granted).err(), Some(TimestampFault::NoToken.into()));
    let wrong = [0x30, 7, 0x30, 3, 2, 1, 0, 5, 0];
    assert_eq!(request.accept(&wrong).err(), Some(TimestampFault::NoToken.into()));
}
