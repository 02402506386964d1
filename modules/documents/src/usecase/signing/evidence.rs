//! What proves that a certificate was not revoked: asked of those whom certificates name, and of
//! this cell's own authority without leaving the program.

use std::sync::Arc;
use std::time::Duration;

use base::Result;
use cell::Cell;
use pades::verify::Evidence;
use pki::revocation::Crl;
use pki::trust::Wanted;
use ports::RevocationSource;

use crate::domain::authority::Office;
use crate::usecase::authority::{self, Authority};
use crate::usecase::verification;

/// For all of them together.
const PATIENCE: Duration = Duration::from_secs(5);

/// What could be had of what is wanted. Whoever does not answer in time is left out.
pub(super) async fn gather(source: &Arc<dyn RevocationSource>, wanted: &[Wanted]) -> Vec<Evidence> {
    verification::ask(source.clone(), wanted, PATIENCE).await
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
