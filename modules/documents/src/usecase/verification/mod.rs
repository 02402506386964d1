//! The public verification: any PDF is judged by the pinned list of trust, by nobody's word but that
//! of its own bytes. Nothing that was sent is kept.

mod intake;
mod judged;
mod kept;
mod known;
mod news;
mod pictures;
mod public_page;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base::{Error, Id, Kind, Result};
use cell::Cell;
use pades::verify::{Policy, Report, Verdict, verify};
use pages::{Limits, Program, Renderer};
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::kept::Kept;
use self::pictures::Pictures;
use super::comparison;
use super::files::read_file;
use super::signing::SigningServices;
use super::trust_list::{Pinned, pinned};

use crate::domain::letter::Letter;

pub use intake::{Intake, LARGEST, Sent, too_large};
pub use judged::{Issued, Judged, Label, Signed};
pub use news::ask;
pub use pictures::{WIDTH, no_picture};
pub use public_page::{PublicLetter, public_letter, public_pdf, public_picture, public_trail};

/// How much is granted to strangers.
#[derive(Debug, Clone, Copy)]
pub struct VerifySettings {
    /// Files judged at once; each may take some hundred megabytes.
    pub at_once: usize,
    /// How long a file waits for its turn.
    pub patience: Duration,
    /// Bytes of files that are on their way, all together.
    pub room: usize,
    /// For all questions about revocation of one file.
    pub asking: Duration,
    /// Files that one address may send in a minute.
    pub per_minute: u32,
    /// Until a page of a stranger's file is drawn, then the drawing is killed; four times as long for
    /// all of them. Less than the patience: whoever waits behind a page without end comes in.
    pub drawing: Duration,
    /// Pages of letters, with their pictures, that one address may open in a minute.
    pub scans_per_minute: u32,
}

impl Default for VerifySettings {
    fn default() -> Self {
        Self {
            at_once: 2,
            patience: Duration::from_secs(10),
            room: 300_000_000,
            asking: Duration::from_secs(3),
            drawing: Duration::from_secs(8),
            per_minute: 20,
            scans_per_minute: 120,
        }
    }
}

/// Bytes of memory for drawing a stranger's file: a page that was scanned takes a hundred megabytes.
const STRANGE: u64 = 384 << 20;

/// Judges files. Cheap to clone; pages take it as `Extension<Verifier>`.
#[derive(Clone)]
pub struct Verifier {
    cell: Cell,
    settings: VerifySettings,
    services: SigningServices,
    turns: Arc<Semaphore>,
    room: Arc<Semaphore>,
    kept: Arc<Mutex<Kept>>,
    comparing: Drawing,
    showing: Drawing,
    pictures: Arc<Mutex<Pictures>>,
}

/// A renderer and the turns before it. Files of strangers and letters of this cell have one each, and
/// neither takes turns from judging.
#[derive(Clone)]
struct Drawing {
    renderer: Renderer,
    turns: Arc<Semaphore>,
}

impl Drawing {
    fn new(program: Option<&Program>, limits: Limits) -> Self {
        let turns = Arc::new(Semaphore::new(limits.at_once.max(1)));
        Self { renderer: Renderer::new(program.cloned(), limits), turns }
    }
}

impl Verifier {
    /// Without a program nothing is drawn. Without a source of revocation among the services, it is
    /// known only from what a file brings and of the cell's own.
    pub fn new(
        cell: Cell,
        settings: VerifySettings,
        services: SigningServices,
        program: Option<&Program>,
    ) -> Self {
        let own = Limits::default();
        let strange = Limits { time: settings.drawing, memory: STRANGE, ..own };
        Self {
            comparing: Drawing::new(program, strange),
            showing: Drawing::new(program, own),
            turns: Arc::new(Semaphore::new(settings.at_once.max(1))),
            room: Arc::new(intake::room(settings.room)),
            kept: Arc::default(),
            pictures: Arc::default(),
            cell,
            settings,
            services,
        }
    }

    pub fn cell(&self) -> &Cell {
        &self.cell
    }

    pub fn settings(&self) -> VerifySettings {
        self.settings
    }

    /// Takes in a file piece by piece.
    pub fn intake(&self) -> Intake {
        Intake::new(self.room.clone(), self.settings.patience)
    }

    /// Judges a file; there is an answer for any bytes.
    ///
    /// # Errors
    /// `documents/verify-busy` when too many wait; those of the database and the keys folder.
    pub async fn judge(&self, sent: Sent) -> Result<Judged> {
        let sent = Arc::new(sent);
        let turn = Arc::new(self.turn(&self.turns).await?);
        let (bytes, held) = (sent.clone(), turn.clone());
        let sha256 = off_thread(held, move || Sha256::digest(bytes.content()).into()).await?;
        let pinned = pinned(&self.cell, &self.services).await?;
        let issued = known::find(&self.cell, &[sha256]).await?.pop().flatten();
        let report = match issued.as_ref().and_then(|_| self.recalled(&sha256, &pinned)) {
            Some(report) => report,
            None => {
                let report = Arc::new(self.report((&sent, &turn), &pinned).await?);
                if issued.is_some() {
                    self.keep(sha256, &pinned, &report);
                }
                report
            }
        };
        let bytes = sent.clone();
        let ends: Vec<usize> = report.signatures.iter().map(|it| it.end).collect();
        let versions = off_thread(turn, move || known::versions(bytes.content(), &ends)).await?;
        judged::judged(&self.cell, &pinned, report, (sha256, sent.content().len()), versions).await
    }

