//! Cash that was taken although nothing was owed: somebody above the teller books it.

use audit::Entry as Trace;
use base::{Result, Rupiah};
use contracts::BillId;
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::booking::TELLER;
use super::shifts::{subject, till};
use super::{conflict, invalid, unknown};
use crate::audit_kinds;
use crate::domain::channel::Channel;
use crate::permissions::APPROVE;
use crate::store::counter::shifts;
use crate::usecase::{Incoming, Ledger, PostError, Posted, Unfit};

/// Cash that lies in a drawer and fits nothing.
#[derive(Debug, Clone)]
pub struct Overpaid<'a> {
    /// Made with the form: the same form sent twice is one entry.
    pub token: &'a str,
    pub shift: &'a str,
    /// What it was meant for.
    pub bill: BillId,
    pub amount: Rupiah,
    pub reason: &'a str,
}

/// Books it into the drawer: it settles the bill when it fits after all, and is an overpayment that
/// somebody must give back when it does not.
///
/// # Errors
/// `payments/same-person` for the teller; `payments/shift-closed`, `payments/unknown-shift`,
/// `payments/reason-missing`, `payments/amount`.
pub async fn book(ledger: &Ledger, actor: &Actor, it: &Overpaid<'_>) -> Result<Posted> {
    authorise(actor, APPROVE, Resource::Cell)?;
    if it.reason.trim().is_empty() {
        return Err(invalid("payments/reason-missing"));
    }
    if it.amount <= Rupiah::ZERO {
        return Err(invalid("payments/amount"));
    }
    let (cell, who) = (ledger.cell(), actor.who());
    let bills = [it.bill];
    let posted = cell.db().write(async |tx: &mut Tx| -> std::result::Result<Posted, PostError> {
        let shift = shifts::find(tx, it.shift).await?;
        let shift = shift.ok_or_else(|| unknown("payments/unknown-shift"))?;
        if !shift.is_open() {
            return Err(conflict("payments/shift-closed").into());
        }
        if shift.teller == actor.id() {
            return Err(conflict("payments/same-person").into());
        }
        let money = Incoming {
            channel: Channel::Teller,
            source: Some((TELLER, it.token)),
            slip: None,
            code: None,
            bills: &bills,
            amount: it.amount,
            into: till(&shift.id),
            paid_at: cell.now(),
            paid_on: cell.today(),
            who: &who,
            note: it.reason,
            unfit: Unfit::Book,
        };
        let posted = ledger.post(tx, &money).await?;
        if !posted.repeated {
            shifts::note(tx, &shift.id, posted.entry.id, posted.amount).await?;
            let trace = Trace::new(audit_kinds::OVERPAID_AT_COUNTER, &who, subject(&shift.id))
                .after(serde_json::json!({"amount": it.amount.0, "bill": it.bill.to_string()}))
                .reason(it.reason);
            audit::record(tx, cell, trace).await?;
        }
        Ok(posted)
    });
    Ok(posted.await?)
}
