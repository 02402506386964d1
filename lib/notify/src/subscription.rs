//! A wish for messages, and a message, as they are stored.

use base::{Error, Id, Instant, Kind, Language};
use cell::{Cell, sealed};
use ports::messenger::ContactError;
use ports::{Channel, Contact, Saying};

use crate::Topic;

/// Somebody's wish to be told about a subject by one channel.
#[derive(Debug, Clone)]
pub struct Subscription {
    pub id: Id<Subscription>,
    pub subject: String,
    pub topics: Vec<Topic>,
    pub channel: Channel,
    pub language: Language,
    pub state: State,
    /// Encrypted; [`Subscription::contact`] opens it.
    pub(crate) contact: String,
    pub(crate) contact_key: String,
}

/// How far a wish is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is sent but the question whether it is wanted.
    Asked,
    Confirmed,
    /// The address cannot be reached; nothing is sent.
    Refused,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Asked, Self::Confirmed, Self::Refused].into_iter().find(|s| s.as_str() == text)
    }
}

/// A message to one subscription.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub id: Id<Delivery>,
    pub saying: Saying,
    /// The page it leads to, from the first slash on.
    pub path: String,
    pub progress: Progress,
    pub tries: u32,
    pub created_at: Instant,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Waiting,
    Sent,
    /// The gateway refused the address.
    Refused,
    /// The gateway did not answer for three days.
    GaveUp,
    /// Paid meanwhile, or the day was over.
    Pointless,
}

impl Progress {
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Sent, Self::Refused, Self::GaveUp, Self::Pointless];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::GaveUp => "gave-up",
            Self::Pointless => "pointless",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == text)
    }
}

const AT_REST: &str = "notify/contact-at-rest";
const KEY: &str = "notify/contact-key";

impl Subscription {
    /// The address in the clear.
    ///
    /// # Errors
    /// `cell/secret-damaged`.
    pub(crate) fn contact(&self, cell: &Cell) -> Result<Contact, Error> {
        let damaged = || Error::new(Kind::DataLoss, "cell/secret-damaged");
        let text = sealed::open(cell, AT_REST, &self.id.to_string(), &self.contact)?;
        let text = std::str::from_utf8(&text).map_err(|_| damaged())?;
        Contact::parse(self.channel, text).map_err(|_| damaged())
    }
}

/// Encrypts an address for a subscription.
pub(crate) fn seal(cell: &Cell, id: Id<Subscription>, contact: &Contact) -> Result<String, Error> {
    sealed::seal(cell, AT_REST, &id.to_string(), contact.to_text().as_bytes())
}

/// Finds all rows of one address without knowing it: a keyed hash. Phone numbers are few enough to
/// try all of them, so a plain hash would hide nothing.
pub(crate) fn contact_key(cell: &Cell, contact: &Contact) -> String {
    let text = match contact {
        // A mail server may tell Budi from budi; hardly any does, and a limit must not be stepped
        // round by writing an address in another way.
        Contact::Email(email) => email.as_str().to_ascii_lowercase(),
        Contact::Phone(_) | Contact::Push(_) => contact.to_text(),
    };
    let mac = cell.keys().mac(KEY, text.as_bytes());
    mac[..16].iter().map(|b| format!("{b:02x}")).collect()
}

/// Reads the address a person gave.
///
/// # Errors
/// `notify/contact-mail`, `notify/contact-phone`, `notify/contact-push`, all about the field
/// `contact`.
pub(crate) fn read_contact(channel: Channel, text: &str) -> Result<Contact, Error> {
    Contact::parse(channel, text).map_err(|error| {
        let code = match error {
            ContactError::Email => "notify/contact-mail",
            ContactError::Phone => "notify/contact-phone",
            ContactError::Push => "notify/contact-push",
        };
        Error::new(Kind::Invalid, code).with("field", "contact").caused_by(error)
    })
}
