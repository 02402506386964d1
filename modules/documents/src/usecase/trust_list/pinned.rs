//! The list as the verifier needs it.

use base::{Id, Result};
use cell::Cell;
use db::{DbError, Tx};
use pki::Certificate;
use pki::trust::{TrustAnchor, TrustList};

use crate::domain::anchor::{Anchor, State};
use crate::domain::authority::Name;
use crate::store::anchors;
use crate::usecase::authority::Authority;

/// The label of the cell's own authority.
pub const OWN: &str = "own";

/// What is trusted at a moment.
#[derive(Debug, Clone)]
pub struct Pinned {
    pub trust: TrustList,
    /// Names the list as it is now: its version, and the roots of the cell's own authority.
    pub version: String,
    anchors: Vec<Anchor>,
    /// Every office of the cell's own authority.
    pub own: Vec<(Name, Certificate)>,
}

impl Pinned {
    /// The anchor behind a label of a report; none for the cell's own.
    pub fn anchor(&self, label: &str) -> Option<&Anchor> {
        let id = Id::parse(label)?;
        self.anchors.iter().find(|anchor| anchor.id == id)
    }

    /// The office of the cell's own authority that has this certificate.
    pub fn office(&self, certificate: &Certificate) -> Option<Name> {
        self.own.iter().find(|(_, own)| own == certificate).map(|(name, _)| *name)
    }
}

/// Approved anchors and the cell's own roots.
///
/// # Errors
/// Those of the database and the keys folder.
pub async fn pinned(cell: &Cell) -> Result<Pinned> {
    let read = cell.db().read(async |tx: &mut Tx| pinned_in(tx).await).await?;
    Ok(read.with(Authority::find(cell)?))
}

/// The anchors of the database alone.
pub struct Stored(Vec<Anchor>);

/// Reads the anchors inside of a transaction.
///
/// # Errors
/// Those of the database.
pub async fn pinned_in(tx: &mut Tx) -> std::result::Result<Stored, DbError> {
    anchors::list_decided(tx).await.map(Stored)
}

impl Stored {
    /// Beside the roots of the cell's own authority.
    pub fn with(self, authority: Option<Authority>) -> Pinned {
        let anchors = self.0;
        let mut trust: TrustList = anchors.iter().flat_map(Anchor::trusted).collect();
        let mut version = version(&anchors).to_string();
        let own = authority.as_ref().map(|it| it.offices().to_vec()).unwrap_or_default();
        for root in authority.iter().flat_map(Authority::roots) {
            version = format!("{version}-{}", root.fingerprint_hex());
            trust.add(TrustAnchor::new(root).labelled(OWN));
        }
        Pinned { trust, version, anchors, own }
    }
}

/// Goes up with each approval and each end: rows go forward and none is removed.
pub(super) fn version(anchors: &[Anchor]) -> i64 {
    let steps = anchors.iter().map(|anchor| match anchor.state {
        State::Waiting | State::Refused => 0,
        State::Trusted => 1,
        State::Ended => 2,
    });
    steps.sum()
}
