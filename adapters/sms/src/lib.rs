//! Messages by an SMS gateway that takes JSON over HTTPS.
//!
//! Every company has its own names for the same four things: to whom, what, from whom, and under
//! which reference. The settings say how they are called; what a gateway wants besides is a fixed
//! piece of JSON.

mod answer;

use std::time::Duration;

use outgoing::{Client, Url};
use ports::{Answer, Contact, Message, Messenger, PortError, SentId, Unusable};
use serde_json::{Map, Value};

/// What is written in the configuration.
#[derive(Clone)]
pub struct Settings {
    pub url: String,
    /// The header that carries the secret (`authorization`), and the secret with what stands before
    /// it (`Bearer …`).
    pub header: String,
    pub secret: String,
    /// How the gateway calls the number, the text, and our reference; the last may be empty.
    pub to_field: String,
    pub text_field: String,
    pub reference_field: String,
    /// What every request has besides, such as `{"from":"PEMKAB"}`.
    pub fixed: Map<String, Value>,
    /// Whether the number is written with the plus sign.
    pub plus: bool,
    /// Where the gateway's own id stands in its answer (RFC 6901), such as `/messages/0/id`; empty:
    /// none.
    pub id_pointer: String,
    /// Where a code stands in the answer, and the codes that mean that the number does not exist.
    pub code_pointer: String,
    pub refused_codes: Vec<String>,
    pub patience: Duration,
}

/// Hands messages to one gateway.
pub struct Sms {
    client: Client,
    url: Url,
    settings: Settings,
}

impl Sms {
    /// A client for a gateway. Nobody is called yet.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn new(settings: &Settings) -> Result<Self, Unusable> {
        let url = outgoing::address("url", &settings.url)?;
        for (setting, field) in
            [("to_field", &settings.to_field), ("text_field", &settings.text_field)]
        {
            if field.is_empty() {
                return Err(Unusable::new(setting, "name the field of the gateway"));
            }
        }
        if settings.secret.is_empty() || settings.secret.bytes().any(|b| !(32..127).contains(&b)) {
            return Err(Unusable::new("token_file", "holds no secret in one line"));
        }
        let token = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        if settings.header.is_empty() || !settings.header.bytes().all(token) {
            return Err(Unusable::new("header", "name the header, such as authorization"));
        }
        let pointers =
            [("id_pointer", &settings.id_pointer), ("code_pointer", &settings.code_pointer)];
        for (setting, pointer) in pointers {
            if !pointer.is_empty() && !pointer.starts_with('/') {
                return Err(Unusable::new(setting, "begin it with a slash, such as /data/id"));
            }
        }
        Ok(Self { client: Client::new(settings.patience)?, url, settings: settings.clone() })
    }

    async fn hand_over(&self, message: &Message) -> Result<SentId, PortError> {
        let Contact::Phone(phone) = &message.to else {
            return Err(PortError::Refused("no phone number".to_owned()));
        };
        let number = if self.settings.plus { phone.as_str() } else { phone.digits() };
        let body = self.body(message, number).to_string().into_bytes();
        let Settings { header, secret, .. } = &self.settings;
        let headers = [("content-type", "application/json"), (header.as_str(), secret.as_str())];
        let answered = self.client.post(self.url.clone(), &headers, body).await?;
        answer::read(&self.settings, message, answered.status, &answered.body)
    }

    fn body(&self, message: &Message, number: &str) -> Value {
        let Settings { to_field, text_field, reference_field, fixed, .. } = &self.settings;
        let mut body = fixed.clone();
        body.insert(to_field.clone(), number.into());
        body.insert(text_field.clone(), message.as_one_line().into());
        if !reference_field.is_empty() {
            body.insert(reference_field.clone(), message.id.as_str().into());
        }
        Value::Object(body)
    }
}

impl Messenger for Sms {
    fn send<'a>(&'a self, message: &'a Message) -> Answer<'a, SentId> {
        Box::pin(self.hand_over(message))
    }
}

/// Never shows the secret.
impl std::fmt::Debug for Sms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sms({})", self.url.host_str().unwrap_or_default())
    }
}
