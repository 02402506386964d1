//! Proposing a waiver by decree: nothing is waived before a second person approves it.

use audit::Entry;
use base::{Date, Error, Kind, Result};
use cell::Cell;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::{facts, subject};
use crate::audit_kinds;
use crate::domain::proposal::ProposalState;
use crate::domain::run::Signature;
use crate::domain::waiver::{Ground, Waiver, WaiverTerms};
use crate::permissions::PROPOSE;
use crate::store::waivers;
use crate::usecase::proposals::check_text;

/// What an officer proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub terms: WaiverTerms,
    /// The decree as it names itself, and its date.
    pub decree: (String, Date),
    pub reason: String,
}

/// Proposes; answers the id of the proposal.
///
/// # Errors
/// `property-tax/percent-malformed` for nothing at all, `…/waiver-dates` and `…/years-malformed` for
/// an end before its beginning, `…/waiver-over` when its last day is over, `…/decree-missing`,
/// `…/correction-reason-missing`, `…/text-too-long`.
pub async fn propose(cell: &Cell, actor: &Actor, wanted: &Wanted) -> Result<String> {
    authorise(actor, PROPOSE, Resource::Cell)?;
    check(wanted, cell.today())?;
    let by = Signature { actor: actor.id().into(), name: actor.name().into(), at: cell.now() };
    let (number, date) = &wanted.decree;
    let waiver = Waiver {
        id: cell.new_id::<Waiver>().to_string(),
        terms: wanted.terms.clone(),
        ground: Ground::Decree { number: number.trim().to_owned(), date: *date },
        reason: wanted.reason.trim().to_owned(),
        state: ProposalState::Proposed,
        proposed: by,
        decided: None,
        decision_note: String::new(),
        ended: None,
        end_note: String::new(),
    };
    let (who, waiver) = (actor.who(), &waiver);
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            waivers::add(tx, waiver).await?;
            let entry = Entry::new(audit_kinds::WAIVER_PROPOSED, &who, subject(waiver))
                .after(facts(waiver))
                .reason(&*waiver.reason);
            audit::record(tx, cell, entry).await?;
            Ok(())
        })
        .await?;
    Ok(waiver.id.clone())
}

fn check(wanted: &Wanted, today: Date) -> Result<()> {
    let terms = &wanted.terms;
    let refused = |code| Err(Error::new(Kind::Invalid, code));
    match () {
        () if terms.percent.rate().is_zero() => refused("property-tax/percent-malformed"),
        () if terms.paid.0 > terms.paid.1 => refused("property-tax/waiver-dates"),
        () if terms.paid.1 < today => refused("property-tax/waiver-over"),
        () if terms.years.0 > terms.years.1 => refused("property-tax/years-malformed"),
        () => {
            check_text(&wanted.decree.0, "property-tax/decree-missing")?;
            check_text(&wanted.reason, "property-tax/correction-reason-missing")
        }
    }
}
