//! Time-stamps by RFC 3161 over HTTP: a query goes out, a reply comes back, within five seconds.
//!
//! Nothing is judged here but the outside: status, type, and that the reply is one whole DER value.
//! Beside the client stands [`fake::Authority`], which can misbehave.

pub mod fake;
mod settings;

use std::time::Duration;

use base::Instant;
use outgoing::{Ask, Authorization, Heard, Line, Post, Reach, Terms, Url};
use ports::{Answer, PortError, TimestampAuthority, Unusable};

pub use settings::Settings;

/// RFC 3161, section 3.4.
const QUERY: &str = "application/timestamp-query";
const REPLY: &str = "application/timestamp-reply";

/// A reply with its chain is some 6 KiB.
const LONGEST: usize = 64 << 10;

/// A time-stamping authority somewhere else.
#[derive(Debug, Clone)]
pub struct HttpAuthority {
    line: Line,
    url: Url,
    authorization: Option<Authorization>,
    patience: Duration,
}

impl HttpAuthority {
    /// Nobody is called yet.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn new(settings: Settings) -> Result<Self, Unusable> {
        let (url, authorization, trust) = settings.checked()?;
        let patience = settings.patience;
        let terms = Terms { connect: patience, longest: LONGEST, trust, reach: Reach::Anywhere };
        Ok(Self { line: Line::new(terms)?, url, authorization, patience })
    }

    /// The clock of the authority's server, to the second, if it says so; not that of its tokens.
    ///
    /// # Errors
    /// [`PortError::Unreachable`] when nobody answers.
    pub async fn clock(&self) -> Result<Option<Instant>, PortError> {
        let (url, authorization) = (self.url.clone(), self.authorization.as_ref());
        let look = self.line.look(url, authorization, self.patience).await?;
        Ok(look.clock)
    }

    async fn exchange(&self, request_der: &[u8]) -> Result<Vec<u8>, PortError> {
        let post = Post { content_type: QUERY, body: request_der.to_vec().into() };
        let ask = Ask {
            url: self.url.clone(),
            post: Some(post),
            authorization: self.authorization.as_ref(),
            patience: self.patience,
        };
        let heard = self.line.send(ask).await?;
        match heard.status {
            200 => whole(heard),
            status => Err(outgoing::refusal(status)),
        }
    }
}

impl TimestampAuthority for HttpAuthority {
    fn stamp<'a>(&'a self, request_der: &'a [u8]) -> Answer<'a, Vec<u8>> {
        Box::pin(self.exchange(request_der))
    }
}

/// The reply, if it looks like one from outside.
fn whole(heard: Heard) -> Result<Vec<u8>, PortError> {
    let garbled = |problem: String| Err(PortError::Garbled(problem));
    match heard.content_type.as_deref() {
        Some(REPLY) => {}
        other => return garbled(format!("its type is {}", other.unwrap_or("missing"))),
    }
    match outgoing::whole_der_sequence(&heard.body) {
        Ok(()) => Ok(heard.body),
        Err(problem) => garbled(problem),
    }
}
