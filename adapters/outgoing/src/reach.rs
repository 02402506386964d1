//! Which addresses may be called. Some are written by strangers, as those in a certificate: whoever
//! calls them without looking lends a stranger the reach of this machine (server-side request
//! forgery). So the address that is connected to is looked at, after the name was resolved.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::lost::Lost;

/// Which addresses a line may call.
#[derive(Debug, Clone, Default)]
pub enum Reach {
    /// Those in our own settings.
    #[default]
    Anywhere,
    /// Public ones only, and these networks besides.
    Public { besides: Vec<IpNet> },
}

impl Reach {
    /// Whether this address may be connected to.
    pub fn allows(&self, address: IpAddr) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Public { besides } => {
                // Else an IPv6 spelling would get round a list of IPv4 networks.
                let address = address.to_canonical();
                is_public(address) || besides.iter().any(|net| net.contains(&address))
            }
        }
    }

    /// Looks at what the address says by itself; names are looked at when they are resolved.
    pub(crate) fn check(&self, url: &Url) -> Result<(), Lost> {
        let Self::Public { .. } = self else { return Ok(()) };
        let forbidden = |problem: &str| Err(Lost::Forbidden(problem.to_owned()));
        if !matches!(url.scheme(), "http" | "https") {
            return forbidden("only http:// and https:// are called");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return forbidden("an address with a name or password is not called");
        }
        // An IPv6 host is written in brackets.
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        match host.parse::<IpAddr>() {
            Ok(address) if !self.allows(address) => forbidden(&NotPublic.to_string()),
            _ => Ok(()),
        }
    }
}

/// Why a name is not called.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the address is not public")]
pub(crate) struct NotPublic;

/// Resolves names and keeps what may be called. The connection is made to exactly these addresses,
/// so that a name which answers differently the second time gains nothing.
pub(crate) struct Guarded(pub Reach);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|a| reach.allows(a.ip())).collect();
            if allowed.is_empty() {
                return Err(NotPublic.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is routed in the public internet (IANA special-purpose registries, RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b, c) {
        // This network, private use, loopback, and everything from multicast on.
        (0 | 10 | 127 | 224.., ..) => true,
        // Shared by carriers (RFC 6598).
        (100, 64..=127, _) => true,
        // Link-local, where clouds keep their metadata.
        (169, 254, _) => true,
        (172, 16..=31, _) | (192, 168, _) => true,
        // Protocol assignments, documentation, the old anycast of 6to4.
        (192, 0, 0 | 2) | (192, 88, 99) => true,
        (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113) => true,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, ..] = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([w, x], [y, z]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(w, x, y, z))
    };
    match (a, b) {
        // 6to4 and NAT64 lead to the IPv4 address inside them.
        (0x2002, _) => embedded(b, c),
        (0x64, 0xff9b) if c == 0 && d == 0 => {
            let [.., high, low] = address.segments();
            embedded(high, low)
        }
        // Protocol assignments with Teredo, and documentation.
        (0x2001, ..=0x01ff | 0xdb8) | (0x3fff, ..=0x0fff) => false,
        // The only part that is given out so far.
        _ => a & 0xe000 == 0x2000,
    }
}
