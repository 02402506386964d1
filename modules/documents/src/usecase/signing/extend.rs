//! What makes a signature outlive its certificate: the proofs that it was not revoked go into the
//! file (B-LT), and a document time-stamp over all of it (B-LTA). Nobody waits for it; while the
//! services do not answer, it is tried again.

use base::{Error, Id, Kind, Random, Result};
use bytes::Bytes;
use cell::Cell;
use db::Tx;
use jobs::{Context, Job, NewJob, Outcome};
use pades::sign::{Evidence as Stored, Stamper, extend_lt, extend_lta};
use pades::verify::{Evidence, Policy, Report, verify};
use pki::DigestAlgorithm;
use pki::timestamp::{TimestampRequest, TimestampToken};
use ports::signing::Standing;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::acceptance::trust_list;
use super::evidence;
use super::house::SigningHouse;
use crate::domain::letter::{Letter, Revision};
use crate::store::retention::destroyed;
use crate::store::revisions;
use crate::store::signing::signatures::{self, Signature};
use crate::usecase::authority::answer_stamp;
use crate::usecase::draft::hex;
use crate::usecase::files::{put_file, read_file};

/// The letter whose newest signature is to last.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Extension {
    pub letter: String,
}

/// Extends signatures in the background.
pub struct Extend {
    house: SigningHouse,
}

impl Extend {
    pub fn new(house: SigningHouse) -> Self {
        Self { house }
    }
}

/// Asks for it, in the transaction of the signature.
pub(super) async fn plan(tx: &mut Tx, cell: &Cell, letter: Id<Letter>) -> Result<()> {
    let order = Extension { letter: letter.to_string() };
    let job = NewJob::of::<Extend>(&order, &audit::Who::system())?;
    jobs::enqueue(tx, cell, job.with_key(format!("extend/{letter}"))).await?;
    Ok(())
}

impl Job for Extend {
    const KIND: &'static str = "documents/extend";
    type Payload = Extension;

    async fn run(&self, context: &Context, order: Extension) -> Result<Outcome> {
        let unknown = || Error::new(Kind::NotFound, "documents/unknown-letter");
        let id: Id<Letter> = Id::parse(&order.letter).ok_or_else(unknown)?;
        let read = self.house.cell().db().read(async |tx: &mut Tx| -> Result<_> {
            // What was destroyed meanwhile needs no proofs.
            let there = destroyed::find(tx, id).await?.is_none();
            let newest = revisions::list(tx, id).await?.pop().filter(|_| there);
            Ok((newest, signatures::list(tx, id).await?.pop()))
        });
        let (Some(newest), Some(signature)) = read.await? else { return Ok(Outcome::done()) };
        if signature.level == "B-LTA" {
            return Ok(Outcome::done());
        }
        let before = read_file(self.house.cell(), id, &newest.sha256).await?;
        let after = extended(&self.house, signature.standing, before.clone()).await?;
        context.check()?;
        match after.len() > before.len() {
            true => self.keep(id, (&newest, &signature), after).await,
            false => Ok(Outcome::done()),
        }
    }
}

impl Extend {
    /// The new file beside the old one, when our own verifier still takes it.
    async fn keep(
        &self,
        id: Id<Letter>,
        (newest, signature): (&Revision, &Signature),
        pdf: Vec<u8>,
    ) -> Result<Outcome> {
        let cell = self.house.cell();
        let sha256 = hex(&Sha256::digest(&pdf));
        let pdf = Bytes::from(pdf);
        let report = judged(&self.house, signature.standing, pdf.clone()).await?;
        if !report.verdict.is_accepted() {
            let error = Error::new(Kind::Internal, "documents/extended-badly");
            return Err(error.with("verdict", format!("{:?}", report.verdict)));
        }
        let of_people = report.signatures.iter().filter(|one| !one.is_time_stamp);
        let level = of_people.max_by_key(|one| one.end).map(|one| one.level.clone());
        let level = level.unwrap_or_else(|| signature.level.clone());
        put_file(cell, id, &sha256, pdf.clone()).await?;
        let write = async |tx: &mut Tx| -> Result<()> {
            // Whoever came before has done it.
            if revisions::list(tx, id).await?.pop().as_ref() != Some(newest) {
                return Ok(());
            }
            let revision = Revision {
                number: newest.number + 1,
                sha256: sha256.clone(),
                bytes: pdf.len() as u64,
                producer: "extension".to_owned(),
                made_at: cell.now(),
                ..newest.clone()
            };
            revisions::add(tx, id, &revision).await?;
            Ok(signatures::raise(tx, id, signature.revision, &level).await?)
        };
        cell.db().write(write).await?;
        Ok(Outcome::with(serde_json::json!({ "level": level })))
    }
}

