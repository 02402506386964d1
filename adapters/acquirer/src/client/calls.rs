//! Signed calls, and when they are made again.

use std::time::Duration;

use serde::Serialize;
use snap::body::{Reply, read_reply};
use snap::{
    Bearer, Message, Service, Signature, SignatureKind, Text, Timestamp, TransactionHeaders,
};

use super::SnapAcquirer;
use super::failure::Failure;

/// Waits before a call is made again.
const WAITS: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];

impl SnapAcquirer {
    /// A call with an effect: made again only when it is certain that nothing was done.
    pub(super) async fn once<R: Reply>(
        &self,
        service: Service,
        request: &impl Serialize,
    ) -> Result<R, Failure> {
        self.with_patience(service, request, |f| matches!(f, Failure::NotSent(_))).await
    }

    /// A call that only asks: made again whenever no answer came.
    pub(super) async fn repeated<R: Reply>(
        &self,
        service: Service,
        request: &impl Serialize,
    ) -> Result<R, Failure> {
        let may = |f: &Failure| matches!(f, Failure::NotSent(_) | Failure::Lost(_));
        self.with_patience(service, request, may).await
    }

    async fn with_patience<R: Reply>(
        &self,
        service: Service,
        request: &impl Serialize,
        may_repeat: impl Fn(&Failure) -> bool,
    ) -> Result<R, Failure> {
        let body = serde_json::to_vec(request).map_err(Failure::ours)?;
        let mut waits = WAITS.into_iter();
        loop {
            let failure = match self.with_token(service, &body).await {
                Ok(reply) => return Ok(reply),
                Err(failure) => failure,
            };
            match waits.next() {
                Some(wait) if may_repeat(&failure) => tokio::time::sleep(wait).await,
                _ => return Err(failure),
            }
        }
    }

    /// A call with a token where the dialect has one; a token that ended early is replaced once.
    async fn with_token<R: Reply>(&self, service: Service, body: &[u8]) -> Result<R, Failure> {
        if self.settings.dialect.signature == SignatureKind::Asymmetric {
            return self.call(service, body, None).await;
        }
        let token = self.token().await?;
        match self.call(service, body, Some(token.clone())).await {
            Err(Failure::Token(_)) => {
                self.forget(&token).await;
                let fresh = self.token().await?;
                self.call(service, body, Some(fresh)).await
            }
            answer => answer,
        }
    }

    async fn call<R: Reply>(
        &self,
        service: Service,
        body: &[u8],
        token: Option<Bearer>,
    ) -> Result<R, Failure> {
        let path = self.http.path(service.path());
        let timestamp = Timestamp::at(self.clock.now(), &self.settings.zone);
        let signature = self.signature(&path, body, &timestamp, token.as_ref())?;
        let headers = TransactionHeaders {
            timestamp,
            signature,
            partner_id: self.names.partner_id.clone(),
            external_id: self.external_id()?,
            channel_id: self.names.channel_id.clone(),
            token,
        };
        let answer = self.http.post(&path, &headers.pairs(), body.to_vec()).await?;
        let dialect = &self.settings.dialect;
        read_reply(answer.status, &answer.body)
            .map_err(|error| Failure::unreadable(error, answer.status, dialect))
    }

    fn signature(
        &self,
        path: &str,
        body: &[u8],
        timestamp: &Timestamp,
        token: Option<&Bearer>,
    ) -> Result<Signature, Failure> {
        match token {
            Some(token) => Message::symmetric("POST", path, token.as_str(), body, timestamp)
                .map(|message| message.hmac(&self.settings.client_secret))
                .map_err(Failure::ours),
            None => Message::asymmetric("POST", path, body, timestamp)
                .map_err(Failure::ours)?
                .sign(&self.settings.private_key)
                .map_err(Failure::ours),
        }
    }

    /// Digits drawn by chance, as many as the acquirer takes: unique for the day without a counter
    /// that would have to survive a restart.
    fn external_id(&self) -> Result<Text<36>, Failure> {
        let mut drawn = [0; 36];
        self.random.fill(&mut drawn);
        let longest = usize::from(self.settings.dialect.external_id.longest).clamp(1, 36);
        let digits: String =
            drawn.iter().take(longest).map(|b| char::from(b'0' + b % 10)).collect();
        Text::new(digits).map_err(Failure::ours)
    }
}
