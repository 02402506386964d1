//! SNAP over HTTP: nothing of a body is believed before its signature holds.

use axum::response::Response;
use base::Error;
use snap::body::{self, TokenReply, TokenRequest};
use snap::{
    Case, Dialect, Message, Refusal, ResponseMessage, Service, SignatureKind, Text, TokenHeaders,
    TransactionHeaders, Verifier,
};
use web::{Call, Unread};

use super::gate::{answer, may_call_from, pairs, path};
use super::{Desk, Exchange};
use crate::domain::partner::{Known, Partner};
use crate::usecase::answering::{Asked, Sent};
use crate::usecase::partners::{calling, public_keys, secrets};
use crate::usecase::{snap as services, tokens};

/// Why a request is not served.
struct Denied {
    refusal: Refusal,
    /// For the engineer on the other side; the reply itself says less.
    why: String,
    to_sign: Option<String>,
}

impl Denied {
    fn new(refusal: impl Into<Refusal>, why: impl Into<String>) -> Self {
        Self { refusal: refusal.into(), why: why.into(), to_sign: None }
    }
}

impl From<Error> for Denied {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "a partner's request failed");
        Self::new(Refusal::new(services::fault(&error)), "a fault of ours; ask again")
    }
}

/// A request whose signature holds.
struct Verified {
    partner: Partner,
    external_id: String,
    body: bytes::Bytes,
}

/// `POST /access-token/b2b`.
pub async fn token(desk: Desk, call: Call) -> Response {
    let service = Service::Token;
    let mut known = None;
    let done = issue(&desk, &call, &mut known).await;
    let sent = done.map(|sent| (sent, None));
    finish(&desk, &call, service, known.as_ref(), sent)
}

async fn issue(desk: &Desk, call: &Call, known: &mut Option<Partner>) -> Result<Sent, Denied> {
    admit(desk, call)?;
    let headers =
        TokenHeaders::read(pairs(&call.headers)).map_err(|e| Denied::new(e, e.to_string()))?;
    let found = calling(&call.cell, headers.client_key.as_str()).await?;
    let found = found.ok_or_else(|| unauthorized("no active partner has this X-CLIENT-KEY"))?;
    *known = Some(found.partner.clone());
    check_address(&found, call)?;
    let cell = desk.ledger.cell();
    headers
        .timestamp
        .within(cell.now(), found.partner.terms.snap.tolerance_seconds)
        .map_err(|stale| Denied::new(stale, format!("X-TIMESTAMP: {stale}")))?;
    let keys = public_keys(&found)?;
    if !keys.iter().any(|key| headers.verify(key).is_ok()) {
        let text = Message::token(&headers.client_key, &headers.timestamp);
        let why = "X-SIGNATURE is not SHA256withRSA by the key that is registered";
        return Err(Denied { to_sign: Some(text.as_str().to_owned()), ..unauthorized(why) });
    }
    let body = bytes(call)?;
    let dialect = &found.partner.terms.snap;
    body::read::<TokenRequest>(&body, dialect)
        .map_err(|e| Denied::new(e.clone(), e.to_string()))?;
    let reply = token_reply(tokens::issue(cell, &found.partner.id), dialect);
    reply.ok_or_else(|| Denied::new(Refusal::new(Case::InternalError), "no token could be made"))
}

fn token_reply(token: String, dialect: &Dialect) -> Option<Sent> {
    let response_code = dialect.code(Service::Token, Case::Success);
    let reply = TokenReply {
        response_code,
        response_message: ResponseMessage::new(Case::Success.words()),
        access_token: Text::new(token).ok()?,
        token_type: Text::new("Bearer").ok()?,
        expires_in: Text::new(tokens::SECONDS.to_string()).ok()?,
        additional_info: None,
    };
    let body = serde_json::to_string(&reply).ok()?;
    Some(Sent { status: response_code.status(), body })
}

