//! A small biller: it verifies as the real one does and remembers what it booked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base::{Clock as _, Rupiah};
use h2h::{Code, Headers, PaymentReply, PaymentRequest, ReversalRequest, StatusRequest};
use serde_json::{Value, json};
use snap::body::{
    InquiryRequest, PaymentRequest as VaPaymentRequest, QrNotifyRequest, TokenRequest, read,
};
use snap::{
    Amount, Case, ClientSecret, Dialect, Refusal, Service, SignatureKind, TokenHeaders,
    TransactionHeaders, Verifier,
};
use testkit::FixedClock;

use crate::support::{KEY, NOW, SECRET, public_key};

/// What every account owes.
pub const OWED: i64 = 130_050;

#[derive(Clone)]
pub struct Biller {
    pub url: String,
    memory: Arc<Mutex<Memory>>,
}

#[derive(Default)]
pub struct Memory {
    /// Tokens that are good.
    pub tokens: BTreeSet<String>,
    pub tokens_given: usize,
    seen: BTreeSet<String>,
    /// Booked payments by reference: account or bill, and amount.
    pub booked: BTreeMap<String, (String, Rupiah)>,
    pub reversed: BTreeSet<String>,
    /// Booked though the bill was paid.
    overpaid: BTreeSet<String>,
    pub notices: Vec<QrNotifyRequest>,
    /// Requests that arrived whole, by path.
    pub arrived: Vec<String>,
    /// So many payments are booked and their answer is cut off.
    pub lose_answers: usize,
}

impl Biller {
    pub async fn new() -> Self {
        let memory = Arc::new(Mutex::new(Memory::default()));
        let snap = |service: Service| format!("/snap/v1.0{}", service.path());
        let router = Router::new()
            .route(&snap(Service::Token), post(token))
            .route(&snap(Service::VaInquiry), post(inquiry))
            .route(&snap(Service::VaPayment), post(payment))
            .route(&snap(Service::VaStatus), post(status))
            .route(&snap(Service::QrNotify), post(notify))
            .route("/h2h/v1/{service}", post(plain))
            .layer(DefaultBodyLimit::max(1 << 20))
            .with_state(memory.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, memory }
    }

    pub fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap()
    }
}

type Memories = State<Arc<Mutex<Memory>>>;

fn dialect(service: Service) -> Dialect {
    let signature = match service {
        Service::QrNotify => SignatureKind::Asymmetric,
        _ => SignatureKind::Symmetric,
    };
    Dialect { signature, ..Dialect::default() }
}

