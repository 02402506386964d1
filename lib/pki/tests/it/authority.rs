//! What the small authority makes, and what it refuses to make.

use pki::authority::{Authority, CertificateRequest, Locations, Profile, Serial};
use pki::{Certificate, NewKey, PkiError, PrivateKey};

use crate::support::{Counter, World, at, issued, locations, name};

#[test]
fn a_person_s_certificate_says_what_it_should() {
    let world = World::shared();
    let person = &world.person.certificate;
    assert_eq!(person.subject().to_string(), "CN=Siti Uji,O=Kabupaten Uji,C=ID");
    assert_eq!((person.issuer(), person.shown_name().as_str()), (&name("Antara Uji"), "Siti Uji"));
    assert_eq!((person.not_before(), person.not_after()), (at("2026-01-01"), at("2028-01-01")));
    let usage = person.key_usage().unwrap();
    assert!(usage.digital_signature() && usage.non_repudiation());
    assert!(!usage.key_cert_sign() && !usage.crl_sign() && !person.is_ca());
    let purposes: Vec<String> =
        person.purposes().unwrap().list.iter().map(ToString::to_string).collect();
    assert_eq!(purposes, ["1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4"]);
    assert_eq!(person.ocsp_urls(), ["http://ocsp.uji.example/people"]);
    assert_eq!(person.crl_urls(), ["http://crl.uji.example/people.crl"]);
    assert_eq!(person.issuer_urls(), ["http://ca.uji.example/people.cer"]);
    assert_eq!(person.authority_key_id(), world.authority.certificate.subject_key_id());
    assert_eq!(world.authority.certificate.path_length(), Some(0));
    assert!(world.responder.certificate.has_ocsp_nocheck() && !person.has_ocsp_nocheck());
    assert!(world.tsa.certificate.purposes().unwrap().critical);
}

#[test]
fn the_last_second_of_validity_counts_to_its_end() {
    let person = &World::shared().person.certificate;
    assert!(person.is_valid_at(at("2026-01-01")));
    assert!(!person.is_valid_at(at("2025-12-31T23:59:59.999Z")));
    assert!(person.is_valid_at(at("2028-01-01T00:00:00.999Z")));
    assert!(!person.is_valid_at(at("2028-01-01T00:00:01Z")));
}

#[test]
fn a_certificate_comes_back_from_pem_and_der_as_it_was() {
    let world = World::shared();
    let all = [&world.person, &world.authority, &world.root];
    let text: String = all.iter().map(|party| party.certificate.to_pem()).collect();
    let text = format!("ada tulisan di depan\n{text}dan di belakang\n");
    let read = Certificate::all_from_pem(&text).unwrap();
    assert_eq!(read, all.map(|party| party.certificate.clone()));
    assert_eq!(Certificate::all_from_bytes(text.as_bytes()), Ok(read));
    let der = world.person.certificate.to_der();
    assert_eq!(Certificate::all_from_bytes(der), Ok(vec![world.person.certificate.clone()]));
    assert!(matches!(Certificate::all_from_pem("tidak ada"), Err(PkiError::Pem(_))));
    let cut = &text[..text.len() / 2];
    assert!(matches!(Certificate::all_from_pem(cut), Err(PkiError::Pem(_))));
}

#[test]
fn bytes_behind_a_certificate_and_a_cut_one_are_refused() {
    let der = World::shared().person.certificate.to_der();
    let longer = [der, &[0]].concat();
    assert!(matches!(Certificate::from_der(&longer), Err(PkiError::TrailingBytes(_))));
    for length in 0..der.len() {
        assert!(Certificate::from_der(&der[..length]).is_err(), "{length}");
    }
}

#[test]
fn serial_numbers_are_positive_and_of_chance() {
    let random = Counter(std::sync::atomic::AtomicU8::new(0xf0));
    let (one, two) = (Serial::random(&random), Serial::random(&random));
    assert_ne!(one, two);
    let world = World::shared();
    let certificate = |serial: &Serial| {
        let request = CertificateRequest {
            subject: &name("Siti Uji"),
            public_key: world.person.key.public_key(),
            serial,
            validity: (at("2026-01-01"), at("2050-01-01")),
            profile: Profile::Person,
            locations: &Locations::default(),
        };
        world.authority.authority().issue(&request).unwrap()
    };
    assert_eq!(certificate(&one).serial_hex(), "70f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    assert_eq!(certificate(&Serial::number(0x80)).serial(), [0, 0x80]);
    assert_eq!(certificate(&Serial::number(0x80)).serial_hex(), "80");
    // After 2049 times are written with four digits of the year (RFC 5280 §4.1.2.5).
    assert_eq!(certificate(&one).not_after(), at("2050-01-01"));
}

#[test]
fn who_is_no_authority_cannot_be_made_one() {
    let world = World::shared();
    assert!(Authority::new(&world.person.certificate, &world.person.key).is_err());
    // The right certificate with another key.
    let key = PrivateKey::generate(NewKey::P256).unwrap();
    let authority = Authority::new(&world.authority.certificate, &key).unwrap();
    let request = CertificateRequest {
        subject: &name("Siti Uji"),
        public_key: key.public_key(),
        serial: &Serial::number(1),
        validity: (at("2026-01-01"), at("2027-01-01")),
        profile: Profile::Person,
        locations: &Locations::default(),
    };
    assert_eq!(authority.issue(&request).err(), Some(PkiError::Signature));
    let root = request.self_signed(&world.root.key);
    assert_eq!(root.err(), Some(PkiError::Signature));
}

#[test]
fn names_are_the_same_in_any_letters_and_spaces() {
    let one = name("Siti  Uji");
    assert_eq!(one, name(" siti UJI"));
    assert_ne!(one, name("Siti Uji S"));
    assert_eq!(one.common_name(), Some("Siti  Uji"));
    assert_eq!(one.organisation(), Some("Kabupaten Uji"));
    assert!(!one.is_empty());
}

#[test]
fn a_seal_is_for_documents_as_a_person_is() {
    let world = World::shared();
    let times = ("2026-01-01", "2028-01-01");
    let seal =
        issued(&world.authority, "Diskominfo", Profile::Seal, NewKey::P384, times, &locations("x"));
    let now = at("2026-06-01");
    let policy = crate::support::without_revocation();
    let judged = world.trust().judge_signer(&world.pool(), &seal.certificate, now, now, &policy);
    assert!(judged.is_trusted());
}
