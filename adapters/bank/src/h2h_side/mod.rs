//! The plain JSON service, as a bank without SNAP calls it.

use h2h::{
    Headers, InquiryReply, InquiryRequest, PaymentReply, PaymentRequest, Refusal, ReplyError,
    ReversalReply, ReversalRequest, Service, StatusReply, StatusRequest, read_reply,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use snap::{ClientSecret, Timestamp};

use crate::exchange::exchange;
use crate::wire::{Answer, Request, Wire};
use crate::{BankError, Credentials, Fault, Surroundings};

/// A bank that speaks H2H.
#[derive(Clone)]
pub struct H2hBank {
    client_key: String,
    secret: ClientSecret,
    around: Surroundings,
    wire: Wire,
}

impl H2hBank {
    pub fn new(credentials: &Credentials, around: Surroundings) -> Result<Self, BankError> {
        let wire = Wire::new(&around.url, around.timeout)?;
        let (client_key, secret) =
            (credentials.client_key.clone(), credentials.client_secret.clone());
        Ok(Self { client_key, secret, around, wire })
    }

    pub fn surroundings(&self) -> &Surroundings {
        &self.around
    }

    /// What is owed.
    pub async fn inquiry(
        &self,
        request: &InquiryRequest,
        fault: Fault,
    ) -> Result<InquiryReply, BankError> {
        self.call(Service::Inquiry, request, fault).await
    }

    /// It was paid.
    pub async fn pay(
        &self,
        request: &PaymentRequest,
        fault: Fault,
    ) -> Result<PaymentReply, BankError> {
        self.call(Service::Payment, request, fault).await
    }

    /// It is taken back.
    pub async fn reverse(
        &self,
        request: &ReversalRequest,
        fault: Fault,
    ) -> Result<ReversalReply, BankError> {
        self.call(Service::Reversal, request, fault).await
    }

    /// What became of it.
    pub async fn status(
        &self,
        request: &StatusRequest,
        fault: Fault,
    ) -> Result<StatusReply, BankError> {
        self.call(Service::Status, request, fault).await
    }

    async fn call<R: DeserializeOwned>(
        &self,
        service: Service,
        request: &impl Serialize,
        fault: Fault,
    ) -> Result<R, BankError> {
        let body = serde_json::to_vec(request).map_err(BankError::setup)?;
        let request = self.signed(service, fault.body(body), fault)?;
        let about = format!("(H2H {})", service.name());
        let story = &self.around.story;
        let answer = exchange(&self.wire, story, &request, fault, &about, summary).await?;
        read_reply(answer.status, &answer.body).map_err(|error| match error {
            ReplyError::Refused(refusal) => BankError::RefusedPlainly(refusal),
            other => BankError::Unreadable { status: answer.status, problem: other.to_string() },
        })
    }

    fn signed(&self, service: Service, body: Vec<u8>, fault: Fault) -> Result<Request, BankError> {
        let now = self.around.clock.now().plus_seconds(fault.time_shift());
        let timestamp = Timestamp::at(now, &self.around.zone);
        let stranger = fault == Fault::UnknownPartner;
        let key = if stranger { "BANK-TAK-DIKENAL" } else { self.client_key.as_str() };
        let path = service.path();
        let headers = Headers::signed(key, &timestamp, path, &body, &self.secret);
        let headers = headers.map_err(BankError::setup)?;
        let message = headers.message("POST", path, &body).as_str().to_owned();
        let pairs = headers.pairs().map(|(name, value)| match name {
            "X-SIGNATURE" => (name, fault.signature(value)),
            _ => (name, value),
        });
        let json = ("Content-Type", "application/json".to_owned());
        let headers = [json].into_iter().chain(pairs).collect();
        Ok(Request { path: path.to_owned(), headers, body, message: Some(message) })
    }
}

/// Code and words of any answer.
fn summary(answer: &Answer) -> String {
    serde_json::from_slice::<Refusal>(&answer.body)
        .map_or_else(|_| "no answer of H2H".to_owned(), |said| said.to_string())
}
