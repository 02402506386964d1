//! How a person is reached. Nothing here shows itself in full when it is printed for the log.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A way to reach people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    Mail,
    WhatsApp,
    Sms,
    /// A notification of the browser.
    Push,
}

impl Channel {
    pub const ALL: [Self; 4] = [Self::WhatsApp, Self::Sms, Self::Mail, Self::Push];

    /// The word that is stored, and the end of translation keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::WhatsApp => "whatsapp",
            Self::Sms => "sms",
            Self::Push => "push",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text)
    }

    /// Whether it makes a sound in the night.
    pub fn disturbs(self) -> bool {
        self != Self::Mail
    }
}

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    #[error("an e-mail address is written as name@example.go.id")]
    Email,
    #[error("a mobile number of Indonesia begins with 08 or +628 and has 10 to 13 digits")]
    Phone,
    #[error("the browser's subscription lacks its address or its keys")]
    Push,
}

/// An e-mail address.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address; the part after the `@` becomes small letters. Quoted local parts and
    /// addresses with other than ASCII letters are not taken.
    pub fn parse(text: &str) -> Result<Self, ContactError> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(ContactError::Email)?;
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
        let local_is_good = local.len() <= 64
            && local.split('.').all(|part| !part.is_empty() && part.chars().all(atom));
        let domain_is_good = domain.contains('.') && domain.split('.').all(is_label);
        if !local_is_good || !domain_is_good || local.len() + domain.len() > 253 {
            return Err(ContactError::Email);
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// A mobile number of Indonesia in the form of E.164: `+6281234567890`. Numbers of other countries
/// are not taken: strangers have messages sent to dear ones and share the fee.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads `0812-3456-7890`, `+62 812 3456 7890` or `6281234567890`.
    pub fn parse(text: &str) -> Result<Self, ContactError> {
        let separator = |c: &char| !matches!(c, ' ' | '-' | '.' | '(' | ')');
        let plain: String = text.trim().chars().filter(separator).collect();
        let digits = plain.strip_prefix('+').unwrap_or(&plain);
        let national = match digits.strip_prefix('0').filter(|_| !plain.starts_with('+')) {
            Some(rest) => rest,
            None => digits.strip_prefix("62").ok_or(ContactError::Phone)?,
        };
        let good = national.starts_with('8')
            && (9..=12).contains(&national.len())
            && national.bytes().all(|b| b.is_ascii_digit());
        if good { Ok(Self(format!("+62{national}"))) } else { Err(ContactError::Phone) }
    }

    /// With the plus sign.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the plus sign, as some gateways want it.
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches('+')
    }
}

/// A subscription that a browser made with its push service (RFC 8030).
#[derive(Clone, PartialEq, Eq)]
pub struct PushSubscription {
    endpoint: String,
    key: Vec<u8>,
    secret: Vec<u8>,
}

/// Bytes of an uncompressed point of P-256, and of the shared secret (RFC 8291, section 3.2).
const POINT: usize = 65;
const SECRET: usize = 16;
const LONGEST_ENDPOINT: usize = 1_000;

impl PushSubscription {
    /// From the three texts of the browser: `endpoint`, `keys.p256dh` and `keys.auth`.
    pub fn new(endpoint: &str, p256dh: &str, auth: &str) -> Result<Self, ContactError> {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
        let key = bytes(p256dh).filter(|b| b.len() == POINT && b.first() == Some(&4));
        let secret = bytes(auth).filter(|b| b.len() == SECRET);
        let plain = endpoint.bytes().all(|b| b.is_ascii_graphic());
        match (key, secret) {
            (Some(key), Some(secret)) if plain && endpoint.len() <= LONGEST_ENDPOINT => {
                Ok(Self { endpoint: endpoint.to_owned(), key, secret })
            }
            _ => Err(ContactError::Push),
        }
    }

    /// Where the push service takes messages.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The browser's public key: an uncompressed point of P-256.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The secret that only browser and sender know.
    pub fn secret(&self) -> &[u8] {
        &self.secret
    }
}

/// How one person is reached.
#[derive(Clone, PartialEq, Eq)]
pub enum Contact {
    Email(Email),
    Phone(Phone),
    Push(PushSubscription),
}

impl Contact {
    /// In full, to be stored encrypted; [`Contact::parse`] reads it.
    pub fn to_text(&self) -> String {
        match self {
            Self::Email(email) => email.0.clone(),
            Self::Phone(phone) => phone.0.clone(),
            Self::Push(push) => {
                let [key, secret] = [&push.key, &push.secret].map(|b| URL_SAFE_NO_PAD.encode(b));
                format!("{}\n{key}\n{secret}", push.endpoint)
            }
        }
    }

    /// Reads what a person typed, or [`Contact::to_text`] wrote, for a channel.
    pub fn parse(channel: Channel, text: &str) -> Result<Self, ContactError> {
        match channel {
            Channel::Mail => Email::parse(text).map(Self::Email),
            Channel::WhatsApp | Channel::Sms => Phone::parse(text).map(Self::Phone),
            Channel::Push => {
                let parts: Vec<&str> = text.lines().collect();
                let &[endpoint, key, secret] = parts.as_slice() else {
                    return Err(ContactError::Push);
                };
                PushSubscription::new(endpoint, key, secret).map(Self::Push)
            }
        }
    }

    /// Enough for its owner to know it again: `b…@contoh.id`, `+62812…90`.
    pub fn masked(&self) -> String {
        match self {
            Self::Email(Email(text)) => {
                let (local, domain) = text.split_once('@').unwrap_or((text, ""));
                format!("{}…@{domain}", local.chars().take(1).collect::<String>())
            }
            Self::Phone(Phone(text)) => {
                let start: String = text.chars().take(6).collect();
                format!("{start}…{}", text.get(text.len() - 2..).unwrap_or_default())
            }
            Self::Push(push) => host(&push.endpoint).to_owned(),
        }
    }
}

fn host(endpoint: &str) -> &str {
    let after = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
    after.split('/').next().unwrap_or_default()
}

macro_rules! hidden_in_logs {
    ($($kind:ident),*) => {$(
        impl fmt::Debug for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($kind), "(hidden)"))
            }
        }
    )*};
}

hidden_in_logs!(Email, Phone, PushSubscription, Contact);
