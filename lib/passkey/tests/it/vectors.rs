//! Intents, batches, registrations and assertions that a second implementation made (`make.py`).

use base::Instant;
use passkey::intent::{Batch, Intent};
use passkey::{
    Algorithm, AssertionResponse, Challenge, Expected, RegistrationResponse, RelyingParty,
    verify_assertion, verify_registration,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    origin: String,
    intents: Vec<IntentVector>,
    batches: Vec<BatchVector>,
    keys: Vec<KeyVector>,
}

#[derive(Deserialize)]
struct IntentVector {
    document: String,
    signer: String,
    field: String,
    nonce: String,
    expires: i64,
    challenge: String,
}

#[derive(Deserialize)]
struct BatchVector {
    intents: Vec<String>,
    challenge: String,
    paths: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct KeyVector {
    algorithm: i64,
    challenge: String,
    registration: serde_json::Value,
    assertion: serde_json::Value,
    thumbprint: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../vectors/vectors.json")).unwrap()
}

fn bytes(hex: &str) -> [u8; 32] {
    let byte = |i: usize| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap();
    std::array::from_fn(byte)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn intents_are_hashed_as_another_implementation_hashes_them() {
    let vectors = vectors().intents;
    assert_eq!(vectors.len(), 6);
    for vector in vectors {
        let intent = Intent {
            document: bytes(&vector.document),
            signer: &vector.signer,
            field: &vector.field,
            nonce: bytes(&vector.nonce),
            expires: Instant::from_millis(vector.expires),
        };
        assert_eq!(hex(&intent.challenge().0), vector.challenge, "{intent:?}");
    }
}

#[test]
fn batches_grow_the_trees_of_another_implementation() {
    let vectors = vectors().batches;
    assert_eq!(vectors.len(), 6);
    for vector in vectors {
        let intents: Vec<_> = vector.intents.iter().map(|i| Challenge(bytes(i))).collect();
        let batch = Batch::new(&intents).unwrap();
        assert_eq!(hex(&batch.challenge().0), vector.challenge);
        for (index, path) in vector.paths.iter().enumerate() {
            let inclusion = batch.inclusion(index).unwrap();
            let ours: Vec<_> = inclusion.path.iter().map(|hash| hex(hash)).collect();
            assert_eq!(&ours, path, "{index} of {}", vector.paths.len());
        }
    }
}

#[test]
fn every_algorithm_registers_and_signs() {
    let vectors = vectors();
    let site = RelyingParty::of(&vectors.origin).unwrap();
    let mut seen = Vec::new();
    for vector in vectors.keys {
        let challenge = Challenge(bytes(&vector.challenge));
        let expected = Expected::verified(&challenge, &site);
        let made = RegistrationResponse::parse(&vector.registration.to_string()).unwrap();
        let credential = verify_registration(&made, b"pegawai", &expected).unwrap();
        assert_eq!(credential.public_key.algorithm().cose(), vector.algorithm);
        assert_eq!(hex(&credential.public_key.thumbprint()), vector.thumbprint);
        let used = AssertionResponse::parse(&vector.assertion.to_string()).unwrap();
        let (assertion, _) = verify_assertion(&used, &credential, &expected).unwrap();
        assert_eq!(assertion.sign_count, 1);
        for at in 0..used.signature.len() {
            let mut bent = used.clone();
            bent.signature[at] ^= 0x10;
            assert!(verify_assertion(&bent, &credential, &expected).is_err(), "byte {at}");
        }
        seen.push(credential.public_key.algorithm());
    }
    assert_eq!(seen, [Algorithm::Es256, Algorithm::EdDsa, Algorithm::Rs256, Algorithm::Rs256]);
}
