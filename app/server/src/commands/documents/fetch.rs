//! Asking whether certificates were revoked, where they say that it can be asked.

use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use pades::verify::Evidence;
use pki::revocation::{Crl, OcspRequest};
use pki::trust::Wanted;
use ports::RevocationSource;
use revocation::{HttpSource, Settings};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::system::SystemClock;

/// For all of them together: a verification ends within ten seconds, whoever does not answer.
const PATIENCE: Duration = Duration::from_secs(4);
/// A document that names more places is not followed to all of them.
const MOST: usize = 16;

/// What could be had of what is wanted. Nobody who does not answer is an error: the verdict says what
/// is missing. Addresses inside of the own network are left alone unless allowed.
pub fn fetch(wanted: &[Wanted], allow: &[IpNet]) -> Vec<Evidence> {
    let Ok(runtime) =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
    else {
        return Vec::new();
    };
    let found = gather(&runtime, wanted, allow);
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
    found
}

fn gather(runtime: &Runtime, wanted: &[Wanted], allow: &[IpNet]) -> Vec<Evidence> {
    let settings = Settings { allow: allow.to_vec(), patience: PATIENCE, ..Settings::default() };
    let source = match HttpSource::new(settings, Arc::new(SystemClock)) {
        Ok(source) => Arc::new(source),
        Err(error) => {
            eprintln!("revocation cannot be asked about: {error}");
            return Vec::new();
        }
    };
    let mut several: Vec<Wanted> = Vec::new();
    for want in wanted {
        if several.len() < MOST && !several.contains(want) {
            several.push(want.clone());
        }
    }
    runtime.block_on(async {
        let mut asking = JoinSet::new();
        for want in several {
            let source = source.clone();
            asking.spawn(async move { ask(&*source, &want).await });
        }
        let mut found = Vec::new();
        let all = async {
            while let Some(answered) = asking.join_next().await {
                found.extend(answered.ok().flatten());
            }
        };
        // Whoever has not answered by then is left out.
        let _late = tokio::time::timeout(PATIENCE, all).await;
        found
    })
}

/// The first address that answers with something readable; whether it is right is judged elsewhere.
async fn ask(source: &dyn RevocationSource, want: &Wanted) -> Option<Evidence> {
    match want {
        Wanted::Ocsp { certificate, issuer, urls } => {
            let request = OcspRequest::new(certificate, issuer, None);
            for url in urls {
                let answer = source.ocsp(url, &request.to_der()).await.ok();
                if let Some(answer) = answer.and_then(|bytes| request.accept(&bytes).ok()) {
                    return Some(Evidence::Ocsp(answer));
                }
            }
            None
        }
        Wanted::Crl { urls, .. } => {
            for url in urls {
                let list = source.crl(url).await.ok();
                if let Some(list) = list.and_then(|bytes| Crl::from_der(&bytes).ok()) {
                    return Some(Evidence::Crl(list));
                }
            }
            None
        }
        // Issuers come with signatures; a certificate from the network would not make one trusted.
        Wanted::Issuer { .. } => None,
    }
}
