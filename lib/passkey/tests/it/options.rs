//! What the page hands to the browser.

use passkey::{Known, User, creation_options, request_options};
use serde_json::{Value, json};

use crate::device::{HOST, challenge, site};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_new_passkey_verifies_the_person_and_wants_no_attestation() {
    let user = User { handle: &[1, 2, 3], name: "ani", display_name: "Ani \"Wulan\"" };
    let transports = ["usb".to_owned()];
    let known = [Known { id: &[255; 16], transports: &transports }];
    let text = creation_options(&site(), "Kutai Timur", &user, &challenge(), &known);
    let expected = json!({
        "rp": { "id": HOST, "name": "Kutai Timur" },
        "user": { "id": "AQID", "name": "ani", "displayName": "Ani \"Wulan\"" },
        "challenge": "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk",
        "pubKeyCredParams": [
            { "type": "public-key", "alg": -7 },
            { "type": "public-key", "alg": -8 },
            { "type": "public-key", "alg": -257 },
        ],
        "timeout": 300_000,
        "excludeCredentials": [
            { "type": "public-key", "id": "_____________________w", "transports": ["usb"] },
        ],
        "authenticatorSelection": {
            "residentKey": "preferred",
            "requireResidentKey": false,
            "userVerification": "required",
        },
        "attestation": "none",
    });
    assert_eq!(parsed(&text), expected);
}

#[test]
fn a_request_names_the_persons_passkeys_and_verifies_the_person() {
    let known = [Known { id: &[0; 16], transports: &[] }];
    let text = request_options(&site(), &challenge(), &known);
    let expected = json!({
        "challenge": "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk",
        "timeout": 300_000,
        "rpId": HOST,
        "allowCredentials": [
            { "type": "public-key", "id": "AAAAAAAAAAAAAAAAAAAAAA", "transports": [] },
        ],
        "userVerification": "required",
    });
    assert_eq!(parsed(&text), expected);
}