/// As the real server: headers, time, partner, signature, token, conflict.
fn verify(
    memory: &mut Memory,
    service: Service,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Refusal> {
    memory.arrived.push(uri.path().to_owned());
    let pairs = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let headers = TransactionHeaders::read(pairs, &dialect(service))?;
    headers.timestamp.within(FixedClock::at(NOW).now(), 120)?;
    if headers.partner_id.as_str() != KEY {
        return Err(Refusal::new(Case::Unauthorized));
    }
    if let Some(token) = &headers.token
        && !memory.tokens.contains(token.as_str())
    {
        return Err(Refusal::new(Case::InvalidToken));
    }
    let verifier = match service {
        Service::QrNotify => Verifier::Asymmetric(public_key()),
        _ => Verifier::Symmetric(ClientSecret::new(SECRET).unwrap()),
    };
    headers.verify("POST", uri.path(), body, &verifier)?;
    if memory.seen.insert(headers.external_id.to_string()) {
        Ok(())
    } else {
        Err(Refusal::new(Case::Conflict))
    }
}

fn told(service: Service, answer: Result<Value, Refusal>) -> Response {
    let (status, body) = match answer {
        Ok(mut body) => {
            body["responseCode"] = json!(format!("200{service}00"));
            body["responseMessage"] = json!("Successful");
            (200, body)
        }
        Err(refusal) => {
            let reply = refusal.reply(service, &Dialect::default());
            (reply.response_code.status(), serde_json::to_value(reply).unwrap())
        }
    };
    (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response()
}

async fn token(State(memory): Memories, headers: HeaderMap, body: Bytes) -> Response {
    let grant = || {
        let pairs = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        let headers = TokenHeaders::read(pairs)?;
        headers.timestamp.within(FixedClock::at(NOW).now(), 120)?;
        if headers.client_key.as_str() != KEY {
            return Err(Refusal::new(Case::Unauthorized));
        }
        headers.verify(&public_key())?;
        read::<TokenRequest>(&body, &Dialect::default())?;
        let mut memory = memory.lock().unwrap();
        memory.tokens_given += 1;
        let token = format!("token-{}", memory.tokens_given);
        memory.tokens.insert(token.clone());
        Ok(json!({"accessToken": token, "tokenType": "Bearer", "expiresIn": "900"}))
    };
    told(Service::Token, grant())
}

async fn inquiry(memory: Memories, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let service = Service::VaInquiry;
    let ask = || {
        verify(&mut memory.lock().unwrap(), service, &uri, &headers, &body)?;
        let request: InquiryRequest = read(&body, &Dialect::default())?;
        let reason = json!({"english": "Success", "indonesia": "Sukses"});
        Ok(json!({"virtualAccountData": {
            "inquiryStatus": "00", "inquiryReason": reason,
            "partnerServiceId": request.partner_service_id, "customerNo": request.customer_no,
            "virtualAccountNo": request.virtual_account_no, "virtualAccountName": "S*** U***",
            "inquiryRequestId": request.inquiry_request_id,
            "totalAmount": {"value": format!("{OWED}.00"), "currency": "IDR"},
        }}))
    };
    told(service, ask())
}

async fn payment(memory: Memories, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let service = Service::VaPayment;
    let mut lost = false;
    let mut book = || {
        let mut memory = memory.lock().unwrap();
        verify(&mut memory, service, &uri, &headers, &body)?;
        let request: VaPaymentRequest = read(&body, &Dialect::default())?;
        let amount = request.paid_amount.rupiah()?;
        let (key, account) =
            (request.payment_request_id.to_string(), request.customer_no.to_string());
        match memory.booked.get(&key) {
            Some((_, before)) if *before != amount => {
                return Err(Refusal::new(Case::DuplicateReference));
            }
            Some(_) => {}
            None if memory.booked.values().any(|(paid, _)| *paid == account) => {
                return Err(Refusal::new(Case::PaidBill));
            }
            None if amount != Rupiah(OWED) => return Err(Refusal::new(Case::InvalidAmount)),
            None => drop(memory.booked.insert(key, (account, amount))),
        }
        lost = memory.lose_answers > 0;
        memory.lose_answers = memory.lose_answers.saturating_sub(1);
        let reason = json!({"english": "Success", "indonesia": "Sukses"});
        Ok(json!({"virtualAccountData": {
            "paymentFlagStatus": "00", "paymentFlagReason": reason,
            "partnerServiceId": request.partner_service_id, "customerNo": request.customer_no,
            "virtualAccountNo": request.virtual_account_no, "virtualAccountName": "S*** U***",
            "paymentRequestId": request.payment_request_id,
            "paidAmount": Amount::of(amount).unwrap(), "flagAdvise": request.flag_advise,
        }}))
    };
    let answer = told(service, book());
    if lost { cut() } else { answer }
}

/// An answer that breaks off.
fn cut() -> Response {
    let broken = Err::<Bytes, _>(std::io::Error::other("cut"));
    Response::new(Body::from_stream(futures_util::stream::iter([broken])))
}

async fn status(memory: Memories, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let service = Service::VaStatus;
    let ask = || {
        let mut memory = memory.lock().unwrap();
        verify(&mut memory, service, &uri, &headers, &body)?;
        let request: snap::body::StatusRequest = read(&body, &Dialect::default())?;
        let key = request.payment_request_id.as_ref().unwrap().to_string();
        let booked = memory.booked.get(&key).ok_or(Refusal::new(Case::TransactionNotFound))?;
        let reason = json!({"english": "Success", "indonesia": "Sukses"});
        Ok(json!({"virtualAccountData": {
            "paymentFlagStatus": "00", "paymentFlagReason": reason,
            "partnerServiceId": request.partner_service_id, "customerNo": request.customer_no,
            "virtualAccountNo": request.virtual_account_no,
            "inquiryRequestId": request.inquiry_request_id,
            "paidAmount": Amount::of(booked.1).unwrap(),
        }}))
    };
    told(service, ask())
}

async fn notify(memory: Memories, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let service = Service::QrNotify;
    let hear = || {
        let mut memory = memory.lock().unwrap();
        verify(&mut memory, service, &uri, &headers, &body)?;
        let notice: QrNotifyRequest = read(&body, &dialect(service))?;
        notice.amount.rupiah()?;
        memory.notices.push(notice);
        Ok(json!({}))
    };
    told(service, hear())
}

async fn plain(memory: Memories, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let mut memory = memory.lock().unwrap();
    let (status, bytes) = match plainly(&mut memory, &uri, &headers, &body) {
        Ok(bytes) => (200, bytes),
        Err(refusal) => (refusal.status(), refusal.bytes()),
    };
    (StatusCode::from_u16(status).unwrap(), bytes).into_response()
}

fn plainly(
    memory: &mut Memory,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Vec<u8>, h2h::Refusal> {
    memory.arrived.push(uri.path().to_owned());
    let pairs = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let headers = Headers::read(pairs)?;
    headers.timestamp.within(FixedClock::at(NOW).now(), 120)?;
    let known = headers.client_key.as_str() == KEY;
    let secret = ClientSecret::new(if known { SECRET } else { "-" }).unwrap();
    headers.verify("POST", uri.path(), body, &secret)?;
    match uri.path().rsplit('/').next().unwrap() {
        "inquiry" => plain_inquiry(body),
        "payment" => plain_payment(memory, body),
        "reversal" => plain_reversal(memory, body),
        "status" => plain_status(memory, body),
        _ => Err(Code::NoSuchService.into()),
    }
}

fn plain_inquiry(body: &[u8]) -> Result<Vec<u8>, h2h::Refusal> {
    let request: h2h::InquiryRequest = h2h::read(body)?;
    Ok(h2h::approved(&h2h::InquiryReply {
        nop: request.nop,
        tax_year: request.tax_year,
        payer: "S*** U***".to_owned(),
        address: "JL. POROS RT 01".to_owned(),
        principal: Rupiah(127_500),
        penalty: Rupiah(2_550),
        waived: Rupiah::ZERO,
        total: Rupiah(OWED),
        due_date: "2026-09-30".parse().unwrap(),
    }))
}

fn plain_payment(memory: &mut Memory, body: &[u8]) -> Result<Vec<u8>, h2h::Refusal> {
    let request: PaymentRequest = h2h::read(body)?;
    let key = request.reference.to_string();
    let bill = format!("{}-{}", request.nop.digits(), request.tax_year);
    match memory.booked.get(&key) {
        Some((_, amount)) if *amount != request.total => {
            return Err(Code::DuplicateReference.into());
        }
        Some(_) if memory.overpaid.contains(&key) => return Err(Code::Overpaid.into()),
        Some(_) => {}
        None if memory.booked.values().any(|(paid, _)| *paid == bill) && request.repeated => {
            memory.booked.insert(key.clone(), (bill, request.total));
            memory.overpaid.insert(key);
            return Err(Code::Overpaid.into());
        }
        None if memory.booked.values().any(|(paid, _)| *paid == bill) => {
            return Err(Code::AlreadyPaid.into());
        }
        None if request.total != Rupiah(OWED) => return Err(Code::WrongAmount.into()),
        None => drop(memory.booked.insert(key.clone(), (bill, request.total))),
    }
    Ok(h2h::approved(&PaymentReply {
        nop: request.nop,
        tax_year: request.tax_year,
        reference: request.reference,
        ntpd: ntpd(&key),
        total: request.total,
        principal_account: "4.1.01.15".to_owned(),
        penalty_account: "4.1.04.12".to_owned(),
        booked_at: now(),
    }))
}

fn plain_reversal(memory: &mut Memory, body: &[u8]) -> Result<Vec<u8>, h2h::Refusal> {
    let ReversalRequest { nop, tax_year, ntpd: told, reference } = h2h::read(body)?;
    let found = memory.booked.iter().find(|(key, _)| ntpd(key) == told);
    let (key, (_, total)) = found.ok_or(Code::NotFound)?;
    memory.reversed.insert(key.clone());
    let (total, reversed_at) = (*total, now());
    let ntpd = told;
    Ok(h2h::approved(&h2h::ReversalReply { nop, tax_year, reference, ntpd, total, reversed_at }))
}

fn plain_status(memory: &mut Memory, body: &[u8]) -> Result<Vec<u8>, h2h::Refusal> {
    let StatusRequest { reference } = h2h::read(body)?;
    let booked = memory.booked.get(reference.as_str()).ok_or(Code::NotFound)?;
    let is_reversed = memory.reversed.contains(reference.as_str());
    let state = if is_reversed { h2h::PaymentState::Reversed } else { h2h::PaymentState::Paid };
    Ok(h2h::approved(&h2h::StatusReply {
        nop: crate::support::nop(),
        tax_year: 2026,
        ntpd: ntpd(reference.as_str()),
        reference,
        total: booked.1,
        status: state,
        booked_at: now(),
        reversed_at: is_reversed.then(now),
    }))
}

fn ntpd(reference: &str) -> h2h::Ntpd {
    h2h::Ntpd::new(format!("N{}", reference.chars().rev().take(8).collect::<String>())).unwrap()
}

fn now() -> snap::Timestamp {
    snap::Timestamp::parse("2026-11-22T10:15:31+08:00").unwrap()
}
