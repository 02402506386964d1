//! Seals that other modules ask for: whose seal a paper gets, what is seen of it, and how the
//! operator hears of one that cannot be made. Whoever asked gives out the paper in any case.

mod health;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base::Result;
use cell::Cell;
use contracts::Seals;
use contracts::seals::{MarkPlace, Sealable, Sealed, Sealing};
use pades::verify::{Policy, verify};
use pki::trust::{TrustAnchor, TrustList};
use ports::signing::{Mark, Placement, Rectangle, Secret, SigningOrder, Standing};
use ports::{PdfSigner, SigningError};

use self::health::Watch;
use crate::usecase::authority::Authority;
use crate::usecase::signers::SealSigner;

pub use health::{Failing, SealHealth};

/// For one paper. A citizen waits; then it goes out without a seal.
const PATIENCE: Duration = Duration::from_secs(5);
/// Above so many bytes a file is no single paper: it gets a second more for each of them, and says
/// nothing of the key when it takes too long.
const SINGLE: usize = 1 << 20;

/// Why a file was not sealed.
#[derive(Debug)]
enum Trouble {
    /// Of the key or its certificate: the next file would fare no better.
    Key(String),
    /// Of this file alone.
    File(String),
}

/// Seals papers with the seals of the cell. Cheap to clone.
#[derive(Clone)]
pub struct Sealer(Arc<Inner>);

struct Inner {
    cell: Cell,
    papers: BTreeMap<Sealable, Arc<Desk>>,
}

/// A seal and what became of its work.
struct Desk {
    signer: SealSigner,
    watch: Watch,
}

impl Desk {
    fn health(&self) -> SealHealth {
        let certificate = self.signer.certificate().ok().flatten();
        self.watch.health(self.signer.word(), certificate.map(|it| it.not_after()))
    }
}

impl Sealer {
    /// Which seal each kind of paper gets; the others get none. A seal that is named for two kinds is
    /// given twice as the same value.
    pub fn new(cell: Cell, papers: &[(Sealable, SealSigner)]) -> Self {
        let mut desks: BTreeMap<&str, Arc<Desk>> = BTreeMap::new();
        let mut named = BTreeMap::new();
        for (paper, signer) in papers {
            let desk = desks.entry(signer.word()).or_insert_with(|| {
                Arc::new(Desk { signer: signer.clone(), watch: Watch::default() })
            });
            named.insert(*paper, Arc::clone(desk));
        }
        Self(Arc::new(Inner { cell, papers: named }))
    }

    /// How each seal fares, by its word.
    pub fn health(&self) -> Vec<SealHealth> {
        let mut found: BTreeMap<&str, SealHealth> = BTreeMap::new();
        for (paper, desk) in &self.0.papers {
            let word = desk.signer.word();
            let health = found.entry(word).or_insert_with(|| desk.health());
            health.papers.push(*paper);
        }
        found.into_values().collect()
    }

    /// Tries every seal without sealing anything, so that the operator hears of one that cannot work
    /// before a citizen needs it.
    pub async fn probe(&self) {
        for desk in self.0.papers.values() {
            match tokio::time::timeout(PATIENCE, desk.signer.check()).await {
                Ok(Ok(())) => desk.watch.works(desk.signer.word()),
                Ok(Err(error)) => self.failed(desk, &Trouble::Key(error.to_string())),
                Err(_) => self.failed(desk, &late(0)),
            }
        }
    }

    async fn sealed(&self, sealing: &Sealing<'_>) -> Option<Vec<u8>> {
        let desk = self.0.papers.get(&sealing.paper)?;
        if desk.watch.rests(self.0.cell.now()) {
            desk.watch.missed();
            return None;
        }
        let size = sealing.pdf.len();
        let patience = PATIENCE + Duration::from_secs((size / SINGLE) as u64);
        let made = tokio::time::timeout(patience, self.made(desk, sealing)).await;
        match made.unwrap_or_else(|_| Err(late(size))) {
            Ok(pdf) => {
                desk.watch.sealed(desk.signer.word());
                Some(pdf)
            }
            Err(trouble) => {
                desk.watch.missed();
                self.failed(desk, &trouble);
                None
            }
        }
    }

