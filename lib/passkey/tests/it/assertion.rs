//! A passkey is used; each bent byte is noticed.

use passkey::{AssertionResponse, Expected, Fault, Part, verify_assertion};

use crate::device::{Device, USER, challenge, enrol, enrolled, site};

fn judge(response: &AssertionResponse) -> Result<u32, (Fault, Part)> {
    let (challenge, site) = (challenge(), site());
    let expected = Expected::verified(&challenge, &site);
    match verify_assertion(response, &enrolled(), &expected) {
        Ok((assertion, _)) => Ok(assertion.sign_count),
        Err(error) => Err((error.what, error.at)),
    }
}

/// What an assertion of a device is answered in which one thing was changed; the counter has
/// moved on.
fn answer(change: impl FnOnce(&mut Device)) -> Result<u32, (Fault, Part)> {
    let device = Device::but(|d| {
        d.sign_count = 6;
        change(d);
    });
    judge(&device.assert())
}

#[test]
fn an_assertion_gives_the_new_counter_and_its_raw_bytes() {
    assert_eq!(answer(|_| ()), Ok(6));
    let response = Device::but(|d| d.sign_count = 6).assert();
    let (challenge, site) = (challenge(), site());
    let expected = Expected::verified(&challenge, &site);
    let (assertion, evidence) = verify_assertion(&response, &enrolled(), &expected).unwrap();
    assert!(assertion.flags.is_user_verified());
    assert_eq!(evidence.client_data_json, response.client_data_json);
    assert_eq!(evidence.authenticator_data, response.authenticator_data);
    assert_eq!(evidence.signature, response.signature);
    assert_eq!(evidence.public_key, enrolled().public_key.as_cose());
}

#[test]
fn client_data_of_another_ceremony_challenge_or_origin_is_refused() {
    let at = Part::ClientData;
    assert_eq!(answer(|d| d.ceremony = "webauthn.create".into()), Err((Fault::Ceremony, at)));
    assert_eq!(answer(|d| d.challenge = "A".repeat(43)), Err((Fault::Challenge, at)));
    let origin = "https://jahat.example";
    assert_eq!(answer(|d| d.origin = origin.into()), Err((Fault::Origin, at)));
    let cross = r#","crossOrigin":true"#;
    assert_eq!(answer(|d| d.more = cross.into()), Err((Fault::CrossOrigin, at)));
}

#[test]
fn the_assertion_of_another_site_is_refused() {
    let other = answer(|d| d.relying_party = "jahat.example".into());
    assert_eq!(other, Err((Fault::RelyingParty, Part::AuthenticatorData)));
}

#[test]
fn the_person_must_be_there_and_verified() {
    let at = Part::AuthenticatorData;
    assert_eq!(answer(|d| d.flags = 0x04), Err((Fault::UserAbsent, at)));
    assert_eq!(answer(|d| d.flags = 0x01), Err((Fault::UserUnverified, at)));
    let (challenge, site) = (challenge(), site());
    let lax = Expected { user_verification: false, ..Expected::verified(&challenge, &site) };
    let touched = Device::but(|d| (d.flags, d.sign_count) = (0x01, 6)).assert();
    verify_assertion(&touched, &enrolled(), &lax).unwrap();
}

#[test]
fn the_counter_must_grow_where_the_authenticator_counts() {
    let at = Part::AuthenticatorData;
    for stale in [0, 4, 5] {
        assert_eq!(answer(|d| d.sign_count = stale), Err((Fault::Counter, at)), "{stale}");
    }
    assert_eq!(answer(|d| d.sign_count = u32::MAX), Ok(u32::MAX));
    let (challenge, site) = (challenge(), site());
    let expected = Expected::verified(&challenge, &site);
    let uncounted = Device::but(|d| d.sign_count = 0);
    let credential = enrol(&uncounted).unwrap();
    verify_assertion(&uncounted.assert(), &credential, &expected).unwrap();
    verify_assertion(&uncounted.assert(), &credential, &expected).unwrap();
}

