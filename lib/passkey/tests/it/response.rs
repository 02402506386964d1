//! What a browser sends is read strictly and within bounds.

use passkey::{AssertionResponse, Fault, Part, RegistrationResponse};
use serde_json::{Value, json};

use crate::device::{Device, base64url, json_of};

fn refusal(change: impl FnOnce(&mut Value)) -> (Fault, Part) {
    let mut json = json_of(&Device::new().assert());
    change(&mut json);
    let error = AssertionResponse::parse(&json.to_string()).unwrap_err();
    (error.what, error.at)
}

fn registration() -> Value {
    let made = Device::new().register();
    let id = base64url(&made.credential_id);
    json!({ "id": id, "rawId": id, "type": "public-key", "response": {
        "clientDataJSON": base64url(&made.client_data_json),
        "attestationObject": base64url(&made.attestation_object),
        "publicKeyAlgorithm": -7,
        "transports": ["internal", "hybrid"],
    }})
}

#[test]
fn what_a_browser_sends_is_read() {
    let sent = Device::but(|d| d.user_handle = Some(vec![1, 2])).assert();
    assert_eq!(AssertionResponse::parse(&json_of(&sent).to_string()).unwrap(), sent);
    let sent = Device::new().assert();
    let read = AssertionResponse::parse(&json_of(&sent).to_string()).unwrap();
    assert_eq!(read.user_handle, None, "null is none");
    let read = RegistrationResponse::parse(&registration().to_string()).unwrap();
    assert_eq!(read.transports, ["internal", "hybrid"]);
    assert_eq!(read.attestation_object, Device::new().register().attestation_object);
}

#[test]
fn base64url_has_one_text_per_value() {
    let at = Part::Signature;
    for bad in ["AA==", "AB", "A", "A A", "AA\n", "+/AA", "AAé"] {
        let refused = refusal(|json| json["response"]["signature"] = bad.into());
        assert_eq!(refused, (Fault::Base64, at), "{bad}");
    }
}

#[test]
fn what_is_missing_or_of_another_kind_is_refused() {
    let at = Part::Response;
    assert_eq!(refusal(|json| json["type"] = "password".into()), (Fault::CredentialType, at));
    assert_eq!(refusal(|json| json["response"] = Value::Null), (Fault::Json, at));
    assert_eq!(refusal(|json| json["response"]["signature"] = 7.into()), (Fault::Json, at));
    let other = refusal(|json| json["rawId"] = base64url(&[8; 20]).into());
    assert_eq!(other, (Fault::Other, Part::CredentialId));
    for text in ["", "null", "[]", "{", "{\"id\":1,\"id\":1}"] {
        assert_eq!(AssertionResponse::parse(text).unwrap_err().what, Fault::Json, "{text}");
    }
}

#[test]
fn nothing_is_longer_than_it_may_be() {
    let long = |bytes| Value::from(base64url(&vec![1; bytes]));
    let bounds = [
        ("clientDataJSON", 8 * 1024, Part::ClientData),
        ("authenticatorData", 2 * 1024, Part::AuthenticatorData),
        ("signature", 1024, Part::Signature),
        ("userHandle", 64, Part::UserHandle),
    ];
    for (member, most, at) in bounds {
        let refused = refusal(|json| json["response"][member] = long(most + 1));
        assert_eq!(refused, (Fault::Length, at), "{member}");
        let mut json = json_of(&Device::new().assert());
        json["response"][member] = long(most);
        AssertionResponse::parse(&json.to_string()).unwrap();
    }
    let much = format!("{{\"x\":\"{}\"}}", "y".repeat(64 * 1024));
    assert_eq!(AssertionResponse::parse(&much).unwrap_err().what, Fault::Length);
    let mut json = registration();
    json["response"]["attestationObject"] = long(32 * 1024 + 1);
    let error = RegistrationResponse::parse(&json.to_string()).unwrap_err();
    assert_eq!((error.what, error.at), (Fault::Length, Part::AttestationObject));
}

#[test]
fn ids_have_16_to_1023_bytes() {
    for length in [0, 15, 1024] {
        let id = base64url(&vec![1; length]);
        let refused = refusal(|json| {
            json["id"] = id.clone().into();
            json["rawId"] = id.into();
        });
        assert_eq!(refused, (Fault::Length, Part::CredentialId), "{length}");
    }
}

#[test]
fn transports_are_hints_and_only_names() {
    let mut json = registration();
    let sent = json!(["usb", "sinar-baru", "Bad Name", "", "x".repeat(33)]);
    json["response"]["transports"] = sent;
    let read = RegistrationResponse::parse(&json.to_string()).unwrap();
    assert_eq!(read.transports, ["usb", "sinar-baru"]);
    json["response"]["transports"] = vec!["usb"; 100].into();
    let read = RegistrationResponse::parse(&json.to_string()).unwrap();
    assert_eq!(read.transports.len(), 8);
    json["response"].as_object_mut().unwrap().remove("transports");
    assert!(RegistrationResponse::parse(&json.to_string()).unwrap().transports.is_empty());
}
