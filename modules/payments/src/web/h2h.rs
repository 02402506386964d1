//! The plain JSON service over HTTP.

use axum::response::Response;
use base::Error;
use h2h::{Code, Headers, Refusal, Service};
use web::{Call, Unread};

use super::gate::{answer, may_call_from, pairs, path};
use super::{Desk, Exchange};
use crate::domain::partner::Partner;
use crate::usecase::answering::Asked;
use crate::usecase::h2h as services;
use crate::usecase::partners::{calling, secrets};

/// Why a request is not served: what is answered, and what the engineer on the other side is told.
struct Denied(Refusal, String, Option<String>);

impl Denied {
    fn new(refusal: impl Into<Refusal>, why: impl Into<String>) -> Self {
        Self(refusal.into(), why.into(), None)
    }
}

impl From<Error> for Denied {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "a partner's request failed");
        Self::new(services::fault(&error), "a fault of ours; ask again with the same reference")
    }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        let why = refusal.to_string();
        Self::new(refusal, why)
    }
}

/// `POST /h2h/v1/…`.
pub async fn serve(desk: Desk, service: Service, call: Call) -> Response {
    let mut known = None;
    let (sent, why, to_sign) = match work(&desk, service, &call, &mut known).await {
        Ok(sent) => (sent, None, None),
        Err(Denied(refusal, why, to_sign)) => {
            let refusal = slowed(&desk, &call, refusal);
            (services::refusal(&refusal), Some(why), to_sign)
        }
    };
    let exchange = Exchange {
        at: call.cell.now(),
        partner: known.map(|p: Partner| p.id),
        path: call.uri.path().to_owned(),
        status: sent.0,
        code: field(&sent.1, "kode"),
        why: why.or_else(|| (field(&sent.1, "kode") != "01").then(|| field(&sent.1, "pesan"))),
        to_sign,
    };
    answer(&desk, exchange, sent.1)
}

async fn work(
    desk: &Desk,
    service: Service,
    call: &Call,
    known: &mut Option<Partner>,
) -> Result<services::Bytes, Denied> {
    let (found, body) = verified(desk, call, known).await?;
    let path = service.path();
    let asked = Asked { partner: &found, external_id: "", service: path, body: &body };
    let ledger = &desk.ledger;
    Ok(match service {
        Service::Inquiry => services::inquiry(ledger, &asked, &h2h::read(&body)?).await?,
        Service::Payment => services::pay(ledger, &asked, &h2h::read(&body)?).await?,
        Service::Reversal => services::reverse(ledger, &asked, &h2h::read(&body)?).await?,
        Service::Status => services::status(ledger, &asked, &h2h::read(&body)?).await?,
    })
}

async fn verified(
    desk: &Desk,
    call: &Call,
    known: &mut Option<Partner>,
) -> Result<(Partner, bytes::Bytes), Denied> {
    let asked = desk.requests.take(&call.address.to_string());
    asked.map_err(|_| Denied::new(Code::TooMany, "too many requests"))?;
    let headers = Headers::read(pairs(&call.headers)).map_err(Refusal::from)?;
    let found = calling(&call.cell, &headers.client_key).await?;
    let found = found.ok_or_else(|| unauthorized("no active partner has this X-CLIENT-KEY"))?;
    *known = Some(found.partner.clone());
    if !may_call_from(&found.partner, call.address) {
        let why = format!("{} is not among the partner's networks", call.address);
        return Err(Denied::new(Code::NotPermitted, why));
    }
    let cell = desk.ledger.cell();
    headers
        .timestamp
        .within(cell.now(), found.partner.terms.snap.tolerance_seconds)
        .map_err(|stale| unauthorized(&format!("X-TIMESTAMP: {stale}")))?;
    let body = call.body.clone().map_err(|unread| match unread {
        Unread::TooLarge => Denied::new(Code::TooLarge, "the body is too large"),
        Unread::Broken => Denied::new(Code::Format, "the body was cut off"),
    })?;
    let (method, path) = (call.method.as_str(), path(call));
    let holds = |secret| headers.verify(method, path, &body, secret).is_ok();
    if !secrets(cell, &found)?.iter().any(holds) {
        let to_sign = headers.message(method, path, &body).as_str().to_owned();
        let why = "X-SIGNATURE does not fit; compare the string to sign";
        return Err(Denied(Code::Unauthorized.into(), why.to_owned(), Some(to_sign)));
    }
    Ok((found.partner, body))
}

fn unauthorized(why: &str) -> Denied {
    Denied::new(Code::Unauthorized, why)
}

/// Whoever keeps sending what does not verify is told to wait.
fn slowed(desk: &Desk, call: &Call, refusal: Refusal) -> Refusal {
    let wrong = refusal.code == Code::Unauthorized;
    match wrong && desk.failures.take(&call.address.to_string()).is_err() {
        true => Refusal::new(Code::TooMany),
        false => refusal,
    }
}

fn field(body: &[u8], name: &str) -> String {
    let body: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    body[name].as_str().unwrap_or_default().to_owned()
}
