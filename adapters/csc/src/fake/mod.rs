//! A remote signing service that keeps to the CSC API v2.0.0.2 and misbehaves when told: for tests
//! and for trying things out. Its keys are real, its people are whoever it is given.

mod ask;
mod authorize;
mod memory;
mod mischief;
mod sign;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use base::Clock;
use pki::{Certificate, PrivateKey};
use serde_json::{Value, json};

use memory::Memory;
pub use mischief::Mischief;

/// A key that the service keeps for somebody.
pub struct Credential {
    pub id: String,
    /// Whose it is: the `userID` of `credentials/list`.
    pub user: String,
    pub key: PrivateKey,
    /// The owner's certificate first.
    pub chain: Vec<Certificate>,
    /// `key/algo`.
    pub algorithms: Vec<String>,
    pub pin: Option<String>,
    pub code: Code,
    /// `oauth2code` opens it by a page.
    pub mode: String,
    /// SCAL 2: activation data are bound to digests.
    pub binds: bool,
    pub multisign: usize,
}

/// Which codes for once a credential wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    None,
    /// From the owner's own application.
    Totp,
    /// Sent when a challenge is asked for.
    Challenge,
}

/// What the service is made of.
pub struct Service {
    pub client_id: String,
    pub client_secret: String,
    /// `http://127.0.0.1:…`, as `info` names its authorisation server.
    pub address: String,
    pub credentials: Vec<Credential>,
    /// Signs when it should be another key.
    pub other_key: PrivateKey,
    pub clock: Arc<dyn Clock>,
}

/// A service with its memory; it is served by [`Fake::router`] and looked into beside.
pub struct Fake {
    service: Service,
    memory: Mutex<Memory>,
}

impl Fake {
    pub fn new(service: Service) -> Arc<Self> {
        Arc::new(Self { service, memory: Mutex::default() })
    }

    pub fn router(self: &Arc<Self>) -> Router {
        let open = Router::new()
            .route("/csc/v2/info", post(ask::info))
            .route("/oauth2/token", post(ask::token));
        let guarded = Router::new()
            .route("/csc/v2/credentials/list", post(ask::list))
            .route("/csc/v2/credentials/info", post(ask::credential))
            .route("/csc/v2/credentials/getChallenge", post(ask::challenge))
            .route("/csc/v2/credentials/authorize", post(authorize::authorize))
            .route("/csc/v2/credentials/authorizeCheck", post(authorize::check))
            .route("/csc/v2/signatures/signHash", post(sign::sign_hash))
            .layer(from_fn_with_state(Arc::clone(self), knows_token));
        open.merge(guarded)
            .layer(from_fn_with_state(Arc::clone(self), at_the_door))
            .with_state(Arc::clone(self))
    }

    /// Behaves so from now on.
    pub fn behave(&self, mischief: Mischief) {
        if mischief == Mischief::ExpiredToken {
            self.memory().tokens.clear();
        }
        self.memory().mischief = mischief;
    }

    /// The methods that were called so far, by name. No secret is among them.
    pub fn calls(&self) -> Vec<String> {
        self.memory().calls.clone()
    }

    pub fn forget_calls(&self) {
        self.memory().calls.clear();
    }

    /// How many signatures were made, whether anybody got them or not.
    pub fn signatures_made(&self) -> usize {
        self.memory().made
    }

    /// `signAlgo` and `hashAlgorithmOID` of each `signHash`.
    pub fn algorithms_asked(&self) -> Vec<String> {
        self.memory().asked.clone()
    }

    /// Changes a credential: `disabled`, `locked`, or a state of its certificate: `expired`,
    /// `revoked`, `suspended`, `valid`.
    pub fn set_state(&self, credential: &str, state: &str) {
        self.memory().states.insert(credential.to_owned(), state.to_owned());
    }

    /// The code that its owner would read on the telephone; a new one for an application.
    pub fn code_for(&self, credential: &str) -> String {
        let mut memory = self.memory();
        let known = memory.codes.get(credential).cloned();
        known.unwrap_or_else(|| memory.new_code(credential))
    }

    /// Every token and all activation data that were given: what must be found nowhere.
    pub fn secrets_given(&self) -> Vec<String> {
        let memory = self.memory();
        memory.tokens.keys().chain(memory.sads.keys()).cloned().collect()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn mischief(&self) -> Mischief {
        self.memory().mischief.clone()
    }

    fn find(&self, id: &str) -> Option<&Credential> {
        self.service.credentials.iter().find(|it| it.id == id)
    }

    fn state(&self, id: &str) -> String {
        self.memory().states.get(id).cloned().unwrap_or_else(|| "valid".to_owned())
    }
}

/// Every call is written down by its name.
async fn at_the_door(State(fake): State<Arc<Fake>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let name = path.strip_prefix("/csc/v2/").unwrap_or(path).trim_start_matches('/').to_owned();
    fake.memory().calls.push(name.clone());
    match fake.mischief() {
        Mischief::AskStatus { code } if name != "signatures/signHash" => told_status(code),
        _ => next.run(request).await,
    }
}

/// Who has no token, or an old one, is turned away unread (section 10.1).
async fn knows_token(State(fake): State<Arc<Fake>>, request: Request, next: Next) -> Response {
    let given = request.headers().get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    let token = given.and_then(|it| it.strip_prefix("Bearer ")).unwrap_or_default().to_owned();
    let signs = request.uri().path().ends_with("signHash");
    let now = fake.service.clock.now();
    let lives = fake.memory().tokens.get(&token).is_some_and(|until| now < *until);
    let ended = match fake.mischief() {
        Mischief::EndedTokens => true,
        Mischief::TokenEndsAtSigning => signs,
        _ => false,
    };
    if !lives || ended {
        let body = json!({
            "error": "invalid_token",
            "error_description": "The access token is not valid",
        });
        return (StatusCode::UNAUTHORIZED, Json(body)).into_response();
    }
    next.run(request).await
}

fn told_status(code: u16) -> Response {
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, "<html>told so</html>").into_response()
}

/// An answer that breaks off before its end.
fn cut() -> Response {
    let broken = Err::<Vec<u8>, _>(std::io::Error::other("cut on purpose"));
    Response::new(Body::from_stream(futures_util::stream::iter([broken])))
}

/// A refusal as section 10.2 has it.
fn refusal(error: &str, description: &str) -> Response {
    let body = json!({ "error": error, "error_description": description });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

fn invalid(description: &str) -> Response {
    refusal("invalid_request", description)
}

fn text<'v>(body: &'v Value, name: &str) -> Option<&'v str> {
    body.get(name).and_then(Value::as_str)
}

/// A text that must be there, in the standard's words for when it is not.
fn needed<'v>(body: &'v Value, name: &str) -> Result<&'v str, Box<Response>> {
    let missing =
        || Box::new(invalid(&format!("Missing (or invalid type) string parameter {name}")));
    text(body, name).ok_or_else(missing)
}
