//! The headers of a request, read into values and written for a call of our own.

use std::fmt;

use crate::{Case, Dialect, ExternalIdRule, Signature, SignatureKind, Text, Timestamp};

/// A header that means something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    Timestamp,
    ClientKey,
    Signature,
    PartnerId,
    ExternalId,
    ChannelId,
    Authorization,
}

/// What is wrong with a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    #[error("header {} is missing", .0.name())]
    Missing(Header),
    #[error("header {} is not in its form: {}", .0.name(), .0.form())]
    Malformed(Header),
    #[error("header {} is there more than once", .0.name())]
    Repeated(Header),
}

/// The public name by which a partner asks for a token (X-CLIENT-KEY).
pub type ClientKey = Text<128>;

/// The access token of an Authorization header. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Bearer(String);

/// The headers of a request for a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHeaders {
    pub timestamp: Timestamp,
    pub client_key: ClientKey,
    pub signature: Signature,
}

/// The headers of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionHeaders {
    pub timestamp: Timestamp,
    pub signature: Signature,
    pub partner_id: Text<36>,
    /// Unique per partner and day.
    pub external_id: Text<36>,
    pub channel_id: Text<5>,
    /// There in every symmetric dialect, and in no asymmetric one.
    pub token: Option<Bearer>,
}

impl Header {
    /// As it is written; headers are found in any case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timestamp => "X-TIMESTAMP",
            Self::ClientKey => "X-CLIENT-KEY",
            Self::Signature => "X-SIGNATURE",
            Self::PartnerId => "X-PARTNER-ID",
            Self::ExternalId => "X-EXTERNAL-ID",
            Self::ChannelId => "CHANNEL-ID",
            Self::Authorization => "Authorization",
        }
    }

    /// The form it must have, for the log of the test environment.
    const fn form(self) -> &'static str {
        match self {
            Self::Timestamp => "2026-01-02T03:04:05+08:00",
            Self::ClientKey => "1 to 128 printable characters",
            Self::Signature => "base64 with its padding",
            Self::PartnerId => "1 to 36 printable characters",
            Self::ExternalId => "digits (or letters, where agreed) up to the agreed length",
            Self::ChannelId => "1 to 5 letters and digits",
            Self::Authorization => "Bearer, a space and the token",
        }
    }
}

impl HeaderError {
    /// Which header.
    pub const fn header(self) -> Header {
        match self {
            Self::Missing(header) | Self::Malformed(header) | Self::Repeated(header) => header,
        }
    }

    /// How it is told. A signature that is no base64 is a wrong signature, no formal mistake.
    pub const fn case(self) -> Case {
        match self {
            Self::Missing(Header::Authorization)
            | Self::Malformed(Header::Authorization)
            | Self::Repeated(Header::Authorization) => Case::InvalidToken,
            Self::Malformed(Header::Signature) => Case::Unauthorized,
            Self::Missing(_) => Case::MissingField,
            Self::Malformed(_) | Self::Repeated(_) => Case::InvalidFormat,
        }
    }

    /// The header a reply may name: none where no detail is told.
    pub(crate) const fn told(self) -> Option<Header> {
        match self.case() {
            Case::MissingField | Case::InvalidFormat => Some(self.header()),
            _ => None,
        }
    }
}

