//! Whoever carries a message to a person: mail, WhatsApp, SMS, web push.
//!
//! A message says one of a few things ([`Saying`]) and carries one link. There is no way to put an
//! amount, a name or a number of an object into it: gateways stand in other countries (Law 27/2022,
//! article 56), and telephones lie on tables.

mod contact;
mod saying;

pub use contact::{Channel, Contact, ContactError, Email, Phone, PushSubscription};
pub use saying::Saying;

use base::{Instant, Language};

use crate::Answer;

/// One message to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Ours, and the same at each try: whoever can, leaves out what it has seen already.
    pub id: String,
    /// When this try was made.
    pub at: Instant,
    pub to: Contact,
    pub language: Language,
    pub saying: Saying,
    /// Who writes: the name of the government.
    pub from: String,
    /// `saying` in words: a title and one plain sentence.
    pub title: String,
    pub sentence: String,
    /// The one link. Opaque: it names nothing and nobody.
    pub link: String,
    /// The address that ends such messages, by one click (RFC 8058); none in a first question.
    pub stop: Option<String>,
}

impl Message {
    /// What is written where there is no title: who, what, where. For a short message.
    pub fn as_one_line(&self) -> String {
        format!("{}: {} {}", self.from, self.sentence, self.link)
    }
}

/// How the gateway calls what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentId(pub String);

/// Carries messages by one channel.
pub trait Messenger: Send + Sync + 'static {
    /// Hands a message over. `Ok` means that the gateway took it, not that it was read.
    ///
    /// # Errors
    /// [`crate::PortError::Refused`] when this person cannot be reached this way at all; the
    /// others when a later try may succeed. No error quotes the person's address.
    fn send<'a>(&'a self, message: &'a Message) -> Answer<'a, SentId>;
}
