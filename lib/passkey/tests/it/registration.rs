//! A passkey is made; each bent byte is noticed.

use ciborium::Value;
use passkey::{Algorithm, Expected, Fault, Part, verify_registration};

use crate::device::{CREDENTIAL, Device, USER, challenge, enrol, enrolled, site};

/// What is wrong with a registration in which one thing was changed.
fn refusal(change: impl FnOnce(&mut Device)) -> (Fault, Part) {
    let error = enrol(&Device::but(change)).unwrap_err();
    (error.what, error.at)
}

#[test]
fn a_registration_gives_the_credential_to_store() {
    let credential = enrolled();
    assert_eq!(credential.id, CREDENTIAL);
    assert_eq!(credential.user_handle, USER);
    assert_eq!(credential.public_key.algorithm(), Algorithm::Es256);
    assert_eq!(credential.sign_count, 5);
    assert!(credential.flags.is_user_present() && credential.flags.is_user_verified());
    assert!(!credential.flags.is_backup_eligible() && !credential.flags.is_backed_up());
    assert_eq!(credential.transports, ["internal"]);
    assert_eq!(credential.aaguid, [0xAA; 16]);
}

#[test]
fn client_data_of_another_ceremony_challenge_or_origin_is_refused() {
    let at = Part::ClientData;
    assert_eq!(refusal(|d| d.ceremony = "webauthn.get".into()), (Fault::Ceremony, at));
    assert_eq!(refusal(|d| d.challenge = "A".repeat(43)), (Fault::Challenge, at));
    let padded = |d: &mut Device| d.challenge.push('=');
    assert_eq!(refusal(padded), (Fault::Challenge, at));
    for origin in [
        "http://pelangi.kutaitimurkab.go.id",
        "https://kutaitimurkab.go.id",
        "https://pelangi.kutaitimurkab.go.id:8443",
        "https://pelangi.kutaitimurkab.go.id.jahat.example",
        "https://pelangi.kutaitimurkab.go.id/",
        "https://PELANGI.kutaitimurkab.go.id",
    ] {
        assert_eq!(refusal(|d| d.origin = origin.into()), (Fault::Origin, at), "{origin}");
    }
}

