//! Where the authority is, and who we are to it.

use std::fmt;
use std::time::Duration;

use outgoing::{Authorization, Trust, Url};
use ports::Unusable;

/// What an authority is called with.
#[derive(Clone)]
pub struct Settings {
    /// `https://…` or `http://…`.
    pub url: String,
    /// Neither or both.
    pub user: String,
    pub password: String,
    /// Certificates (PEM) to be trusted besides those of this machine.
    pub ca: Option<Vec<u8>>,
    /// Whether name and password may travel by plain `http://` to another machine.
    pub plain_http: bool,
    /// For the whole exchange.
    pub patience: Duration,
}

impl Settings {
    /// Longer than this no signature waits for its time-stamp.
    pub const PATIENCE: Duration = Duration::from_secs(5);

    pub(crate) fn checked(&self) -> Result<(Url, Option<Authorization>, Trust), Unusable> {
        let url = outgoing::service_address("url", &self.url)?;
        let basic = match (self.user.is_empty(), self.password.is_empty()) {
            (true, true) => None,
            (false, false) => Some(Authorization::basic(&self.user, &self.password)?),
            (true, false) => return Err(Unusable::new("user", "a password needs a name")),
            (false, true) => return Err(Unusable::new("password_file", "a name needs a password")),
        };
        if basic.is_some() && !self.plain_http && !outgoing::is_kept_private(&url) {
            let problem = "a password travels by https:// only; where the network is your own, \
                           set plain_http";
            return Err(Unusable::new("url", problem));
        }
        Ok((url.clone(), basic, outgoing::trust_for(&url, self.ca.as_deref())))
    }
}

/// A password stands in no log.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings({}, user {:?})", self.url, self.user)
    }
}
