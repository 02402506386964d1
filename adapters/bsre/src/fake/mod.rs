//! A service that answers like BSrE's eSign Client Service v2 and misbehaves as that does: for
//! tests, demo cells and `pelangi sandbox bsre`. Who signs how is a function it is given.
//!
//! What is known of the real one stands in the README; where the real one is not known (a wrong
//! passphrase in version 2), both ways can be told.

mod ask;
mod control;
mod extra_page;
mod memory;
mod mischief;
mod sign;
mod verify;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base::{Clock, Instant};
use ports::signing::CertificateState;
use serde_json::{Value, json};

use memory::Memory;
pub use memory::{Called, Signature};
pub use mischief::Mischief;

/// Makes a signed file of a job, or says why not.
pub type Maker = Arc<dyn Fn(&Job<'_>) -> Result<Vec<u8>, String> + Send + Sync>;

/// Where the story of each call goes, one sentence each, without secrets.
pub type Tell = Arc<dyn Fn(&str) + Send + Sync>;

/// One signature to be made.
pub struct Job<'a> {
    pub pdf: &'a [u8],
    pub signer: &'a str,
    pub is_seal: bool,
    pub visible: Option<Visible>,
    pub reason: &'a str,
    pub location: &'a str,
}

/// Where a signature is drawn, as it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Visible {
    pub page: u32,
    pub origin_x: f64,
    pub origin_y: f64,
    pub width: f64,
    pub height: f64,
    pub picture: Vec<u8>,
}

/// Somebody known to the service.
#[derive(Clone)]
pub struct User {
    pub nik: String,
    pub email: String,
    pub name: String,
    pub passphrase: String,
    pub state: CertificateState,
}

/// A seal known to the service. Codes are made when they are asked for.
#[derive(Clone)]
pub struct Seal {
    pub subscriber: String,
    pub name: String,
}

/// What the service is made of.
pub struct Service {
    pub user: String,
    pub password: String,
    pub users: Vec<User>,
    pub seals: Vec<Seal>,
    pub maker: Maker,
    pub clock: Arc<dyn Clock>,
    pub tell: Tell,
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

    /// The routes of the service, and those of whoever plays with it below `/sandbox`, which ask for
    /// no password: listen on this machine only.
    pub fn router(self: &Arc<Self>) -> Router {
        let service = Router::new()
            .route("/api/v2/sign/pdf", post(sign::sign))
            .route("/api/v2/seal/pdf", post(sign::seal))
            .route("/api/v2/sign/get/totp", post(ask::sign_code))
            .route("/api/v2/seal/get/activation", post(ask::seal_activation))
            .route("/api/v2/seal/get/totp", post(ask::seal_code))
            .route("/api/v2/user/check/status", post(ask::status))
            .route("/api/v2/user/certificate/chain/{id}", get(ask::chain))
            .route("/api/v2/verify/pdf", post(verify::verify))
            .layer(from_fn_with_state(Arc::clone(self), at_the_door));
        service
            .merge(control::routes())
            .layer(DefaultBodyLimit::max(64 << 20))
            .with_state(Arc::clone(self))
    }

    /// Behaves so from now on.
    pub fn behave(&self, mischief: Mischief) {
        self.memory().mischief = mischief;
    }

    pub fn mischief(&self) -> Mischief {
        self.memory().mischief.clone()
    }

    /// The calls so far. No secret is among them.
    pub fn calls(&self) -> Vec<Called> {
        self.memory().calls.clone()
    }

    /// How many signatures were made, whether anybody got the file or not.
    pub fn signatures_made(&self) -> usize {
        self.memory().made
    }

    /// Changes what the service says of a person, by NIK.
    pub fn set_state(&self, nik: &str, state: CertificateState) {
        self.memory().states.insert(nik.to_owned(), state);
    }

    /// The code that a person or the keeper of a seal would find in the application.
    pub fn code_for(&self, who: &str) -> Option<String> {
        self.memory().codes.get(who).cloned()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, line: &str) {
        (self.service.tell)(line);
    }

    /// The clock of the service, which may go wrong.
    fn now(&self) -> Instant {
        let skew = match self.mischief() {
            Mischief::Skewed { seconds } => seconds,
            _ => 0,
        };
        self.service.clock.now().plus_seconds(skew)
    }

    fn user(&self, body: &Value) -> Option<(User, CertificateState)> {
        let text = |name| body.get(name).and_then(Value::as_str);
        let (nik, email) = (text("nik"), text("email"));
        let users = &self.service.users;
        let found = users.iter().find(|u| nik == Some(&u.nik) || email == Some(&u.email))?;
        let state = self.memory().states.get(&found.nik).copied().unwrap_or(found.state);
        Some((found.clone(), state))
    }
}

/// Name and password, and what goes wrong whatever is asked.
async fn at_the_door(State(fake): State<Arc<Fake>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let given = request.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    let known = given == Some(&*fake.authorization());
    fake.memory().calls.push(Called { path: path.clone(), known });
    let mischief = fake.mischief();
    let mut response = match mischief {
        Mischief::Status { code } => told_status(code),
        Mischief::CutBefore => return cut(),
        _ if !known => fake.stranger(&path),
        _ => {
            if let Mischief::Slow { millis } = mischief {
                tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
            }
            next.run(request).await
        }
    };
    fake.tell(&format!("{path}: HTTP {}", response.status().as_u16()));
    if let Ok(date) = HeaderValue::from_str(&memory::http_date(fake.now())) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

impl Fake {
    fn authorization(&self) -> String {
        use base64::Engine;
        let pair = format!("{}:{}", self.service.user, self.service.password);
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
    }

    /// As its framework answers: `status` is a number here, and a word elsewhere.
    fn stranger(&self, path: &str) -> Response {
        let body = json!({
            "timestamp": self.now().to_string(),
            "status": 401,
            "error": "Unauthorized",
            "path": path,
        });
        (StatusCode::UNAUTHORIZED, Json(body)).into_response()
    }
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

/// A refusal in the service's words.
fn refusal(status: StatusCode, code: i64, error: &str) -> Response {
    (status, Json(json!({ "status_code": code, "error": error }))).into_response()
}

async fn forever() {
    // Long after anybody's patience.
    tokio::time::sleep(std::time::Duration::from_secs(3_600)).await;
}
