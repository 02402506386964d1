//! Signing and sealing, with everything that goes wrong on the way.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ports::signing::CertificateState;
use serde_json::{Value, json};

use super::memory::Signature;
use super::{Fake, Job, Mischief, Visible, cut, extra_page, forever, refusal};

/// The number that the real service writes into every answer, in milliseconds.
const TIME: u32 = 862;

pub(super) async fn sign(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    match fake.person(&body) {
        Ok((body, name)) => fake.signed(&body, &name, false).await,
        Err(refused) => *refused,
    }
}

pub(super) async fn seal(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    match fake.organisation(&body) {
        Ok((body, name)) => fake.signed(&body, &name, true).await,
        Err(refused) => *refused,
    }
}

/// A refusal is large beside what is right.
type Checked = Result<(Value, String), Box<Response>>;

impl Fake {
    /// Who signs, if that is possible and the secret right.
    fn person(&self, body: &[u8]) -> Checked {
        let bad = |code, words: &str| Box::new(refusal(StatusCode::BAD_REQUEST, code, words));
        let body: Value = serde_json::from_slice(body).map_err(|_| broken())?;
        let (user, state) = self.user(&body).ok_or_else(|| bad(2011, "User tidak terdaftar"))?;
        match state {
            CertificateState::Issue => {}
            CertificateState::NotRegistered => return Err(bad(2011, "User tidak terdaftar")),
            CertificateState::NoCertificate => return Err(bad(2021, "Belum ada sertifikat")),
            other => {
                let words =
                    json!({ "status": other.as_str(), "message": "Sertifikat tidak aktif" });
                return Err(Box::new((StatusCode::BAD_REQUEST, Json(words)).into_response()));
            }
        }
        let text = |name| body.get(name).and_then(Value::as_str);
        let by_phrase = text("passphrase").map(|phrase| phrase == user.passphrase);
        let by_code = text("totp").map(|code| self.uses_code(&user.nik, code));
        match (by_phrase, by_code) {
            (Some(true), None) | (None, Some(true)) => Ok((body, user.name)),
            _ => {
                let given = text("passphrase").or_else(|| text("totp")).unwrap_or_default();
                Err(Box::new(self.wrong_secret(given, &user.nik)))
            }
        }
    }

    fn organisation(&self, body: &[u8]) -> Checked {
        let body: Value = serde_json::from_slice(body).map_err(|_| broken())?;
        let text = |name| body.get(name).and_then(Value::as_str).unwrap_or_default();
        let (id, code) = (text("idSubscriber"), text("totp"));
        let seal = self.service.seals.iter().find(|seal| seal.subscriber == id);
        match seal {
            None => Err(Box::new(refusal(StatusCode::BAD_REQUEST, 2011, "Subscriber tidak ada"))),
            Some(_) if !self.uses_code(id, code) => Err(Box::new(self.wrong_secret(code, id))),
            Some(seal) => Ok((body.clone(), seal.name.clone())),
        }
    }

    /// A code is good once.
    fn uses_code(&self, who: &str, code: &str) -> bool {
        let mut memory = self.memory();
        let right = memory.codes.get(who).is_some_and(|known| known == code);
        if right {
            memory.codes.remove(who);
        }
        right
    }

    fn wrong_secret(&self, given: &str, who: &str) -> Response {
        let words = match self.mischief() {
            Mischief::Echo => format!("Passphrase {given} salah untuk NIK {who}"),
            _ => "Passphrase anda salah".to_owned(),
        };
        let status = match self.mischief() {
            Mischief::WrongSecretOk => StatusCode::OK,
            Mischief::WrongSecretWords => {
                let body = json!({ "error": words });
                return (StatusCode::BAD_REQUEST, Json(body)).into_response();
            }
            // This one echoes without the code that would name the mistake.
            Mischief::Echo => {
                let body = json!({ "error": words });
                return (StatusCode::BAD_REQUEST, Json(body)).into_response();
            }
            _ => StatusCode::BAD_REQUEST,
        };
        refusal(status, 2031, &words)
    }

    async fn signed(&self, body: &Value, name: &str, is_seal: bool) -> Response {
        let mischief = self.mischief();
        if let Mischief::Code { code } = mischief {
            return refusal(StatusCode::OK, code, "Proses gagal");
        }
        let Some(files) = decoded(body) else { return *broken() };
        let mut made = Vec::new();
        for pdf in &files {
            match self.one(pdf, body, name, is_seal, &mischief) {
                Some(file) => made.push(file),
                None => return *broken(),
            }
        }
        match mischief {
            Mischief::CutAfter => cut(),
            Mischief::BrokenAfter => *broken(),
            Mischief::HangAfter => {
                forever().await;
                StatusCode::NO_CONTENT.into_response()
            }
            other => answered(made, &files, &other),
        }
    }

