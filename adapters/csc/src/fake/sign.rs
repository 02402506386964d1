//! Signing digests (section 11.10), with everything that goes wrong on the way.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pki::{KeyKind, PrivateKey, Signer};
use serde_json::{Value, json};

use super::{Credential, Fake, Mischief, cut, invalid, needed, told_status};
use crate::oid;

pub(super) async fn sign_hash(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    match fake.mischief() {
        Mischief::Status { code } => return told_status(code),
        Mischief::UnknownDigest => return invalid("Invalid parameter hashAlgorithmOID"),
        Mischief::Later => {
            return Json(json!({ "responseID": "158112-652341-khj" })).into_response();
        }
        Mischief::Slow { millis } => {
            tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
        }
        _ => {}
    }
    let values = match fake.signed(&body) {
        Ok(values) => values,
        Err(refused) => return *refused,
    };
    match fake.mischief() {
        Mischief::ErrorAfter => told_status(500),
        Mischief::CutAfter => cut(),
        Mischief::HangAfter => {
            // Long after anybody's patience.
            tokio::time::sleep(std::time::Duration::from_secs(3_600)).await;
            StatusCode::NO_CONTENT.into_response()
        }
        other => answered(values, &other),
    }
}

impl Fake {
    fn signed(&self, body: &Value) -> Result<Vec<Vec<u8>>, Box<Response>> {
        let wrong = |words: &str| Box::new(invalid(words));
        let id = needed(body, "credentialID")?;
        let found = self.find(id).ok_or_else(|| wrong("Invalid parameter credentialID"))?;
        let texts = body.get("hashes").and_then(Value::as_array);
        let texts =
            texts.ok_or_else(|| wrong("Missing (or invalid type) array parameter hashes"))?;
        let texts: Option<Vec<&str>> = texts.iter().map(Value::as_str).collect();
        let texts = texts.ok_or_else(|| wrong("Invalid Base64 hash string parameter"))?;
        if texts.is_empty() {
            return Err(wrong("Empty hash array"));
        }
        let hashes: Result<Vec<_>, _> = texts.iter().map(|it| STANDARD.decode(it)).collect();
        let hashes = hashes.map_err(|_| wrong("Invalid Base64 hash string parameter"))?;
        let length = asked(found, body)?;
        self.memory().asked.push(format!(
            "{:?} {:?}",
            body.get("signAlgo"),
            body.get("hashAlgorithmOID")
        ));
        if hashes.iter().any(|it| it.len() != length) {
            return Err(wrong("Invalid digest value length"));
        }
        self.uses(needed(body, "SAD")?, id, &texts)?;
        if self.state(id) == "expired" {
            return Err(wrong("Signing certificate is expired"));
        }
        let mischief = self.mischief();
        let one = |hash: &Vec<u8>| {
            let mut hash = hash.clone();
            let key = match mischief {
                Mischief::OtherKey => &self.service.other_key,
                _ => &found.key,
            };
            if let (Mischief::OtherDigest, Some(first)) = (&mischief, hash.first_mut()) {
                *first ^= 1;
            }
            value(key, &hash, &mischief)
        };
        let values: Option<Vec<Vec<u8>>> = hashes.iter().map(one).collect();
        let values = values.ok_or_else(|| Box::new(told_status(500)))?;
        self.memory().made += values.len();
        Ok(values)
    }

    /// Activation data are good for what they were given for, and so often.
    fn uses(&self, sad: &str, id: &str, hashes: &[&str]) -> Result<(), Box<Response>> {
        let wrong = |words: &str| Err(Box::new(invalid(words)));
        let now = self.service.clock.now();
        let mut memory = self.memory();
        let Some(opened) = memory.sads.get_mut(sad) else {
            return wrong("Invalid parameter SAD");
        };
        if opened.credential != id || opened.left < hashes.len() {
            return wrong("Invalid parameter SAD");
        }
        if now >= opened.until {
            return wrong("SAD expired");
        }
        let bound = opened.hashes.as_ref();
        if bound.is_some_and(|bound| hashes.iter().any(|it| !bound.contains(*it))) {
            return wrong("Hash is not authorized by the SAD");
        }
        opened.left -= hashes.len();
        Ok(())
    }
}

/// How long a digest is, when the algorithms are named as they must be.
fn asked(found: &Credential, body: &Value) -> Result<usize, Box<Response>> {
    let wrong = |words: &str| Box::new(invalid(words));
    let name = needed(body, "signAlgo")?;
    if !found.algorithms.iter().any(|known| known == name) {
        return Err(wrong("Invalid parameter signAlgo"));
    }
    let digest = found.key.algorithm().digest();
    if matches!(name, oid::RSA | oid::EC | oid::RSA_PSS) {
        let hash = needed(body, "hashAlgorithmOID")?;
        if oid::of_digest(digest) != Some(hash) {
            return Err(wrong("Invalid parameter hashAlgorithmOID"));
        }
    }
    if name == oid::RSA_PSS {
        needed(body, "signAlgoParams")?;
    }
    Ok(digest.length())
}

fn value(key: &PrivateKey, hash: &[u8], mischief: &Mischief) -> Option<Vec<u8>> {
    let made = key.sign_digest(hash).ok()?;
    let length = match key.public_key().kind() {
        KeyKind::P256 => 32,
        KeyKind::P384 => 48,
        _ => return Some(made),
    };
    match mischief {
        Mischief::Fixed => fixed(&made, length),
        _ => Some(made),
    }
}

/// A DER SEQUENCE of two numbers as r‖s (IEEE P1363).
fn fixed(der: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut rest = der.get(2..)?;
    let mut out = Vec::new();
    for _ in 0..2 {
        let size = usize::from(*rest.get(1)?);
        let number = rest.get(2..2 + size)?;
        let digits = number.get(number.iter().take_while(|it| **it == 0).count()..)?;
        out.resize(out.len() + length.checked_sub(digits.len())?, 0);
        out.extend_from_slice(digits);
        rest = rest.get(2 + size..)?;
    }
    Some(out)
}

fn answered(mut values: Vec<Vec<u8>>, mischief: &Mischief) -> Response {
    let json_header = [(header::CONTENT_TYPE, "application/json")];
    match mischief {
        Mischief::EmptyBody => return (json_header, "").into_response(),
        Mischief::NotJson => return (json_header, "Proses berhasil").into_response(),
        Mischief::ShortSignature => {
            values.iter_mut().for_each(|value| value.truncate(value.len().saturating_sub(1)))
        }
        Mischief::EmptySignature => values.iter_mut().for_each(Vec::clear),
        Mischief::OneMore => values.extend(values.first().cloned()),
        Mischief::OneLess => values.truncate(values.len().saturating_sub(1)),
        _ => {}
    }
    let mut texts: Vec<String> = values.iter().map(|value| STANDARD.encode(value)).collect();
    if *mischief == Mischief::NotBase64 {
        texts.iter_mut().for_each(|text| text.push('*'));
    }
    Json(json!({ "signatures": texts })).into_response()
}
