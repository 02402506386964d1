//! Services 73, 47 and 51, as an acquirer answers them.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use ports::{QrOrder, QrStatus};
use serde::Serialize;
use snap::body::{
    QrGenerateReply, QrGenerateRequest, QrQueryReply, QrQueryRequest, TokenReply, TokenRequest,
    TransactionStatus, read,
};
use snap::{
    Amount, Case, Refusal, ResponseMessage, Service, SignatureKind, Text, Timestamp, TokenHeaders,
    TransactionHeaders, Verifier,
};

use super::{Server, cut};
use crate::{IssueError, Issued, Mischief};

/// How long a token is good for, in seconds.
const LIFETIME: i64 = 900;

/// How long a code lives when the order does not say, in seconds.
const VALIDITY: i64 = 1_800;

pub(super) fn routes() -> Router<Arc<Server>> {
    let path = |service: Service| format!("/v1.0{}", service.path());
    Router::new()
        .route(&path(Service::Token), post(token))
        .route(&path(Service::QrGenerate), post(generate))
        .route(&path(Service::QrQuery), post(query))
}

async fn token(State(server): State<Arc<Server>>, headers: HeaderMap, body: Bytes) -> Response {
    let (_, ended) = server.disturbed().await;
    match ended {
        Some(ended) => ended,
        None => server.answered(Service::Token, server.grant(&headers, &body)),
    }
}

async fn generate(
    State(server): State<Arc<Server>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let service = Service::QrGenerate;
    server
        .transaction(service, |mischief| {
            server.verify(uri.path(), &headers, &body)?;
            server.generate(&body, mischief)
        })
        .await
}

async fn query(
    State(server): State<Arc<Server>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    server
        .transaction(Service::QrQuery, |_| {
            server.verify(uri.path(), &headers, &body)?;
            server.query(&body)
        })
        .await
}

impl Server {
    async fn transaction<R: Serialize>(
        &self,
        service: Service,
        work: impl FnOnce(Mischief) -> Result<R, Refusal>,
    ) -> Response {
        let (mischief, ended) = self.disturbed().await;
        if let Some(ended) = ended {
            self.tell(&format!("service {service}: cut before anything was done"));
            return ended;
        }
        if mischief == Mischief::Refuse {
            return self.answered::<()>(service, Err(Refusal::new(Case::NotPermitted)));
        }
        let answer = self.answered(service, work(mischief));
        match mischief {
            Mischief::LoseAnswer => cut(),
            Mischief::Garble(crate::Garble::Text) => "<html>Gateway</html>".into_response(),
            _ => answer,
        }
    }

    fn answered<R: Serialize>(&self, service: Service, reply: Result<R, Refusal>) -> Response {
        let dialect = &self.fake.partner.dialect;
        let (status, body) = match reply {
            Ok(reply) => (200, serde_json::to_vec(&reply)),
            Err(refusal) => {
                let reply = refusal.reply(service, dialect);
                (reply.response_code.status(), serde_json::to_vec(&reply))
            }
        };
        self.tell(&format!("service {service} ({}): HTTP {status}", service.path()));
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let json = [(header::CONTENT_TYPE, "application/json")];
        (status, json, body.unwrap_or_default()).into_response()
    }

    fn grant(&self, headers: &HeaderMap, body: &[u8]) -> Result<TokenReply, Refusal> {
        let partner = &self.fake.partner;
        let headers = TokenHeaders::read(pairs(headers))?;
        let now = self.fake.clock.now();
        headers.timestamp.within(now, partner.dialect.tolerance_seconds)?;
        if headers.client_key.as_str() != partner.client_key {
            return Err(Refusal::new(Case::Unauthorized));
        }
        headers.verify(&partner.public_key)?;
        read::<TokenRequest>(body, &partner.dialect)?;
        let mut drawn = [0; 32];
        self.fake.random.fill(&mut drawn);
        let token: String = drawn.iter().map(|byte| format!("{byte:02x}")).collect();
        self.memory().tokens.insert(token.clone(), now.plus_seconds(LIFETIME));
        Ok(TokenReply {
            response_code: partner.dialect.code(Service::Token, Case::Success),
            response_message: ResponseMessage::new(Case::Success.words()),
            access_token: text(token)?,
            token_type: text("Bearer")?,
            expires_in: text(LIFETIME.to_string())?,
            additional_info: None,
        })
    }

