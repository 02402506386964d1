//! Evidence is checked again from stored bytes alone.

use passkey::{Challenge, Evidence, Expected, Fault, reverify, verify_assertion};

use crate::device::{Device, challenge, enrolled, site};

fn kept() -> String {
    let (challenge, site) = (challenge(), site());
    let expected = Expected::verified(&challenge, &site);
    let response = Device::but(|d| d.sign_count = 6).assert();
    let (_, evidence) = verify_assertion(&response, &enrolled(), &expected).unwrap();
    evidence.to_json()
}

#[test]
fn evidence_verifies_again_without_the_credential_and_without_its_counter() {
    let (challenge, site) = (challenge(), site());
    let evidence = Evidence::from_json(&kept()).unwrap();
    for _ in 0..2 {
        let assertion = reverify(&evidence, &Expected::verified(&challenge, &site)).unwrap();
        assert_eq!(assertion.sign_count, 6);
    }
}

#[test]
fn evidence_proves_nothing_about_another_file() {
    let site = site();
    let evidence = Evidence::from_json(&kept()).unwrap();
    let other = Challenge([10; 32]);
    let error = reverify(&evidence, &Expected::verified(&other, &site)).unwrap_err();
    assert_eq!(error.what, Fault::Challenge);
}

#[test]
fn evidence_that_was_changed_does_not_verify() {
    let (challenge, site) = (challenge(), site());
    let expected = Expected::verified(&challenge, &site);
    let honest = Evidence::from_json(&kept()).unwrap();
    let changes: [fn(&mut Evidence); 4] = [
        |e| e.signature[10] ^= 1,
        |e| e.authenticator_data[36] ^= 1,
        |e| e.public_key[20] ^= 1,
        |e| e.client_data_json.insert(1, b' '),
    ];
    for change in changes {
        let mut changed = honest.clone();
        change(&mut changed);
        assert!(reverify(&changed, &expected).is_err());
    }
}

#[test]
fn text_that_is_no_evidence_is_refused() {
    let kept = kept();
    let more = kept.replacen('{', "{\"more\":1,", 1);
    let padded = kept.replacen("\",", "=\",", 1);
    let less = kept.replacen("signature", "sign", 1);
    for text in ["", "{}", &more, &padded, &less] {
        assert_eq!(Evidence::from_json(text).unwrap_err().what, Fault::Json, "{text}");
    }
}
