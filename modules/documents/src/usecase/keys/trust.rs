//! Gathering what a key rests on: its certificate, the approval, the registrar's certificate, and so
//! on. What is gathered is only a proposal; `domain::keys::prove` judges it.

use base::{Id, Instant};
use db::{DbError, Tx};
use pki::Certificate;

use crate::domain::keys::{Approval, By, DEEPEST, Key, Link};
use crate::store::keys::certificates::Issued;
use crate::store::keys::{approvals, certificates};
use crate::usecase::authority::revocation;

/// From the certificate of a key to the first registrar's, as far as there are rows.
pub(super) async fn chain(tx: &mut Tx, key: Id<Key>) -> Result<Vec<Link>, DbError> {
    let mut links = Vec::new();
    let mut next = certificates::find_of(tx, key).await?;
    while let Some(issued) = next.take() {
        let Some((link, by)) = link(tx, &issued).await? else { break };
        links.push(link);
        if let (By::Registrar(serial), true) = (by, links.len() <= DEEPEST) {
            next = certificates::find(tx, &serial).await?;
        }
    }
    Ok(links)
}

/// The chain of whoever approved: from the registrar's certificate on.
pub(super) async fn registrars(tx: &mut Tx, by: &By) -> Result<Vec<Link>, DbError> {
    let By::Registrar(serial) = by else { return Ok(Vec::new()) };
    match certificates::find(tx, serial).await?.and_then(|issued| issued.key) {
        Some(key) => chain(tx, key).await,
        None => Ok(Vec::new()),
    }
}

async fn link(tx: &mut Tx, issued: &Issued) -> Result<Option<(Link, By)>, DbError> {
    let decision = match issued.key {
        Some(key) => approvals::find_of(tx, key).await?,
        None => None,
    };
    let approved = decision.and_then(|decision| decision.approved);
    let certificate = Certificate::from_der(&issued.certificate).ok();
    let (Some(approved), Some(certificate)) = (approved, certificate) else { return Ok(None) };
    // Unreadable: the link stays, so that it is named as what is wrong.
    let by = Approval::parse(&approved.statement).map_or(By::Authority, |approval| approval.by);
    let revoked_at = revoked_at(tx, &certificate.serial_hex()).await?;
    let (statement, signature) = (approved.statement, approved.signature);
    Ok(Some((Link { certificate, statement, signature, revoked_at }, by)))
}

/// When a certificate was revoked, by the table or by the audit trail.
pub(crate) async fn revoked_at(tx: &mut Tx, serial: &str) -> Result<Option<Instant>, DbError> {
    Ok(revocation(tx, serial).await?.map(|it| it.at))
}
