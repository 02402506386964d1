//! The service's verdict on a file, by what it remembers of its own signatures.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::memory::Signature;
use super::sign::broken;
use super::{Fake, Mischief};

pub(super) async fn verify(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let file = body.get("file").and_then(Value::as_str).unwrap_or_default();
    let Some(file) = STANDARD.decode(file).ok().filter(|file| crate::file::is_pdf(file)) else {
        return *broken();
    };
    let mischief = fake.mischief();
    if mischief == Mischief::NotJson {
        return "Proses berhasil".into_response();
    }
    let signatures = fake.memory().signatures_in(&file);
    let whole = signatures.last().is_some_and(|last| last.length == file.len());
    let right = whole && mischief != Mischief::Invalid;
    let conclusion = match (signatures.is_empty(), right) {
        (true, _) => "NO_SIGNATURE",
        (false, true) => "VALID",
        (false, false) => "INVALID",
    };
    let seen: Vec<Value> = signatures.iter().enumerate().map(|(n, s)| shown(n, s, right)).collect();
    Json(json!({
        "documentName": null,
        "signatureCount": seen.len(),
        "description": "Dokumen contoh, BUKAN BSrE",
        "conclusion": conclusion,
        "signatureInformations": seen,
    }))
    .into_response()
}

/// With the keys as they are spelt, the empty values and the wrong ones.
fn shown(n: usize, signature: &Signature, right: bool) -> Value {
    json!({
        "id": format!("S-{n}"),
        "fieldName": format!("Signature{}", n + 1),
        "signerName": signature.signer,
        "reason": signature.reason,
        "location": signature.location,
        "signatureDate": signature.at.to_string(),
        "certLevelCode": 4,
        "integrityValid": right,
        "certificateTrusted": true,
        "signatureFormat": "PAdES-BASELINE-T",
        "ltv": false,
        "lastSignature": false,
        "digestAlgorithm": "",
        "signatureAlgorithm": "",
        "certificateDetails": [{ "signatureAlgoritm": "SHA256withRSA" }],
        "timestampInfomation": { "signerName": "CONTOH TSA", "timestampDate": signature.at.to_string() },
    })
}
