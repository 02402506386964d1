//! Where the service stands, and what is agreed with it.

use std::fmt;
use std::time::Duration;

use outgoing::{Authorization, Trust, Url};
use ports::Unusable;

/// From where `originX` and `originY` are measured. Public clients contradict each other, so it is
/// tried out with the service that one has (docs/guide/signing.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    #[default]
    BottomLeft,
    TopLeft,
}

/// How the service is reached, and who we are to it.
#[derive(Clone)]
pub struct Settings {
    /// Everything before `/api/v2/…`.
    pub url: String,
    pub user: String,
    pub password: String,
    /// Certificates (PEM) to be trusted besides those of this machine.
    pub ca: Option<Vec<u8>>,
    /// Whether passphrases may travel by plain `http://` to another machine. The service offers
    /// nothing else by itself; a proxy with TLS before it is the right way.
    pub plain_http: bool,
    pub origin: Origin,
    /// Bytes of the largest file that is sent.
    pub largest: usize,
    pub patience: Patience,
}

/// How long each thing may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    pub connect: Duration,
    pub sign: Duration,
    /// The service took 43 seconds for eight signatures.
    pub verify: Duration,
    /// For everything that is only asked.
    pub ask: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let [connect, sign, verify, ask] = [10, 30, 120, 15].map(Duration::from_secs);
        Self { connect, sign, verify, ask }
    }
}

impl Settings {
    /// The largest file that was seen in years of a city's letters has 10.3 MiB.
    pub const LARGEST: usize = 20 << 20;

    /// With everything else as usual.
    pub fn new(url: &str, user: &str, password: &str) -> Self {
        Self {
            url: url.to_owned(),
            user: user.to_owned(),
            password: password.to_owned(),
            ca: None,
            plain_http: false,
            origin: Origin::default(),
            largest: Self::LARGEST,
            patience: Patience::default(),
        }
    }

    pub(crate) fn checked(&self) -> Result<(Url, Authorization, Trust), Unusable> {
        let url = outgoing::service_address("url", self.url.trim_end_matches('/'))?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Unusable::new("url", "write it without a question mark or a hash sign"));
        }
        if !self.plain_http && !outgoing::is_kept_private(&url) {
            let problem = "passphrases travel by https:// only; where the network between the two \
                           machines is yours alone, set plain_http";
            return Err(Unusable::new("url", problem));
        }
        if self.user.is_empty() {
            return Err(Unusable::new(
                "user",
                "write the name that the service gave to this program",
            ));
        }
        if self.password.is_empty() {
            return Err(Unusable::new("password_file", "name the file with the password"));
        }
        let authorization = Authorization::basic(&self.user, &self.password)?;
        let trust = outgoing::trust_for(&url, self.ca.as_deref());
        Ok((url, authorization, trust))
    }
}

/// A password stands in no log.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings({}, user {:?}, {:?})", self.url, self.user, self.origin)
    }
}
