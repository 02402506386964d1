//! Whether anybody is there, and what time it is there.

use std::time::Duration;

use base::Instant;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::{Ask, Authorization, Line, Lost, Url};

/// What is seen without asking for anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub status: u16,
    /// The clock of the other side, to the second.
    pub clock: Option<Instant>,
}

impl Line {
    /// Asks for an address, whatever stands there.
    ///
    /// # Errors
    /// When nobody answers with HTTP.
    pub async fn look(
        &self,
        url: Url,
        authorization: Option<&Authorization>,
        patience: Duration,
    ) -> Result<Look, Lost> {
        let heard = self.send(Ask { url, post: None, authorization, patience }).await?;
        Ok(Look { status: heard.status, clock: heard.date.as_deref().and_then(http_date) })
    }
}

/// Reads a date as HTTP writes it: `Sun, 22 Nov 2026 13:53:21 GMT` (RFC 9110, section 5.6.7).
pub fn http_date(text: &str) -> Option<Instant> {
    let stamp = DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Instant::from_millis(stamp.as_millisecond()))
}
