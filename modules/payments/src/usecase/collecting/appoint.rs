//! Appointing collectors: a treasurer proposes what the decree says, a controller approves.

use audit::{Entry as Trace, Outcome};
use base::{Date, Error, Id, Kind, NopVillage, Result, Rupiah};
use contracts::Village;
use db::Tx;
use identity::{Account, AccountRow, Actor, Resource, authorise};

use crate::audit_kinds;
use crate::domain::collecting::appointment::{
    Appointment, AppointmentError, AppointmentState, Deed,
};
use crate::domain::collecting::number::{Block, collector_code};
use crate::permissions::{APPROVE, COLLECTOR, READ, RECONCILE};
use crate::store::counter::{blocks, collectors, tts};
use crate::usecase::Ledger;
use crate::usecase::counter::{conflict, invalid, unknown};

/// What a decree says.
#[derive(Debug, Clone)]
pub struct Decree {
    pub person: Id<Account>,
    pub number: String,
    pub date: Date,
    pub from: Date,
    pub until: Date,
    pub limit: Rupiah,
    pub deposit_days: i64,
    pub villages: Vec<NopVillage>,
}

/// Who and where somebody may be sent.
#[derive(Debug, Clone)]
pub struct Choices {
    pub people: Vec<AccountRow>,
    pub villages: Vec<Village>,
}

/// An appointment with what came of it.
#[derive(Debug, Clone)]
pub struct AppointmentFile {
    pub it: Appointment,
    pub villages: Vec<Village>,
    pub in_hand: Rupiah,
    pub blocks: Vec<Numbers>,
}

/// Reserved numbers, and how many of them are used.
#[derive(Debug, Clone)]
pub struct Numbers {
    pub block: Block,
    pub used: usize,
}

/// Who can be proposed.
pub async fn choices(ledger: &Ledger, actor: &Actor) -> Result<Choices> {
    authorise(actor, RECONCILE, Resource::Cell)?;
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<Choices> {
            let people = identity::list_with_role(tx, COLLECTOR).await?;
            let villages = ledger.bills().villages(tx).await?;
            Ok(Choices { people, villages })
        })
        .await
}

/// Proposes an appointment; answers its code.
///
/// # Errors
/// `payments/decree-…` for what cannot be; `payments/collector-unknown` for somebody without the role.
pub async fn propose(ledger: &Ledger, actor: &Actor, decree: &Decree) -> Result<String> {
    authorise(actor, RECONCILE, Resource::Cell)?;
    let (cell, who) = (ledger.cell(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<String> {
            let people = identity::list_with_role(tx, COLLECTOR).await?;
            let person = people.into_iter().find(|person| person.id == decree.person);
            let person = person.ok_or_else(|| unknown("payments/collector-unknown"))?;
            let it = drafted(ledger, actor, decree, person, collectors::next(tx).await?);
            it.check().map_err(refused)?;
            let known = ledger.bills().villages(tx).await?;
            let exists = |v: &NopVillage| known.iter().any(|village| village.code == *v);
            if !it.villages.iter().all(exists) {
                return Err(invalid("payments/decree-villages"));
            }
            collectors::add(tx, &it).await?;
            let trace = Trace::new(audit_kinds::COLLECTOR_PROPOSED, &who, subject(&it.code))
                .after(facts(&it));
            audit::record(tx, cell, trace).await?;
            Ok(it.code)
        })
        .await
}

fn drafted(
    ledger: &Ledger,
    actor: &Actor,
    decree: &Decree,
    person: AccountRow,
    sequence: i64,
) -> Appointment {
    let mut villages = decree.villages.clone();
    villages.sort_unstable();
    villages.dedup();
    Appointment {
        code: collector_code(sequence),
        sequence,
        person: person.id.to_string(),
        person_name: person.name,
        decree_number: decree.number.trim().to_owned(),
        decree_date: decree.date,
        from: decree.from,
        until: decree.until,
        limit: decree.limit,
        deposit_days: decree.deposit_days,
        villages,
        state: AppointmentState::Proposed,
        proposed: deed(ledger, actor),
        decided: None,
        revoked: None,
        note: String::new(),
    }
}

/// Approves or rejects what another person proposed.
///
/// # Errors
/// `payments/same-person`, which is recorded too; `payments/collector-state`,
/// `payments/unknown-collector`; `payments/collector-busy` when the person has another decree for
/// the same days; `payments/reason-missing` to reject without a reason.
pub async fn decide(
    ledger: &Ledger,
    actor: &Actor,
    code: &str,
    (approve, note): (bool, &str),
) -> Result<()> {
    authorise(actor, APPROVE, Resource::Cell)?;
    if !approve && note.trim().is_empty() {
        return Err(invalid("payments/reason-missing"));
    }
    let (cell, who) = (ledger.cell(), actor.who());
    let to = if approve { AppointmentState::Approved } else { AppointmentState::Rejected };
    let decided = cell
        .db()
        .write(async |tx: &mut Tx| -> Result<()> {
            let it = found(tx, code).await?;
            it.check_decision(actor.id()).map_err(refused)?;
            if approve {
                check_alone(tx, &it).await?;
            }
            collectors::decide(tx, code, to, &deed(ledger, actor), note).await?;
            let trace = Trace::new(audit_kinds::COLLECTOR_DECIDED, &who, subject(code))
                .after(serde_json::json!({"state": to.as_str()}))
                .reason(note);
            audit::record(tx, cell, trace).await?;
            Ok(())
        })
        .await;
    if let Err(error) = &decided
        && error.code() == "payments/same-person"
    {
        let trace = Trace::new(audit_kinds::COUNTER_REFUSED, &who, subject(code))
            .reason(error.code())
            .outcome(Outcome::Denied);
        audit::record_alone(cell, trace).await?;
    }
    decided
}

/// A person has one decree in force at a time.
async fn check_alone(tx: &mut Tx, it: &Appointment) -> Result<()> {
    let others = collectors::of_person(tx, &it.person).await?;
    let overlaps = |other: &Appointment| {
        other.state == AppointmentState::Approved
            && other.from <= it.until
            && it.from <= other.until
    };
    match others.iter().any(overlaps) {
        true => Err(conflict("payments/collector-busy")),
        false => Ok(()),
    }
}

/// Ends an appointment at once. Cash that is in hand still has to be deposited.
///
/// # Errors
/// `payments/reason-missing`, `payments/collector-state`, `payments/unknown-collector`.
pub async fn revoke(ledger: &Ledger, actor: &Actor, code: &str, reason: &str) -> Result<()> {
    if !actor.has(APPROVE) {
        authorise(actor, RECONCILE, Resource::Cell)?;
    }
    if reason.trim().is_empty() {
        return Err(invalid("payments/reason-missing"));
    }
    let (cell, who) = (ledger.cell(), actor.who());
    cell.db()
        .write(async |tx: &mut Tx| -> Result<()> {
            if found(tx, code).await?.state != AppointmentState::Approved {
                return Err(conflict("payments/collector-state"));
            }
            collectors::revoke(tx, code, &deed(ledger, actor), reason).await?;
            let trace =
                Trace::new(audit_kinds::COLLECTOR_REVOKED, &who, subject(code)).reason(reason);
            audit::record(tx, cell, trace).await?;
            Ok(())
        })
        .await
}

/// All appointments, the newest first, each with the cash in hand.
pub async fn list(ledger: &Ledger, actor: &Actor) -> Result<Vec<(Appointment, Rupiah)>> {
    authorise(actor, READ, Resource::Cell)?;
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<_> {
            let mut listed = Vec::new();
            for it in collectors::list(tx).await? {
                let in_hand = tts::in_hand(tx, &it.code).await?;
                listed.push((it, in_hand));
            }
            Ok(listed)
        })
        .await
}

