//! OCSP answers and lists of revoked certificates, fetched from addresses that strangers wrote, and
//! kept until they are over.

mod cache;
mod expiry;
pub mod fake;
mod fetch;

use std::sync::Arc;
use std::time::Duration;

use base::Clock;
use ipnet::IpNet;
use outgoing::{Line, Reach, Terms, Trust};
use ports::{Answer, PortError, RevocationSource, Unusable};
use tokio::sync::Semaphore;

use cache::{Cache, Key};
use fetch::{What, fetch};

/// More at a time would be for whoever sends us certificates by the thousand.
const AT_A_TIME: usize = 8;

/// An OCSP answer with its chain is some kilobytes.
const LONGEST_OCSP: usize = 64 << 10;

/// What is fetched how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Networks that may be called though they are not public.
    pub allow: Vec<IpNet>,
    /// For one answer, with its redirects and the wait for a free place.
    pub patience: Duration,
    /// Bytes of the longest list.
    pub longest_list: usize,
    /// Bytes that are kept in all.
    pub kept: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            patience: Duration::from_secs(10),
            longest_list: 20 << 20,
            kept: 64 << 20,
        }
    }
}

/// Fetches by HTTP.
pub struct HttpSource {
    answers: Line,
    lists: Line,
    patience: Duration,
    places: Semaphore,
    cache: Cache,
    clock: Arc<dyn Clock>,
}

impl HttpSource {
    /// Nobody is called yet.
    ///
    /// # Errors
    /// When this machine's store of trusted certificates cannot be read.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, Unusable> {
        let Settings { allow, patience, longest_list, kept } = settings;
        let line = |longest| {
            let reach = Reach::Public { besides: allow.clone() };
            Line::new(Terms { connect: patience, longest, trust: Trust::Machine, reach })
        };
        Ok(Self {
            answers: line(LONGEST_OCSP)?,
            lists: line(longest_list)?,
            patience,
            places: Semaphore::new(AT_A_TIME),
            cache: Cache::new(kept),
            clock,
        })
    }

    async fn get(&self, what: What<'_>, url: &str) -> Result<Vec<u8>, PortError> {
        let key = Key::new(url, what.request());
        if let Some(kept) = self.cache.find(&key, self.clock.now()) {
            return Ok(kept);
        }
        let late = || PortError::Unreachable("no answer in time".to_owned());
        let fetched = tokio::time::timeout(self.patience, self.fetched(what, url, key));
        fetched.await.unwrap_or_else(|_| Err(late()))
    }

    async fn fetched(&self, what: What<'_>, url: &str, key: Key) -> Result<Vec<u8>, PortError> {
        let closed = |_| PortError::Unreachable("the program ends".to_owned());
        let _place = self.places.acquire().await.map_err(closed)?;
        // Somebody else may have fetched it while this one waited for its place.
        if let Some(kept) = self.cache.find(&key, self.clock.now()) {
            return Ok(kept);
        }
        let line = match what {
            What::Ocsp(_) => &self.answers,
            What::List => &self.lists,
        };
        let bytes = fetch(line, what, url, self.patience).await?;
        let ends = match what {
            What::Ocsp(_) => expiry::of_ocsp(&bytes),
            What::List => expiry::of_list(&bytes),
        };
        if let Some(ends) = ends {
            self.cache.keep(key, &bytes, ends, self.clock.now());
        }
        Ok(bytes)
    }
}

impl RevocationSource for HttpSource {
    fn ocsp<'a>(&'a self, url: &'a str, request_der: &'a [u8]) -> Answer<'a, Vec<u8>> {
        Box::pin(self.get(What::Ocsp(request_der), url))
    }

    fn crl<'a>(&'a self, url: &'a str) -> Answer<'a, Vec<u8>> {
        Box::pin(self.get(What::List, url))
    }

    fn forget(&self, url: &str) {
        self.cache.forget(url);
    }
}
