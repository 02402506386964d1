//! Whether certificates were revoked: of the cell's own from its own books, of others where
//! certificates below a pinned anchor say that it can be asked.

use std::sync::Arc;
use std::time::Duration;

use cell::Cell;
use pades::verify::Evidence;
use pki::Certificate;
use pki::revocation::{Crl, OcspRequest};
use pki::trust::Wanted;
use ports::RevocationSource;
use tokio::task::JoinSet;

use crate::domain::authority::Name;
use crate::usecase::authority::list_of_revoked;
use crate::usecase::trust_list::Pinned;

/// A document that names more places is not followed to all of them.
const MOST: usize = 16;

/// Certificates of the cell's own authority: signatures need not bring them.
pub(super) fn own_certificates(pinned: &Pinned) -> Vec<Evidence> {
    pinned.own.iter().map(|(_, own)| Evidence::Certificate(own.clone())).collect()
}

/// What could be had of what is wanted.
pub(super) async fn news(
    cell: &Cell,
    pinned: &Pinned,
    source: Option<&Arc<dyn RevocationSource>>,
    wanted: &[Wanted],
    patience: Duration,
) -> Vec<Evidence> {
    let mut offices: Vec<Name> = Vec::new();
    let mut others = Vec::new();
    for want in wanted {
        match issuer(want).map(|issuer| pinned.office(issuer)) {
            Some(Some(office)) if !offices.contains(&office) => offices.push(office),
            Some(Some(_)) | None => {}
            Some(None) => others.push(want.clone()),
        }
    }
    let mut found = Vec::new();
    for office in offices {
        match list_of_revoked(cell, office).await {
            Ok(list) => found.extend(Crl::from_der(&list).ok().map(Evidence::Crl)),
            Err(error) => tracing::warn!(%error, %office, "the own list of revoked certificates"),
        }
    }
    if let Some(source) = source {
        found.extend(ask(source.clone(), &others, patience).await);
    }
    found
}

/// Issuers are never fetched: they come with signatures.
fn issuer(want: &Wanted) -> Option<&Certificate> {
    match want {
        Wanted::Ocsp { issuer, .. } | Wanted::Crl { issuer, .. } => Some(issuer),
        Wanted::Issuer { .. } => None,
    }
}

/// What those answer within a time that are asked. Whoever does not answer is no error: the verdict
/// says what is missing.
pub async fn ask(
    source: Arc<dyn RevocationSource>,
    wanted: &[Wanted],
    patience: Duration,
) -> Vec<Evidence> {
    let mut several: Vec<Wanted> = Vec::new();
    for want in wanted {
        if several.len() < MOST && !several.contains(want) {
            several.push(want.clone());
        }
    }
    let mut asking = JoinSet::new();
    for want in several {
        let source = source.clone();
        asking.spawn(async move { one(&*source, &want).await });
    }
    let mut found = Vec::new();
    let all = async {
        while let Some(answered) = asking.join_next().await {
            found.extend(answered.ok().flatten());
        }
    };
    // Whoever has not answered by then is left out.
    let _late = tokio::time::timeout(patience, all).await;
    found
}

/// The first address that answers with something readable; whether it is right is judged elsewhere.
async fn one(source: &dyn RevocationSource, want: &Wanted) -> Option<Evidence> {
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
        // A certificate from the network would not make another one trusted.
        Wanted::Issuer { .. } => None,
    }
}