/// One appointment.
///
/// # Errors
/// `payments/unknown-collector`.
pub async fn get(ledger: &Ledger, actor: &Actor, code: &str) -> Result<AppointmentFile> {
    authorise(actor, READ, Resource::Cell)?;
    ledger
        .cell()
        .db()
        .read(async |tx: &mut Tx| -> Result<AppointmentFile> {
            let it = found(tx, code).await?;
            let villages = named(&it, ledger.bills().villages(tx).await?);
            let in_hand = tts::in_hand(tx, code).await?;
            let mut numbers = Vec::new();
            for block in blocks::of_collector(tx, code).await? {
                let within = (block.first, block.last);
                let used = tts::used(tx, code, block.year, within).await?.len();
                numbers.push(Numbers { block, used });
            }
            Ok(AppointmentFile { it, villages, in_hand, blocks: numbers })
        })
        .await
}

/// The villages of a decree by their names.
pub(super) fn named(it: &Appointment, known: Vec<Village>) -> Vec<Village> {
    known.into_iter().filter(|village| it.villages.contains(&village.code)).collect()
}

/// How many proposals wait for this person.
pub async fn waiting(cell: &cell::Cell, actor: &Actor) -> Result<i64> {
    let me = actor.id().to_owned();
    let all = cell.db().read(collectors::list).await?;
    let count = all.iter().filter(|it| it.check_decision(&me).is_ok()).count();
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

async fn found(tx: &mut Tx, code: &str) -> Result<Appointment> {
    let it = collectors::find(tx, code).await?;
    it.ok_or_else(|| unknown("payments/unknown-collector"))
}

fn deed(ledger: &Ledger, actor: &Actor) -> Deed {
    let at = ledger.cell().now();
    Deed { at, by: actor.id().to_owned(), by_name: actor.name().to_owned() }
}

/// How the audit trail calls a collector.
pub(super) fn subject(code: &str) -> String {
    format!("collector/{code}")
}

fn facts(it: &Appointment) -> serde_json::Value {
    serde_json::json!({
        "person": it.person,
        "decree": it.decree_number,
        "from": it.from.to_string(),
        "until": it.until.to_string(),
        "limit": it.limit.0,
        "deposit-days": it.deposit_days,
        "villages": it.villages.iter().map(|v| v.digits().to_owned()).collect::<Vec<_>>(),
    })
}

/// What stands against a decree or its decision.
pub(super) fn refused(error: AppointmentError) -> Error {
    use AppointmentError as E;
    let (kind, code) = match error {
        E::Period => (Kind::Invalid, "payments/decree-period"),
        E::NoVillage => (Kind::Invalid, "payments/decree-villages"),
        E::Limit => (Kind::Invalid, "payments/decree-limit"),
        E::Decree => (Kind::Invalid, "payments/decree-number"),
        E::SamePerson => (Kind::Conflict, "payments/same-person"),
        E::State => (Kind::Conflict, "payments/collector-state"),
        E::OutsideTime => (Kind::Conflict, "payments/outside-time"),
        E::OutsideVillages => (Kind::Conflict, "payments/outside-villages"),
    };
    Error::new(kind, code)
}