    fn verify(&self, path: &str, headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
        let partner = &self.fake.partner;
        let headers = TransactionHeaders::read(pairs(headers), &partner.dialect)?;
        let now = self.fake.clock.now();
        headers.timestamp.within(now, partner.dialect.tolerance_seconds)?;
        if headers.partner_id.as_str() != partner.partner_id {
            return Err(Refusal::new(Case::PartnerNotFound));
        }
        let verifier = match partner.dialect.signature {
            SignatureKind::Symmetric => Verifier::Symmetric(partner.client_secret.clone()),
            SignatureKind::Asymmetric => Verifier::Asymmetric(partner.public_key.clone()),
        };
        headers.verify("POST", path, body, &verifier)?;
        let mut memory = self.memory();
        if let Some(token) = &headers.token
            && memory.tokens.get(token.as_str()).is_none_or(|until| now >= *until)
        {
            return Err(Refusal::new(Case::InvalidToken));
        }
        let day = now.date(&self.fake.zone);
        if memory.seen.insert((day, headers.external_id.to_string())) {
            Ok(())
        } else {
            Err(Refusal::new(Case::Conflict))
        }
    }

    fn generate(&self, body: &[u8], mischief: Mischief) -> Result<QrGenerateReply, Refusal> {
        let dialect = &self.fake.partner.dialect;
        let request: QrGenerateRequest = read(body, dialect)?;
        let amount =
            request.amount.ok_or(Refusal::about(Case::MissingField, "amount"))?.rupiah()?;
        let until = request.validity_period.map(|time| time.instant());
        let expires_at = until.unwrap_or(self.fake.clock.now().plus_seconds(VALIDITY));
        let reference = request.partner_reference_no.to_string();
        let order = QrOrder { reference, amount, expires_at };
        let issued = self.fake.issuer.issue(&order).map_err(refused)?;
        let content = match mischief {
            Mischief::Garble(garble) => garble.content(&issued.content),
            _ => issued.content,
        };
        Ok(QrGenerateReply {
            response_code: dialect.code(Service::QrGenerate, Case::Success),
            response_message: ResponseMessage::new(Case::Success.words()),
            reference_no: Some(text(issued.acquirer_reference)?),
            partner_reference_no: Some(request.partner_reference_no),
            qr_content: text(content)?,
            merchant_name: None,
            store_id: None,
            terminal_id: request.terminal_id,
            additional_info: None,
        })
    }

    fn query(&self, body: &[u8]) -> Result<QrQueryReply, Refusal> {
        let request: QrQueryRequest = read(body, &self.fake.partner.dialect)?;
        let found = self.fake.issuer.find(&request.original_reference_no);
        self.queried(found.ok_or(Refusal::new(Case::TransactionNotFound))?)
    }

    fn queried(&self, issued: Issued) -> Result<QrQueryReply, Refusal> {
        let dialect = &self.fake.partner.dialect;
        let (status, paid_at) = match &issued.status {
            QrStatus::Pending => (TransactionStatus::Pending, None),
            QrStatus::Paid { paid_at, .. } => (TransactionStatus::Success, Some(*paid_at)),
            QrStatus::Refunded => (TransactionStatus::Refunded, None),
            QrStatus::Expired => (TransactionStatus::Expired, None),
        };
        Ok(QrQueryReply {
            response_code: dialect.code(Service::QrQuery, Case::Success),
            response_message: ResponseMessage::new(Case::Success.words()),
            original_reference_no: Some(text(issued.acquirer_reference)?),
            original_partner_reference_no: Some(text(issued.reference)?),
            service_code: Some(text(Service::QrGenerate.to_string())?),
            latest_transaction_status: status,
            transaction_status_desc: None,
            paid_time: paid_at.map(|at| Timestamp::at(at, &self.fake.zone)),
            amount: Some(Amount::of(issued.amount)?),
            fee_amount: None,
            terminal_id: None,
            additional_info: None,
        })
    }
}

fn refused(error: IssueError) -> Refusal {
    match error {
        IssueError::Duplicate => Refusal::new(Case::DuplicateReference),
        IssueError::Over => Refusal::about(Case::InvalidFormat, "validityPeriod"),
        IssueError::Code(_) => Refusal::about(Case::InvalidFormat, "amount"),
    }
}

/// What we write ourselves and does not fit is a fault of the fake.
fn text<const MAX: usize>(text: impl Into<String>) -> Result<Text<MAX>, Refusal> {
    Text::new(text).map_err(|_| Refusal::new(Case::InternalError))
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
}
