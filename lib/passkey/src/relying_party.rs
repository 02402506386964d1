//! The site that asks: its origin, and the domain its passkeys belong to.

use crate::{Fault, Part, PasskeyError};

/// A site, known by its public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    origin: String,
    id: String,
}

impl RelyingParty {
    /// From the address people use, such as `https://pelangi.kutaitimurkab.go.id`. A path behind it
    /// is left out. Passkeys belong to the host alone, never to a domain above it: under `go.id`
    /// many governments live.
    ///
    /// # Errors
    /// [`Fault::Insecure`] when browsers offer no passkeys there (neither https nor
    /// `http://localhost`); [`Fault::Domain`] when the host is an IP address or no name at all.
    pub fn of(address: &str) -> Result<Self, PasskeyError> {
        let fault = |what| PasskeyError::new(what, Part::Address);
        let address = address.to_ascii_lowercase();
        let (scheme, rest) = address.split_once("://").ok_or_else(|| fault(Fault::Domain))?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        if !is_domain(host) || port.is_some_and(|p| p.parse::<u16>().is_err()) {
            return Err(fault(Fault::Domain));
        }
        let usual = match (scheme, is_local(host)) {
            ("https", _) => "443",
            ("http", true) => "80",
            _ => return Err(fault(Fault::Insecure)),
        };
        let port = port.filter(|p| *p != usual).map(|p| format!(":{p}")).unwrap_or_default();
        Ok(Self { origin: format!("{scheme}://{host}{port}"), id: host.to_owned() })
    }

    /// As browsers write it into the client data: scheme, host, and a port that is not the usual.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The RP ID: the host.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// Browsers treat it as secure without TLS (Secure Contexts §3.1).
fn is_local(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost")
}

/// Labels of letters, digits and hyphens; the last one is no number, so that no IPv4 address passes.
fn is_domain(host: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let good = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(plain);
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() <= 253 && host.split('.').all(good) && !last.bytes().all(|b| b.is_ascii_digit())
}
