//! Proof of ownership, its lock, and the pass a proof earns.

use audit::{Entry, Outcome, Who};
use base::{Error, Instant, Kind, Nop, Result};
use cell::Cell;
use db::Tx;

use crate::audit_kinds;
use crate::domain::access_code::AccessCode;
use crate::domain::proof::{Failures, Known, Proof};
use crate::store::{notices, objects, proof_locks};

/// How long a proof lasts, in seconds.
pub const PASS_SECONDS: i64 = 30 * 60;

/// Lets its bearer see the notices of one NOP in full, for a while. The text is what a cookie
/// carries; only this cell can make or read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass {
    pub nop: Nop,
    pub until: Instant,
}

impl Pass {
    /// `640804000301201470.1795226400000.<mac>`
    pub fn seal(&self, cell: &Cell) -> String {
        let body = format!("{}.{}", self.nop.digits(), self.until.millis());
        let mac = cell.keys().mac("property-tax/pass", body.as_bytes());
        let mac: String = mac.iter().map(|b| format!("{b:02x}")).collect();
        format!("{body}.{mac}")
    }

    /// Reads a pass; `None` when this cell did not make it or it is over.
    pub fn read(cell: &Cell, text: &str) -> Option<Self> {
        let (body, mac) = text.rsplit_once('.')?;
        let (nop, until) = body.split_once('.')?;
        let pass =
            Self { nop: Nop::parse(nop).ok()?, until: Instant::from_millis(until.parse().ok()?) };
        let genuine = cell.keys().mac_matches("property-tax/pass", body.as_bytes(), &unhex(mac));
        // One that ends later than any that is given now comes from a clock that was ahead.
        let now = cell.now();
        let counts = now < pass.until && pass.until <= now.plus_seconds(PASS_SECONDS);
        // Written in exactly one way: no second text opens the same notice.
        (genuine && counts && pass.seal(cell) == text).then_some(pass)
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let pair = |i: usize| u8::from_str_radix(text.get(i..i + 2)?, 16).ok();
    (0..text.len()).step_by(2).filter_map(pair).collect()
}

/// Holds a proof against the registry. A wrong one is counted against the NOP, whatever address it
/// came from; too many lock it for a while, also for the right proof.
pub async fn prove(cell: &Cell, who: &Who, nop: Nop, proof: &Proof) -> Result<Pass> {
    let now = cell.now();
    let outcome =
        cell.db().write(async |tx: &mut Tx| attempt(tx, cell, who, nop, proof, now).await);
    match outcome.await? {
        Ok(()) => Ok(Pass { nop, until: now.plus_seconds(PASS_SECONDS) }),
        Err(error) => Err(error),
    }
}

/// The inner result is an answer that is committed: a failure must be counted, not rolled back.
async fn attempt(
    tx: &mut Tx,
    cell: &Cell,
    who: &Who,
    nop: Nop,
    proof: &Proof,
    now: Instant,
) -> Result<Result<()>> {
    let before = proof_locks::find(tx, &nop).await?;
    if let Some(until) = before.and_then(|f| f.locked_at(now)) {
        return Ok(Err(locked(until, now)));
    }
    let known = known(tx, cell, nop).await?;
    if proof.holds(&known) {
        proof_locks::remove(tx, &nop).await?;
        let opened = Entry::new(audit_kinds::NOTICE_OPENED, who, nop.digits());
        audit::record(tx, cell, opened).await?;
        return Ok(Ok(()));
    }
    let failures = Failures::after_failure(before, now);
    proof_locks::put(tx, &nop, failures).await?;
    Ok(Err(match failures.locked_at(now) {
        Some(until) => {
            let entry = Entry::new(audit_kinds::PROOF_LOCKED, who, nop.digits());
            audit::record(tx, cell, entry.outcome(Outcome::Denied)).await?;
            locked(until, now)
        }
        None => Error::new(Kind::Invalid, "property-tax/proof-wrong"),
    }))
}

fn locked(until: Instant, now: Instant) -> Error {
    let seconds = (until.millis() - now.millis()).saturating_add(999).div_euclid(1_000).max(1);
    Error::new(Kind::TooMany, "property-tax/proof-locked").with("seconds", seconds)
}

/// What the registry knows of an object. For a NOP that does not exist it is nothing, so that a
/// proof fails in the same way and takes the same path.
async fn known(tx: &mut Tx, cell: &Cell, nop: Nop) -> Result<Known> {
    let notices = notices::list_of_object(tx, &nop).await?;
    let owner = objects::find(tx, &nop).await?.map(|o| o.subject_id);
    let payments = notices::payments_of_object(tx, &nop).await?.lines();
    let latest = notices.first().map(|n| n.subject_id.clone());
    Ok(Known {
        access_codes: notices
            .iter()
            .filter(|n| !n.cancelled)
            .map(|n| AccessCode::of(cell.keys(), nop, n.tax_year))
            .collect(),
        payments: payments
            .iter()
            .flat_map(|p| {
                let principal = p.principal();
                [p.amount, principal].into_iter().map(|sum| (p.paid_on, sum))
            })
            .collect(),
        subject_id: owner.or(latest).unwrap_or_default(),
    })
}
