//! Proposals for single objects: cancellations of notices, reductions of the tax.

use std::collections::HashMap;

use base::{Fraction, Nop, NopVillage};
use db::{DbError, Row, Tx, params};
use pbb::Percent;

use super::nop_range;
use crate::domain::proposal::{Granted, Matter, Proposal, ProposalState, Reduction};
use crate::domain::revision::RevisionId;
use crate::domain::run::Signature;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          id, kind, nop, from_year, until_year, percent, decree_number, decree_date,
          notice_revision, basis, reason, state,
          proposed_by, proposed_by_name, proposed_at,
          decided_by, decided_by_name, decided_at, decision_note,
          ended_by, ended_by_name, ended_at, end_note, revision
        from ptax_proposal",
            $rest
        )
    };
}

db::statements! {
    ADD = "
        insert into ptax_proposal (
          id, kind, nop, from_year, until_year, percent, decree_number, decree_date,
          notice_revision, basis, reason, state,
          proposed_by, proposed_by_name, proposed_at, decision_note, end_note
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'proposed', $12, $13, $14, '', '')";
    FIND = select!("
        where id = $1");
    OF_OBJECT = select!("
        where nop = $1
        order by proposed_at desc, id desc");
    /// What waits or holds for an object in some of these years.
    MEETING = select!("
        where nop = $1 and kind = $2 and from_year <= $3 and until_year >= $4
          and state in ('proposed', 'approved')
        order by proposed_at, id");
    WAITING = select!("
        where state = 'proposed'
        order by proposed_at, id
        limit $1");
    SETTLED = select!("
        where state <> 'proposed' and id < $1
        order by id desc
        limit $2");
    /// The reductions that hold in a village for a tax year.
    GRANTED = select!("
        where kind = 'reduction' and state = 'approved'
          and nop >= $1 and nop <= $2 and from_year <= $3 and until_year >= $3
        order by nop, id");
    DECIDE = "
        update ptax_proposal
        set state = $1, decided_by = $2, decided_by_name = $3, decided_at = $4, decision_note = $5,
            revision = $6
        where id = $7 and state = 'proposed'";
    REVOKE = "
        update ptax_proposal
        set state = 'revoked', ended_by = $1, ended_by_name = $2, ended_at = $3, end_note = $4
        where id = $5 and state = 'approved'";
    COUNT_PROPOSED_BY_OTHERS = "
        select count(*) as n
        from ptax_proposal
        where state = 'proposed' and proposed_by <> $1";
    /// Objects whose notice of the year was cancelled and that a run drafts anew.
    REVIVED = "
        select count(distinct p.nop) as n
        from ptax_proposal p
        join ptax_notice n on n.nop = p.nop and n.tax_year = p.from_year
        where p.kind = 'cancellation' and p.state = 'approved' and p.from_year = $1
          and n.revision = $2";
}

pub async fn add(tx: &mut Tx, proposal: &Proposal) -> Result<(), DbError> {
    let (from, until) = proposal.years();
    let (mut percent, mut number, mut date, mut notice) = (None, None, None, None);
    match &proposal.matter {
        Matter::Cancellation { notice: version, .. } => notice = Some(*version),
        Matter::Reduction(reduction) => {
            percent = Some(Fraction::from(reduction.percent).to_string());
            number = Some(reduction.decree_number.clone());
            date = Some(reduction.decree_date);
        }
    }
    let by = &proposal.proposed;
    let values = params![
        &proposal.id,
        kind(proposal),
        proposal.nop,
        from,
        until,
        percent,
        number,
        date,
        notice,
        &proposal.basis,
        &proposal.reason,
        &by.actor,
        &by.name,
        by.at,
    ];
    tx.execute(&ADD, values).await.map(drop)
}

fn kind(proposal: &Proposal) -> &'static str {
    if proposal.is_reduction() { "reduction" } else { "cancellation" }
}

pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Proposal>, DbError> {
    tx.first(&FIND, params![id]).await?.map(|row| read(&row)).transpose()
}

/// All proposals for an object, the latest first.
pub async fn list_of_object(tx: &mut Tx, nop: &Nop) -> Result<Vec<Proposal>, DbError> {
    tx.rows(&OF_OBJECT, params![nop]).await?.iter().map(read).collect()
}

/// What waits or holds for the same object, of the same kind, in some of the same years.
pub async fn list_meeting(tx: &mut Tx, with: &Proposal) -> Result<Vec<Proposal>, DbError> {
    let (from, until) = with.years();
    let values = params![with.nop, kind(with), until, from];
    tx.rows(&MEETING, values).await?.iter().map(read).collect()
}

/// What waits for a second person, the oldest first.
pub async fn list_waiting(tx: &mut Tx, limit: i64) -> Result<Vec<Proposal>, DbError> {
    tx.rows(&WAITING, params![limit]).await?.iter().map(read).collect()
}

/// What was decided, the latest proposal first; ids grow with time.
pub async fn list_settled(tx: &mut Tx, before: &str, limit: i64) -> Result<Vec<Proposal>, DbError> {
    tx.rows(&SETTLED, params![before, limit]).await?.iter().map(read).collect()
}

/// The reductions that hold in a village for a tax year, by object.
pub async fn granted_in_village(
    tx: &mut Tx,
    village: &NopVillage,
    tax_year: i64,
) -> Result<HashMap<Nop, Granted>, DbError> {
    let (first, last) = nop_range(village);
    let rows = tx.rows(&GRANTED, params![first, last, tax_year]).await?;
    let all: Vec<Proposal> = rows.iter().map(read).collect::<Result<_, _>>()?;
    Ok(all.into_iter().filter_map(|p| Some((p.nop, p.granted()?))).collect())
}

/// Approves or rejects; `false` when it no longer waits.
pub async fn decide(
    tx: &mut Tx,
    id: &str,
    to: ProposalState,
    by: &Signature,
    note: &str,
    revision: Option<RevisionId>,
) -> Result<bool, DbError> {
    let values = params![to.as_str(), &by.actor, &by.name, by.at, note, revision, id];
    Ok(tx.execute(&DECIDE, values).await? == 1)
}

/// Revokes; `false` when it no longer holds.
pub async fn revoke(tx: &mut Tx, id: &str, by: &Signature, note: &str) -> Result<bool, DbError> {
    Ok(tx.execute(&REVOKE, params![&by.actor, &by.name, by.at, note, id]).await? == 1)
}

/// How many proposals wait that somebody else made.
pub async fn count_proposed_by_others(tx: &mut Tx, person: &str) -> Result<i64, DbError> {
    tx.one(&COUNT_PROPOSED_BY_OTHERS, params![person]).await?.int("n")
}

/// How many cancelled notices of the year a run would issue again.
pub async fn count_revived(tx: &mut Tx, tax_year: i64, run: RevisionId) -> Result<i64, DbError> {
    tx.one(&REVIVED, params![tax_year, run]).await?.int("n")
}

fn read(row: &Row) -> Result<Proposal, DbError> {
    let state = ProposalState::parse(row.text("state")?);
    Ok(Proposal {
        id: row.get("id")?,
        nop: row.get("nop")?,
        matter: matter(row)?,
        basis: row.get("basis")?,
        reason: row.get("reason")?,
        state: state.ok_or_else(|| damaged("state"))?,
        proposed: signature(row, "proposed")?.ok_or_else(|| damaged("proposed_by"))?,
        decided: signature(row, "decided")?,
        decision_note: row.get("decision_note")?,
        ended: signature(row, "ended")?,
        end_note: row.get("end_note")?,
    })
}

fn matter(row: &Row) -> Result<Matter, DbError> {
    let (from, until) = (row.int("from_year")?, row.int("until_year")?);
    let Some(percent) = row.get::<Option<String>>("percent")? else {
        let (notice, cancelled_by) = (row.int("notice_revision")?, row.get("revision")?);
        return Ok(Matter::Cancellation { tax_year: from, notice, cancelled_by });
    };
    Ok(Matter::Reduction(Reduction {
        from,
        until,
        percent: Percent::parse(&percent).map_err(|_| damaged("percent"))?,
        decree_number: row.get("decree_number")?,
        decree_date: row.get("decree_date")?,
    }))
}

pub(super) fn damaged(column: &str) -> DbError {
    DbError::Column { column: column.to_owned(), problem: "is unknown" }
}

pub(super) fn signature(row: &Row, verb: &str) -> Result<Option<Signature>, DbError> {
    let column = |suffix: &str| format!("{verb}_{suffix}");
    let Some(actor) = row.get::<Option<String>>(&*column("by"))? else { return Ok(None) };
    let name = row.get(&*column("by_name"))?;
    Ok(Some(Signature { actor, name, at: row.get(&*column("at"))? }))
}