async fn judged(house: &SigningHouse, standing: Standing, pdf: Bytes) -> Result<Report> {
    let policy = Policy::new(trust_list(house, standing)?, house.cell().now());
    on_thread(move || verify(&pdf, &policy.without_revocation())).await
}

/// The file with proofs and time-stamp, as far as they are to be had.
async fn extended(house: &SigningHouse, standing: Standing, pdf: Bytes) -> Result<Vec<u8>> {
    let policy = Policy::new(trust_list(house, standing)?, house.cell().now());
    let asked = pdf.clone();
    let report = on_thread(move || verify(&asked, &policy)).await?;
    let mut found = match &house.services().revocation {
        Some(source) => evidence::gather(source, &report.wanted).await,
        None => Vec::new(),
    };
    if standing != Standing::Certified {
        found.extend(evidence::own_lists(house.cell()).await?);
    }
    let stored = stored(&report, found);
    let stamps = stamper(house, standing);
    // Certificates alone prove nothing new, and a file without additions is the easier to explain.
    if stored.crls.is_empty() && stored.ocsps.is_empty() && stamps.is_none() {
        return Ok(pdf.to_vec());
    }
    on_thread(move || -> Result<Vec<u8>> {
        let with_proofs = extend_lt(&pdf, &[stored]).map_err(failed)?;
        let bytes = with_proofs.unwrap_or_else(|| pdf.to_vec());
        let Some(mut stamp) = stamps else { return Ok(bytes) };
        let stamper: Stamper<'_> = &mut |algorithm, digest| stamp(algorithm, digest);
        extend_lta(&bytes, stamper).map_err(failed)
    })
    .await?
}

/// An outage of a service, or a file that cannot be added to; the job tries again.
fn failed(error: pades::write::WriteError) -> Error {
    Error::new(Kind::Unavailable, "documents/not-extended").caused_by(error)
}

fn stored(report: &Report, found: Vec<Evidence>) -> Stored {
    let newest =
        report.signatures.iter().filter(|one| !one.is_time_stamp).max_by_key(|one| one.end);
    let mut stored = Stored { field: newest.map(|one| one.field.clone()), ..Stored::default() };
    for piece in found {
        match piece {
            Evidence::Crl(list) => stored.crls.push(list.to_der().to_vec()),
            Evidence::Ocsp(answer) => {
                let enclosed = answer.certificates().iter().map(|it| it.to_der().to_vec());
                stored.certificates.extend(enclosed);
                stored.ocsps.push(answer.to_der().to_vec());
            }
            Evidence::Certificate(it) => stored.certificates.push(it.to_der().to_vec()),
        }
    }
    stored
}

type Stamp = Box<dyn FnMut(DigestAlgorithm, &[u8]) -> Option<TimestampToken> + Send>;

/// Whoever stamps: for certified signatures the authority of the settings; for internal ones the
/// cell's own, below the same root as the signature.
fn stamper(house: &SigningHouse, standing: Standing) -> Option<Stamp> {
    let cell = house.cell().clone();
    let request = move |algorithm, digest: &[u8], cell: &Cell| {
        let mut nonce = [0; 8];
        Random::fill(cell.random(), &mut nonce);
        TimestampRequest::new(algorithm, digest, &nonce)
    };
    let outside = house.services().stamps.clone().filter(|_| standing == Standing::Certified);
    if let Some(authority) = outside {
        let runtime = tokio::runtime::Handle::current();
        return Some(Box::new(move |algorithm, digest| {
            let request = request(algorithm, digest, &cell);
            let answer = runtime.block_on(authority.stamp(&request.to_der())).ok()?;
            request.accept(&answer).ok()
        }));
    }
    (standing != Standing::Certified).then(|| {
        let own = move |algorithm, digest: &[u8]| {
            let request = request(algorithm, digest, &cell);
            request.accept(&answer_stamp(&cell, &request.to_der()).ok()?).ok()
        };
        Box::new(own) as Stamp
    })
}

async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| Error::new(Kind::Internal, "documents/verifier").caused_by(e))
}