impl Bearer {
    /// A token of the characters RFC 6750 allows.
    pub fn new(token: &str) -> Option<Self> {
        let body = token.trim_end_matches('=');
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/".contains(&b);
        (!body.is_empty() && body.bytes().all(allowed)).then(|| Self(token.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads `Bearer TOKEN`; the scheme may be written in any case (RFC 9110).
    fn parse(value: &str) -> Option<Self> {
        let (scheme, token) = value.split_once(' ')?;
        if scheme.eq_ignore_ascii_case("bearer") { Self::new(token) } else { None }
    }
}

/// One header among all of a request.
struct Found<'a> {
    all: Vec<(&'a str, &'a [u8])>,
}

impl<'a> Found<'a> {
    fn new(headers: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self { all: headers.into_iter().collect() }
    }

    /// The value of a header that must be there once; an empty one is not there.
    fn value(&self, header: Header) -> Result<&'a str, HeaderError> {
        let named = |(name, _): &&(&str, &[u8])| name.eq_ignore_ascii_case(header.name());
        let mut values = self.all.iter().filter(named).map(|(_, value)| *value);
        let value = values.next().ok_or(HeaderError::Missing(header))?;
        if values.next().is_some() {
            return Err(HeaderError::Repeated(header));
        }
        let value = std::str::from_utf8(value).map_err(|_| HeaderError::Malformed(header))?;
        match value.trim_matches([' ', '\t']) {
            "" => Err(HeaderError::Missing(header)),
            value => Ok(value),
        }
    }

    /// The value as something else.
    fn read<T>(
        &self,
        header: Header,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, HeaderError> {
        parse(self.value(header)?).ok_or(HeaderError::Malformed(header))
    }
}

fn printable<const MAX: usize>(text: &str) -> Option<Text<MAX>> {
    if text.bytes().all(|b| b.is_ascii_graphic()) { Text::new(text).ok() } else { None }
}

fn external_id(text: &str, rule: ExternalIdRule) -> Option<Text<36>> {
    if rule.allows(text) { Text::new(text).ok() } else { None }
}

fn channel_id(text: &str) -> Option<Text<5>> {
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) { Text::new(text).ok() } else { None }
}

impl TokenHeaders {
    /// Reads them out of all headers of a request, given as name and bytes.
    pub fn read<'a>(
        headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Self, HeaderError> {
        let found = Found::new(headers);
        Ok(Self {
            timestamp: found.read(Header::Timestamp, |t| Timestamp::parse(t).ok())?,
            client_key: found.read(Header::ClientKey, printable)?,
            signature: found.read(Header::Signature, |t| Signature::parse(t).ok())?,
        })
    }

    /// The headers of a call of our own.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            (Header::Timestamp.name(), self.timestamp.to_string()),
            (Header::ClientKey.name(), self.client_key.to_string()),
            (Header::Signature.name(), self.signature.to_string()),
        ]
    }
}

impl TransactionHeaders {
    /// Reads them out of all headers of a request, given as name and bytes. A token is asked for
    /// where the dialect has one.
    pub fn read<'a>(
        headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
        dialect: &Dialect,
    ) -> Result<Self, HeaderError> {
        let found = Found::new(headers);
        let token = match dialect.signature {
            SignatureKind::Symmetric => Some(found.read(Header::Authorization, Bearer::parse)?),
            SignatureKind::Asymmetric => None,
        };
        let rule = dialect.external_id;
        Ok(Self {
            timestamp: found.read(Header::Timestamp, |t| Timestamp::parse(t).ok())?,
            signature: found.read(Header::Signature, |t| Signature::parse(t).ok())?,
            partner_id: found.read(Header::PartnerId, printable)?,
            external_id: found.read(Header::ExternalId, |t| external_id(t, rule))?,
            channel_id: found.read(Header::ChannelId, channel_id)?,
            token,
        })
    }

    /// Who says it is calling: the header by which a server finds the partner, and so the dialect
    /// with which it reads the rest.
    pub fn partner_id<'a>(
        headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Text<36>, HeaderError> {
        Found::new(headers).read(Header::PartnerId, printable)
    }

    /// The headers of a call of our own.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let token = self.token.as_ref();
        let token = token.map(|t| (Header::Authorization.name(), format!("Bearer {}", t.as_str())));
        let others = [
            (Header::Timestamp.name(), self.timestamp.to_string()),
            (Header::Signature.name(), self.signature.to_string()),
            (Header::PartnerId.name(), self.partner_id.to_string()),
            (Header::ExternalId.name(), self.external_id.to_string()),
            (Header::ChannelId.name(), self.channel_id.to_string()),
        ];
        token.into_iter().chain(others).collect()
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(****)")
    }
}
