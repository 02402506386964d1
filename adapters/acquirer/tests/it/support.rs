//! A fake acquirer on a port of its own, a scripted one, and the client that calls them.

use std::collections::VecDeque;
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use acquirer::server::{Fake, Notifier, Partner, router};
use acquirer::{Issuer, Merchant, Settings, SnapAcquirer};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use base::{Rupiah, Zone};
use ports::QrOrder;
use snap::{ClientSecret, Dialect, PrivateKey, PublicKey, SignatureKind};
use testkit::{FixedClock, SeededRandom};

pub const NOW: &str = "2026-11-22T02:00:00.000Z";

pub fn zone() -> Zone {
    Zone::parse("Asia/Makassar").unwrap()
}

/// One key for all tests, made by openssl.
pub fn keys() -> &'static (String, String) {
    static KEYS: OnceLock<(String, String)> = OnceLock::new();
    KEYS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (private, public) = (path("private.pem"), path("public.pem"));
        let made = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"];
        openssl(&[&made[..], &[&*private]].concat());
        openssl(&["pkey", "-in", &private, "-pubout", "-out", &public]);
        let read = |path: &str| std::fs::read_to_string(path).unwrap();
        (read(&private), read(&public))
    })
}

fn openssl(arguments: &[&str]) {
    let output = Command::new("openssl").args(arguments).output();
    let output =
        output.unwrap_or_else(|e| panic!("openssl: {e}; install it: apt-get install openssl"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

pub fn private_key() -> PrivateKey {
    PrivateKey::from_pem(&keys().0).unwrap()
}

pub fn public_key() -> PublicKey {
    PublicKey::from_pem(&keys().1).unwrap()
}

pub fn order(reference: &str, amount: i64) -> QrOrder {
    let expires_at = base::Instant::parse("2026-11-22T02:30:00.000Z").unwrap();
    QrOrder { reference: reference.to_owned(), amount: Rupiah(amount), expires_at }
}

/// Settings for an acquirer at an address.
pub fn settings(url: &str) -> Settings {
    Settings {
        base_url: format!("{url}/v1.0"),
        client_key: "BAPENDA-UJI".to_owned(),
        private_key: private_key(),
        client_secret: ClientSecret::new("rahasia").unwrap(),
        partner_id: "BAPENDA-UJI".to_owned(),
        channel_id: "95221".to_owned(),
        merchant_id: "123456789012345".to_owned(),
        terminal_id: Some("PBB01".to_owned()),
        nmid: Some(Merchant::NMID.to_owned()),
        dialect: Dialect::default(),
        zone: zone(),
        timeout: Duration::from_millis(800),
    }
}

pub fn client(settings: Settings) -> SnapAcquirer {
    let (clock, random) = (FixedClock::at(NOW), SeededRandom::new(7));
    SnapAcquirer::new(settings, Arc::new(clock), Arc::new(random)).unwrap()
}

/// Serves until the test ends; gives the address.
pub async fn served(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}")
}

/// A fake acquirer that is being served.
pub struct Served {
    pub url: String,
    pub issuer: Arc<Issuer>,
    pub clock: Arc<FixedClock>,
    told: Arc<Mutex<Vec<String>>>,
}

impl Served {
    pub async fn new() -> Self {
        Self::with(SignatureKind::Symmetric, None).await
    }

    pub async fn with(signature: SignatureKind, notifier: Option<Notifier>) -> Self {
        let clock = Arc::new(FixedClock::at(NOW));
        let issuer = Arc::new(Issuer::new(Merchant::default(), clock.clone()));
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = told.clone();
        let fake = Fake {
            issuer: issuer.clone(),
            partner: partner(signature),
            notifier,
            clock: clock.clone(),
            random: Arc::new(SeededRandom::new(1)),
            zone: zone(),
            tell: Arc::new(move |line| heard.lock().unwrap().push(line.to_owned())),
        };
        Self { url: served(router(fake)).await, issuer, clock, told }
    }

    /// How many lines of the story hold these words.
    pub fn told(&self, words: &str) -> usize {
        self.told.lock().unwrap().iter().filter(|line| line.contains(words)).count()
    }
}

fn partner(signature: SignatureKind) -> Partner {
    Partner {
        client_key: "BAPENDA-UJI".to_owned(),
        partner_id: "BAPENDA-UJI".to_owned(),
        public_key: public_key(),
        client_secret: ClientSecret::new("rahasia").unwrap(),
        dialect: Dialect { signature, ..Dialect::default() },
    }
}

/// A server that answers token requests properly and everything else from a script.
pub struct Scripted {
    pub url: String,
    script: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    answers: VecDeque<(u16, String)>,
    tokens: usize,
    others: usize,
}

pub const TOKEN: &str = r#"{"responseCode":"2007300","responseMessage":"Successful","accessToken":"abc","tokenType":"Bearer","expiresIn":"900"}"#;

impl Scripted {
    pub async fn new<'a>(answers: impl IntoIterator<Item = (u16, &'a str)>) -> Self {
        let answers = answers.into_iter().map(|(status, body)| (status, body.to_owned())).collect();
        let script = Arc::new(Mutex::new(Script { answers, ..Script::default() }));
        let router = Router::new().fallback(answer).with_state(script.clone());
        Self { url: served(router).await, script }
    }

    /// How many tokens were given, and how many other requests came.
    pub fn counts(&self) -> (usize, usize) {
        let script = self.script.lock().unwrap();
        (script.tokens, script.others)
    }
}

async fn answer(State(script): State<Arc<Mutex<Script>>>, uri: Uri) -> (StatusCode, String) {
    let mut script = script.lock().unwrap();
    if uri.path().ends_with("/access-token/b2b") {
        script.tokens += 1;
        return (StatusCode::OK, TOKEN.to_owned());
    }
    script.others += 1;
    let (status, body) =
        script.answers.pop_front().unwrap_or((599, "the script is over".to_owned()));
    (StatusCode::from_u16(status).unwrap(), body)
}
