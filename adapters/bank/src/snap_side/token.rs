//! The access token, kept until it ends.

use base::Instant;
use snap::body::{TokenReply, TokenRequest};
use snap::{Bearer, Message, Service, Text, Timestamp, TokenHeaders};
use tokio::sync::Mutex;

use super::{BASE, SnapBank, json};
use crate::wire::Request;
use crate::{BankError, Fault};

/// Seconds before its end in which a token is not used any more.
const MARGIN: i64 = 30;

/// The token in use.
#[derive(Default)]
pub(super) struct Cache(Mutex<Option<(Bearer, Instant)>>);

impl SnapBank {
    /// The moment, in the bank's writing.
    pub(super) fn now(&self) -> Timestamp {
        Timestamp::at(self.around.clock.now(), &self.around.zone)
    }

    pub(super) async fn token(&self) -> Result<Bearer, BankError> {
        let mut kept = self.token.0.lock().await;
        let now = self.around.clock.now();
        if let Some((bearer, until)) = kept.as_ref()
            && now < *until
        {
            return Ok(bearer.clone());
        }
        let reply = self.ask_token(Fault::None).await?;
        let bearer = Bearer::new(&reply.access_token).ok_or(BankError::Unreadable {
            status: 200,
            problem: "the token cannot travel in a header".to_owned(),
        })?;
        let until = now.plus_seconds(i64::from(reply.seconds().unwrap_or(0)) - MARGIN);
        *kept = Some((bearer.clone(), until));
        Ok(bearer)
    }

    pub(super) async fn forget(&self, refused: &Bearer) {
        let mut kept = self.token.0.lock().await;
        kept.take_if(|(bearer, _)| bearer == refused);
    }

    /// Asks for a token (73), kept or not.
    pub async fn ask_token(&self, fault: Fault) -> Result<TokenReply, BankError> {
        let key = self.credentials.private_key.as_ref();
        let key =
            key.ok_or(BankError::setup("a token is asked for with a key: give --private-key"))?;
        let stranger = fault == Fault::UnknownPartner;
        let client_key =
            if stranger { "BANK-TAK-DIKENAL" } else { self.credentials.client_key.as_str() };
        let client_key = Text::new(client_key).map_err(BankError::setup)?;
        let now = self.around.clock.now().plus_seconds(fault.time_shift());
        let timestamp = Timestamp::at(now, &self.around.zone);
        let message = Message::token(&client_key, &timestamp);
        let signature = message.sign(key).map_err(BankError::setup)?;
        let headers = TokenHeaders { timestamp, client_key, signature };
        let grant_type = Text::new(TokenRequest::GRANT).map_err(BankError::setup)?;
        let body = json(&TokenRequest { grant_type, additional_info: None })?;
        let request = Request {
            path: format!("{BASE}{}", Service::Token.path()),
            headers: with_json(headers.pairs(), fault),
            body: fault.body(body),
            message: Some(message.as_str().to_owned()),
        };
        self.read(Service::Token, &request, fault).await
    }
}

/// The headers as they are sent.
pub(super) fn with_json(
    pairs: Vec<(&'static str, String)>,
    fault: Fault,
) -> Vec<(&'static str, String)> {
    let json = ("Content-Type", "application/json".to_owned());
    let forged = pairs.into_iter().map(|(name, value)| match name {
        "X-SIGNATURE" => (name, fault.signature(value)),
        _ => (name, value),
    });
    [json].into_iter().chain(forged).collect()
}
