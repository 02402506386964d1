//! Who the bank is, and what surrounds it.

use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Random, Zone};
use snap::{ClientSecret, Dialect, PrivateKey};

use crate::Story;

/// What the bank and the server agreed on. Printing it shows no secret.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// X-CLIENT-KEY, and X-PARTNER-ID.
    pub client_key: String,
    pub client_secret: ClientSecret,
    /// For tokens and for asymmetric signatures; H2H needs none.
    pub private_key: Option<PrivateKey>,
    /// CHANNEL-ID, up to five letters and digits.
    pub channel_id: String,
    /// How the bank speaks SNAP.
    pub dialect: Dialect,
}

/// Server, time, chance and listener.
#[derive(Clone)]
pub struct Surroundings {
    /// Scheme and host of the server: `http://127.0.0.1:8080`.
    pub url: String,
    /// How long one request may take.
    pub timeout: Duration,
    /// In which times are written.
    pub zone: Zone,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub story: Story,
}

impl Surroundings {
    /// So many digits, drawn by chance.
    pub(crate) fn digits(&self, count: usize) -> String {
        let mut drawn = vec![0; count];
        self.random.fill(&mut drawn);
        drawn.iter().map(|b| char::from(b'0' + b % 10)).collect()
    }

    /// A reference that was not used before: the second and some chance.
    pub fn new_reference(&self) -> String {
        let now = self.clock.now().civil(&self.zone);
        format!("{}{}", now.strftime("%Y%m%d%H%M%S"), self.digits(8))
    }
}
