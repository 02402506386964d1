//! The list as the verifier needs it.

use base::{Id, Result};
use cell::Cell;
use db::Tx;
use pki::Certificate;
use pki::trust::{TrustAnchor, TrustList};

use crate::domain::anchor::{Anchor, State};
use crate::domain::authority::Name;
use crate::store::anchors;
use crate::usecase::authority::Authority;
use crate::usecase::signing::SigningServices;

/// The label of the cell's own authority.
pub const OWN: &str = "own";
/// The label of the certification authority that the server's settings name: it signs for this cell.
pub const SERVING: &str = "serving";

/// What is trusted at a moment.
#[derive(Debug, Clone)]
pub struct Pinned {
    pub trust: TrustList,
    /// Names the list as it is now: its version, and the roots that need no row.
    pub version: String,
    anchors: Vec<Anchor>,
    /// What people call the authority of the settings.
    serving: String,
    /// Every office of the cell's own authority.
    pub own: Vec<(Name, Certificate)>,
}

impl Pinned {
    /// The anchor behind a label of a report; none for those that need no row.
    pub fn anchor(&self, label: &str) -> Option<&Anchor> {
        let id = Id::parse(label)?;
        self.anchors.iter().find(|anchor| anchor.id == id)
    }

    /// What people call the authority that signs for this cell.
    pub fn serving(&self) -> &str {
        &self.serving
    }

    /// The office of the cell's own authority that has this certificate.
    pub fn office(&self, certificate: &Certificate) -> Option<Name> {
        self.own.iter().find(|(_, own)| own == certificate).map(|(name, _)| *name)
    }

    /// Trusts one that needs no row.
    fn add(&mut self, anchor: &TrustAnchor, label: &str) {
        let fingerprint = anchor.certificate().fingerprint_hex();
        self.version = format!("{}-{fingerprint}", self.version);
        self.trust.add(anchor.clone().labelled(label));
    }
}

/// Approved anchors, the cell's own roots, and those of the authority that signs for it.
///
/// # Errors
/// Those of the database and the keys folder.
pub async fn pinned(cell: &Cell, services: &SigningServices) -> Result<Pinned> {
    let anchors = cell.db().read(async |tx: &mut Tx| anchors::list_decided(tx).await).await?;
    let authority = Authority::find(cell)?;
    let mut pinned = Pinned {
        trust: anchors.iter().flat_map(Anchor::trusted).collect(),
        version: version(&anchors).to_string(),
        anchors,
        serving: String::new(),
        own: authority.as_ref().map(|it| it.offices().to_vec()).unwrap_or_default(),
    };
    for root in authority.iter().flat_map(Authority::roots) {
        pinned.add(&TrustAnchor::new(root), OWN);
    }
    if let Some(certified) = &services.certified {
        certified.anchors.iter().for_each(|anchor| pinned.add(anchor, SERVING));
        pinned.serving.clone_from(&certified.name);
    }
    Ok(pinned)
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
