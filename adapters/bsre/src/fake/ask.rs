//! What is only asked: states, codes, chains.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ports::signing::CertificateState;
use serde_json::{Value, json};

use super::{Fake, refusal};

/// The state of a certificate. HTTP 200 whatever is asked, even for a NIK that is none.
pub(super) async fn status(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let state = fake.user(&body).map_or(CertificateState::NotRegistered, |(_, state)| state);
    let (code, message) = match state {
        CertificateState::Issue => (Some(1111), "User bisa melakukan tanda tangan"),
        CertificateState::NotRegistered => (Some(2011), "User belum terdaftar"),
        CertificateState::NoCertificate => (Some(2021), "User belum memiliki sertifikat"),
        CertificateState::Unknown => (Some(2041), "Status tidak dikenal"),
        _ => (None, "Sertifikat tidak aktif"),
    };
    Json(json!({ "status_code": code, "message": message, "status": state.as_str() }))
        .into_response()
}

/// A code for a person, who finds it in the telephone.
pub(super) async fn sign_code(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    match fake.user(&body) {
        Some((user, CertificateState::Issue)) => {
            fake.memory().new_code(&user.nik);
            Json(json!({ "message": "Silakan lihat TOTP pada aplikasi BeSign Mobile" }))
                .into_response()
        }
        _ => refusal(StatusCode::OK, 2011, "User belum terdaftar"),
    }
}

/// A seal is activated: its keeper is sent a code.
pub(super) async fn seal_activation(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    fake.code_of_seal(&body, |_| true)
}

/// With that code, one for seals is made.
pub(super) async fn seal_code(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    fake.code_of_seal(&body, |body| {
        let id = body.get("idSubscriber").and_then(Value::as_str).unwrap_or_default();
        let known = fake.code_for(id);
        known.is_some() && known.as_deref() == body.get("totp").and_then(Value::as_str)
    })
}

/// A NIK that is none gets words that are no JSON, under a header that says otherwise.
pub(super) async fn chain(State(fake): State<Arc<Fake>>, Path(id): Path<String>) -> Response {
    match fake.user(&json!({ "nik": id, "email": id })) {
        Some((user, CertificateState::Issue)) => {
            // Three values that look like certificates from outside; nobody signs with them.
            let made = [user.name.as_str(), "CONTOH CA", "CONTOH ROOT"];
            let data: Vec<String> = made.iter().map(|name| STANDARD.encode(der(name))).collect();
            Json(json!({ "success": true, "data": data })).into_response()
        }
        _ => {
            let json_header = [(header::CONTENT_TYPE, "application/json")];
            (StatusCode::BAD_REQUEST, json_header, "Data tidak ditemukan").into_response()
        }
    }
}

impl Fake {
    fn code_of_seal(&self, body: &[u8], may: impl FnOnce(&Value) -> bool) -> Response {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let id = body.get("idSubscriber").and_then(Value::as_str).unwrap_or_default();
        if !self.service.seals.iter().any(|seal| seal.subscriber == id) {
            return refusal(StatusCode::BAD_REQUEST, 2011, "Subscriber tidak ada");
        }
        if !may(&body) {
            return refusal(StatusCode::BAD_REQUEST, 2031, "TOTP salah");
        }
        self.memory().new_code(id);
        Json(json!({ "result": true, "message": "TOTP dikirim" })).into_response()
    }
}

/// A DER sequence with a text in it.
fn der(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len().min(100)).unwrap_or(100);
    let bytes = text.bytes().take(usize::from(length));
    [0x30, length + 2, 0x0c, length].into_iter().chain(bytes).collect()
}
