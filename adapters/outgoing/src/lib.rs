//! One HTTPS request with its limits, shared by the adapters that speak to gateways.
//!
//! It follows no redirect, takes no proxy from the environment, reads at most 64 KiB, and waits for
//! a limited time: what was meant for one machine goes there or nowhere. Beside it stands
//! [`fake::Server`], which can misbehave.
//!
//! [`Line`] is for services where it matters whether a request that failed can have arrived, or
//! whose addresses come from strangers ([`Reach`]).

mod address;
mod body;
mod der;
pub mod fake;
mod json;
mod line;
mod look;
mod lost;
mod reach;
mod veil;

use std::time::Duration;

pub use address::{address, is_kept_private, service_address, trust_for};
pub use der::{der_sequence_length, whole_der_sequence};
pub use json::written;
pub use line::{Ask, Authorization, Heard, Line, Post, Terms, Trust};
pub use look::{Look, http_date};
pub use lost::{Lost, refusal};
use lost::{causes, parses_wrong};
use ports::{PortError, Unusable};
pub use reach::{Reach, is_public};
pub use reqwest::Url;
use reqwest::redirect::Policy;
pub use veil::covered;

/// A gateway may take so long to answer.
pub const PATIENCE: Duration = Duration::from_secs(20);
const CONNECT: Duration = Duration::from_secs(10);
const LONGEST: usize = 64 << 10;

/// Sends requests. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client(reqwest::Client);

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub status: u16,
    /// The header `Location`; where a push service keeps what it took.
    pub location: Option<String>,
    pub body: Vec<u8>,
}

impl Client {
    /// A client whose requests may take so long, from name to last byte.
    ///
    /// # Errors
    /// When this machine's store of trusted certificates cannot be read.
    pub fn new(patience: Duration) -> Result<Self, Unusable> {
        // Another part of the program may have chosen the same one before.
        drop(rustls::crypto::ring::default_provider().install_default());
        let builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT.min(patience))
            .timeout(patience);
        let unusable = |error: reqwest::Error| Unusable::new("url", causes(error));
        Ok(Self(builder.build().map_err(unusable)?))
    }

    /// Sends a `POST`.
    ///
    /// # Errors
    /// `Unreachable` when no whole answer came, `Garbled` when it was no HTTP or too long. Neither
    /// names the address, a header or a byte of the body.
    pub async fn post(
        &self,
        url: Url,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Answered, PortError> {
        let mut request = self.0.post(url).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = request.send().await.map_err(failed)?;
        let location = response.headers().get("location").and_then(|l| l.to_str().ok());
        let (status, location) = (response.status().as_u16(), location.map(str::to_owned));
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(failed)? {
            body.extend_from_slice(&piece);
            if body.len() > LONGEST {
                return Err(PortError::Garbled("the answer is longer than 64 KiB".to_owned()));
            }
        }
        Ok(Answered { status, location, body })
    }
}

fn failed(error: reqwest::Error) -> PortError {
    let is_nonsense = error.is_decode() || parses_wrong(&error);
    let slow = error.is_timeout();
    let text = causes(error);
    match (slow, is_nonsense) {
        (true, _) => PortError::Unreachable("no answer in time".to_owned()),
        (false, true) => PortError::Garbled(text),
        (false, false) => PortError::Unreachable(text),
    }
}
