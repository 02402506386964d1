//! What a page hands to `navigator.credentials`: the JSON forms of Level 3, §5.1.8 and §5.1.10.

use serde::Serialize;

use crate::base64url;
use crate::{Algorithm, Challenge, Credential, RelyingParty};

/// How long the browser waits for the person, in milliseconds. The shortest that Level 3 (§15.1)
/// recommends where the person is verified is five minutes: some look for a key in a drawer.
const TIMEOUT: u32 = 300_000;

/// Whose passkey is made.
#[derive(Debug, Clone, Copy)]
pub struct User<'a> {
    /// At most 64 bytes that say nothing about the person (§14.6.1), such as the account's id.
    pub handle: &'a [u8],
    /// The sign-in name.
    pub name: &'a str,
    pub display_name: &'a str,
}

/// A credential that is stored already, as far as options name it.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub id: &'a [u8],
    /// How the browser reaches the authenticator: `internal`, `hybrid`, `usb`, `nfc`, `ble`.
    pub transports: &'a [String],
}

impl<'a> From<&'a Credential> for Known<'a> {
    fn from(credential: &'a Credential) -> Self {
        Self { id: &credential.id, transports: &credential.transports }
    }
}

/// Options to make a passkey: none of `known` on the same authenticator again, the person verified,
/// no attestation wanted (the regency gains nothing from the make of a phone).
pub fn creation_options(
    site: &RelyingParty,
    site_name: &str,
    user: &User<'_>,
    challenge: &Challenge,
    known: &[Known<'_>],
) -> String {
    json(&Creation {
        rp: Rp { id: site.id(), name: site_name },
        user: UserEntity {
            id: base64url::encode(user.handle),
            name: user.name,
            display_name: user.display_name,
        },
        challenge: challenge.to_base64url(),
        pub_key_cred_params: Algorithm::ALL
            .map(|algorithm| Parameter { kind: PUBLIC_KEY, alg: algorithm.cose() }),
        timeout: TIMEOUT,
        exclude_credentials: descriptors(known),
        authenticator_selection: Selection {
            resident_key: "preferred",
            require_resident_key: false,
            user_verification: REQUIRED,
        },
        attestation: "none",
    })
}

/// Options to use one of the person's passkeys, with the person verified.
pub fn request_options(site: &RelyingParty, challenge: &Challenge, known: &[Known<'_>]) -> String {
    json(&Request {
        challenge: challenge.to_base64url(),
        timeout: TIMEOUT,
        rp_id: site.id(),
        allow_credentials: descriptors(known),
        user_verification: REQUIRED,
    })
}

const PUBLIC_KEY: &str = "public-key";
const REQUIRED: &str = "required";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Creation<'a> {
    rp: Rp<'a>,
    user: UserEntity<'a>,
    challenge: String,
    pub_key_cred_params: [Parameter; 3],
    timeout: u32,
    exclude_credentials: Vec<Descriptor<'a>>,
    authenticator_selection: Selection,
    attestation: &'static str,
}

#[derive(Serialize)]
struct Rp<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UserEntity<'a> {
    id: String,
    name: &'a str,
    display_name: &'a str,
}

#[derive(Serialize)]
struct Parameter {
    #[serde(rename = "type")]
    kind: &'static str,
    alg: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Selection {
    resident_key: &'static str,
    require_resident_key: bool,
    user_verification: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    challenge: String,
    timeout: u32,
    rp_id: &'a str,
    allow_credentials: Vec<Descriptor<'a>>,
    user_verification: &'static str,
}

#[derive(Serialize)]
struct Descriptor<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    transports: &'a [String],
}

fn descriptors<'a>(known: &[Known<'a>]) -> Vec<Descriptor<'a>> {
    let descriptor = |known: &Known<'a>| Descriptor {
        kind: PUBLIC_KEY,
        id: base64url::encode(known.id),
        transports: known.transports,
    };
    known.iter().map(descriptor).collect()
}

fn json(options: &impl Serialize) -> String {
    // Texts, numbers and lists with names for keys: nothing of it can fail to be JSON.
    serde_json::to_string(options).unwrap_or_default()
}
