//! The fake tells the biller of a payment, and the biller can believe it.

use std::sync::{Arc, Mutex};

use acquirer::server::Notifier;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use base::{Clock as _, Rupiah};
use serde_json::{Value, json};
use snap::body::{QrNotifyRequest, TransactionStatus, read};
use snap::{Dialect, SignatureKind, TransactionHeaders, Verifier};
use testkit::{FixedClock, SeededRandom};

use crate::support::{NOW, Served, order, private_key, public_key, served, zone};

const PATH: &str = "/snap/v1.0/qr/qr-mpm-notify";

type Heard = Arc<Mutex<Vec<QrNotifyRequest>>>;

/// A biller that verifies as ours does.
async fn biller(heard: Heard) -> String {
    served(Router::new().route(PATH, post(hear)).with_state(heard)).await
}

async fn hear(
    State(heard): State<Heard>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Value>) {
    let dialect = Dialect { signature: SignatureKind::Asymmetric, ..Dialect::default() };
    let pairs = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let headers = TransactionHeaders::read(pairs, &dialect).unwrap();
    headers.timestamp.within(FixedClock::at(NOW).now(), 120).unwrap();
    headers.verify("POST", PATH, &body, &Verifier::Asymmetric(public_key())).unwrap();
    assert_eq!(headers.partner_id.as_str(), "BANKUJI");
    heard.lock().unwrap().push(read(&body, &dialect).unwrap());
    let reply = json!({"responseCode": "2005200", "responseMessage": "Successful"});
    (StatusCode::OK, Json(reply))
}

fn notifier(url: &str) -> Notifier {
    let (clock, random) = (Arc::new(FixedClock::at(NOW)), Arc::new(SeededRandom::new(3)));
    let url = format!("{url}{PATH}");
    Notifier::new(&url, "BANKUJI", private_key(), zone(), clock, random).unwrap()
}

/// A request to the controls of the fake, by hand: it is no client of ours.
async fn told(url: &str, path: &str) -> (u16, Value) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: fake\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap())
}

#[tokio::test]
async fn a_payment_is_told_with_a_signature_the_biller_verifies() {
    let heard = Heard::default();
    let url = biller(heard.clone()).await;
    let fake = Served::with(SignatureKind::Symmetric, Some(notifier(&url))).await;
    fake.issuer.issue(&order("PBB-1", 127_500)).unwrap();
    let (status, shown) = told(&fake.url, "/sandbox/codes/PBB-1/pay").await;
    assert_eq!((status, &shown["status"]), (200, &json!("paid")));
    assert_eq!(shown["notified"], json!({"took": true, "said": "2005200 Successful"}));
    let (again, _) = told(&fake.url, "/sandbox/codes/PBB-1/notify").await;
    assert_eq!(again, 200);
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), 2, "told, and told again");
    assert_eq!(heard[0], heard[1]);
    let notice = &heard[0];
    assert_eq!(notice.latest_transaction_status, TransactionStatus::Success);
    assert_eq!(notice.amount.rupiah(), Ok(Rupiah(127_500)));
    assert_eq!(notice.original_partner_reference_no.as_ref().unwrap().as_str(), "PBB-1");
}

#[tokio::test]
async fn a_biller_that_is_away_does_not_undo_the_payment() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let free = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let fake = Served::with(SignatureKind::Symmetric, Some(notifier(&free))).await;
    fake.issuer.issue(&order("PBB-1", 127_500)).unwrap();
    let (status, shown) = told(&fake.url, "/sandbox/codes/PBB-1/pay").await;
    assert_eq!((status, &shown["status"]), (200, &json!("paid")));
    assert_eq!(shown["notified"]["took"], json!(false));
    assert_eq!(told(&fake.url, "/sandbox/codes/PBB-1/pay").await.0, 409);
    assert_eq!(told(&fake.url, "/sandbox/codes/PBB-9/pay").await.0, 404);
    assert_eq!(told(&fake.url, "/sandbox/codes/PBB-1/sing").await.0, 404);
}
