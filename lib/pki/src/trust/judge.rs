//! The judgement itself: a path, its rules at the proven time, and what was withdrawn before it.
//!
//! In the small this is the past signature validation of ETSI EN 319 102-1 §5.6. The certificates must
//! have been valid when the signature is proven to have existed, not today. From the anchor down,
//! an authority that was revoked later takes the word from every statement that is not proven to be
//! older than that (validation time sliding, §5.6.2.2); a certificate revoked later than the proven time
//! does no harm.

use base::Instant;

use super::anchor::{Purpose, TrustList};
use super::build::{self, Path};
use super::evidence::{self, Proven, Source};
use super::pool::Pool;
use super::problem::{Note, NoteKind, PathFault, Problem, Verdict, Wanted};
use super::rules::{self, Occasion};
use crate::Certificate;
use crate::revocation::{Reason, Statement, Status};
use crate::timestamp::TimestampToken;

/// How far the clock of whoever makes lists and answers may run ahead of ours.
const AHEAD_SECONDS: i64 = 300;

/// How strictly to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    pub revocation: RevocationPolicy,
    /// Whether a token whose certificate has expired and that no later token covers still proves its
    /// time. EN 319 102-1 says no (the default); Adobe's readers say yes. It gets a note.
    pub expired_timestamps: bool,
    /// How many signatures and steps a search for paths may cost.
    pub work: usize,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            revocation: RevocationPolicy::Required { grace_seconds: 86_400 },
            expired_timestamps: false,
            work: 500,
        }
    }
}

/// Whether certificates are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationPolicy {
    /// They are not; what the pool says is not looked at.
    Off,
    /// A certificate that says where its status is to be had needs a statement that is fresh for the
    /// time that counts: valid then (`thisUpdate` to `nextUpdate`), or not more than this older.
    Required { grace_seconds: i64 },
}

/// What came out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: Verdict,
    /// The best path: the certificate first, the anchor last. Only the certificate when there is none.
    pub path: Vec<Certificate>,
    /// What the anchor is called.
    pub anchor: Option<String>,
    pub problems: Vec<Problem>,
    pub notes: Vec<Note>,
    pub wanted: Vec<Wanted>,
    /// The statements on which the verdict rests.
    pub used: Vec<Used>,
}

/// A statement that was found fresh, or that speaks of a revocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    pub certificate: Certificate,
    pub source: Source,
    pub statement: Statement,
}

/// The instants of one judgement.
#[derive(Debug, Clone, Copy)]
struct Moments {
    /// The signature or token is proven to have existed then.
    proven: Instant,
    /// Statements must be fresh for this time: that of a token's own clock.
    fresh: Instant,
    now: Instant,
}

impl Judgement {
    pub fn is_trusted(&self) -> bool {
        self.verdict == Verdict::Trusted
    }
}

impl TrustList {
    /// Judges the certificate of a signature on a document.
    ///
    /// `proven` is the earliest instant at which the signature is proven to have existed: the time of a
    /// trusted time-stamp over it, or `now` when there is none. A time the signer claims proves
    /// nothing.
    pub fn judge_signer(
        &self,
        pool: &Pool,
        certificate: &Certificate,
        proven: Instant,
        now: Instant,
        policy: &Policy,
    ) -> Judgement {
        self.judge(pool, certificate, Purpose::DocumentSigning, proven, now, policy)
    }

    /// Judges the certificate of a token; its own signature and imprint are the caller's to check.
    ///
    /// Tokens are judged from the outside in. The outermost is judged `now` (`proven` = `now`); when
    /// it is trusted, whatever it covers is proven to have existed at its time, and so on inwards.
    /// Statements about its authority must be fresh for the token's own time: offline, nobody can ask
    /// for later ones.
    pub fn judge_token(
        &self,
        pool: &Pool,
        token: &TimestampToken,
        proven: Instant,
        now: Instant,
        policy: &Policy,
    ) -> Judgement {
        let certificate = token.signer_certificate();
        let proven = proven.min(now);
        let mut moments = Moments { proven, fresh: token.time().min(proven), now };
        let lapsed = policy.expired_timestamps && !certificate.is_valid_at(proven);
        if lapsed {
            moments.proven = moments.fresh;
        }
        let mut judgement =
            self.judge_within(pool, certificate, Purpose::TimeStamping, moments, policy);
        if lapsed {
            let kind = NoteKind::ExpiredTimestamp(certificate.not_after());
            judgement.notes.push(Note { certificate: certificate.clone(), kind });
        }
        judgement
    }

