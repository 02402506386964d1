//! Is this notice genuine? Answers for the QR code on paper and for the API.

use base::{Error, Kind, Result};
use cell::Cell;
use db::Tx;

use crate::domain::notice::{Notice, NoticeId};
use crate::domain::seal::{self, Reading, Sealed};
use crate::store::notices;

/// What a QR code turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Signed by this cell, and the notice in force.
    Genuine(Sealed),
    /// Signed by this cell, but a newer notice of the same year is in force.
    Superseded { sealed: Sealed, in_force: Box<Notice> },
    /// Signed by this cell, but cancelled since.
    Cancelled(Sealed),
    /// Not what this cell signed; beside it what the registry says, if it knows the notice.
    Altered { claimed: Sealed, in_force: Option<Box<Notice>> },
    /// Not a seal of a notice.
    Unreadable,
}

/// Holds a seal against the keys and the registry.
pub async fn verify_seal(cell: &Cell, text: &str) -> Result<Verdict> {
    let (sealed, signed) = match seal::read(cell.keys(), text) {
        Reading::Signed(sealed) => (sealed, true),
        Reading::Altered(sealed) => (sealed, false),
        Reading::Unreadable => return Ok(Verdict::Unreadable),
    };
    let in_force = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            Ok(notices::find(tx, &sealed.nop, sealed.tax_year).await?)
        })
        .await?;
    Ok(judge(sealed, signed, in_force))
}

fn judge(sealed: Sealed, signed: bool, in_force: Option<Notice>) -> Verdict {
    match in_force {
        _ if !signed => Verdict::Altered { claimed: sealed, in_force: in_force.map(Box::new) },
        // Signed, yet unknown here: the cell was restored from a backup older than the notice.
        None => Verdict::Genuine(sealed),
        // Whichever version the paper shows, nothing is to be paid for the year.
        Some(notice) if notice.cancelled => Verdict::Cancelled(sealed),
        Some(notice) if notice.revision != sealed.revision => {
            Verdict::Superseded { sealed, in_force: Box::new(notice) }
        }
        Some(_) => Verdict::Genuine(sealed),
    }
}

/// How one version of a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    InForce,
    Superseded,
    Cancelled,
}

/// One version of a notice, how it stands, and the version in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub notice: Notice,
    pub standing: Standing,
    pub in_force: Notice,
}

/// The version an id names and how it stands; `property-tax/unknown-notice` when there is none.
pub async fn verify_id(cell: &Cell, id: NoticeId) -> Result<Verified> {
    let versions = cell
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            Ok(notices::list_versions(tx, &id.nop, id.tax_year).await?)
        })
        .await?;
    let found = versions.iter().find(|n| n.revision == id.revision).cloned();
    let (Some(notice), Some(in_force)) = (found, versions.into_iter().next()) else {
        return Err(Error::new(Kind::NotFound, "property-tax/unknown-notice"));
    };
    let standing = match () {
        () if in_force.cancelled => Standing::Cancelled,
        () if in_force.revision != id.revision => Standing::Superseded,
        () => Standing::InForce,
    };
    Ok(Verified { notice, standing, in_force })
}

/// The same answer as a seal would give, for a number that was typed: the figures come from the
/// registry, so they say what the paper must say, not what it does say.
pub fn verdict_by_number(verified: Verified) -> Verdict {
    let sealed = figures_to_seal(&verified.notice);
    match verified.standing {
        Standing::InForce => Verdict::Genuine(sealed),
        Standing::Superseded => {
            Verdict::Superseded { sealed, in_force: Box::new(verified.in_force) }
        }
        Standing::Cancelled => Verdict::Cancelled(sealed),
    }
}

fn figures_to_seal(notice: &Notice) -> Sealed {
    Sealed {
        nop: notice.nop,
        tax_year: notice.tax_year,
        revision: notice.revision,
        njop: notice.figures.njop,
        due: notice.figures.due,
        due_date: notice.due_date,
    }
}

/// The text that goes into the QR code of a notice: the address of the verification page with the
/// seal as its last part; `None` when a figure is outside what a seal can hold.
pub fn seal_address(cell: &Cell, notice: &Notice) -> Option<String> {
    let seal = seal::seal(cell.keys(), &figures_to_seal(notice))?;
    Some(format!("{}/v/{seal}", cell.settings().public_url))
}
