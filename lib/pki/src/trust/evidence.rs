//! Statements about one certificate of a path, checked against its issuer.

use base::Instant;

use super::pool::Pool;
use crate::revocation::{Responder, Statement, Status};
use crate::{Certificate, PkiError, RevocationFault};

/// What a statement came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    Crl,
    Ocsp,
}

/// A statement whose signer was authorised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Proven {
    pub statement: Statement,
    pub source: Source,
    pub existed: Instant,
}

/// What the pool says of a certificate, and what had to be set aside.
pub(super) struct Evidence {
    pub proven: Vec<Proven>,
    pub set_aside: Vec<PkiError>,
}

/// All statements about `certificate` that its `issuer` answers for.
pub(super) fn about(pool: &Pool, certificate: &Certificate, issuer: &Certificate) -> Evidence {
    let mut evidence = Evidence { proven: Vec::new(), set_aside: Vec::new() };
    for known in pool.crls() {
        if known.value.issuer() != certificate.issuer() {
            continue;
        }
        let checked = known.value.verify(issuer).and_then(|()| known.value.statement(certificate));
        evidence.take(checked, Source::Crl, known.existed);
    }
    for known in pool.ocsp() {
        let answer = &known.value;
        // Most answers of a pool are about others; that is no fault of theirs.
        let Ok(statement) = answer.statement(certificate, issuer) else { continue };
        let signer = answer.verify_with(issuer, pool.certificates());
        let checked = signer.and_then(|signer| {
            check_responder(pool, &signer, issuer, statement).map(|()| statement)
        });
        evidence.take(checked, Source::Ocsp, known.existed);
    }
    evidence
}

impl Evidence {
    fn take(&mut self, checked: Result<Statement, PkiError>, source: Source, existed: Instant) {
        match checked {
            Ok(statement) => self.proven.push(Proven { statement, source, existed }),
            // A list of one distribution point does not concern the certificates of another.
            Err(PkiError::Revocation(RevocationFault::Scope)) => {}
            Err(error) => self.set_aside.push(error),
        }
    }
}

/// A responder that may be asked about must not stand on a list of its issuer when it answered
/// (RFC 6960 §4.2.2.2.1). That it is on none need not be proven.
fn check_responder(
    pool: &Pool,
    signer: &Responder,
    issuer: &Certificate,
    statement: Statement,
) -> Result<(), PkiError> {
    let Responder::Delegated(signer) = signer else { return Ok(()) };
    if signer.has_ocsp_nocheck() {
        return Ok(());
    }
    for known in pool.crls() {
        let listed = known.value.verify(issuer).and_then(|()| known.value.statement(signer));
        let listed = listed.map(|listed| listed.status);
        if matches!(listed, Ok(Status::Revoked { at, .. }) if at <= statement.produced_at) {
            return Err(RevocationFault::NotAuthorised.into());
        }
    }
    Ok(())
}