    /// Judges a certificate for a purpose; what is fresh for `proven` is fresh. For signatures and
    /// tokens there are [`Self::judge_signer`] and [`Self::judge_token`].
    pub fn judge(
        &self,
        pool: &Pool,
        certificate: &Certificate,
        purpose: Purpose,
        proven: Instant,
        now: Instant,
        policy: &Policy,
    ) -> Judgement {
        // An authority's clock may be ahead of ours; nothing is proven to exist in the future.
        let proven = proven.min(now);
        let moments = Moments { proven, fresh: proven, now };
        self.judge_within(pool, certificate, purpose, moments, policy)
    }

    fn judge_within(
        &self,
        pool: &Pool,
        certificate: &Certificate,
        purpose: Purpose,
        moments: Moments,
        policy: &Policy,
    ) -> Judgement {
        let search = build::search(self, pool, certificate, policy.work);
        let judged = search
            .paths
            .iter()
            .map(|path| JudgedPath::new(path, pool, purpose, moments, policy).judgement());
        // Of equally good paths the first: it stands nearest to an anchor.
        let best =
            judged.reduce(|best, next| if next.verdict < best.verdict { next } else { best });
        best.unwrap_or_else(|| without_path(certificate, search.dead_end))
    }
}

fn without_path(certificate: &Certificate, dead_end: Option<Problem>) -> Judgement {
    let problem = dead_end.unwrap_or_else(|| Problem {
        certificate: certificate.clone(),
        fault: PathFault::NoIssuer,
    });
    let urls = problem.certificate.issuer_urls().to_vec();
    let missing = problem.fault == PathFault::NoIssuer && !urls.is_empty();
    let wanted = Wanted::Issuer { of: problem.certificate.clone(), urls };
    Judgement {
        verdict: problem.verdict(),
        path: vec![certificate.clone()],
        anchor: None,
        problems: vec![problem],
        notes: Vec::new(),
        wanted: if missing { vec![wanted] } else { Vec::new() },
        used: Vec::new(),
    }
}

/// One path while it is judged.
struct JudgedPath<'a> {
    path: &'a Path<'a>,
    purpose: Purpose,
    moments: Moments,
    /// Statements must be proven to have existed then, signatures too.
    control: Instant,
    problems: Vec<Problem>,
    notes: Vec<Note>,
    wanted: Vec<Wanted>,
    used: Vec<Used>,
}

impl<'a> JudgedPath<'a> {
    fn new(
        path: &'a Path<'a>,
        pool: &Pool,
        purpose: Purpose,
        moments: Moments,
        policy: &Policy,
    ) -> Self {
        let Moments { proven, now, .. } = moments;
        let occasion = Occasion { purpose, at: proven, proven: proven < now };
        let problems = rules::problems(path, &occasion);
        let (notes, wanted, used) = (Vec::new(), Vec::new(), Vec::new());
        let mut judged =
            Self { path, purpose, moments, control: now, problems, notes, wanted, used };
        judged.note_expiry();
        if let RevocationPolicy::Required { grace_seconds } = policy.revocation {
            // From the anchor down; the anchor itself, pinned, is asked about by nobody.
            let last = path.certificates.len() - usize::from(path.is_pinned());
            for index in (0..last).rev() {
                judged.ask_about(index, pool, grace_seconds);
            }
        }
        judged
    }

    fn judgement(self) -> Judgement {
        let mut path = self.path.certificates.clone();
        if !self.path.is_pinned() {
            path.push(self.path.anchor.certificate().clone());
        }
        let worst = self.problems.iter().map(Problem::verdict).max();
        Judgement {
            verdict: worst.unwrap_or(Verdict::Trusted),
            path,
            anchor: self.path.anchor.label().map(str::to_owned),
            problems: self.problems,
            notes: self.notes,
            wanted: self.wanted,
            used: self.used,
        }
    }

    fn note_expiry(&mut self) {
        let Moments { proven, now, .. } = self.moments;
        for certificate in &self.path.certificates {
            let until = certificate.not_after();
            if certificate.is_valid_at(proven) && until < now {
                let kind = NoteKind::ExpiredLater(until);
                self.notes.push(Note { certificate: certificate.clone(), kind });
            }
        }
        let anchor = self.path.anchor.certificate();
        if anchor.not_after() < now && !self.path.is_pinned() {
            let kind = NoteKind::AnchorExpired(anchor.not_after());
            self.notes.push(Note { certificate: anchor.clone(), kind });
        }
    }

