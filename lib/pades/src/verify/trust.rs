//! Who answers for the signatures, at which time (EN 319 102-1 §5.5 and §5.6).
//!
//! From the outside in: the outermost document time-stamp is judged now. Whatever a trusted one
//! covers is proven to have existed at its time, and is judged as of then.

use base::Instant;
use pki::timestamp::TimestampToken;
use pki::trust::{Judgement, NoteKind, PathFault, Pool, Problem, Verdict, Wanted};
use pki::{Certificate, PkiError, TimestampFault};

use super::evidence::{Piece, stored};
use super::finding::{Finding, Findings};
use super::gather::Case;
use super::policy::Policy;
use super::rule::Rule;
use super::value::Value;
use crate::document::Document;

/// More signatures than this are not judged: each may search for paths.
const MOST: usize = 128;
/// Time-stamps over one signature that are looked at.
const STAMPS: usize = 4;

/// What trust adds to a case.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    pub signer: Option<String>,
    pub certificate: Option<Certificate>,
    /// The instant at which the signature is proven to have existed.
    pub proven: Option<Instant>,
    /// What the anchor is called.
    pub label: Option<String>,
    pub has_stamp: bool,
    pub is_trusted: bool,
    pub wanted: Vec<Wanted>,
    pub judgement: Option<Judgement>,
}

/// Judges all cases that have a sound value.
pub fn judge(
    document: &Document<'_>,
    cases: &mut [Case<'_>],
    values: &[Option<Value>],
    policy: &Policy,
) -> Vec<Trust> {
    let mut court = Court::open(document, values, policy);
    let mut trusts = vec![Trust::default(); cases.len()];
    // The cases are sorted by what they cover, so the outermost comes last.
    for index in (0..cases.len()).rev() {
        let (Some(case), Some(Some(value))) = (cases.get_mut(index), values.get(index)) else {
            continue;
        };
        let Some(covered) = case.covered.as_ref().map(|covered| covered.revision) else { continue };
        if cases_left(&mut court) == 0 {
            case.findings.add(Finding::new(Rule::Work).what("signatures"));
            continue;
        }
        let trust = match value {
            Value::Token(token) => court.token(case, token, covered),
            Value::Signature(signed) => {
                let proven = court.stamps(case, signed, court.proven_at(covered));
                court.signer(case, signed, proven)
            }
        };
        if let Some(place) = trusts.get_mut(index) {
            *place = trust;
        }
    }
    trusts
}

fn cases_left(court: &mut Court<'_>) -> usize {
    let left = court.left;
    court.left = left.saturating_sub(1);
    left
}

struct Court<'p> {
    policy: &'p Policy,
    pool: Pool,
    pieces: Vec<Piece>,
    /// Times of trusted document time-stamps, with the revision each covers.
    times: Vec<(usize, Instant)>,
    left: usize,
}

impl<'p> Court<'p> {
    fn open(document: &Document<'_>, values: &[Option<Value>], policy: &'p Policy) -> Self {
        let mut pool = Pool::new();
        policy.evidence.iter().for_each(|kind| kind.enter(&mut pool, policy.now));
        let pieces = stored(document);
        pieces.iter().for_each(|piece| piece.kind.enter(&mut pool, policy.now));
        for value in values.iter().flatten().take(MOST) {
            let signed = match value {
                Value::Signature(signed) => signed,
                Value::Token(token) => token.signed_data(),
            };
            // What cannot be read of the enclosed lists proves nothing.
            let _ = pool.add_enclosed(signed, policy.now);
        }
        Self { policy, pool, pieces, times: Vec::new(), left: MOST }
    }

    /// When something in this revision is proven to have existed, by what was judged so far.
    fn proven_at(&self, revision: usize) -> Instant {
        let covering = self.times.iter().filter(|(covered, _)| *covered >= revision);
        covering.map(|(_, time)| *time).min().unwrap_or(self.policy.now)
    }

    fn token(&mut self, case: &mut Case<'_>, token: &TimestampToken, covered: usize) -> Trust {
        let proven = self.proven_at(covered);
        let judgement = self.judge_token(token, proven);
        let is_sound = case.findings.are_sound();
        explain(&judgement, &mut case.findings);
        let is_trusted = judgement.is_trusted() && is_sound;
        if is_trusted {
            let time = token.time().min(proven);
            self.times.push((covered, time));
            for piece in self.pieces.iter().filter(|piece| piece.revision <= covered) {
                piece.kind.enter(&mut self.pool, time);
            }
        }
        Trust {
            signer: Some(token.signer_certificate().shown_name()),
            certificate: Some(token.signer_certificate().clone()),
            proven: Some(token.time()),
            has_stamp: true,
            ..of(judgement)
        }
    }

