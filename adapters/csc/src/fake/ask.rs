//! What is only asked: the service itself, tokens, credentials, challenges.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pki::KeyKind;
use serde_json::{Value, json};

use super::{Code, Credential, Fake, Mischief, invalid, needed, text};

/// Section 11.1.
pub(super) async fn info(State(fake): State<Arc<Fake>>) -> Response {
    let mischief = fake.mischief();
    let specs = if mischief == Mischief::VersionOne { "1.0.4.0" } else { "2.0.0.2" };
    let oauth2 = match mischief {
        Mischief::TokensElsewhere => "http://198.51.100.7/".to_owned(),
        _ => format!("{}/", fake.service.address),
    };
    let algos: Vec<&String> =
        fake.service.credentials.iter().flat_map(|it| &it.algorithms).collect();
    Json(json!({
        "specs": specs,
        "name": "CONTOH, bukan PSrE",
        "logo": "https://contoh.example/logo.png",
        "region": "ID",
        "lang": "id-ID",
        "description": "Layanan contoh untuk pengujian",
        "authType": ["oauth2client"],
        "oauth2": oauth2,
        "asynchronousOperationMode": false,
        "methods": [
            "credentials/list", "credentials/info", "credentials/authorize",
            "credentials/authorizeCheck", "credentials/getChallenge", "signatures/signHash",
        ],
        "signAlgorithms": { "algos": algos },
        "signature_formats": { "formats": ["P"], "envelope_properties": [["Certification"]] },
        "conformance_levels": ["Ades-B-B"],
    }))
    .into_response()
}

/// Section 8.4.4, grant `client_credentials`.
pub(super) async fn token(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let find = |name: &str| {
        let mut pairs = form_urlencoded::parse(&body);
        pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    };
    if find("grant_type").as_deref() != Some("client_credentials") {
        return invalid("Invalid parameter grant_type");
    }
    if find("client_id").as_ref() != Some(&fake.service.client_id) {
        return invalid("Invalid parameter client_id");
    }
    let secret = find("client_secret").unwrap_or_default();
    if secret != fake.service.client_secret {
        return match fake.mischief() {
            Mischief::Echo => invalid(&format!("Invalid parameter client_secret {secret}")),
            _ => invalid("Invalid parameter client_secret"),
        };
    }
    let until = fake.service.clock.now().plus_seconds(3_600);
    let mut memory = fake.memory();
    let token = memory.draw("token");
    memory.tokens.insert(token.clone(), until);
    Json(json!({ "access_token": token, "token_type": "Bearer", "expires_in": 3_600 }))
        .into_response()
}

/// Section 11.4.
pub(super) async fn list(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let Some(user) = text(&body, "userID").filter(|user| !user.is_empty()) else {
        return invalid("Invalid parameter userID");
    };
    let own = fake.service.credentials.iter().filter(|it| it.user == user);
    let ids: Vec<&str> = own.map(|it| it.id.as_str()).collect();
    Json(json!({ "credentialIDs": ids })).into_response()
}

/// Section 11.5.
pub(super) async fn credential(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let id = match needed(&body, "credentialID") {
        Ok(id) => id,
        Err(refused) => return *refused,
    };
    let Some(found) = fake.find(id) else { return invalid("Invalid parameter credentialID") };
    let count = match text(&body, "certificates").unwrap_or("single") {
        "none" => 0,
        "single" => 1,
        "chain" => usize::MAX,
        _ => return invalid("Invalid parameter certificates"),
    };
    let mut chain: Vec<String> =
        found.chain.iter().take(count).map(|it| STANDARD.encode(it.to_der())).collect();
    if fake.mischief() == Mischief::OtherCertificate {
        let others = fake.service.credentials.iter().filter(|it| it.id != found.id);
        let other = others.filter_map(|it| it.chain.first()).find(|it| same_kind(it, found));
        chain.splice(..1, other.map(|it| STANDARD.encode(it.to_der())));
    }
    let state = fake.state(id);
    let key = if state == "disabled" { "disabled" } else { "enabled" };
    let certificate = match state.as_str() {
        "expired" | "revoked" | "suspended" => state.as_str(),
        _ => "valid",
    };
    let mut auth = json!({ "mode": found.mode });
    if body.get("authInfo") == Some(&Value::Bool(true)) && found.mode == "explicit" {
        let objects = objects(found);
        let ids: Vec<&str> = objects.iter().filter_map(|it| text(it, "id")).collect();
        auth = json!({
            "mode": "explicit", "expression": ids.join(" AND "), "objects": objects,
        });
    }
    let (length, curve) = length(found);
    let mut key = json!({ "status": key, "algo": found.algorithms, "len": length });
    if let (Some(key), Some(curve)) = (key.as_object_mut(), curve) {
        key.insert("curve".to_owned(), curve.into());
    }
    Json(json!({
        "key": key,
        "cert": { "status": certificate, "certificates": chain },
        "auth": auth,
        "SCAL": if found.binds { "2" } else { "1" },
        "multisign": found.multisign,
        "lang": "id-ID",
    }))
    .into_response()
}

fn same_kind(certificate: &pki::Certificate, found: &Credential) -> bool {
    certificate.public_key().is_ok_and(|key| key.kind() == found.key.public_key().kind())
}

/// Section 8.3.
fn objects(credential: &Credential) -> Vec<Value> {
    let pin = credential.pin.as_ref().map(|_| json!({ "type": "Password", "id": "PIN" }));
    let code = match credential.code {
        Code::None => None,
        Code::Totp => Some(json!({
            "type": "Password", "id": "OTP", "format": "N", "generator": "totp", "label": "Kode",
        })),
        Code::Challenge => {
            Some(json!({ "type": "ChallengeResponse", "id": "OTP", "format": "N", "label": "SMS" }))
        }
    };
    pin.into_iter().chain(code).collect()
}

fn length(credential: &Credential) -> (u32, Option<&'static str>) {
    match credential.key.public_key().kind() {
        KeyKind::Rsa { bits, .. } => (bits, None),
        KeyKind::P384 => (384, Some("1.3.132.0.34")),
        KeyKind::P521 => (521, Some("1.3.132.0.35")),
        _ => (256, Some("1.2.840.10045.3.1.7")),
    }
}

/// Section 11.8: the code is sent another way.
pub(super) async fn challenge(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let found = text(&body, "credentialID").and_then(|id| fake.find(id));
    let Some(found) = found else { return invalid("Invalid parameter credentialID") };
    if text(&body, "authObjectID") != Some("OTP") || found.code != Code::Challenge {
        return invalid("Invalid parameter authObjectID");
    }
    fake.memory().new_code(&found.id);
    StatusCode::NO_CONTENT.into_response()
}
