//! Where a service stands, and what is agreed with it.

use std::fmt;
use std::time::Duration;

use outgoing::{Trust, Url};
use ports::Unusable;
use ports::signing::Standing;
use zeroize::Zeroizing;

/// How a service is reached, and who we are to it.
#[derive(Clone)]
pub struct Settings {
    /// Everything before `/info`: `https://service.example/csc/v2`.
    pub base_url: String,
    pub access: Access,
    /// Where tokens are given, when it is not below the address that `info` names on the same host.
    pub token_url: Option<String>,
    /// What its signatures are in law: [`Standing::Certified`] at a PSrE, or [`Standing::Seal`].
    pub standing: Standing,
    /// The one credential that is signed with. For persons it is left out: theirs is looked up by
    /// NIK or address.
    pub credential_id: Option<String>,
    /// The PIN of a seal, which no person types (section 8.5.3). Never of a person.
    pub pin: Option<Zeroizing<String>>,
    /// Certificates (PEM) to be trusted besides those of this machine.
    pub ca: Option<Vec<u8>>,
    /// Bytes of the largest file that is signed.
    pub largest: usize,
    pub patience: Patience,
}

/// Who this program is to the service (section 8.4).
#[derive(Clone)]
pub enum Access {
    /// A name and a secret, for which a token is given again and again (OAuth 2.0, grant
    /// `client_credentials`).
    Client { id: String, secret: Zeroizing<String> },
    /// A token that somebody was given by hand.
    Bearer(Zeroizing<String>),
}

/// How long each thing may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    pub connect: Duration,
    /// `signatures/signHash`.
    pub sign: Duration,
    /// Each question before it.
    pub ask: Duration,
    /// For a person who confirms on another device (`credentials/authorizeCheck`).
    pub confirm: Duration,
    /// Between two looks whether they did.
    pub pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let [connect, sign, ask, confirm, pause] = [10, 30, 15, 90, 2].map(Duration::from_secs);
        Self { connect, sign, ask, confirm, pause }
    }
}

impl Settings {
    pub const LARGEST: usize = 100_000_000;

    /// For persons at a PSrE, with everything else as usual.
    pub fn new(base_url: &str, access: Access) -> Self {
        Self {
            base_url: base_url.to_owned(),
            access,
            token_url: None,
            standing: Standing::Certified,
            credential_id: None,
            pin: None,
            ca: None,
            largest: Self::LARGEST,
            patience: Patience::default(),
        }
    }

    pub(crate) fn checked(&self) -> Result<(Url, Option<Url>, Trust), Unusable> {
        let base = private("base_url", self.base_url.trim_end_matches('/'))?;
        let token = self.token_url.as_deref().map(|url| private("token_url", url)).transpose()?;
        match (&self.access, self.standing) {
            (Access::Client { id, .. }, _) if id.is_empty() => {
                let problem = "write the name that the service gave to this program";
                return Err(Unusable::new("client_id", problem));
            }
            (Access::Client { secret: text, .. } | Access::Bearer(text), _) if text.is_empty() => {
                return Err(Unusable::new("secret_file", "name the file with the secret"));
            }
            (Access::Bearer(token), _) if outgoing::Authorization::bearer(token).is_none() => {
                return Err(Unusable::new("secret_file", "it holds what cannot be a token"));
            }
            (_, Standing::Internal) => {
                let problem = "write certified or seal: keys of our own are not kept elsewhere";
                return Err(Unusable::new("standing", problem));
            }
            (_, Standing::Certified) if self.pin.is_some() => {
                let problem = "only a seal has its PIN here; a person types their own";
                return Err(Unusable::new("pin_file", problem));
            }
            (_, Standing::Seal) if self.credential_id.is_none() => {
                return Err(Unusable::new("credential_id", "write which credential is the seal"));
            }
            _ => {}
        }
        let trust = outgoing::trust_for(&base, self.ca.as_deref());
        Ok((base, token, trust))
    }
}

/// Secrets travel to these addresses.
fn private(setting: &'static str, text: &str) -> Result<Url, Unusable> {
    let url = outgoing::address(setting, text)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(Unusable::new(setting, "write it without a question mark or a hash sign"));
    }
    Ok(url)
}

/// Secrets stand in no log.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings({}, {:?}, {:?})", self.base_url, self.access, self.standing)
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client { id, .. } => write!(f, "Client({id})"),
            Self::Bearer(_) => f.write_str("Bearer(hidden)"),
        }
    }
}
