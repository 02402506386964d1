//! A bank of the stories: signs as banks do, asks the real routes of the house.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot set up its stage has failed"
)]

use std::process::{Command, Stdio};
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use base::Id;
use contracts::BillId;
use db::Tx;
use identity::{Actor, Rights};
use payments::domain::partner::{Partner, Terms};
use payments::permissions::{GRANTS, TREASURER};
use payments::usecase::partners::{self, Keys};
use serde_json::{Value, json};
use snap::{ClientSecret, Message, Timestamp};
use tower::ServiceExt;
use web::{NoSessions, Site};

use crate::shelf::Stage;
use crate::site::{neighbours, site};

pub const SECRET: &str = "rahasia-bank-uji-0001";
pub const CLIENT_KEY: &str = "BANKUJI-01";

/// The house with one bank that may call it.
pub struct Bank {
    pub stage: Stage,
    site: Site,
    /// Private and public key, PEM, made by openssl.
    pub keys: (String, String),
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    /// The response code, whose first digits must be the HTTP status.
    pub fn code(&self) -> String {
        let code = self.json()["responseCode"].as_str().unwrap().to_owned();
        assert_eq!(code[..3], self.status.to_string(), "{}", self.text);
        code
    }
}

/// What openssl prints, given some input.
pub fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl; install it: apt-get install openssl");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "openssl {arguments:?}");
    done.stdout
}

fn key_pair() -> (String, String) {
    let make = ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];
    let private = openssl(&make, b"");
    let public = openssl(&["pkey", "-pubout"], &private);
    (String::from_utf8(private).unwrap(), String::from_utf8(public).unwrap())
}

impl Bank {
    pub async fn new(db: db::Db) -> Self {
        Self::with(db, Terms::default(), &[]).await
    }

    pub async fn with(db: db::Db, terms: Terms, networks: &[&str]) -> Self {
        let stage = Stage::new(db);
        let keys = key_pair();
        let partner = Partner {
            id: "bank-uji".to_owned(),
            name: "Bank Uji".to_owned(),
            client_key: CLIENT_KEY.to_owned(),
            service_id: Some("88001".to_owned()),
            terms,
            networks: networks.iter().map(|&n| n.to_owned()).collect(),
            active: true,
        };
        let cell = stage.cell();
        let rights = Rights::new(GRANTS.iter().copied());
        let id = Id::new(cell.clock(), cell.random());
        let treasurer = Actor::person(id, "Uji", None, vec![TREASURER.0.into()], &rights);
        let both = Keys { secret: Some(SECRET.into()), public_key: Some(keys.1.clone()) };
        partners::add(cell, &treasurer, &partner, &both).await.unwrap();
        let (_, site, _) = site(stage.cell(), neighbours(), Arc::new(NoSessions));
        Self { stage, site, keys }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::at(self.stage.cell().now(), self.stage.cell().zone())
    }

    /// Sends what it is given.
    pub async fn send(&self, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = Request::post(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = self.site.router().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Answer { status, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    /// A token, asked for with a signature that openssl made.
    pub async fn token(&self) -> String {
        let answer = self.ask_token(&self.now()).await;
        assert_eq!(answer.code(), "2007300", "{}", answer.text);
        assert_eq!(answer.json()["expiresIn"], "900");
        answer.json()["accessToken"].as_str().unwrap().to_owned()
    }

    pub async fn ask_token(&self, time: &Timestamp) -> Answer {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.pem");
        std::fs::write(&key, &self.keys.0).unwrap();
        let text = format!("{CLIENT_KEY}|{time}");
        let sign = ["dgst", "-sha256", "-sign", key.to_str().unwrap()];
        let signature = openssl(&["base64", "-A"], &openssl(&sign, text.as_bytes()));
        let headers = [
            ("X-CLIENT-KEY", CLIENT_KEY),
            ("X-TIMESTAMP", &time.to_string()),
            ("X-SIGNATURE", std::str::from_utf8(&signature).unwrap().trim()),
        ];
        let body = br#"{"grantType":"client_credentials"}"#.to_vec();
        self.send("/snap/v1.0/access-token/b2b", &headers, body).await
    }

    /// A signed request of SNAP.
    pub async fn call(&self, token: &str, service: &str, external: &str, body: &Value) -> Answer {
        self.call_bytes(token, service, external, body.to_string().into_bytes()).await
    }

    pub async fn call_bytes(
        &self,
        token: &str,
        service: &str,
        external: &str,
        body: Vec<u8>,
    ) -> Answer {
        let (path, time) = (format!("/snap/v1.0/{service}"), self.now());
        let secret = ClientSecret::new(SECRET).unwrap();
        let signature = match Message::symmetric("POST", &path, token, &body, &time) {
            Ok(message) => message.hmac(&secret).to_string(),
            Err(_) => "AAAA".to_owned(),
        };
        let bearer = format!("Bearer {token}");
        self.call_with(&path, external, &bearer, &time.to_string(), &signature, body).await
    }

    pub async fn call_with(
        &self,
        path: &str,
        external: &str,
        bearer: &str,
        time: &str,
        signature: &str,
        body: Vec<u8>,
    ) -> Answer {
        let headers = [
            ("Authorization", bearer),
            ("X-TIMESTAMP", time),
            ("X-SIGNATURE", signature),
            ("X-PARTNER-ID", CLIENT_KEY),
            ("X-EXTERNAL-ID", external),
            ("CHANNEL-ID", "95221"),
            ("Content-Type", "application/json"),
        ];
        self.send(path, &headers, body).await
    }

    /// Makes a payment code.
    pub async fn code(&self, bills: &[BillId]) -> String {
        self.stage.ledger.make_code(bills).await.unwrap().code.digits().to_owned()
    }

    /// How much is on an account.
    pub async fn balance(&self, account: &str) -> i64 {
        let all = self
            .stage
            .cell()
            .db()
            .read(async |tx: &mut Tx| payments::store::books::balances(tx).await);
        let found = all.await.unwrap();
        found.iter().find(|m| m.account.to_string() == account).map_or(0, |m| m.balance().0)
    }
}

/// The body of an inquiry.
pub fn inquiry(code: &str) -> Value {
    json!({
        "partnerServiceId": "   88001",
        "customerNo": code,
        "virtualAccountNo": format!("   88001{code}"),
        "inquiryRequestId": format!("INQ-{code}"),
    })
}

/// The body of a payment.
pub fn payment(code: &str, reference: &str, amount: &str) -> Value {
    json!({
        "partnerServiceId": "   88001",
        "customerNo": code,
        "virtualAccountNo": format!("   88001{code}"),
        "paymentRequestId": reference,
        "paidAmount": {"value": amount, "currency": "IDR"},
        "referenceNo": format!("SLIP-{reference}"),
        "flagAdvise": "N",
    })
}
