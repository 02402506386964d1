//! The headers of a transaction around a body, with their faults.

use sha2::{Digest as _, Sha256};
use snap::{Bearer, Message, Service, Signature, Text, Timestamp, TransactionHeaders};

use super::token::with_json;
use super::{BASE, SnapBank};
use crate::fault::STRANGE_TOKEN;
use crate::wire::Request;
use crate::{BankError, Fault};

impl SnapBank {
    /// A signed request: symmetric with a token, asymmetric without.
    pub(super) fn enveloped(
        &self,
        service: Service,
        body: Vec<u8>,
        token: Option<&Bearer>,
        fault: Fault,
    ) -> Result<Request, BankError> {
        let path = format!("{BASE}{}", service.path());
        let now = self.around.clock.now().plus_seconds(fault.time_shift());
        let timestamp = Timestamp::at(now, &self.around.zone);
        let strange = Bearer::new(STRANGE_TOKEN).filter(|_| fault == Fault::WrongToken);
        let token = token.map(|token| strange.as_ref().unwrap_or(token));
        let message = message(&path, &body, token, &timestamp);
        let stranger = fault == Fault::UnknownPartner;
        let partner =
            if stranger { "BANK-TAK-DIKENAL" } else { self.credentials.client_key.as_str() };
        let headers = TransactionHeaders {
            signature: self.signature(&message, token.is_some())?,
            timestamp,
            partner_id: Text::new(partner).map_err(BankError::setup)?,
            external_id: self.external_id()?,
            channel_id: Text::new(&*self.credentials.channel_id).map_err(BankError::setup)?,
            token: token.cloned(),
        };
        let shown = token.map_or_else(
            || message.as_str().to_owned(),
            |token| message.as_str().replacen(token.as_str(), "****", 1),
        );
        let headers = with_json(headers.pairs(), fault);
        Ok(Request { path, headers, body, message: Some(shown) })
    }

    fn signature(&self, message: &Message, has_token: bool) -> Result<Signature, BankError> {
        if has_token {
            return Ok(message.hmac(&self.credentials.client_secret));
        }
        let key = self.credentials.private_key.as_ref();
        let key = key.ok_or(BankError::setup("this is signed with a key: give --private-key"))?;
        message.sign(key).map_err(BankError::setup)
    }

    /// Unique for the day, in the form the dialect allows.
    fn external_id(&self) -> Result<Text<36>, BankError> {
        let longest = usize::from(self.credentials.dialect.external_id.longest).clamp(1, 36);
        Text::new(self.around.digits(longest)).map_err(BankError::setup)
    }
}

/// The string to sign. A body that is no JSON has none in SNAP; it is signed as it is, so that only
/// the body is wrong.
fn message(path: &str, body: &[u8], token: Option<&Bearer>, timestamp: &Timestamp) -> Message {
    let proper = match token {
        Some(token) => Message::symmetric("POST", path, token.as_str(), body, timestamp),
        None => Message::asymmetric("POST", path, body, timestamp),
    };
    proper.unwrap_or_else(|_| {
        let hash: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
        Message::other(match token {
            Some(token) => format!("POST:{path}:{}:{hash}:{timestamp}", token.as_str()),
            None => format!("POST:{path}:{hash}:{timestamp}"),
        })
    })
}
