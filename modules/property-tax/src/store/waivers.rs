//! Waivers of interest.

use base::{Fraction, NopVillage};
use db::{DbError, Row, Tx, params};
use pbb::Percent;

use super::proposals::{damaged, signature};
use crate::domain::proposal::ProposalState;
use crate::domain::run::Signature;
use crate::domain::waiver::{Ground, Waiver, WaiverTerms};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          id, paid_from, paid_until, from_year, until_year, village, due_from, due_until, percent,
          decree_number, decree_date, outage, reason, state,
          proposed_by, proposed_by_name, proposed_at,
          decided_by, decided_by_name, decided_at, decision_note,
          ended_by, ended_by_name, ended_at, end_note
        from ptax_waiver",
            $rest
        )
    };
}

db::statements! {
    /// Another one for the same outage stays alone.
    ADD = "
        insert into ptax_waiver (
          id, paid_from, paid_until, from_year, until_year, village, due_from, due_until, percent,
          decree_number, decree_date, outage, reason, state,
          proposed_by, proposed_by_name, proposed_at, decision_note, end_note
        )
        values (
          $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'proposed', $14, $15, $16, '', ''
        )
        on conflict (outage) do nothing";
    FIND = select!("
        where id = $1");
    /// Everything that was ever approved for some of these tax years.
    EVER_APPROVED = select!("
        where state in ('approved', 'revoked') and from_year <= $1 and until_year >= $2
        order by id");
    WAITING = select!("
        where state = 'proposed'
        order by proposed_at, id
        limit $1");
    SETTLED = select!("
        where state <> 'proposed' and id < $1
        order by id desc
        limit $2");
    DECIDE = "
        update ptax_waiver
        set state = $1, decided_by = $2, decided_by_name = $3, decided_at = $4, decision_note = $5
        where id = $6 and state = 'proposed'";
    REVOKE = "
        update ptax_waiver
        set state = 'revoked', ended_by = $1, ended_by_name = $2, ended_at = $3, end_note = $4
        where id = $5 and state = 'approved'";
    COUNT_PROPOSED_BY_OTHERS = "
        select count(*) as n
        from ptax_waiver
        where state = 'proposed' and proposed_by <> $1";
}

/// Adds a proposal; `false` when its outage was proposed already.
pub async fn add(tx: &mut Tx, waiver: &Waiver) -> Result<bool, DbError> {
    let (terms, by) = (&waiver.terms, &waiver.proposed);
    let (decree, outage) = match &waiver.ground {
        Ground::Decree { number, date } => (Some((number, *date)), None),
        Ground::Outage { id } => (None, Some(id)),
    };
    let values = params![
        &waiver.id,
        terms.paid.0,
        terms.paid.1,
        terms.years.0,
        terms.years.1,
        terms.village,
        terms.due.map(|due| due.0),
        terms.due.map(|due| due.1),
        Fraction::from(terms.percent).to_string(),
        decree.map(|(number, _)| number),
        decree.map(|(_, date)| date),
        outage,
        &waiver.reason,
        &by.actor,
        &by.name,
        by.at,
    ];
    Ok(tx.execute(&ADD, values).await? == 1)
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Waiver>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| read(&row)).transpose()
}

/// What was ever approved for some of the tax years `from` to `until`; a revoked one still counts
/// for payments before it was revoked.
pub async fn list_ever_approved(
    tx: &mut Tx,
    from: i64,
    until: i64,
) -> Result<Vec<Waiver>, DbError> {
    tx.rows(&EVER_APPROVED, params![until, from]).await?.iter().map(read).collect()
}

/// What waits for a second person, the oldest first.
pub async fn list_waiting(tx: &mut Tx, limit: i64) -> Result<Vec<Waiver>, DbError> {
    tx.rows(&WAITING, params![limit]).await?.iter().map(read).collect()
}

/// What was decided, the latest proposal first; ids grow with time.
pub async fn list_settled(tx: &mut Tx, before: &str, limit: i64) -> Result<Vec<Waiver>, DbError> {
    tx.rows(&SETTLED, params![before, limit]).await?.iter().map(read).collect()
}

/// Approves or rejects; `false` when it no longer waits.
pub async fn decide(
    tx: &mut Tx,
    id: &str,
    to: ProposalState,
    by: &Signature,
    note: &str,
) -> Result<bool, DbError> {
    let values = params![to.as_str(), &by.actor, &by.name, by.at, note, id];
    Ok(tx.execute(&DECIDE, values).await? == 1)
}

/// Revokes; `false` when it no longer holds.
pub async fn revoke(tx: &mut Tx, id: &str, by: &Signature, note: &str) -> Result<bool, DbError> {
    Ok(tx.execute(&REVOKE, params![&by.actor, &by.name, by.at, note, id]).await? == 1)
}

/// How many wait that somebody else proposed.
pub async fn count_proposed_by_others(tx: &mut Tx, person: &str) -> Result<i64, DbError> {
    tx.one(&COUNT_PROPOSED_BY_OTHERS, params![person]).await?.int("n")
}

fn read(row: &Row) -> Result<Waiver, DbError> {
    let state = ProposalState::parse(row.text("state")?);
    Ok(Waiver {
        id: row.get("id")?,
        terms: terms(row)?,
        ground: ground(row)?,
        reason: row.get("reason")?,
        state: state.ok_or_else(|| damaged("state"))?,
        proposed: signature(row, "proposed")?.ok_or_else(|| damaged("proposed_by"))?,
        decided: signature(row, "decided")?,
        decision_note: row.get("decision_note")?,
        ended: signature(row, "ended")?,
        end_note: row.get("end_note")?,
    })
}

fn terms(row: &Row) -> Result<WaiverTerms, DbError> {
    let due = (row.get("due_from")?, row.get("due_until")?);
    Ok(WaiverTerms {
        paid: (row.get("paid_from")?, row.get("paid_until")?),
        years: (row.int("from_year")?, row.int("until_year")?),
        village: row.get::<Option<NopVillage>>("village")?,
        due: Option::zip(due.0, due.1),
        percent: Percent::parse(row.text("percent")?).map_err(|_| damaged("percent"))?,
    })
}

fn ground(row: &Row) -> Result<Ground, DbError> {
    if let Some(id) = row.get("outage")? {
        return Ok(Ground::Outage { id });
    }
    Ok(Ground::Decree { number: row.get("decree_number")?, date: row.get("decree_date")? })
}
