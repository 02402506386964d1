//! Signed data: ours, that of openssl and pyHanko, and broken ones.

use std::collections::BTreeSet;

use pki::cms::{Departure, Reference, SignedAttributes, SignedData, without_padding};
use pki::{CmsFault, DigestAlgorithm, PkiError, Signer as _};

use crate::support::{CONTENT, World, at, fault, fixture, json, unhex};

fn judged(der: &[u8], content: &[u8]) -> String {
    let signed = match SignedData::parse(der) {
        Ok(signed) => signed,
        Err(error) => return fault(&error),
    };
    let digest = signed.digest_algorithm().digest(&[content]);
    signed.verify_signature(&digest).err().as_ref().map(fault).unwrap_or_default()
}

#[test]
fn every_signature_has_exactly_the_fault_that_was_put_into_it() {
    let all = json("cms.json");
    for case in all["cases"].as_array().unwrap() {
        let der = unhex(case["cms"].as_str().unwrap());
        assert_eq!(judged(&der, CONTENT), case["fault"].as_str().unwrap(), "{}", case["name"]);
    }
}

#[test]
fn there_is_a_signature_for_every_fault_it_can_have() {
    let all = json("cms.json");
    let faults: BTreeSet<&str> = all["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["fault"].as_str().unwrap())
        .collect();
    for fault in [
        "NotSignedData",
        "Version",
        "NoSigner",
        "SeveralSigners",
        "SignerVersion",
        "DigestNotAnnounced",
        "OtherDigest",
        "SignerCertificate",
        "NoSignedAttributes",
        "AttributeOrder",
        "Missing",
        "Twice",
        "OneValue",
        "ContentType",
        "MessageDigest",
        "OtherCertificate",
        "AlgorithmProtection",
        "Detached",
        "Signature",
        "TrailingBytes",
        "NotDer",
        "Weak",
        "OtherKey",
    ] {
        assert!(faults.contains(fault), "{fault}");
    }
}

#[test]
fn signatures_of_pyhanko_and_openssl_verify() {
    let kinds = ["rsa2048", "rsa2048-pss", "rsa4096", "p256", "p384", "p521"];
    for kind in kinds {
        for maker in ["openssl", "pyhanko"] {
            let signed = SignedData::parse(&fixture(&format!("cms/{maker}-{kind}.der"))).unwrap();
            let digest = signed.digest_algorithm().digest(&[CONTENT]);
            assert_eq!(signed.verify_signature(&digest), Ok(()), "{maker} {kind}");
            let wrong = signed.digest_algorithm().digest(&[b"lain".as_slice()]);
            let refused = signed.verify_signature(&wrong);
            assert_eq!(refused, Err(CmsFault::MessageDigest.into()), "{maker} {kind}");
            assert_eq!(signed.reference(), Some(Reference::V2));
        }
    }
    let ed25519 = fixture("cms/pyhanko-ed25519.der");
    assert_eq!(judged(&ed25519, CONTENT), "");
}

#[test]
fn a_pades_signature_of_pyhanko_departs_in_nothing_and_one_of_openssl_has_a_time() {
    let departures =
        |name: &str| SignedData::parse(&fixture(&format!("cms/{name}.der"))).unwrap().departures();
    assert_eq!(departures("pyhanko-p256"), []);
    assert_eq!(departures("openssl-p256"), [Departure::SigningTime]);
}

#[test]
fn old_forms_are_named_and_not_called_false() {
    let old = SignedData::parse(&fixture("cms/openssl-pkcs7.der")).unwrap();
    assert_eq!(old.departures(), [Departure::NoReference, Departure::SigningTime]);
    assert!(old.signing_time().is_some());
    assert_eq!(judged(&fixture("cms/openssl-pkcs7.der"), CONTENT), "");

    let enclosed = SignedData::parse(&fixture("cms/openssl-enclosed.der")).unwrap();
    assert!(enclosed.departures().contains(&Departure::Enclosed));
    let sha1 = DigestAlgorithm::Sha1.digest(&[CONTENT]);
    assert_eq!(enclosed.content(), Some(sha1.as_slice()));
    assert_eq!(enclosed.verify_enclosed(), Ok(()));

    let all = json("cms.json");
    let named = |name: &str| {
        let case = all["cases"].as_array().unwrap().iter().find(|case| case["name"] == name);
        SignedData::parse(&unhex(case.unwrap()["cms"].as_str().unwrap())).unwrap().departures()
    };
    assert_eq!(named("reference by SHA-1 only"), [Departure::OldReference]);
    assert_eq!(named("no reference"), [Departure::NoReference]);
    assert_eq!(named("a time of signing"), [Departure::SigningTime]);
}

#[test]
fn no_byte_of_a_signature_can_be_changed_unseen() {
    let der = World::shared().sign(&World::shared().person, CONTENT, None);
    let signed = SignedData::parse(&der).unwrap();
    // Outside of what is signed: the chain, and how the signer's issuer is spelled once more.
    let chain = World::shared().authority.certificate.to_der();
    let start = der.windows(chain.len()).position(|window| window == chain).unwrap();
    let issuer = World::shared().authority.certificate.subject().to_der();
    let again = der.windows(issuer.len()).rposition(|window| window == issuer).unwrap();
    let outside = [start..start + chain.len(), again..again + issuer.len()];
    for index in 0..der.len() {
        if outside.iter().any(|range| range.contains(&index)) {
            continue;
        }
        for bit in [0x01, 0x20, 0x80] {
            let mut changed = der.clone();
            changed[index] ^= bit;
            assert_ne!(judged(&changed, CONTENT), "", "byte {index}");
        }
    }
    assert_eq!(signed.departures(), []);
}

#[test]
fn our_signature_has_three_signed_attributes_and_no_time() {
    let world = World::shared();
    let signed = SignedData::parse(&world.sign(&world.person, CONTENT, None)).unwrap();
    let kinds: Vec<String> = signed.signed_attributes().iter().map(ToString::to_string).collect();
    let expected = ["1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.16.2.47"];
    assert_eq!(kinds, expected);
    assert_eq!((signed.signing_time(), signed.content()), (None, None));
    assert_eq!(signed.certificates().len(), 2);
    assert!(signed.is_data() && signed.signature_timestamps().is_empty());
}

#[test]
fn a_time_stamp_over_the_signature_is_carried_along() {
    let world = World::shared();
    let plain = SignedData::parse(&world.sign(&world.person, CONTENT, None)).unwrap();
    let token = world.stamp(plain.signature(), "2026-06-01");
    let digest = DigestAlgorithm::Sha256.digest(&[CONTENT]);
    let attributes =
        SignedAttributes::new(DigestAlgorithm::Sha256, &digest, &world.person.certificate);
    let algorithm = world.person.key.algorithm();
    let stamped =
        attributes.finish(plain.signature(), algorithm, &[], Some(token.to_der())).unwrap();
    let stamped = SignedData::parse(&stamped).unwrap();
    assert_eq!(stamped.signature_timestamps(), [token.to_der().to_vec()]);
    assert_eq!(stamped.verify_signature(&digest), Ok(()));
    assert_eq!(token.verify_over(&[stamped.signature()]), Ok(()));
    assert_eq!(token.time(), at("2026-06-01"));
}

#[test]
fn a_signature_with_another_digest_than_its_attributes_is_not_assembled() {
    let world = World::shared();
    let digest = DigestAlgorithm::Sha512.digest(&[CONTENT]);
    let attributes =
        SignedAttributes::new(DigestAlgorithm::Sha512, &digest, &world.person.certificate);
    let algorithm = world.person.key.algorithm();
    let refused = attributes.finish(b"", algorithm, &[], None);
    assert_eq!(refused, Err(CmsFault::OtherDigest.into()));
    assert_eq!(attributes.to_be_signed()[0], 0x31);
    let expected = DigestAlgorithm::Sha512.digest(&[attributes.to_be_signed()]);
    assert_eq!(attributes.to_be_signed_digest(), expected);
}

#[test]
fn only_zeros_pad_a_signature() {
    let world = World::shared();
    let der = world.sign(&world.person, CONTENT, None);
    let padded = [der.as_slice(), &[0; 100]].concat();
    assert_eq!(without_padding(&padded), Ok(der.as_slice()));
    assert_eq!(without_padding(&der), Ok(der.as_slice()));
    let hidden = [der.as_slice(), &[0, 0, 1]].concat();
    assert!(matches!(without_padding(&hidden), Err(PkiError::TrailingBytes(_))));
    assert!(without_padding(&der[..50]).is_err());
    assert!(without_padding(b"").is_err());
}
