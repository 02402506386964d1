//! The certificate, when the program does TLS itself.

use std::path::Path;
use std::sync::Arc;

use base::{Clock, Instant};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use x509_cert::Certificate;
use x509_cert::der::Decode;

use super::Finding;
use crate::config::Config;
use crate::system::SystemClock;

const DAY: i64 = 86_400;
/// Days before the end at which somebody should act.
const SOON: i64 = 21;
const CHECK: &str = "tls";

pub fn certificate(config: &Config) -> Option<Finding> {
    let (certificate, key) =
        (config.server.tls_certificate.as_ref()?, config.server.tls_key.as_ref()?);
    Some(match read(certificate, key) {
        Ok(ends) => judge(ends, SystemClock.now()),
        Err(problem) => Finding::fail(
            CHECK,
            problem,
            "give the service's user a certificate (PEM, with its chain) and the key to it",
        ),
    })
}

/// Checks that both can be read and fit; answers the end of the certificate.
fn read(certificate: &Path, key: &Path) -> Result<Instant, String> {
    let at =
        |path: &Path, problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
    let chain = CertificateDer::pem_file_iter(certificate).map_err(|e| at(certificate, &e))?;
    let chain: Result<Vec<_>, _> = chain.collect();
    let chain = chain.map_err(|e| at(certificate, &e))?;
    let first = chain.first().ok_or_else(|| at(certificate, &"it holds no certificate"))?;
    let parsed = Certificate::from_der(first).map_err(|e| at(certificate, &e))?;
    let ends = parsed.tbs_certificate().validity().not_after.to_unix_duration();
    let key_der = PrivateKeyDer::from_pem_file(key).map_err(|e| at(key, &e))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::sign::CertifiedKey::from_der(chain, key_der, &provider)
        .map_err(|e| at(key, &format_args!("the key does not fit the certificate: {e}")))?;
    let millis = i64::try_from(ends.as_millis()).unwrap_or(i64::MAX);
    Ok(Instant::from_millis(millis))
}

/// What the end of a certificate means on a day.
fn judge(ends: Instant, now: Instant) -> Finding {
    let advice = "renew it, then restart the server";
    if ends <= now {
        Finding::fail(CHECK, format_args!("the certificate ended at {ends}"), advice)
    } else if ends <= now.plus_seconds(SOON * DAY) {
        Finding::warn(CHECK, format_args!("the certificate ends at {ends}"), advice)
    } else {
        Finding::ok(CHECK, format_args!("the certificate is valid until {ends}"))
    }
}
