//! How an acquirer is reached, and who we are to it.

use std::time::Duration;

use base::Zone;
use reqwest::Url;
use snap::{ClientSecret, Dialect, PrivateKey};

/// One acquirer, as agreed with it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Everything before `/qr/…`, with the version: `https://api.acquirer.example/v1.0`.
    pub base_url: String,
    /// Our X-CLIENT-KEY, with which a token is asked for.
    pub client_key: String,
    pub private_key: PrivateKey,
    pub client_secret: ClientSecret,
    /// Our X-PARTNER-ID.
    pub partner_id: String,
    /// CHANNEL-ID, up to five letters and digits.
    pub channel_id: String,
    pub merchant_id: String,
    pub terminal_id: Option<String>,
    /// Our number in the national register; a code with another one is not believed.
    pub nmid: Option<String>,
    pub dialect: Dialect,
    /// In which times are written.
    pub zone: Zone,
    /// How long one request may take, connecting included.
    pub timeout: Duration,
}

/// Why the settings of an acquirer cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    #[error("the address is no URL such as https://api.acquirer.example/v1.0: {0}")]
    Url(String),
    #[error("http:// is for this machine only; use https://")]
    Plain,
    #[error("{0} is empty, too long or has characters that cannot travel in a header")]
    Name(&'static str),
    #[error("no HTTP client can be made: {0}")]
    Client(String),
}

/// The address, without a slash at its end.
pub(crate) fn address(text: &str) -> Result<Url, SettingsError> {
    let url = Url::parse(text.trim_end_matches('/'));
    let url = url.map_err(|error| SettingsError::Url(error.to_string()))?;
    if url.query().is_some() || url.fragment().is_some() || url.host().is_none() {
        return Err(SettingsError::Url("it has a query, or no host".to_owned()));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_this_machine(&url) => Ok(url),
        "http" => Err(SettingsError::Plain),
        other => Err(SettingsError::Url(format!("it begins with {other}://"))),
    }
}

fn is_this_machine(url: &Url) -> bool {
    // An IPv6 host is written in brackets.
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}