#[test]
fn whether_it_may_be_backed_up_never_changes() {
    let at = Part::AuthenticatorData;
    assert_eq!(answer(|d| d.flags |= 0x08), Err((Fault::Backup, at)));
    assert_eq!(answer(|d| d.flags |= 0x10), Err((Fault::Backup, at)));
    let (challenge, site) = (challenge(), site());
    let expected = Expected::verified(&challenge, &site);
    let synced = enrol(&Device::but(|d| d.flags |= 0x08)).unwrap();
    let later = Device::but(|d| (d.flags, d.sign_count) = (0x1D, 6));
    assert!(verify_assertion(&later.assert(), &synced, &expected).unwrap().0.flags.is_backed_up());
}

#[test]
fn another_credential_or_the_handle_of_another_person_is_refused() {
    let other = answer(|d| d.credential_id = vec![8; 20]);
    assert_eq!(other, Err((Fault::Other, Part::CredentialId)));
    let stranger = answer(|d| d.user_handle = Some(b"orang lain".to_vec()));
    assert_eq!(stranger, Err((Fault::Other, Part::UserHandle)));
    assert_eq!(answer(|d| d.user_handle = Some(USER.to_vec())), Ok(6));
}

#[test]
fn an_assertion_carries_no_credential() {
    let device = Device::but(|d| (d.sign_count, d.flags) = (6, 0x45));
    let data = [device.plain_data(), device.credential()].concat();
    let refused = judge(&device.assert_with(data));
    assert_eq!(refused, Err((Fault::CredentialData, Part::AuthenticatorData)));
}

#[test]
fn extensions_are_read_to_their_end_and_nothing_may_follow() {
    let at = Part::AuthenticatorData;
    let extensions = vec![0xA1, 0x63, b'u', b'v', b'm', 0x81, 0x02];
    assert_eq!(answer(|d| (d.flags, d.extensions) = (0x85, extensions.clone())), Ok(6));
    assert_eq!(answer(|d| d.extensions = extensions), Err((Fault::Trailing, at)));
    assert_eq!(answer(|d| d.flags = 0x85), Err((Fault::Cbor, at)));
    assert_eq!(answer(|d| d.trailing = vec![0xA0]), Err((Fault::Trailing, at)));
}

#[test]
fn short_data_is_refused() {
    let device = Device::but(|d| d.sign_count = 6);
    let whole = device.plain_data();
    for length in 0..whole.len() {
        let cut = device.assert_with(whole[..length].to_vec());
        assert_eq!(judge(&cut), Err((Fault::Length, Part::AuthenticatorData)), "{length}");
    }
}

#[test]
fn a_signature_by_another_key_or_over_other_bytes_is_refused() {
    let broken = Err((Fault::Signature, Part::Signature));
    let stranger = p256::ecdsa::SigningKey::from_slice(&[4; 32]).unwrap();
    assert_eq!(answer(|d| d.key = stranger), broken);

    let honest = Device::but(|d| d.sign_count = 6).assert();
    let mut response = honest.clone();
    // Harmless for every other check: a member nobody reads.
    response.client_data_json.pop();
    response.client_data_json.extend(b",\"x\":1}");
    assert_eq!(judge(&response), broken);

    let mut response = honest.clone();
    response.authenticator_data[36] = 7;
    assert_eq!(judge(&response), broken);

    let mut response = honest;
    response.signature.push(0);
    assert_eq!(judge(&response), broken, "DER with something behind it");
    response.signature.clear();
    assert_eq!(judge(&response), broken);
}

#[test]
fn any_changed_bit_is_noticed() {
    let honest = Device::but(|d| d.sign_count = 6).assert();
    let parts: [fn(&mut AssertionResponse) -> &mut Vec<u8>; 3] =
        [|r| &mut r.client_data_json, |r| &mut r.authenticator_data, |r| &mut r.signature];
    for part in parts {
        for at in 0..part(&mut honest.clone()).len() {
            for bit in 0..8 {
                let mut bent = honest.clone();
                part(&mut bent)[at] ^= 1 << bit;
                assert!(judge(&bent).is_err(), "byte {at}, bit {bit}");
            }
        }
    }
}