#[test]
fn a_page_inside_another_may_not_register() {
    let at = Part::ClientData;
    let cross = refusal(|d| d.more = r#","crossOrigin":true"#.into());
    assert_eq!(cross, (Fault::CrossOrigin, at));
    let top = refusal(|d| d.more = r#","topOrigin":"https://jahat.example""#.into());
    assert_eq!(top, (Fault::CrossOrigin, at));
}

#[test]
fn client_data_that_says_a_thing_twice_is_refused_and_unknown_members_are_not() {
    let twice = refusal(|d| d.more = r#","origin":"https://jahat.example""#.into());
    assert_eq!(twice, (Fault::Json, Part::ClientData));
    let text = refusal(|d| d.more = r#","crossOrigin":"false""#.into());
    assert_eq!(text, (Fault::Json, Part::ClientData));
    let unknown = r#","other_keys_can_be_added_here":"do not compare","tokenBinding":{}"#;
    enrol(&Device::but(|d| d.more = unknown.into())).unwrap();
    enrol(&Device::but(|d| d.more = String::new())).unwrap();
}

#[test]
fn the_passkey_of_another_site_is_refused() {
    let other = refusal(|d| d.relying_party = "kutaitimurkab.go.id".into());
    assert_eq!(other, (Fault::RelyingParty, Part::AuthenticatorData));
}

#[test]
fn the_person_must_be_there_and_verified() {
    let at = Part::AuthenticatorData;
    assert_eq!(refusal(|d| d.flags = 0x04), (Fault::UserAbsent, at));
    assert_eq!(refusal(|d| d.flags = 0x01), (Fault::UserUnverified, at));
    let (challenge, site) = (challenge(), site());
    let touched = Device::but(|d| d.flags = 0x01).register();
    let lax = Expected { user_verification: false, ..Expected::verified(&challenge, &site) };
    assert!(!verify_registration(&touched, USER, &lax).unwrap().flags.is_user_verified());
}

#[test]
fn what_may_not_be_backed_up_cannot_be() {
    let at = Part::AuthenticatorData;
    assert_eq!(refusal(|d| d.flags |= 0x10), (Fault::Backup, at));
    let synced = enrol(&Device::but(|d| d.flags |= 0x18)).unwrap();
    assert!(synced.flags.is_backup_eligible() && synced.flags.is_backed_up());
}

#[test]
fn a_registration_without_a_credential_is_refused() {
    let device = Device::new();
    let response = device.register_with(device.plain_data());
    let (challenge, site) = (challenge(), site());
    let error = verify_registration(&response, USER, &Expected::verified(&challenge, &site));
    assert_eq!(error.unwrap_err().what, Fault::CredentialData);
}

#[test]
fn the_id_outside_is_the_id_inside() {
    let other = refusal(|d| d.id_inside = vec![8; 20]);
    assert_eq!(other, (Fault::Other, Part::CredentialId));
}

#[test]
fn ids_have_16_to_1023_bytes() {
    for length in [16, 1023] {
        let id = vec![1; length];
        let device = Device::but(|d| (d.credential_id, d.id_inside) = (id.clone(), id));
        enrol(&device).unwrap();
    }
    for length in [0, 15, 1024] {
        let id = vec![1; length];
        let change = |d: &mut Device| (d.credential_id, d.id_inside) = (id.clone(), id);
        assert_eq!(refusal(change), (Fault::Length, Part::CredentialId), "{length}");
    }
}

#[test]
fn an_attestation_that_says_none_states_nothing() {
    let statement = vec![("sig".into(), Value::Bytes(vec![1]))];
    let stated = refusal(|d| d.statement = statement.clone());
    assert_eq!(stated, (Fault::Statement, Part::AttestationObject));
    // Of other formats the statement is taken and not judged.
    enrol(&Device::but(|d| (d.format, d.statement) = ("packed".into(), statement))).unwrap();
}

#[test]
fn extensions_are_read_to_their_end_and_nothing_may_follow() {
    let extensions = vec![0xA1, 0x64, b'u', b'v', b'm', b'!', 0x81, 0x02];
    let extended = |d: &mut Device| (d.flags, d.extensions) = (0x85, extensions.clone());
    enrol(&Device::but(extended)).unwrap();

    let at = Part::AuthenticatorData;
    let unflagged = refusal(|d| d.extensions = extensions.clone());
    assert_eq!(unflagged, (Fault::Trailing, at));
    assert_eq!(refusal(|d| d.flags = 0x85), (Fault::Cbor, at), "flagged and not there");
    let no_map = refusal(|d| (d.flags, d.extensions) = (0x85, vec![0x01]));
    assert_eq!(no_map, (Fault::Cbor, at));
    let cut = refusal(|d| (d.flags, d.extensions) = (0x85, extensions[..7].to_vec()));
    assert_eq!(cut, (Fault::Cbor, at));
    let twice = vec![0xA2, 0x61, b'a', 0x01, 0x61, b'a', 0x02];
    let twice = refusal(|d| (d.flags, d.extensions) = (0x85, twice));
    assert_eq!(twice, (Fault::Duplicate, at));
    let followed = |d: &mut Device| {
        extended(d);
        d.trailing = vec![0];
    };
    assert_eq!(refusal(followed), (Fault::Trailing, at));
}

#[test]
fn whatever_is_cut_off_is_missed() {
    let device = Device::new();
    let (challenge, site) = (challenge(), site());
    let expected = Expected::verified(&challenge, &site);
    let whole = device.register().attestation_object;
    for length in 0..whole.len() {
        let mut response = device.register();
        response.attestation_object.truncate(length);
        assert!(verify_registration(&response, USER, &expected).is_err(), "{length} bytes");
    }
    let mut response = device.register();
    response.attestation_object.push(0);
    let error = verify_registration(&response, USER, &expected).unwrap_err();
    assert_eq!((error.what, error.at), (Fault::Trailing, Part::AttestationObject));
}

#[test]
fn an_attestation_object_that_nests_without_end_is_refused() {
    let mut response = Device::new().register();
    response.attestation_object = vec![0x81; 30_000];
    let (challenge, site) = (challenge(), site());
    let error = verify_registration(&response, USER, &Expected::verified(&challenge, &site));
    assert_eq!(error.unwrap_err().what, Fault::Cbor);
}
