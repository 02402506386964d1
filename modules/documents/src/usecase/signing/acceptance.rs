//! Whether a file that came back is taken: it continues what was sent, has the same pages, and our
//! own verifier finds the signature good and of the right person.

use base::{Instant, Kind, Result};
use bytes::Bytes;
use db::Tx;
use identity::Actor;
use pades::verify::{Policy, Report, SignatureReport, Verdict, verify};
use pades::{Document, PdfError};
use pki::trust::{Purpose, TrustAnchor, TrustList};
use ports::signing::Standing;

use super::evidence;
use super::house::SigningHouse;
use crate::domain::signing::{Attempt, Why, is_same_person};
use crate::store::signing::consents;
use crate::usecase::access::damaged;
use crate::usecase::authority::Authority;

/// A signature that was found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Accepted {
    pub signer: String,
    pub authority: String,
    pub level: String,
    /// Proven by a time-stamp, else as the signer says.
    pub at: Instant,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub why: Why,
    pub detail: String,
}

impl Refused {
    fn new(why: Why, detail: impl Into<String>) -> Self {
        Self { why, detail: detail.into() }
    }
}

/// Whom this cell trusts for signatures of a standing: the pinned certificates of the certification
/// authority, or the cell's own authority. One never vouches for the other.
///
/// # Errors
/// Those of the keys folder.
pub fn trust_list(house: &SigningHouse, standing: Standing) -> Result<TrustList> {
    let mut list = TrustList::new();
    let own = Authority::find(house.cell())?.map(|own| own.roots()).unwrap_or_default();
    match (standing, &house.services().certified) {
        (Standing::Certified, Some(certified)) => {
            certified.anchors.iter().for_each(|anchor| list.add(anchor.clone()));
            // Its own time-stamps count beside the authority's.
            for root in own {
                list.add(TrustAnchor::new(root).only_for(Purpose::TimeStamping));
            }
        }
        (Standing::Certified, None) => {}
        (Standing::Internal | Standing::Seal, _) => {
            let name = house.cell().settings().name.clone();
            own.into_iter().for_each(|root| list.add(TrustAnchor::new(root).labelled(&name)));
        }
    }
    Ok(list)
}

/// Judges what came back. The outer result is a fault of ours: the attempt stays as it is, to be
/// judged again.
pub(super) async fn judge(
    house: &SigningHouse,
    _actor: &Actor,
    attempt: &Attempt,
    (base, pdf): (&[u8], &Bytes),
) -> Result<std::result::Result<Accepted, Refused>> {
    if !continues(base, pdf) {
        let detail = "it does not begin with the file that was sent";
        return Ok(Err(Refused::new(Why::OtherFile, detail)));
    }
    let id = attempt.consent;
    let consent = house.cell().db().read(async |tx: &mut Tx| consents::find(tx, id).await).await?;
    let name = consent.ok_or_else(|| damaged("consent"))?.account_name;
    let (report, pages) = reports(house, attempt.standing, pdf.clone()).await?;
    let judged = match pages {
        Ok(pages) if pages == attempt.base_pages as usize => found(&report, pdf.len()),
        Ok(pages) => Err(Refused::new(Why::OtherFile, format!("it has {pages} pages"))),
        Err(error) => Err(Refused::new(Why::OtherFile, error.to_string())),
    };
    Ok(judged.and_then(|signature| of_person(signature, &name)))
}

fn continues(base: &[u8], pdf: &[u8]) -> bool {
    pdf.len() > base.len() && pdf.starts_with(base)
}

/// The verifier's word, first without asking who was revoked, then with what can be had of that: an
/// answer that never comes stops no letter, one that says "revoked" does.
async fn reports(
    house: &SigningHouse,
    standing: Standing,
    pdf: Bytes,
) -> Result<(Report, std::result::Result<usize, PdfError>)> {
    let trust = trust_list(house, standing)?;
    let policy = Policy::new(trust, house.cell().now());
    let (sound, pages) = on_thread(pdf.clone(), policy.clone().without_revocation()).await?;
    if !sound.verdict.is_accepted() {
        return Ok((sound, pages));
    }
    let (asked, pages) = on_thread(pdf.clone(), policy.clone()).await?;
    let news = match &house.services().revocation {
        Some(source) => evidence::gather(source, &asked.wanted).await,
        None => Vec::new(),
    };
    let own = evidence::own_lists(house.cell()).await?;
    let all = [news, own].concat();
    let (informed, _) = on_thread(pdf, Policy { evidence: all, ..policy }).await?;
    match informed.verdict {
        Verdict::Indeterminate => Ok((sound, pages)),
        _ => Ok((informed, pages)),
    }
}

async fn on_thread(
    pdf: Bytes,
    policy: Policy,
) -> Result<(Report, std::result::Result<usize, PdfError>)> {
    let work = move || (verify(&pdf, &policy), pages(&pdf));
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| base::Error::new(Kind::Internal, "documents/verifier").caused_by(e))
}

fn pages(pdf: &[u8]) -> std::result::Result<usize, PdfError> {
    let document = Document::open(pdf)?;
    document.newest().map_or(Ok(0), |view| view.pages().map(|pages| pages.len()))
}

/// The newest signature, when the whole document may be relied on.
fn found(report: &Report, length: usize) -> std::result::Result<&SignatureReport, Refused> {
    let rules = || {
        let all = report.signatures.iter().flat_map(|one| &one.findings);
        let codes: Vec<String> = all.map(|finding| finding.rule.code().to_owned()).collect();
        format!("{:?}: {}", report.verdict, codes.join(", "))
    };
    if !report.verdict.is_accepted() {
        return Err(Refused::new(Why::NotAccepted, rules()));
    }
    let of_people = report.signatures.iter().filter(|one| !one.is_time_stamp);
    let newest = of_people.max_by_key(|one| one.end);
    let newest = newest.filter(|one| one.end <= length);
    newest.ok_or_else(|| Refused::new(Why::NotAccepted, "it has no signature"))
}

fn of_person(signature: &SignatureReport, name: &str) -> std::result::Result<Accepted, Refused> {
    let signer = signature.signer.clone().unwrap_or_default();
    if !is_same_person(&signer, name) {
        let detail = format!("the certificate names {signer}, the account {name}");
        return Err(Refused::new(Why::OtherSigner, detail));
    }
    let at = signature.proven.or(signature.claimed);
    Ok(Accepted {
        signer,
        authority: signature.label.clone().unwrap_or_default(),
        level: signature.level.clone(),
        at: at.ok_or_else(|| Refused::new(Why::NotAccepted, "it does not say when"))?,
    })
}