    fn ask_about(&mut self, index: usize, pool: &Pool, grace_seconds: i64) {
        let path = self.path;
        let Some(certificate) = path.certificates.get(index) else { return };
        let issuer = path.issuer_of(index);
        let evidence = evidence::about(pool, certificate, issuer);
        for error in evidence.set_aside {
            let kind = NoteKind::SetAside(error);
            self.notes.push(Note { certificate: certificate.clone(), kind });
        }
        let control = self.control;
        let usable = evidence.proven.into_iter().filter(|proven| proven.existed <= control);
        let usable: Vec<Proven> = usable.collect();
        self.heed_revocation(index, certificate, &usable);
        let fresh = |proven: &&Proven| {
            speaks_of(certificate, &proven.statement)
                && proven.statement.this_update <= control.plus_seconds(AHEAD_SECONDS)
                && is_fresh(&proven.statement, self.moments.fresh, grace_seconds)
        };
        if let Some(found) = usable.iter().filter(fresh).max_by_key(|one| one.statement.this_update)
        {
            let (source, statement) = (found.source, found.statement);
            self.used.push(Used { certificate: certificate.clone(), source, statement });
            return;
        }
        self.miss(certificate, issuer, &usable);
    }

    /// The earliest revocation that any statement knows of.
    fn heed_revocation(&mut self, index: usize, certificate: &Certificate, usable: &[Proven]) {
        let revoked = usable.iter().filter_map(|proven| match proven.statement.status {
            Status::Revoked { at, reason } => Some((at, reason, proven)),
            _ => None,
        });
        let Some((at, reason, proven)) = revoked.min_by_key(|(at, ..)| *at) else { return };
        let (source, statement) = (proven.source, proven.statement);
        self.used.push(Used { certificate: certificate.clone(), source, statement });
        if self.is_spared(index, at, reason) || self.moments.proven < at {
            let kind = NoteKind::RevokedLater { at, reason };
            self.notes.push(Note { certificate: certificate.clone(), kind });
        } else if reason == Some(Reason::CertificateHold) {
            self.fail(certificate, PathFault::OnHold { at });
        } else {
            self.fail(certificate, PathFault::Revoked { at, reason });
        }
        if index > 0 {
            self.control = self.control.min(at);
        }
    }

    /// RFC 3161 §4, 1: a token made before its authority stopped in order stays good for ever.
    fn is_spared(&self, index: usize, at: Instant, reason: Option<Reason>) -> bool {
        index == 0
            && self.purpose == Purpose::TimeStamping
            && reason.is_some_and(Reason::spares_earlier_stamps)
            && self.moments.fresh < at
    }

    /// No statement was fresh: that counts when there is a place where one could be had.
    fn miss(&mut self, certificate: &Certificate, issuer: &Certificate, usable: &[Proven]) {
        let (ocsp, crls) = (certificate.ocsp_urls(), certificate.crl_urls());
        if certificate.has_no_revocation() || self.is_revoked(certificate) {
            return;
        }
        if ocsp.is_empty() && crls.is_empty() {
            let kind = NoteKind::NoSource;
            self.notes.push(Note { certificate: certificate.clone(), kind });
            return;
        }
        let unknown = usable.iter().any(|proven| proven.statement.status == Status::Unknown);
        let fault = if unknown { PathFault::StatusUnknown } else { PathFault::NoFreshStatement };
        self.fail(certificate, fault);
        let (certificate, issuer) = (certificate.clone(), issuer.clone());
        if !ocsp.is_empty() {
            let urls = ocsp.to_vec();
            let (certificate, issuer) = (certificate.clone(), issuer.clone());
            self.wanted.push(Wanted::Ocsp { certificate, issuer, urls });
        }
        if !crls.is_empty() {
            let urls = crls.to_vec();
            self.wanted.push(Wanted::Crl { certificate, issuer, urls });
        }
    }

    fn is_revoked(&self, certificate: &Certificate) -> bool {
        let revoked = |problem: &Problem| {
            matches!(problem.fault, PathFault::Revoked { .. } | PathFault::OnHold { .. })
                && problem.certificate == *certificate
        };
        self.problems.iter().any(revoked)
    }

    fn fail(&mut self, certificate: &Certificate, fault: PathFault) {
        self.problems.push(Problem { certificate: certificate.clone(), fault });
    }
}

/// Of a certificate that has expired, lists fall silent (RFC 5280 §3.3): that it is not on one made
/// later says nothing.
fn speaks_of(certificate: &Certificate, statement: &Statement) -> bool {
    match statement.status {
        Status::Good => statement.this_update < certificate.not_after().plus_seconds(1),
        Status::Revoked { .. } => true,
        Status::Unknown => false,
    }
}

/// It was valid at that time, or is not older than that by more than the grace, or is younger.
fn is_fresh(statement: &Statement, at: Instant, grace_seconds: i64) -> bool {
    let made = statement.this_update.max(statement.produced_at);
    let covers =
        statement.this_update <= at && statement.next_update.is_some_and(|next| at <= next);
    covers || made >= at.plus_seconds(-grace_seconds)
}
