//! Time-stamps, and what a verifier needs years later.

use base::{Clock, Random};
use ipnet::IpNet;
use pades::sign::{Evidence as Stored, Stamper, extend_lt, extend_lta};
use pades::verify::{Evidence, Policy, Report, verify};
use pki::timestamp::{TimestampRequest, TimestampToken};
use pki::trust::{Purpose, TrustAnchor, TrustList};
use pki::{Certificate, DigestAlgorithm};
use ports::TimestampAuthority;
use timestamp::{HttpAuthority, Settings};
use tokio::runtime::Runtime;

use super::fetch;
use crate::commands::{Failure, runtime};
use crate::system::{SystemClock, SystemRandom};

/// A time-stamping authority at an address.
pub struct Stamps {
    authority: HttpAuthority,
    runtime: Runtime,
    /// Certificates that came with its tokens.
    certificates: Vec<Certificate>,
    /// Why the last one could not be had.
    pub failed: Option<String>,
}

impl Stamps {
    pub fn at(url: &str) -> Result<Self, Failure> {
        let settings = Settings {
            url: url.to_owned(),
            user: String::new(),
            password: String::new(),
            ca: None,
            plain_http: false,
            patience: Settings::PATIENCE,
        };
        let authority = HttpAuthority::new(settings)
            .map_err(|error| Failure::input(format_args!("--tsa {url}: {error}")))?;
        let certificates = Vec::new();
        Ok(Self { authority, runtime: runtime()?, certificates, failed: None })
    }

    /// A token over a digest; `None` when none is to be had, with the reason kept.
    pub fn stamp(&mut self, algorithm: DigestAlgorithm, digest: &[u8]) -> Option<TimestampToken> {
        let mut nonce = [0; 8];
        SystemRandom.fill(&mut nonce);
        let request = TimestampRequest::new(algorithm, digest, &nonce);
        let asked = self.runtime.block_on(self.authority.stamp(&request.to_der()));
        let told = match asked {
            Ok(response) => request.accept(&response).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match told {
            Ok(token) => {
                self.certificates.extend_from_slice(token.signed_data().certificates());
                Some(token)
            }
            Err(why) => {
                self.failed = Some(why);
                None
            }
        }
    }

    /// As the signing code asks for it.
    pub fn with<T>(&mut self, work: impl FnOnce(Stamper<'_>) -> T) -> T {
        work(&mut |algorithm, digest| self.stamp(algorithm, digest))
    }
}

/// Who answers for what was just signed: the end of the signer's chain, and whoever stands highest
/// among the certificates of the time-stamps. Good enough to see that nothing is missing; whoever
/// gets the file decides by themselves.
fn anchors(signer: &[Certificate], stamps: Option<&Stamps>) -> TrustList {
    let mut list = TrustList::new();
    if let Some(top) = signer.last() {
        list.add(TrustAnchor::new(top.clone()));
    }
    let stamping = stamps.map(|stamps| stamps.certificates.as_slice()).unwrap_or_default();
    let issued_here = |it: &Certificate| {
        stamping.iter().any(|other| other != it && other.subject() == it.issuer())
    };
    for top in stamping.iter().filter(|it| !issued_here(it)) {
        list.add(TrustAnchor::new(top.clone()).only_for(Purpose::TimeStamping));
    }
    list
}

/// What our own verifier says of a file that was just signed.
pub fn judged(
    bytes: &[u8],
    signer: &[Certificate],
    stamps: Option<&Stamps>,
    evidence: Option<Vec<Evidence>>,
) -> Report {
    let policy = Policy::new(anchors(signer, stamps), SystemClock.now());
    match evidence {
        Some(evidence) => verify(bytes, &Policy { evidence, ..policy }),
        None => verify(bytes, &policy.without_revocation()),
    }
}

/// Adds certificates and what is known of their revocation (B-LT).
pub fn long_term(
    bytes: Vec<u8>,
    field: &str,
    signer: &[Certificate],
    stamps: &Stamps,
    allow: &[IpNet],
) -> Result<Vec<u8>, Failure> {
    let asked = judged(&bytes, signer, Some(stamps), Some(Vec::new()));
    let found = fetch::fetch(&asked.wanted, allow);
    let der = |certificate: &Certificate| certificate.to_der().to_vec();
    let mut stored = Stored {
        field: Some(field.to_owned()),
        certificates: signer.iter().chain(&stamps.certificates).map(der).collect(),
        ..Stored::default()
    };
    for piece in found {
        match piece {
            Evidence::Crl(list) => stored.crls.push(list.to_der().to_vec()),
            Evidence::Ocsp(answer) => {
                stored.certificates.extend(answer.certificates().iter().map(der));
                stored.ocsps.push(answer.to_der().to_vec());
            }
            Evidence::Certificate(certificate) => stored.certificates.push(der(&certificate)),
        }
    }
    Ok(extend_lt(&bytes, &[stored]).map_err(Failure::work)?.unwrap_or(bytes))
}

/// Puts a document time-stamp over all of it (B-LTA).
pub fn archived(bytes: &[u8], stamps: &mut Stamps) -> Result<Vec<u8>, Failure> {
    let done = stamps.with(|stamper| extend_lta(bytes, stamper));
    done.map_err(|error| match &stamps.failed {
        Some(why) => Failure::work(format_args!("{error}: {why}")),
        None => Failure::work(error),
    })
}
