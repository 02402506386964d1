//! Any bytes as what a browser sends: a value or an error, never a panic; nothing verifies that
//! nobody signed; a key that was read is read again from its own bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passkey::intent::Inclusion;
use passkey::{
    AssertionResponse, Challenge, Evidence, Expected, PublicKey, RegistrationResponse, RelyingParty,
    reverify, verify_registration,
};

const CLIENT: &str = r#"{"type":"webauthn.create","challenge":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","origin":"https://a.id"}"#;

fuzz_target!(|bytes: &[u8]| {
    let challenge = Challenge([0; 32]);
    let site = RelyingParty::of("https://a.id").expect("an address with a name");
    let expected = Expected::verified(&challenge, &site);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = RelyingParty::of(text);
        let _ = AssertionResponse::parse(text);
        let _ = RegistrationResponse::parse(text);
        if let Ok(inclusion) = serde_json::from_str::<Inclusion>(text) {
            assert!(!inclusion.proves(&challenge, &challenge));
        }
    }
    let _ = Evidence::from_json(&String::from_utf8_lossy(bytes));
    if let Ok(key) = PublicKey::from_cose(bytes) {
        assert_eq!(PublicKey::from_cose(key.as_cose()).as_ref(), Ok(&key));
        assert!(key.verify(b"", bytes).is_err());
    }
    register(bytes, &expected);
    assert!(reverify(&unsigned(bytes), &expected).is_err());
});

fn register(bytes: &[u8], expected: &Expected<'_>) {
    let response = RegistrationResponse {
        credential_id: vec![0; 16],
        client_data_json: CLIENT.as_bytes().to_vec(),
        attestation_object: bytes.to_vec(),
        transports: Vec::new(),
    };
    if let Ok(credential) = verify_registration(&response, b"", expected) {
        assert_eq!(credential.id, response.credential_id);
        assert!(credential.flags.is_user_present() && credential.flags.is_user_verified());
    }
}

fn unsigned(bytes: &[u8]) -> Evidence {
    let client = CLIENT.replace("create", "get");
    Evidence {
        credential_id: vec![0; 16],
        public_key: bytes.to_vec(),
        client_data_json: client.into_bytes(),
        authenticator_data: bytes.to_vec(),
        signature: bytes.to_vec(),
    }
}
