//! Notifications of the browser: RFC 8030 (push), 8291 (encryption), 8292 (who pushes: VAPID).
//!
//! The push service of the browser's maker carries the message and cannot read it: it is encrypted
//! for the one browser that subscribed. The key by which this cell is known is derived from the
//! cell's own secret, so there is no file to keep and to lose.

mod encrypt;
mod vapid;

pub use encrypt::{Ephemeral, Unencryptable, encrypt};
pub use vapid::{KeyError, Vapid};

use std::sync::Arc;
use std::time::Duration;

use base::Random;
use outgoing::Client;
use ports::messenger::PushSubscription;
use ports::{Answer, Contact, Message, Messenger, PortError, SentId, Unusable};
use serde_json::json;

/// How long the push service keeps a message for a browser that is switched off.
const KEPT_SECONDS: &str = "172800";

/// Hands messages to the push services of browsers.
pub struct WebPush {
    client: Client,
    vapid: Vapid,
    random: Arc<dyn Random>,
}

impl WebPush {
    /// A client that is known by this key. Nobody is called yet.
    ///
    /// # Errors
    /// When this machine's trusted certificates cannot be read.
    pub fn new(
        vapid: Vapid,
        random: Arc<dyn Random>,
        patience: Duration,
    ) -> Result<Self, Unusable> {
        Ok(Self { client: Client::new(patience)?, vapid, random })
    }

    async fn hand_over(&self, message: &Message) -> Result<SentId, PortError> {
        let Contact::Push(push) = &message.to else {
            return Err(PortError::Refused("no browser".to_owned()));
        };
        let gone = |_| PortError::Refused("the subscription is none".to_owned());
        let url = outgoing::address("endpoint", push.endpoint()).map_err(gone)?;
        let body = self.sealed(message, push)?;
        let authorization =
            self.vapid.authorization(&url.origin().ascii_serialization(), message.at);
        let headers = [
            ("authorization", &*authorization),
            ("content-encoding", "aes128gcm"),
            ("content-type", "application/octet-stream"),
            ("ttl", KEPT_SECONDS),
            ("urgency", "normal"),
            // While the browser is off, a second try takes the place of the first.
            ("topic", &message.id),
        ];
        let answered = self.client.post(url, &headers, body).await?;
        judge(answered.status).map(|()| SentId(message.id.clone()))
    }

    /// The message for the service worker (`assets/src/worker/push.ts`), encrypted.
    fn sealed(&self, message: &Message, push: &PushSubscription) -> Result<Vec<u8>, PortError> {
        let text = json!({
            "id": message.id,
            "title": message.title,
            "body": message.sentence,
            "link": message.link,
            "lang": message.language.tag(),
        });
        let ephemeral = Ephemeral::draw(&*self.random);
        let refused = |error: Unencryptable| PortError::Refused(error.to_string());
        encrypt(text.to_string().as_bytes(), push, &ephemeral).map_err(refused)
    }
}

impl Messenger for WebPush {
    fn send<'a>(&'a self, message: &'a Message) -> Answer<'a, SentId> {
        Box::pin(self.hand_over(message))
    }
}

/// What the push service says. Only a subscription that is gone refuses for good (RFC 8030,
/// section 7.3).
fn judge(status: u16) -> Result<(), PortError> {
    let shown = format!("status {status}");
    match status {
        200..300 => Ok(()),
        404 | 410 => Err(PortError::Refused(shown)),
        408 | 425 | 429 | 500.. => Err(PortError::Unreachable(shown)),
        _ => Err(PortError::Garbled(shown)),
    }
}

/// Never shows a key.
impl std::fmt::Debug for WebPush {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WebPush({})", self.vapid.public_key())
    }
}
