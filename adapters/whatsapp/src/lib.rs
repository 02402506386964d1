//! Messages by the WhatsApp Cloud API: template messages only.
//!
//! Whoever did not write first may be sent nothing but a template that Meta approved beforehand. So
//! each thing a message may say is a template of its own, named `PREFIX_KEY`
//! (`pelangi_due_soon`), in each language; its numbered places are filled with the tax year and the
//! due date, its button with the end of the link. docs/guide/messages.md has the texts to register.

mod answer;

use std::time::Duration;

use outgoing::{Client, Url};
use ports::{Answer, Contact, Message, Messenger, PortError, SentId, Unusable};
use serde_json::{Value, json};

/// What is written in the configuration.
#[derive(Clone)]
pub struct Settings {
    /// The address of the API with its version: `https://graph.facebook.com/v23.0`.
    pub url: String,
    /// The id of the sending number, as the API names it.
    pub phone_number_id: String,
    /// The access token of the system user.
    pub token: String,
    /// Begins the names of all templates.
    pub template_prefix: String,
    pub patience: Duration,
}

/// Hands messages to one sending number.
pub struct WhatsApp {
    client: Client,
    url: Url,
    bearer: String,
    prefix: String,
}

impl WhatsApp {
    /// A client for a sending number. Nobody is called yet.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn new(settings: &Settings) -> Result<Self, Unusable> {
        let Settings { url, phone_number_id: number, token, template_prefix: prefix, .. } =
            settings;
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            let problem = "write the id of the sending number: digits, as the API shows it";
            return Err(Unusable::new("phone_number_id", problem));
        }
        if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Unusable::new("token_file", "holds no access token"));
        }
        let named = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
        if prefix.is_empty() || !prefix.bytes().all(named) {
            let problem = "write small letters, digits and _ only, such as pelangi";
            return Err(Unusable::new("template_prefix", problem));
        }
        let url = format!("{}/{number}/messages", url.trim_end_matches('/'));
        Ok(Self {
            client: Client::new(settings.patience)?,
            url: outgoing::address("url", &url)?,
            bearer: format!("Bearer {token}"),
            prefix: prefix.clone(),
        })
    }

    async fn hand_over(&self, message: &Message) -> Result<SentId, PortError> {
        let Contact::Phone(phone) = &message.to else {
            return Err(PortError::Refused("no phone number".to_owned()));
        };
        let body = body(message, phone.digits(), &self.prefix).to_string().into_bytes();
        let headers = [("content-type", "application/json"), ("authorization", &*self.bearer)];
        let answered = self.client.post(self.url.clone(), &headers, body).await?;
        answer::read(answered.status, &answered.body)
    }
}

impl Messenger for WhatsApp {
    fn send<'a>(&'a self, message: &'a Message) -> Answer<'a, SentId> {
        Box::pin(self.hand_over(message))
    }
}

/// The request as the Cloud API wants it. `biz_opaque_callback_data` comes back in what the API
/// tells later; it is how the same message sent twice is known.
fn body(message: &Message, to: &str, prefix: &str) -> Value {
    let name = format!("{prefix}_{}", message.saying.key().replace('-', "_"));
    let end = message.link.rsplit('/').next().unwrap_or_default();
    let mut components = Vec::new();
    let values = message.saying.values(message.language);
    if !values.is_empty() {
        let text = |value: &String| json!({ "type": "text", "text": value });
        let values: Vec<Value> = values.iter().map(text).collect();
        components.push(json!({ "type": "body", "parameters": values }));
    }
    components.push(json!({
        "type": "button",
        "sub_type": "url",
        "index": "0",
        "parameters": [{ "type": "text", "text": end }],
    }));
    json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": to,
        "type": "template",
        "template": {
            "name": name,
            "language": { "code": message.language.tag() },
            "components": components,
        },
        "biz_opaque_callback_data": message.id,
    })
}

/// Never shows the token.
impl std::fmt::Debug for WhatsApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WhatsApp({})", self.url)
    }
}
