//! What proves that a certificate was not revoked: asked of those whom certificates name, and of
//! this cell's own authority without leaving the program.

use std::sync::Arc;
use std::time::Duration;

use base::Result;
use cell::Cell;
use pades::verify::Evidence;
use pki::revocation::{Crl, OcspRequest};
use pki::trust::Wanted;
use ports::RevocationSource;
use tokio::task::JoinSet;

use crate::domain::authority::Office;
use crate::usecase::authority::{self, Authority};

/// For all of them together.
const PATIENCE: Duration = Duration::from_secs(5);
/// A document that names more places is not followed to all of them.
const MOST: usize = 16;

/// What could be had of what is wanted. Whoever does not answer in time is left out.
pub(super) async fn gather(source: &Arc<dyn RevocationSource>, wanted: &[Wanted]) -> Vec<Evidence> {
    let mut several: Vec<Wanted> = Vec::new();
    for want in wanted {
        if several.len() < MOST && !several.contains(want) {
            several.push(want.clone());
        }
    }
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
    let _late = tokio::time::timeout(PATIENCE, all).await;
    found
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
        // A certificate from the network would not make anybody trusted.
        Wanted::Issuer { .. } => None,
    }
}

/// The lists of revoked certificates of the cell's own authority.
pub(super) async fn own_lists(cell: &Cell) -> Result<Vec<Evidence>> {
    let Some(own) = Authority::find(cell)? else { return Ok(Vec::new()) };
    let mut lists = Vec::new();
    for (name, _) in own.offices().iter().filter(|(name, _)| name.office == Office::Issuing) {
        let list = authority::list_of_revoked(cell, *name).await?;
        lists.extend(Crl::from_der(&list).ok().map(Evidence::Crl));
    }
    Ok(lists)
}
