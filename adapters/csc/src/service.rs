//! What a service says of itself (section 11.1).

use outgoing::Url;
use ports::signing::SigningError;
use serde::Deserialize;

use crate::answer::Veil;
use crate::call::{Call, InfoBody};
use crate::client::Csc;

/// A service, as it presents itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Service {
    /// The version of the standard: `2.0.0.2`.
    pub specs: String,
    #[serde(default)]
    pub name: String,
    /// How it wants to know this program: `oauth2client` and others.
    #[serde(rename = "authType", default)]
    pub access: Vec<String>,
    /// Where its authorisation server is.
    #[serde(default)]
    pub oauth2: Option<String>,
    #[serde(default)]
    pub methods: Vec<String>,
}

impl Service {
    pub(crate) fn offers(&self, call: Call) -> bool {
        self.methods.iter().any(|known| known == call.name())
    }
}

impl Csc {
    /// What the service says of itself; asked once. Nothing about anybody is sent.
    ///
    /// # Errors
    /// `Refused` for another version than 2: the older one names things otherwise, and there a
    /// wrongly read answer would be a signature that nobody has.
    pub async fn service(&self) -> Result<&Service, SigningError> {
        self.inner.service.get_or_try_init(|| self.introduced()).await
    }

    /// Whether the service is there, keeps to version 2, and takes our name and secret. Nothing is
    /// asked about anybody.
    ///
    /// # Errors
    /// Says what is wrong; a token that was given by hand is not tried.
    pub async fn greet(&self) -> Result<(), SigningError> {
        self.service().await?;
        self.authorization().await.map(drop)
    }

    async fn introduced(&self) -> Result<Service, SigningError> {
        let said = self.send(Call::Info, &InfoBody {}, None).await?;
        let service: Service = said.asked(&Veil::default())?;
        let Service { specs, .. } = &service;
        if !specs.starts_with("2.") {
            let specs: String = specs.chars().filter(|c| c.is_ascii_graphic()).take(16).collect();
            return Err(SigningError::Refused(format!(
                "the service keeps to version {specs} of the CSC API, and version 2 is spoken here: \
                 ask its operator for the address of version 2"
            )));
        }
        for needed in [Call::CredentialsInfo, Call::SignHash] {
            if !service.offers(needed) {
                let problem = format!("the service does not offer {}", needed.name());
                return Err(SigningError::Refused(problem));
            }
        }
        Ok(service)
    }

    /// Where tokens are given. Our secret goes to an address of our own settings, or to one on the
    /// same host; no service may send it elsewhere.
    pub(crate) async fn token_address(&self) -> Result<Url, SigningError> {
        if let Some(url) = &self.inner.token_url {
            return Ok(url.clone());
        }
        let named = self.service().await?.oauth2.clone();
        let problem = "the service names no place for tokens on its own host: write token_url";
        let refused = || SigningError::Refused(problem.to_owned());
        let mut url = Url::parse(&named.ok_or_else(refused)?).map_err(|_| refused())?;
        let own = self.at(Call::Info);
        let same = url.scheme() == own.scheme()
            && url.host_str() == own.host_str()
            && url.port_or_known_default() == own.port_or_known_default()
            && url.username().is_empty()
            && url.password().is_none();
        if !same {
            return Err(refused());
        }
        let before = url.path().trim_end_matches('/').trim_end_matches("/oauth2").to_owned();
        url.set_path(&format!("{before}/oauth2/token"));
        url.set_query(None);
        url.set_fragment(None);
        Ok(url)
    }
}
