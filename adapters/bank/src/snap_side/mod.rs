//! SNAP, as a bank or an acquirer calls us.

mod envelope;
mod requests;
mod token;

use std::sync::Arc;

use snap::body::{
    InquiryReply, PaymentReply, QrNotifyReply, Reply, ReplyError, StatusReply, read_reply,
};
use snap::{Case, ErrorReply, Service, SignatureKind};

use crate::exchange::exchange;
use crate::wire::{Answer, Request, Wire};
use crate::{BankError, Credentials, Fault, Surroundings};
pub use requests::{Account, QrNotice, VaPayment};

/// What every path begins with.
const BASE: &str = "/snap/v1.0";

/// A bank that speaks SNAP.
#[derive(Clone)]
pub struct SnapBank {
    credentials: Credentials,
    around: Surroundings,
    wire: Wire,
    token: Arc<token::Cache>,
}

impl SnapBank {
    pub fn new(credentials: Credentials, around: Surroundings) -> Result<Self, BankError> {
        let wire = Wire::new(&around.url, around.timeout)?;
        Ok(Self { credentials, around, wire, token: Arc::default() })
    }

    pub fn surroundings(&self) -> &Surroundings {
        &self.around
    }

    /// What is owed on a virtual account (24).
    pub async fn inquiry(
        &self,
        account: &Account,
        request_id: &str,
        fault: Fault,
    ) -> Result<InquiryReply, BankError> {
        let now = self.now();
        let request = account.inquiry(request_id, now)?;
        self.call(Service::VaInquiry, json(&request)?, fault).await
    }

    /// It was paid (25).
    pub async fn pay(&self, payment: &VaPayment, fault: Fault) -> Result<PaymentReply, BankError> {
        self.call(Service::VaPayment, json(&payment.request()?)?, fault).await
    }

    /// What became of it (26).
    pub async fn status(
        &self,
        account: &Account,
        request_id: &str,
        fault: Fault,
    ) -> Result<StatusReply, BankError> {
        self.call(Service::VaStatus, json(&account.status(request_id)?)?, fault).await
    }

    /// A QRIS code was paid (52), told with an asymmetric signature whatever the dialect.
    pub async fn notify(
        &self,
        notice: &QrNotice,
        fault: Fault,
    ) -> Result<QrNotifyReply, BankError> {
        let body = fault.body(json(&notice.request()?)?);
        let request = self.enveloped(Service::QrNotify, body, None, fault)?;
        self.read(Service::QrNotify, &request, fault).await
    }

    async fn call<R: Reply>(
        &self,
        service: Service,
        body: Vec<u8>,
        fault: Fault,
    ) -> Result<R, BankError> {
        let body = fault.body(body);
        if self.credentials.dialect.signature == SignatureKind::Asymmetric {
            let request = self.enveloped(service, body, None, fault)?;
            return self.read(service, &request, fault).await;
        }
        let token = self.token().await?;
        let request = self.enveloped(service, body.clone(), Some(&token), fault)?;
        match self.read(service, &request, fault).await {
            // A server that was started anew knows no older tokens.
            Err(BankError::Refused(reply)) if self.is_token_over(&reply, fault) => {
                self.forget(&token).await;
                let fresh = self.token().await?;
                let request = self.enveloped(service, body, Some(&fresh), fault)?;
                self.read(service, &request, fault).await
            }
            answer => answer,
        }
    }

    fn is_token_over(&self, reply: &ErrorReply, fault: Fault) -> bool {
        let mut meanings = self.credentials.dialect.meanings(reply.response_code);
        fault == Fault::None && meanings.any(|case| case == Case::InvalidToken)
    }

    async fn read<R: Reply>(
        &self,
        service: Service,
        request: &Request,
        fault: Fault,
    ) -> Result<R, BankError> {
        let about = format!("(SNAP service {service})");
        let story = &self.around.story;
        let answer = exchange(&self.wire, story, request, fault, &about, summary).await?;
        read_reply(answer.status, &answer.body).map_err(|error| match error {
            ReplyError::Refused(reply) => BankError::Refused(reply),
            other => BankError::Unreadable { status: answer.status, problem: other.to_string() },
        })
    }
}

/// Code and words of any answer.
fn summary(answer: &Answer) -> String {
    serde_json::from_slice::<ErrorReply>(&answer.body).map_or_else(
        |_| "no answer of SNAP".to_owned(),
        |said| format!("{} {}", said.response_code, said.response_message),
    )
}

fn json(request: &impl serde::Serialize) -> Result<Vec<u8>, BankError> {
    serde_json::to_vec(request).map_err(BankError::setup)
}
