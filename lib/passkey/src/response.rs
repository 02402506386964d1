//! What a browser sends back: `PublicKeyCredential.toJSON()` (Level 3, §5.1), within bounds.

use serde::Deserialize;

use crate::base64url;
use crate::{Fault, Part, PasskeyError};

/// A whole response as JSON, in bytes.
const LONGEST: usize = 64 * 1024;
const CLIENT_DATA: usize = 8 * 1024;
/// A TPM's statement with its chain of certificates takes about 6 KiB.
const ATTESTATION: usize = 32 * 1024;
const AUTHENTICATOR_DATA: usize = 2 * 1024;
/// RSA with 4096 bits takes 512 bytes.
const SIGNATURE: usize = 1024;
/// Level 3, §4: a credential id has 16 to 1023 bytes.
pub(crate) const CREDENTIAL_ID: std::ops::RangeInclusive<usize> = 16..=1023;
/// Level 3, §5.4.3.
const USER_HANDLE: usize = 64;
/// How many ways to reach an authenticator are kept, and how long their names may be.
const TRANSPORTS: usize = 8;
const TRANSPORT: usize = 32;

/// The answer to `navigator.credentials.create`, taken out of its JSON and not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationResponse {
    pub credential_id: Vec<u8>,
    pub client_data_json: Vec<u8>,
    pub attestation_object: Vec<u8>,
    pub transports: Vec<String>,
}

/// The answer to `navigator.credentials.get`, taken out of its JSON and not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssertionResponse {
    pub credential_id: Vec<u8>,
    pub client_data_json: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    pub signature: Vec<u8>,
    /// Whose credential it is, where the authenticator knows.
    pub user_handle: Option<Vec<u8>>,
}

impl RegistrationResponse {
    /// # Errors
    /// When it is not the JSON of a registration, something in it is not strict base64url, or it is
    /// longer than any honest one. Members nobody here knows are passed over.
    pub fn parse(json: &str) -> Result<Self, PasskeyError> {
        let sent: Sent<Attestation> = read(json)?;
        Ok(Self {
            credential_id: credential_id(&sent)?,
            client_data_json: client_data(&sent.response.client_data_json)?,
            attestation_object: base64url::decode(
                &sent.response.attestation_object,
                ATTESTATION,
                Part::AttestationObject,
            )?,
            transports: transports(sent.response.transports),
        })
    }
}

impl AssertionResponse {
    /// # Errors
    /// As [`RegistrationResponse::parse`].
    pub fn parse(json: &str) -> Result<Self, PasskeyError> {
        let sent: Sent<Signed> = read(json)?;
        let Signed { client_data_json, authenticator_data, signature, user_handle } =
            &sent.response;
        let handle = |text: &String| base64url::decode(text, USER_HANDLE, Part::UserHandle);
        Ok(Self {
            credential_id: credential_id(&sent)?,
            client_data_json: client_data(client_data_json)?,
            authenticator_data: base64url::decode(
                authenticator_data,
                AUTHENTICATOR_DATA,
                Part::AuthenticatorData,
            )?,
            signature: base64url::decode(signature, SIGNATURE, Part::Signature)?,
            user_handle: user_handle.as_ref().map(handle).transpose()?,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent<T> {
    id: String,
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    response: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attestation {
    #[serde(rename = "clientDataJSON")]
    client_data_json: String,
    attestation_object: String,
    #[serde(default)]
    transports: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Signed {
    #[serde(rename = "clientDataJSON")]
    client_data_json: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    user_handle: Option<String>,
}

fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<Sent<T>, PasskeyError> {
    let fault = |what| PasskeyError::new(what, Part::Response);
    if json.len() > LONGEST {
        return Err(fault(Fault::Length));
    }
    let sent: Sent<T> = serde_json::from_str(json).map_err(|_| fault(Fault::Json))?;
    match sent.kind == "public-key" {
        true => Ok(sent),
        false => Err(fault(Fault::CredentialType)),
    }
}

fn credential_id<T>(sent: &Sent<T>) -> Result<Vec<u8>, PasskeyError> {
    let at = Part::CredentialId;
    if sent.id != sent.raw_id {
        return Err(PasskeyError::new(Fault::Other, at));
    }
    let id = base64url::decode(&sent.raw_id, *CREDENTIAL_ID.end(), at)?;
    match CREDENTIAL_ID.contains(&id.len()) {
        true => Ok(id),
        false => Err(PasskeyError::new(Fault::Length, at)),
    }
}

fn client_data(text: &str) -> Result<Vec<u8>, PasskeyError> {
    base64url::decode(text, CLIENT_DATA, Part::ClientData)
}

/// Hints only, so that one nobody knows is kept and one that cannot be a name is left out.
fn transports(sent: Vec<String>) -> Vec<String> {
    let plain = |name: &String| {
        (1..=TRANSPORT).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    sent.into_iter().filter(plain).take(TRANSPORTS).collect()
}