    /// One file signed, and remembered.
    fn one(
        &self,
        pdf: &[u8],
        body: &Value,
        name: &str,
        is_seal: bool,
        mischief: &Mischief,
    ) -> Option<Vec<u8>> {
        let enlarged = match mischief {
            Mischief::ExtraPage => Some(extra_page::added(pdf)?),
            _ => None,
        };
        let wanted = body.get("signatureProperties").and_then(Value::as_array)?;
        // Whatever is asked for, one place is drawn: the first.
        let properties = wanted.iter().find(|p| is_visible(p)).or_else(|| wanted.first())?;
        let text = |name| properties.get(name).and_then(Value::as_str).unwrap_or_default();
        let visible = match is_visible(properties) {
            true => Some(visible(properties)?),
            false => None,
        };
        let (reason, location) = (text("reason"), text("location"));
        let pdf = enlarged.as_deref().unwrap_or(pdf);
        let job = Job { pdf, signer: name, is_seal, visible, reason, location };
        let made = match (self.service.maker)(&job) {
            Ok(made) => made,
            Err(problem) => {
                self.tell(&format!("nothing could be signed: {problem}"));
                return None;
            }
        };
        let signature = Signature {
            signer: name.to_owned(),
            reason: reason.to_owned(),
            location: location.to_owned(),
            at: self.now(),
            length: made.len(),
        };
        self.memory().remember(&made, signature);
        Some(made)
    }
}

fn is_visible(properties: &Value) -> bool {
    let word = properties.get("tampilan").and_then(Value::as_str).unwrap_or_default();
    word.eq_ignore_ascii_case("visible")
}

fn visible(properties: &Value) -> Option<Visible> {
    let number = |name| properties.get(name).and_then(Value::as_f64);
    let picture = properties.get("imageBase64").and_then(Value::as_str).unwrap_or_default();
    Some(Visible {
        page: properties.get("page").and_then(Value::as_u64)?.try_into().ok()?,
        origin_x: number("originX")?,
        origin_y: number("originY")?,
        width: number("width")?,
        height: number("height")?,
        picture: STANDARD.decode(picture).ok()?,
    })
}

/// The files of a call; none of them may be anything but a PDF.
fn decoded(body: &Value) -> Option<Vec<Vec<u8>>> {
    let files = body.get("file").and_then(Value::as_array)?;
    let decode =
        |file: &Value| STANDARD.decode(file.as_str()?).ok().filter(|f| crate::file::is_pdf(f));
    let files: Option<Vec<Vec<u8>>> = files.iter().map(decode).collect();
    files.filter(|files| !files.is_empty())
}

/// The real service breaks over what it cannot read.
pub(super) fn broken() -> Box<Response> {
    let body = json!({ "status": 500, "error": "Internal Server Error" });
    Box::new((StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response())
}

fn answered(mut made: Vec<Vec<u8>>, sent: &[Vec<u8>], mischief: &Mischief) -> Response {
    let json_header = [(header::CONTENT_TYPE, "application/json")];
    if let Some(first) = made.first_mut() {
        spoilt(first, sent, mischief);
    }
    if *mischief == Mischief::TwoFiles {
        made.extend(made.first().cloned());
    }
    let mut files: Vec<String> = made.iter().map(|file| STANDARD.encode(file)).collect();
    if *mischief == Mischief::NotBase64 {
        files = vec!["JVBERi0xLjc*".to_owned()];
    }
    match mischief {
        Mischief::EmptyBody => (json_header, "").into_response(),
        Mischief::NotJson => (json_header, "Proses berhasil").into_response(),
        _ => Json(json!({ "time": TIME, "file": files })).into_response(),
    }
}

fn spoilt(file: &mut Vec<u8>, sent: &[Vec<u8>], mischief: &Mischief) {
    match mischief {
        Mischief::EmptyFile => file.clear(),
        Mischief::NotPdf => *file = b"<html>Gateway</html>".to_vec(),
        Mischief::OtherPrefix => {
            let middle = sent.first().map_or(0, Vec::len) / 2;
            if let Some(byte) = file.get_mut(middle) {
                *byte ^= 1;
            }
        }
        Mischief::Unsigned => *file = sent.first().cloned().unwrap_or_default(),
        Mischief::Comment => {
            *file = sent.first().cloned().unwrap_or_default();
            file.extend_from_slice(b"\n% seolah-olah ditandatangani\n");
        }
        _ => {}
    }
}
