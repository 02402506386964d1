//! A report with what this cell knows besides: what a signature is called, and whether the file is
//! one of its own.

use std::sync::Arc;

use base::{Date, Id, Instant, Result};
use cell::Cell;
use db::Tx;
use pades::verify::{Report, SignatureReport};

use super::known;
use crate::domain::anchor::Standing;
use crate::domain::letter::{Letter, State};
use crate::store::keys::certificates;
use crate::usecase::draft::hex;
use crate::usecase::trust_list::{OWN, Pinned, SERVING};

/// The answer to somebody who sent a file.
#[derive(Debug, Clone)]
pub struct Judged {
    pub report: Arc<Report>,
    /// In the order of the report's signatures.
    pub signatures: Vec<Signed>,
    /// Of the whole file, hexadecimal.
    pub sha256: String,
    pub bytes: usize,
    /// The letter whose PDF it is, byte for byte.
    pub issued: Option<Issued>,
    pub at: Instant,
}

/// What is known of a signature besides its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub label: Label,
    /// The organisation that its certificate names.
    pub organisation: Option<String>,
    /// The letter whose PDF the signed version is.
    pub issued: Option<Issued>,
}

/// What a signature is called (PP 71/2019 art. 59 (2), 60 (2)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// Below an authority of the list of trust.
    Pinned { standing: Standing, authority: String },
    /// Of the cell's own authority: internal, or a seal.
    Own(Standing),
    /// Of nobody on the list; nothing is said about what it is worth.
    Unknown,
}

impl Label {
    pub const fn standing(&self) -> Option<Standing> {
        match self {
            Self::Pinned { standing, .. } | Self::Own(standing) => Some(*standing),
            Self::Unknown => None,
        }
    }

    /// The authority of the list, by the name that people gave it.
    pub fn authority(&self) -> Option<&str> {
        match self {
            Self::Pinned { authority, .. } => Some(authority),
            _ => None,
        }
    }
}

/// A PDF of a letter of this cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    pub letter: Id<Letter>,
    /// The id of its public page.
    pub page: Option<String>,
    /// From 1: what was fixed, then what each signature made of it.
    pub revision: u32,
    /// Id of the letter type.
    pub kind: String,
    /// The name of the perangkat daerah that issued it.
    pub agency: String,
    pub number: Option<String>,
    pub day: Option<Date>,
    pub state: State,
}

/// Puts together what is known of a report.
pub(super) async fn judged(
    cell: &Cell,
    pinned: &Pinned,
    report: Arc<Report>,
    (sha256, bytes): ([u8; 32], usize),
    versions: Vec<Option<[u8; 32]>>,
) -> Result<Judged> {
    let mut hashes: Vec<[u8; 32]> = versions.iter().flatten().copied().collect();
    hashes.push(sha256);
    let found = known::find(cell, &hashes).await?;
    let of = |hash: &[u8; 32]| {
        let index = hashes.iter().position(|known| known == hash)?;
        found.get(index).cloned().flatten()
    };
    let mut signatures = Vec::new();
    for (signature, version) in report.signatures.iter().zip(&versions) {
        signatures.push(Signed {
            label: label(cell, pinned, signature).await?,
            organisation: organisation(signature),
            issued: version.as_ref().and_then(of),
        });
    }
    let (sha256, issued) = (hex(&sha256), of(&sha256));
    Ok(Judged { report, signatures, sha256, bytes, issued, at: cell.now() })
}

fn organisation(signature: &SignatureReport) -> Option<String> {
    let certificate = signature.certificate.as_ref()?;
    certificate.subject().organisation().map(str::to_owned)
}

async fn label(cell: &Cell, pinned: &Pinned, signature: &SignatureReport) -> Result<Label> {
    let Some(name) = signature.label.as_deref() else { return Ok(Label::Unknown) };
    if name == OWN {
        return Ok(Label::Own(own(cell, signature).await?));
    }
    if name == SERVING {
        let authority = pinned.serving().to_owned();
        return Ok(Label::Pinned { standing: Standing::Certified, authority });
    }
    Ok(match pinned.anchor(name) {
        Some(anchor) => Label::Pinned { standing: anchor.standing, authority: anchor.name.clone() },
        None => Label::Unknown,
    })
}

/// A certificate of the own authority is a seal's when the books say so; the certificate itself
/// looks like a person's.
async fn own(cell: &Cell, signature: &SignatureReport) -> Result<Standing> {
    if signature.is_time_stamp {
        return Ok(Standing::Timestamp);
    }
    let serial = signature.certificate.as_ref().map(pki::Certificate::serial_hex);
    let serial = serial.unwrap_or_default();
    let found = async |tx: &mut Tx| certificates::find(tx, &serial).await;
    let kind = cell.db().read(found).await?.map(|issued| issued.kind);
    Ok(if kind.as_deref() == Some("seal") { Standing::Seal } else { Standing::Internal })
}
