//! Which PAdES baseline level a signature reaches (EN 319 142-1 §6), and what the next one needs.

use pki::Certificate;
use pki::trust::Judgement;

use super::evidence::{Kind, Piece};

/// What is known of one signature.
pub struct Known<'k> {
    /// Why it is not PAdES, if it is not.
    pub departure: Option<String>,
    pub has_stamp: bool,
    pub judgement: Option<&'k Judgement>,
    /// Certificates in the signature value itself.
    pub enclosed: &'k [Certificate],
    /// What the document stores.
    pub pieces: &'k [Piece],
    /// The revision that the signature covers.
    pub revision: usize,
    /// Revisions that sound document time-stamps cover.
    pub stamped: &'k [usize],
}

/// The level, and what the next one would need.
pub fn level(known: &Known<'_>) -> (String, Option<&'static str>) {
    if let Some(reason) = &known.departure {
        return (format!("not PAdES ({reason})"), None);
    }
    if !known.has_stamp {
        return ("B-B".to_owned(), Some("B-T: a trusted time-stamp"));
    }
    let Some(stored) = stored_at(known) else {
        return ("B-T".to_owned(), Some("B-LT: certificates and revocation data in /DSS"));
    };
    if known.stamped.iter().any(|covered| *covered >= stored) {
        ("B-LTA".to_owned(), None)
    } else {
        ("B-LT".to_owned(), Some("B-LTA: a document time-stamp over /DSS"))
    }
}

/// The revision in which everything is at hand that the judgement rests on. The anchor is pinned by
/// whoever verifies, and need not be stored.
fn stored_at(known: &Known<'_>) -> Option<usize> {
    let judgement = known.judgement?;
    let stored = |kind: &dyn Fn(&Kind) -> bool| {
        known.pieces.iter().filter(|piece| kind(&piece.kind)).map(|piece| piece.revision).min()
    };
    let mut last = known.revision.max(stored(&|_| true)?);
    let below = judgement.path.len().saturating_sub(1).max(1);
    for certificate in judgement.path.iter().take(below) {
        let is_it =
            |kind: &Kind| matches!(kind, Kind::Certificate(stored) if stored == certificate);
        let is_enclosed = known.enclosed.contains(certificate);
        last = last.max(stored(&is_it).or(is_enclosed.then_some(0))?);
    }
    // Certificates that say where their status is to be had need a statement of it.
    let asks = judgement.path.iter().any(|certificate| {
        !certificate.ocsp_urls().is_empty() || !certificate.crl_urls().is_empty()
    });
    if asks {
        let is_statement = |kind: &Kind| matches!(kind, Kind::Crl(_) | Kind::Ocsp(_));
        last = last.max(stored(&is_statement)?);
    }
    Some(last)
}
