//! Messages by e-mail: an SMTP client that speaks TLS or nothing.
//!
//! A message is plain text: one sentence, one link, how to end it. It says that no person wrote it
//! (RFC 3834) and can be ended by one click (RFC 8058). Its `Message-ID` is made of our id: handed
//! over twice, it is the same mail.

mod letter;
mod settings;
mod verdict;

pub use settings::{PATIENCE, Settings, Tls};

use std::time::Duration;

use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use ports::{Answer, Contact, Message, Messenger, PortError, SentId, Unusable};

/// Hands messages to one mail server.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: String,
    domain: String,
    patience: Duration,
}

impl Mail {
    /// A client for a server. Nothing is sent and nobody is called yet.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn new(settings: &Settings) -> Result<Self, Unusable> {
        let domain = settings.from.as_str().rsplit('@').next().unwrap_or_default().to_owned();
        let from = settings.from.as_str().to_owned();
        let (transport, patience) = (settings.transport(&domain)?, settings.patience);
        Ok(Self { transport, from, domain, patience })
    }

    async fn hand_over(&self, message: &Message) -> Result<SentId, PortError> {
        let Contact::Email(to) = &message.to else {
            return Err(PortError::Refused("no e-mail address".to_owned()));
        };
        let (letter, id) = letter::write(message, to, &self.from, &self.domain)?;
        // The client's own time limit ends with the connection; a server may fall silent later.
        let sent = tokio::time::timeout(self.patience, self.transport.send(letter)).await;
        let sent = sent.map_err(|_| PortError::Unreachable(verdict::TOO_SLOW.to_owned()))?;
        sent.map_err(|error| verdict::judge(&error))?;
        Ok(SentId(id))
    }
}

impl Messenger for Mail {
    fn send<'a>(&'a self, message: &'a Message) -> Answer<'a, SentId> {
        Box::pin(self.hand_over(message))
    }
}

/// Never shows the password.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail(from {})", self.from)
    }
}
