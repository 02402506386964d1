//! The owner opens a key (sections 11.6 and 11.7).

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::memory::Opened;
use super::{Code, Credential, Fake, Mischief, cut, invalid, needed, refusal, text};

/// So many wrong secrets lock a credential (note 29).
const TRIES: u8 = 5;

/// Seconds in which activation data are good.
const LIVES: i64 = 300;

pub(super) async fn authorize(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    if fake.mischief() == Mischief::CutAuthorize {
        return cut();
    }
    match fake.opened(&body) {
        Ok(opened) => fake.answered(opened),
        Err(refused) => *refused,
    }
}

pub(super) async fn check(State(fake): State<Arc<Fake>>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let handle = text(&body, "handle").unwrap_or_default().to_owned();
    let never = fake.mischief() == Mischief::NeverConfirms;
    let looked = fake.memory().waiting.get_mut(&handle).map(|(opened, looks)| {
        *looks += 1;
        (opened.clone(), *looks)
    });
    match looked {
        None => invalid("Invalid parameter handle"),
        Some((opened, 2..)) if !never => {
            fake.memory().waiting.remove(&handle);
            fake.given(opened)
        }
        Some(_) => (StatusCode::ACCEPTED, Json(json!({ "handle": handle }))).into_response(),
    }
}

impl Fake {
    fn opened(&self, body: &Value) -> Result<Opened, Box<Response>> {
        let wrong = |words: &str| Box::new(invalid(words));
        let id = needed(body, "credentialID")?;
        let found = self.find(id).ok_or_else(|| wrong("Invalid parameter credentialID"))?;
        match self.state(id).as_str() {
            "disabled" => {
                let words = "The credential identified by credentialID is disabled";
                return Err(wrong(words));
            }
            "locked" => return Err(wrong("Credential locked")),
            "expired" => return Err(wrong("Signing certificate is expired")),
            _ => {}
        }
        let count = body.get("numSignatures").and_then(Value::as_u64);
        let missing = "Missing (or invalid type) integer parameter numSignatures";
        let count = count.and_then(|it| usize::try_from(it).ok()).ok_or_else(|| wrong(missing))?;
        if count == 0 {
            return Err(wrong("Invalid value for parameter numSignatures"));
        }
        if count > found.multisign {
            return Err(wrong("Numbers of signatures is too high"));
        }
        let hashes = hashes(body);
        if found.binds && (hashes.is_none() || text(body, "hashAlgorithmOID").is_none()) {
            return Err(wrong("Missing (or invalid type) array parameter hashes"));
        }
        self.secrets(found, body)?;
        let until = self.service.clock.now().plus_seconds(LIVES);
        let hashes = hashes.filter(|_| found.binds);
        Ok(Opened { credential: id.to_owned(), hashes, left: count, until })
    }

    fn secrets(&self, found: &Credential, body: &Value) -> Result<(), Box<Response>> {
        let given = |id: &str| {
            let list = body.get("authData").and_then(Value::as_array)?;
            list.iter().find(|it| text(it, "id") == Some(id)).and_then(|it| text(it, "value"))
        };
        let pin = found.pin.as_deref().is_none_or(|pin| given("PIN") == Some(pin));
        let code = found.code == Code::None || {
            let memory = self.memory();
            let known = memory.codes.get(&found.id).map(String::as_str);
            known.is_some() && known == given("OTP")
        };
        if pin && code {
            let mut memory = self.memory();
            // A code is good once.
            memory.codes.remove(&found.id);
            memory.wrong.remove(&found.id);
            return Ok(());
        }
        let tries = {
            let mut memory = self.memory();
            let tries = memory.wrong.entry(found.id.clone()).or_default();
            *tries += 1;
            *tries
        };
        if tries >= TRIES {
            self.set_state(&found.id, "locked");
        }
        let typed = given("PIN").or_else(|| given("OTP")).unwrap_or_default();
        Err(Box::new(match self.mischief() {
            Mischief::Echo => {
                refusal("access_denied", &format!("{typed} is wrong for {}", found.id))
            }
            _ => refusal("invalid_authentication_data", "The authentication data is invalid"),
        }))
    }

    fn answered(&self, opened: Opened) -> Response {
        match self.mischief() {
            Mischief::Confirms | Mischief::NeverConfirms => {
                let mut memory = self.memory();
                let handle = memory.draw("handle");
                memory.waiting.insert(handle.clone(), (opened, 0));
                (StatusCode::ACCEPTED, Json(json!({ "handle": handle }))).into_response()
            }
            _ => self.given(opened),
        }
    }

    fn given(&self, mut opened: Opened) -> Response {
        match self.mischief() {
            Mischief::ExpiredSad => opened.until = self.service.clock.now(),
            Mischief::OtherHashes => opened.hashes = Some(BTreeSet::new()),
            _ => {}
        }
        let mut memory = self.memory();
        let sad = memory.draw("SAD");
        memory.sads.insert(sad.clone(), opened);
        Json(json!({ "SAD": sad, "expiresIn": LIVES })).into_response()
    }
}

fn hashes(body: &Value) -> Option<BTreeSet<String>> {
    let list = body.get("hashes").and_then(Value::as_array)?;
    list.iter().map(|it| it.as_str().map(str::to_owned)).collect()
}
