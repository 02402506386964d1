//! Whatever is done to the bytes, nothing panics and nothing false is believed. Chance is seeded.

use pki::authority::{CertificateRequest, Locations, Profile, Serial};
use pki::cms::SignedData;
use pki::revocation::{Crl, OcspRequest, OcspResponse};
use pki::timestamp::{TimestampRequest, TimestampToken};
use pki::{Certificate, DigestAlgorithm, NameBuilder, Signer as _};
use proptest::prelude::*;

use crate::support::{CONTENT, Party, World, at, fixture};

/// A generator that repeats (SplitMix64).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    /// One to four changes: a byte set, bytes cut out, bytes doubled.
    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            let length = self.below(40.min(bytes.len() - at)) + 1;
            match self.below(4) {
                0 => drop(bytes.drain(at..at + length.min(bytes.len() - at - 1))),
                1 => {
                    let piece = bytes[at..].iter().take(length).copied().collect::<Vec<_>>();
                    bytes.splice(at..at, piece);
                }
                _ => bytes[at] = self.below(256) as u8,
            }
        }
        bytes
    }
}

#[test]
fn damaged_bytes_are_an_error_or_something_else_but_never_a_panic() {
    let world = World::shared();
    let person = &world.person.certificate;
    let token = world.stamp(CONTENT, "2026-06-01");
    let request = OcspRequest::new(person, &world.authority.certificate, Some(&[1; 8])).to_der();
    let question = TimestampRequest::new(DigestAlgorithm::Sha256, &[0; 32], &[1; 8]).to_der();
    let [_, crl] = world.fresh_lists("2026-06-01");
    let answer = world.authority.ocsp(person, pki::revocation::Status::Good, "2026-06-01");
    let whole = [
        person.to_der().to_vec(),
        fixture("cms/pyhanko-p256.der"),
        fixture("cms/openssl-rsa2048.der"),
        token.to_der().to_vec(),
        crl.to_der().to_vec(),
        answer.to_der().to_vec(),
        request,
        question,
    ];
    let mut seeded = Seeded(20_260_601);
    for bytes in &whole {
        for _ in 0..600 {
            let damaged = seeded.damage(bytes);
            let _ = Certificate::from_der(&damaged).map(|each| format!("{each:?}"));
            if let Ok(crl) = Crl::from_der(&damaged) {
                let changed = crl.verify(&world.authority.certificate);
                assert!(changed.is_err() || damaged == *bytes);
            }
            if let Ok(answer) = OcspResponse::from_der(&damaged) {
                let _ = answer.verify(&world.authority.certificate);
                let _ = answer.statement(person, &world.authority.certificate);
            }
            let _ = OcspRequest::from_der(&damaged);
            let _ = TimestampRequest::from_der(&damaged);
            let _ = TimestampToken::from_der(&damaged).map(|token| token.verify());
            if let Ok(signed) = SignedData::parse(&damaged) {
                let other = signed.digest_algorithm().digest(&[b"lain".as_slice()]);
                assert!(signed.verify_signature(&other).is_err());
            }
        }
    }
}

#[test]
fn every_signed_byte_of_a_certificate_counts() {
    let world = World::shared();
    let (person, issuer) = (&world.person.certificate, &world.authority.certificate);
    let key = issuer.public_key().unwrap();
    assert_eq!(person.verify_signed_by(key), Ok(()));
    for index in 0..person.to_der().len() {
        let mut changed = person.to_der().to_vec();
        changed[index] ^= 1;
        let judged = Certificate::from_der(&changed).and_then(|each| each.verify_signed_by(key));
        assert!(judged.is_err(), "byte {index}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_content_is_signed_and_no_other(content: Vec<u8>, other: Vec<u8>) {
        let world = World::shared();
        let der = world.sign(&world.person, &content, None);
        let signed = SignedData::parse(&der).unwrap();
        let digest = |bytes: &[u8]| signed.digest_algorithm().digest(&[bytes]);
        prop_assert_eq!(signed.verify_signature(&digest(&content)), Ok(()));
        prop_assert_eq!(signed.verify_signature(&digest(&other)).is_ok(), content == other);
    }

    #[test]
    fn names_and_times_come_back_from_a_certificate(
        common in "\\PC{1,40}",
        serial: u64,
        from in 0_i64..4_000_000_000,
        length in 0_i64..4_000_000_000,
    ) {
        let Party { key, .. } = &World::shared().person;
        let subject = NameBuilder::new().country("ID").common_name(&common).build().unwrap();
        let from = at("1970-01-01").plus_seconds(from);
        let until = from.plus_seconds(length);
        let request = CertificateRequest {
            subject: &subject,
            public_key: key.public_key(),
            serial: &Serial::number(serial),
            validity: (from, until),
            profile: Profile::Authority { path_length: None },
            locations: &Locations::default(),
        };
        let certificate = request.self_signed(key).unwrap();
        prop_assert_eq!(certificate.subject().common_name(), Some(common.as_str()));
        prop_assert_eq!((certificate.not_before(), certificate.not_after()), (from, until));
        prop_assert_eq!(u64::from_str_radix(&certificate.serial_hex(), 16), Ok(serial));
        prop_assert!(certificate.is_self_issued());
        prop_assert_eq!(key.algorithm(), certificate.signature_algorithm().unwrap());
    }
}
