//! Addresses in our own settings.

use ports::Unusable;
use reqwest::Url;

use crate::Trust;

/// Reads the address of a gateway: `https://…`, or `http://` to this machine.
///
/// # Errors
/// Says what to write instead.
pub fn address(setting: &'static str, text: &str) -> Result<Url, Unusable> {
    let wrong = || Unusable::new(setting, "write an address such as https://gateway.example/send");
    let url = service_address(setting, text).map_err(|_| wrong())?;
    if is_kept_private(&url) { Ok(url) } else { Err(wrong()) }
}

/// Reads the address of a service: `https://…` or `http://…`. Whether the plain one will do is the
/// adapter's to say ([`is_kept_private`]).
///
/// # Errors
/// Says what to write instead.
pub fn service_address(setting: &'static str, text: &str) -> Result<Url, Unusable> {
    let wrong = || Unusable::new(setting, "write an address such as https://service.example/path");
    let url = Url::parse(text).map_err(|_| wrong())?;
    let plain = url.username().is_empty() && url.password().is_none();
    let web = matches!(url.scheme(), "http" | "https");
    if web && plain && url.has_host() { Ok(url) } else { Err(wrong()) }
}

/// Whether nobody on the way can read what goes there: TLS, or this machine itself.
pub fn is_kept_private(url: &Url) -> bool {
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || here
}

/// Whose certificates are believed at an address; at a plain one no store is needed.
pub fn trust_for(url: &Url, ca: Option<&[u8]>) -> Trust {
    match (url.scheme(), ca) {
        ("http", _) => Trust::Nobody,
        (_, Some(pem)) => Trust::Also(pem.to_vec()),
        _ => Trust::Machine,
    }
}