    fn failed(&self, desk: &Desk, trouble: &Trouble) {
        let (Trouble::Key(why) | Trouble::File(why)) = trouble;
        let seal = desk.signer.word();
        tracing::error!(seal, why, "a seal could not be made; papers go out without it");
        if let Trouble::Key(why) = trouble {
            desk.watch.fails(self.0.cell.now(), why);
        }
    }

    async fn made(
        &self,
        desk: &Desk,
        sealing: &Sealing<'_>,
    ) -> std::result::Result<Vec<u8>, Trouble> {
        let (subject, none) = (desk.signer.subject(), Secret::passphrase(String::new()));
        let placement = sealing.mark.map(|place| self.placement(desk, place));
        let order = SigningOrder {
            attempt: "",
            subject: &subject,
            pdf: sealing.pdf,
            secret: &none,
            placement: placement.as_ref(),
            field: None,
            reason: sealing.reason,
            location: "",
        };
        let signed = desk.signer.sign(&order).await.map_err(|error| match error {
            SigningError::Refused(_) => Trouble::File(error.to_string()),
            other => Trouble::Key(other.to_string()),
        })?;
        match signed.pdf.starts_with(sealing.pdf) {
            true => self.judged(signed.pdf).await,
            false => Err(Trouble::File("it does not continue the file".to_owned())),
        }
    }

    /// What leaves was found good by our own verifier.
    async fn judged(&self, pdf: Vec<u8>) -> std::result::Result<Vec<u8>, Trouble> {
        let trust = self.trust().map_err(|error| Trouble::Key(error.to_string()))?;
        // Whether it was revoked was asked before it was used.
        let policy = Policy::new(trust, self.0.cell.now()).without_revocation();
        let judge = move || (verify(&pdf, &policy), pdf);
        let judged = tokio::task::spawn_blocking(judge).await;
        let (report, pdf) = judged.map_err(|error| Trouble::File(error.to_string()))?;
        if report.verdict.is_accepted() {
            return Ok(pdf);
        }
        let all = report.signatures.iter().flat_map(|one| &one.findings);
        let codes: Vec<&str> = all.map(|finding| finding.rule.code()).collect();
        Err(Trouble::File(format!("{:?}: {}", report.verdict, codes.join(", "))))
    }

    fn trust(&self) -> Result<TrustList> {
        let mut list = TrustList::new();
        for root in Authority::open(&self.0.cell)?.roots() {
            list.add(TrustAnchor::new(root));
        }
        Ok(list)
    }

    /// What is seen: that it is a seal, whose, and where the file can be checked.
    fn placement(&self, desk: &Desk, place: MarkPlace) -> Placement {
        let settings = self.0.cell.settings();
        let certificate = desk.signer.certificate().ok().flatten();
        let name =
            certificate.map_or_else(|| settings.name.clone(), |it| it.shown_name().to_owned());
        let host = settings.public_url.split_once("://").map_or("", |(_, host)| host);
        let lines = vec![
            Standing::Seal.label().to_owned(),
            name.strip_prefix("Segel ").unwrap_or(&name).to_owned(),
            format!("Berkas ini bisa diperiksa di {host}/verifikasi"),
        ];
        let MarkPlace { page, page_height, left, bottom, width, height } = place;
        Placement {
            page,
            page_height,
            rectangle: Rectangle { left, bottom, width, height },
            mark: Some(Mark::Code { content: String::new(), lines }),
        }
    }
}

impl Seals for Sealer {
    fn seal<'a>(&'a self, sealing: &'a Sealing<'a>) -> Sealed<'a> {
        Box::pin(self.sealed(sealing))
    }
}

fn late(size: usize) -> Trouble {
    let why = "no answer in time".to_owned();
    if size < SINGLE { Trouble::Key(why) } else { Trouble::File(why) }
}
