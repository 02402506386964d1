//! An authenticator and a browser whose every byte can be bent.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use passkey::{
    AssertionResponse, Challenge, Credential, Expected, PasskeyError, RegistrationResponse,
    RelyingParty, verify_registration,
};
use serde_json::json;
use sha2::{Digest, Sha256};

pub const HOST: &str = "pelangi.kutaitimurkab.go.id";
pub const USER: &[u8] = b"01JD0000000000000000000000";
pub const CREDENTIAL: [u8; 20] = [7; 20];

pub fn site() -> RelyingParty {
    RelyingParty::of(&format!("https://{HOST}")).unwrap()
}

pub fn challenge() -> Challenge {
    Challenge([9; 32])
}

/// Everything an honest phone and browser would say; tests change one thing.
#[derive(Clone)]
pub struct Device {
    pub relying_party: String,
    pub flags: u8,
    pub sign_count: u32,
    pub key: SigningKey,
    /// The COSE key, as a list so that entries can stand twice.
    pub cose: Vec<(Value, Value)>,
    pub credential_id: Vec<u8>,
    /// What the data says, which need not be the id outside of it.
    pub id_inside: Vec<u8>,
    pub extensions: Vec<u8>,
    pub trailing: Vec<u8>,
    pub ceremony: String,
    pub challenge: String,
    pub origin: String,
    /// Further members of the client data, such as `,"crossOrigin":true`.
    pub more: String,
    pub format: String,
    pub statement: Vec<(Value, Value)>,
    pub user_handle: Option<Vec<u8>>,
}

impl Device {
    pub fn new() -> Self {
        let key = SigningKey::from_slice(&[3; 32]).unwrap();
        let point = key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().unwrap().to_vec(), point.y().unwrap().to_vec());
        let int = |n: i64| Value::from(n);
        Self {
            relying_party: HOST.to_owned(),
            flags: 0x01 | 0x04,
            sign_count: 5,
            key,
            cose: vec![
                (int(1), int(2)),
                (int(3), int(-7)),
                (int(-1), int(1)),
                (int(-2), Value::Bytes(x)),
                (int(-3), Value::Bytes(y)),
            ],
            credential_id: CREDENTIAL.to_vec(),
            id_inside: CREDENTIAL.to_vec(),
            extensions: Vec::new(),
            trailing: Vec::new(),
            ceremony: String::new(),
            challenge: challenge().to_base64url(),
            origin: format!("https://{HOST}"),
            more: r#","crossOrigin":false"#.to_owned(),
            format: "none".to_owned(),
            statement: Vec::new(),
            user_handle: None,
        }
    }

    /// The same with one thing changed.
    pub fn but(change: impl FnOnce(&mut Self)) -> Self {
        let mut device = Self::new();
        change(&mut device);
        device
    }

    fn client_data(&self, ceremony: &str) -> Vec<u8> {
        let ceremony = if self.ceremony.is_empty() { ceremony } else { &self.ceremony };
        let Self { challenge, origin, more, .. } = self;
        let text = format!(
            r#"{{"type":"{ceremony}","challenge":"{challenge}","origin":"{origin}"{more}}}"#
        );
        text.into_bytes()
    }

    fn data(&self, more_flags: u8, credential: &[u8]) -> Vec<u8> {
        let mut data = Sha256::digest(self.relying_party.as_bytes()).to_vec();
        data.push(self.flags | more_flags);
        data.extend(self.sign_count.to_be_bytes());
        data.extend(credential);
        data.extend(&self.extensions);
        data.extend(&self.trailing);
        data
    }

    /// AAGUID, length, id, key.
    pub fn credential(&self) -> Vec<u8> {
        let length = u16::try_from(self.id_inside.len()).unwrap();
        let mut credential = vec![0xAA; 16];
        credential.extend(length.to_be_bytes());
        credential.extend(&self.id_inside);
        credential.extend(cbor(&Value::Map(self.cose.clone())));
        credential
    }

    pub fn register(&self) -> RegistrationResponse {
        self.register_with(self.data(0x40, &self.credential()))
    }

    /// A registration whose authenticator data is this.
    pub fn register_with(&self, data: Vec<u8>) -> RegistrationResponse {
        let object = Value::Map(vec![
            ("fmt".into(), self.format.as_str().into()),
            ("attStmt".into(), Value::Map(self.statement.clone())),
            ("authData".into(), Value::Bytes(data)),
        ]);
        RegistrationResponse {
            credential_id: self.credential_id.clone(),
            client_data_json: self.client_data("webauthn.create"),
            attestation_object: cbor(&object),
            transports: vec!["internal".to_owned()],
        }
    }

    pub fn assert(&self) -> AssertionResponse {
        self.assert_with(self.data(0, &[]))
    }

    /// An assertion that signs over this authenticator data.
    pub fn assert_with(&self, data: Vec<u8>) -> AssertionResponse {
        let client_data = self.client_data("webauthn.get");
        let signed = [&data[..], &Sha256::digest(&client_data)[..]].concat();
        let signature: Signature = self.key.sign(&signed);
        AssertionResponse {
            credential_id: self.credential_id.clone(),
            client_data_json: client_data,
            authenticator_data: data,
            signature: signature.to_der().as_bytes().to_vec(),
            user_handle: self.user_handle.clone(),
        }
    }

    pub fn plain_data(&self) -> Vec<u8> {
        self.data(0, &[])
    }
}

pub fn enrol(device: &Device) -> Result<Credential, PasskeyError> {
    let (challenge, site) = (challenge(), site());
    verify_registration(&device.register(), USER, &Expected::verified(&challenge, &site))
}

/// The credential of an honest device.
pub fn enrolled() -> Credential {
    enrol(&Device::new()).unwrap()
}

pub fn cbor(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What a browser would send for it.
pub fn json_of(response: &AssertionResponse) -> serde_json::Value {
    let id = base64url(&response.credential_id);
    json!({
        "id": id,
        "rawId": id,
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": base64url(&response.client_data_json),
            "authenticatorData": base64url(&response.authenticator_data),
            "signature": base64url(&response.signature),
            "userHandle": response.user_handle.as_deref().map(base64url),
        },
    })
}