macro_rules! service {
    ($(#[$meta:meta])* $name:ident, $service:ident, $path:literal, $request:ident, $work:ident) => {
        $(#[$meta])*
        pub async fn $name(desk: Desk, call: Call) -> Response {
            let mut known = None;
            let done = async {
                let verified = verified(&desk, &call, &mut known).await?;
                let dialect = &verified.partner.terms.snap;
                let request = body::read::<body::$request>(&verified.body, dialect)
                    .map_err(|e| Denied::new(e.clone(), e.to_string()))?;
                let asked = Asked {
                    partner: &verified.partner,
                    external_id: &verified.external_id,
                    service: $path,
                    body: &verified.body,
                };
                Ok(services::$work(&desk.ledger, &asked, &request).await?)
            };
            let done = done.await.map(|sent| (sent, None));
            finish(&desk, &call, Service::$service, known.as_ref(), done)
        }
    };
}

service! {
    /// `POST /transfer-va/inquiry`.
    inquiry, VaInquiry, "snap/transfer-va/inquiry", InquiryRequest, inquiry
}
service! {
    /// `POST /transfer-va/payment`.
    payment, VaPayment, "snap/transfer-va/payment", PaymentRequest, pay
}
service! {
    /// `POST /transfer-va/status`.
    status, VaStatus, "snap/transfer-va/status", StatusRequest, status
}
service! {
    /// `POST /qr/qr-mpm-notify`.
    qr_notify, QrNotify, "snap/qr/qr-mpm-notify", QrNotifyRequest, notify
}

async fn verified(
    desk: &Desk,
    call: &Call,
    known: &mut Option<Partner>,
) -> Result<Verified, Denied> {
    admit(desk, call)?;
    let key = TransactionHeaders::partner_id(pairs(&call.headers))
        .map_err(|e| Denied::new(e, e.to_string()))?;
    let found = calling(&call.cell, key.as_str()).await?;
    let found = found.ok_or_else(|| unauthorized("no active partner has this X-PARTNER-ID"))?;
    *known = Some(found.partner.clone());
    check_address(&found, call)?;
    let dialect = &found.partner.terms.snap;
    let headers = TransactionHeaders::read(pairs(&call.headers), dialect)
        .map_err(|e| Denied::new(e, e.to_string()))?;
    let cell = desk.ledger.cell();
    headers
        .timestamp
        .within(cell.now(), dialect.tolerance_seconds)
        .map_err(|stale| Denied::new(stale, format!("X-TIMESTAMP: {stale}")))?;
    if let Some(token) = &headers.token
        && !tokens::counts(cell, &found.partner.id, token.as_str())
    {
        let why = "the access token is not ours, another partner's, or older than 900 s";
        return Err(Denied::new(Refusal::new(Case::InvalidToken), why));
    }
    let body = bytes(call)?;
    check_signature(desk, call, &found, &headers, &body)?;
    Ok(Verified { partner: found.partner, external_id: headers.external_id.to_string(), body })
}

/// A partner that changes its key has two for a while.
fn check_signature(
    desk: &Desk,
    call: &Call,
    known: &Known,
    headers: &TransactionHeaders,
    body: &[u8],
) -> Result<(), Denied> {
    let kind = known.partner.terms.snap.signature;
    let verifiers: Vec<Verifier> = match kind {
        SignatureKind::Symmetric => {
            secrets(desk.ledger.cell(), known)?.into_iter().map(Verifier::Symmetric).collect()
        }
        SignatureKind::Asymmetric => {
            public_keys(known)?.into_iter().map(Verifier::Asymmetric).collect()
        }
    };
    let (method, path) = (call.method.as_str(), path(call));
    let mut last = Refusal::new(Case::Unauthorized);
    for verifier in &verifiers {
        match headers.verify(method, path, body, verifier) {
            Ok(()) => return Ok(()),
            Err(refusal) => last = refusal,
        }
    }
    let text = match kind {
        SignatureKind::Symmetric => {
            Message::symmetric(method, path, "<access token>", body, &headers.timestamp)
        }
        SignatureKind::Asymmetric => Message::asymmetric(method, path, body, &headers.timestamp),
    };
    let why = match (&text, verifiers.is_empty()) {
        (Err(error), _) => format!("the body is not JSON: {error}"),
        (_, true) => "no key is registered for this way of signing".to_owned(),
        _ => "X-SIGNATURE does not fit; compare the string to sign".to_owned(),
    };
    let to_sign = text.ok().map(|text| text.as_str().to_owned());
    Err(Denied { refusal: last, why, to_sign })
}

fn admit(desk: &Desk, call: &Call) -> Result<(), Denied> {
    let address = call.address.to_string();
    let asked = desk.requests.take(&address);
    asked.map_err(|_| Denied::new(Refusal::new(Case::TooManyRequests), "too many requests"))
}

fn check_address(known: &Known, call: &Call) -> Result<(), Denied> {
    match may_call_from(&known.partner, call.address) {
        true => Ok(()),
        false => {
            let why = format!("{} is not among the partner's networks", call.address);
            Err(Denied::new(Refusal::new(Case::NotPermitted), why))
        }
    }
}

fn bytes(call: &Call) -> Result<bytes::Bytes, Denied> {
    call.body.clone().map_err(|unread| match unread {
        Unread::TooLarge => Denied::new(Refusal::new(Case::BadRequest), "the body is too large"),
        Unread::Broken => Denied::new(Refusal::new(Case::BadRequest), "the body was cut off"),
    })
}

fn unauthorized(why: &str) -> Denied {
    Denied::new(Refusal::new(Case::Unauthorized), why)
}

type Done = Result<(Sent, Option<String>), Denied>;

fn finish(
    desk: &Desk,
    call: &Call,
    service: Service,
    known: Option<&Partner>,
    done: Done,
) -> Response {
    let (sent, why, to_sign) = match done {
        Ok((sent, why)) => (sent, why, None),
        Err(denied) => {
            let denied = slowed(desk, call, denied);
            let dialect = known.map(|p| p.terms.snap.clone()).unwrap_or_default();
            let reply = denied.refusal.reply(service, &dialect);
            let body = serde_json::to_string(&reply).unwrap_or_default();
            let sent = Sent { status: reply.response_code.status(), body };
            (sent, Some(denied.why), denied.to_sign)
        }
    };
    let exchange = Exchange {
        at: call.cell.now(),
        partner: known.map(|p| p.id.clone()),
        path: call.uri.path().to_owned(),
        status: sent.status,
        code: code_of(&sent),
        why: why.or_else(|| (sent.status >= 400).then(|| message_of(&sent))),
        to_sign,
    };
    answer(desk, exchange, sent.body)
}

/// Whoever keeps sending what does not verify is told to wait.
fn slowed(desk: &Desk, call: &Call, denied: Denied) -> Denied {
    let wrong = matches!(denied.refusal.case, Case::Unauthorized | Case::InvalidToken);
    if wrong && desk.failures.take(&call.address.to_string()).is_err() {
        return Denied::new(Refusal::new(Case::TooManyRequests), "too many wrong signatures");
    }
    denied
}

fn code_of(sent: &Sent) -> String {
    field(sent, "responseCode")
}

fn message_of(sent: &Sent) -> String {
    field(sent, "responseMessage")
}

fn field(sent: &Sent, name: &str) -> String {
    let body: serde_json::Value = serde_json::from_str(&sent.body).unwrap_or_default();
    body[name].as_str().unwrap_or_default().to_owned()
}