    fn judge_token(&self, token: &TimestampToken, proven: Instant) -> Judgement {
        let Policy { trust, now, chain, .. } = self.policy;
        trust.judge_token(&self.pool, token, proven, *now, chain)
    }

    /// The time proven by the time-stamps of a signature, or the one proven from outside.
    fn stamps(
        &mut self,
        case: &mut Case<'_>,
        signed: &pki::cms::SignedData,
        outside: Instant,
    ) -> Option<Instant> {
        let mut proven = (outside < self.policy.now).then_some(outside);
        for der in signed.signature_timestamps().into_iter().take(STAMPS) {
            let findings = &mut case.findings;
            let read = TimestampToken::from_der(&der);
            let checked =
                read.and_then(|token| token.verify_over(&[signed.signature()]).map(|()| token));
            let token = match checked {
                Ok(token) => token,
                Err(error) => {
                    findings.add(Finding::new(stamp_rule(&error)).what(error.to_string()));
                    continue;
                }
            };
            let _ = self.pool.add_enclosed(token.signed_data(), self.policy.now);
            let judgement = self.judge_token(&token, outside);
            if judgement.is_trusted() {
                let known = proven.unwrap_or(self.policy.now);
                proven = Some(known.min(token.time()));
            } else {
                let why = judgement.problems.first().map(Problem::to_string);
                findings.add(Finding::new(Rule::StampUntrusted).what(why.unwrap_or_default()));
            }
        }
        proven
    }

    fn signer(
        &self,
        case: &mut Case<'_>,
        signed: &pki::cms::SignedData,
        proven: Option<Instant>,
    ) -> Trust {
        let Policy { trust, now, chain, .. } = self.policy;
        let Ok(certificate) = signed.signer_certificate() else { return Trust::default() };
        let at = proven.unwrap_or(*now);
        let judgement = trust.judge_signer(&self.pool, certificate, at, *now, chain);
        explain(&judgement, &mut case.findings);
        Trust {
            signer: Some(certificate.shown_name()),
            certificate: Some(certificate.clone()),
            proven,
            has_stamp: proven.is_some(),
            ..of(judgement)
        }
    }
}

fn of(judgement: Judgement) -> Trust {
    Trust {
        label: judgement.anchor.clone(),
        is_trusted: judgement.is_trusted(),
        wanted: judgement.wanted.clone(),
        judgement: Some(judgement),
        ..Trust::default()
    }
}

/// A time-stamp over something else is a lie; one that is weak, or of an authority that may not
/// make it, only proves nothing.
const fn stamp_rule(error: &PkiError) -> Rule {
    match error {
        PkiError::Timestamp(TimestampFault::Imprint) => Rule::StampBroken,
        PkiError::Timestamp(_)
        | PkiError::Weak(_)
        | PkiError::UnknownAlgorithm(_)
        | PkiError::Parameters(_)
        | PkiError::NotDer(_) => Rule::StampUntrusted,
        _ => Rule::StampBroken,
    }
}

/// Problems as findings of their rules; notes that people want to know.
fn explain(judgement: &Judgement, findings: &mut Findings) {
    for problem in &judgement.problems {
        findings.add(Finding::new(rule(problem)).what(problem.to_string()));
    }
    for note in &judgement.notes {
        if !matches!(note.kind, NoteKind::NoSource) {
            let what = format!("{}: {}", note.certificate.subject(), note.kind);
            findings.add(Finding::new(Rule::TrustNote).what(what));
        }
    }
}

const fn rule(problem: &Problem) -> Rule {
    match (&problem.fault, problem.verdict()) {
        (PathFault::NoIssuer, _) => Rule::TrustUnknown,
        (PathFault::IssuerSignature, _) => Rule::TrustIssuer,
        (PathFault::TooMuchWork, _) => Rule::TrustWork,
        (PathFault::Expired { .. }, Verdict::Indeterminate) => Rule::TrustExpired,
        (PathFault::Expired { .. } | PathFault::NotYetValid { .. }, _) => Rule::TrustValidity,
        (PathFault::Purpose | PathFault::KeyUsage | PathFault::AnchorPurpose, _) => {
            Rule::TrustPurpose
        }
        (PathFault::Revoked { .. }, _) => Rule::TrustRevoked,
        (PathFault::OnHold { .. } | PathFault::NoFreshStatement | PathFault::StatusUnknown, _) => {
            Rule::TrustStatus
        }
        _ => Rule::TrustPath,
    }
}
