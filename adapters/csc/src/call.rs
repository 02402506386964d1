//! What is called, and what is said there. Each body is the standard's, by its section.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

/// A method of the API; its path below the base is its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Info,
    CredentialsList,
    CredentialsInfo,
    Authorize,
    AuthorizeCheck,
    GetChallenge,
    SendOtp,
    SignHash,
}

impl Call {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::CredentialsList => "credentials/list",
            Self::CredentialsInfo => "credentials/info",
            Self::Authorize => "credentials/authorize",
            Self::AuthorizeCheck => "credentials/authorizeCheck",
            Self::GetChallenge => "credentials/getChallenge",
            Self::SendOtp => "credentials/sendOTP",
            Self::SignHash => "signatures/signHash",
        }
    }
}

/// Section 11.1.
#[derive(Serialize)]
pub(crate) struct InfoBody {}

/// Section 11.4.
#[derive(Serialize)]
pub(crate) struct ListBody<'a> {
    #[serde(rename = "userID")]
    pub user: &'a str,
}

/// Section 11.5.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CredentialBody<'a> {
    #[serde(rename = "credentialID")]
    pub credential: &'a str,
    pub certificates: &'static str,
    pub auth_info: bool,
}

/// Section 11.6.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuthorizeBody<'a> {
    #[serde(rename = "credentialID")]
    pub credential: &'a str,
    pub num_signatures: usize,
    pub hashes: &'a [String],
    #[serde(rename = "hashAlgorithmOID")]
    pub hash_algorithm: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub auth_data: &'a [Factor<'a>],
}

/// One authentication object (section 8.3); what is told elsewhere has no value.
#[derive(Serialize)]
pub(crate) struct Factor<'a> {
    pub id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'a str>,
}

/// Section 11.7.
#[derive(Serialize)]
pub(crate) struct CheckBody<'a> {
    pub handle: &'a str,
}

/// Section 11.8.
#[derive(Serialize)]
pub(crate) struct ChallengeBody<'a> {
    #[serde(rename = "credentialID")]
    pub credential: &'a str,
    #[serde(rename = "authObjectID", skip_serializing_if = "Option::is_none")]
    pub object: Option<&'a str>,
}

/// Section 11.10.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SignBody<'a> {
    #[serde(rename = "credentialID")]
    pub credential: &'a str,
    #[serde(rename = "SAD")]
    pub sad: &'a str,
    pub hashes: &'a [String],
    #[serde(rename = "hashAlgorithmOID", skip_serializing_if = "Option::is_none")]
    pub hash_algorithm: Option<&'static str>,
    pub sign_algo: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_algo_params: Option<&'a str>,
    pub operation_mode: &'static str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListAnswer {
    #[serde(rename = "credentialIDs")]
    pub credentials: Vec<String>,
}

/// What is known of a credential, as far as it is read here.
#[derive(Deserialize)]
pub(crate) struct CredentialAnswer {
    pub key: KeyPart,
    #[serde(default)]
    pub cert: CertPart,
    pub auth: AuthPart,
    #[serde(default = "one")]
    pub multisign: usize,
}

#[derive(Deserialize)]
pub(crate) struct KeyPart {
    pub status: String,
    pub algo: Vec<String>,
}

#[derive(Deserialize, Default)]
pub(crate) struct CertPart {
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub certificates: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct AuthPart {
    pub mode: String,
    #[serde(default)]
    pub expression: Option<String>,
    #[serde(default)]
    pub objects: Vec<FactorPart>,
}

/// One authentication object that a credential asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct FactorPart {
    #[serde(rename = "type")]
    pub kind: String,
    pub id: String,
    #[serde(default)]
    pub generator: Option<String>,
}

const fn one() -> usize {
    1
}

/// `SAD` and its like, or the handle of an authorisation that is still under way.
#[derive(Deserialize)]
pub(crate) struct AuthorizeAnswer {
    #[serde(rename = "SAD", default)]
    pub sad: Option<Hidden>,
    #[serde(default)]
    pub handle: Option<Hidden>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SignAnswer {
    #[serde(default)]
    pub signatures: Option<Vec<String>>,
    #[serde(rename = "responseID", default)]
    pub response: Option<serde_json::Value>,
}

/// A text that opens something: wiped when it goes, and never printed.
#[derive(Clone)]
pub(crate) struct Hidden(Zeroizing<String>);

impl Hidden {
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn copied(&self) -> Zeroizing<String> {
        self.0.clone()
    }
}

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}

/// Bytes in base64 as the standard has them (RFC 4648, section 4, with padding); line breaks, which
/// some put between, do not count.
pub(crate) fn decoded(text: &str) -> Option<Vec<u8>> {
    let plain: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(plain).ok().filter(|bytes| !bytes.is_empty())
}