    /// Judges a PDF of a letter of this cell; from memory when that was done within the hour.
    pub(super) async fn judge_own(&self, letter: Id<Letter>, sha256: &str) -> Result<Judged> {
        let hash =
            crate::domain::file::digest(sha256).ok_or_else(|| super::access::damaged("file"))?;
        let pinned = pinned(&self.cell, &self.services).await?;
        if let Some(report) = self.recalled(&hash, &pinned) {
            let versions = vec![None; report.signatures.len()];
            return judged::judged(&self.cell, &pinned, report, (hash, 0), versions).await;
        }
        let content = read_file(&self.cell, letter, sha256).await?;
        self.judge(Sent::own(content)).await
    }

    /// The version that the signature with this number, counted from 1, covers: the beginning of the
    /// file, byte for byte.
    ///
    /// # Errors
    /// `documents/verify-no-version` when it covers none; `documents/verify-busy`.
    pub async fn version(&self, sent: Sent, signature: usize) -> Result<bytes::Bytes> {
        let turn = self.turn(&self.turns).await?;
        let sent = Arc::new(sent);
        let (bytes, now) = (sent.clone(), self.cell.now());
        let judged = move || {
            let policy = Policy::new(pki::trust::TrustList::new(), now).without_revocation();
            verify(bytes.content(), &policy)
        };
        let report = off_thread(turn, judged).await?;
        let found = signature.checked_sub(1).and_then(|index| report.signatures.get(index));
        let end = found.map_or(0, |it| it.end);
        let missing = || Error::new(Kind::NotFound, "documents/verify-no-version");
        if end == 0 { Err(missing()) } else { sent.beginning(end).ok_or_else(missing) }
    }

    /// The version that a signature covers beside the whole file, page by page. It decides nothing.
    /// One turn lasts for both steps; the bytes keep their room until the last page is drawn.
    ///
    /// # Errors
    /// As [`Verifier::version`]; `documents/no-picture` for what cannot be drawn.
    pub async fn compare(&self, sent: Sent, signature: usize) -> Result<Vec<pages::PageChange>> {
        let turn = self.turn(&self.comparing.turns).await?;
        let whole = sent.whole();
        let version = self.version(sent, signature).await?;
        comparison::compared(&self.comparing.renderer, (version, whole), turn).await
    }

    /// Judged with what the file brings; where that leaves a question, once more with what the
    /// places answer that certificates below a pinned anchor name. Others are never asked.
    async fn report(&self, sent: (&Arc<Sent>, &Turn), pinned: &Pinned) -> Result<Report> {
        let mut policy = Policy::new(pinned.trust.clone(), self.cell.now());
        policy.evidence = news::own_certificates(pinned);
        let report = self.judged_by(sent, policy.clone()).await?;
        if report.verdict != Verdict::Indeterminate || report.wanted.is_empty() {
            return Ok(report);
        }
        let source = self.services.revocation.as_ref();
        let news = news::news(&self.cell, pinned, source, &report.wanted, self.settings.asking);
        let news = news.await;
        if news.is_empty() {
            return Ok(report);
        }
        policy.evidence.extend(news);
        // The clock goes on: what was made a moment ago must not lie in the future.
        policy.now = self.cell.now();
        self.judged_by(sent, policy).await
    }

    async fn judged_by(&self, (sent, turn): (&Arc<Sent>, &Turn), policy: Policy) -> Result<Report> {
        let sent = sent.clone();
        off_thread(turn.clone(), move || verify(sent.content(), &policy)).await
    }

    async fn turn(&self, turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit> {
        let wait = turns.clone().acquire_owned();
        match tokio::time::timeout(self.settings.patience, wait).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(busy()),
        }
    }

    fn recalled(&self, sha256: &[u8; 32], pinned: &Pinned) -> Option<Arc<Report>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.find(sha256, &pinned.version, self.cell.now())
    }

    fn keep(&self, sha256: [u8; 32], pinned: &Pinned, report: &Arc<Report>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep(sha256, &pinned.version, report.clone(), self.cell.now());
    }
}

/// Too many at once: whoever waits a little comes in.
fn busy() -> Error {
    Error::new(Kind::Unavailable, "documents/verify-busy").with("seconds", 15)
}

/// A turn that several steps share.
type Turn = Arc<OwnedSemaphorePermit>;

/// Parsing, hashing and cryptography do not hold up the threads that answer. The turn is held until
/// the work ends, which it does also when nobody waits for it any more.
async fn off_thread<T: Send + 'static>(
    turn: impl Send + 'static,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    let done = done.await;
    done.map_err(|cause| Error::new(Kind::Internal, "documents/verify-fault").caused_by(cause))
}
