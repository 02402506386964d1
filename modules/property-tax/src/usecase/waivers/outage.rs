//! Proposing a waiver because people could not pay on a due date ([`contracts::Waivers`]).

use std::sync::Arc;

use audit::{Entry, Who};
use base::{Date, Language, Result, format};
use cell::Cell;
use contracts::{Answer, Outage, Proposed, Waivers};
use db::Tx;
use pbb::Percent;

use super::{facts, subject};
use crate::audit_kinds;
use crate::domain::proposal::ProposalState;
use crate::domain::rules::{OutageWaiver, RuleBook};
use crate::domain::run::Signature;
use crate::domain::waiver::{Ground, Waiver, WaiverTerms};
use crate::store::{due_dates, rule_books, waivers};
use crate::usecase::rules::rule_error;

/// Days after an outage for which a waiver is proposed where the rules say nothing else. It is only
/// what two people are asked: they see the days and may refuse.
const DAYS: u16 = 7;

/// Who proposes: nobody who could decide.
const HOUSE: &str = "Pelangi";

/// The waivers of a cell.
#[derive(Clone)]
pub struct PropertyWaivers(Cell);

impl PropertyWaivers {
    /// The service that other modules see.
    pub fn shared(cell: &Cell) -> Arc<dyn Waivers> {
        Arc::new(Self(cell.clone()))
    }
}

impl Waivers for PropertyWaivers {
    /// The outage touches a day on which bills fall due, in the zone of the cell. Idempotent by the
    /// id of the outage.
    ///
    /// # Errors
    /// `property-tax/rule-twice-for-year` when the rules contradict themselves.
    fn propose<'a>(&'a self, tx: &'a mut Tx, outage: &'a Outage) -> Answer<'a, Proposed> {
        Box::pin(propose(tx, &self.0, outage))
    }
}

async fn propose(tx: &mut Tx, cell: &Cell, outage: &Outage) -> Result<Proposed> {
    let (first, last) = days(cell, outage);
    let due = due_dates::list_between(tx, first, last).await?;
    let (Some(earliest), Some(latest)) = (due.first(), due.last()) else {
        return Ok(Proposed::NotNeeded);
    };
    let years = due.iter().map(|(_, year)| *year);
    let years = (years.clone().min().unwrap_or(earliest.1), years.max().unwrap_or(latest.1));
    let until = plus_days(last, days_after(tx, years.1).await?);
    let waiver = Waiver {
        id: cell.new_id::<Waiver>().to_string(),
        terms: WaiverTerms {
            paid: (earliest.0, until),
            years,
            village: None,
            due: Some((earliest.0, latest.0)),
            percent: whole()?,
        },
        ground: Ground::Outage { id: outage.id.clone() },
        reason: reason(cell, outage),
        state: ProposalState::Proposed,
        proposed: Signature { actor: Who::system().id, name: HOUSE.to_owned(), at: cell.now() },
        decided: None,
        decision_note: String::new(),
        ended: None,
        end_note: String::new(),
    };
    if !waivers::add(tx, &waiver).await? {
        return Ok(Proposed::Already);
    }
    let who = Who::system();
    let entry = Entry::new(audit_kinds::WAIVER_PROPOSED, &who, subject(&waiver))
        .after(facts(&waiver))
        .reason(&*waiver.reason);
    audit::record(tx, cell, entry).await?;
    Ok(Proposed::New)
}

/// The days that the outage touches. One that ends at midnight leaves the next day alone.
fn days(cell: &Cell, outage: &Outage) -> (Date, Date) {
    let first = outage.from.date(cell.zone());
    let last_moment = base::Instant::from_millis(outage.until.millis().saturating_sub(1));
    (first, last_moment.date(cell.zone()).max(first))
}

async fn days_after(tx: &mut Tx, tax_year: i64) -> Result<u16> {
    let Some(stored) = rule_books::find_latest(tx).await? else { return Ok(DAYS) };
    let rule = RuleBook::parse(&stored.content).and_then(|book| book.outage_waiver(tax_year));
    Ok(rule.map_err(rule_error)?.map_or(DAYS, |OutageWaiver { days }| days))
}

fn plus_days(day: Date, days: u16) -> Date {
    (0..days).try_fold(day, |day, _| day.tomorrow()).unwrap_or(day)
}

fn whole() -> Result<Percent> {
    Percent::parse("100").map_err(|error| {
        base::Error::new(base::Kind::Internal, "property-tax/percent-malformed").caused_by(error)
    })
}

/// What stands beside the waiver and on receipts, which are in Indonesian.
fn reason(cell: &Cell, outage: &Outage) -> String {
    let say = |at| format::moment(at, cell.zone(), Language::Id);
    let (from, until) = (say(outage.from), say(outage.until));
    format!("Gangguan layanan pembayaran {from} sampai {until}: {}", outage.what.trim())
}
