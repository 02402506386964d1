//! What stands against a proposal, and what its approval does.

use audit::Who;
use base::{Id, Instant, Nop, Result};
use contracts::BillId;
use db::Tx;

use super::overpayments::text_fits;
use super::{Treasury, bad, chart, conflict, missing};
use crate::domain::account::Account;
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::outage::SUBJECTS;
use crate::domain::proposal::{Matter, Proposal};
use crate::store::overpayments::{self, Overpaid};
use crate::store::{chart as codes, entries};
use crate::usecase::reconciliation::decide;

/// Whether it can be done as things stand; asked when it is proposed and again when it is approved.
pub(super) async fn check(tx: &mut Tx, treasury: &Treasury, matter: &Matter) -> Result<()> {
    match matter {
        Matter::Finding { statement, number, action } => {
            decide::check(tx, (statement, *number), action).await.map(drop)
        }
        Matter::Refund { entry, amount, holder, bank, account, decree } => {
            let of = overpaid(tx, entry).await?;
            if of.amount.0 != *amount {
                return Err(conflict("payments/overpayment-changed"));
            }
            let digits = account.chars().filter(char::is_ascii_digit).count();
            let named = [holder, bank, decree].into_iter().all(|text| text_fits(text));
            if named && digits >= 5 { Ok(()) } else { Err(bad("payments/refund-account")) }
        }
        Matter::Compensation { entry, nop, tax_year, decree } => {
            let of = overpaid(tx, entry).await?;
            let bill = BillId { nop: Nop::parse(nop)?, tax_year: *tax_year };
            if !text_fits(decree) {
                return Err(bad("payments/decree"));
            }
            let today = treasury.cell().today();
            let (_, owed) = treasury.ledger().owed(tx, &[bill], today).await?;
            if owed > of.amount { Err(bad("payments/compensation-small")) } else { Ok(()) }
        }
        Matter::Reversal { entry } => reversible(tx, entry).await.map(drop),
        Matter::Outage { what, from, until } => {
            times(treasury, from, until)?;
            match SUBJECTS.contains(&what.as_str()) {
                true => Ok(()),
                false => Err(bad("payments/outage-what")),
            }
        }
        Matter::Chart { account, code, name } => chart::check(account, code, name),
        Matter::ChartRows { rows } => chart::check_rows(rows),
    }
}

/// Does it.
pub(super) async fn carry_out(
    tx: &mut Tx,
    treasury: &Treasury,
    proposal: &Proposal,
    who: &Who,
) -> Result<()> {
    let (ledger, by) = (treasury.ledger(), (who, proposal.reason.as_str()));
    match &proposal.matter {
        Matter::Finding { statement, number, action } => {
            let at = (statement.as_str(), *number);
            decide::carry_out(tx, treasury, at, action, (&proposal.id, who, &proposal.reason)).await
        }
        Matter::Refund { entry, .. } => {
            let of = overpaid(tx, entry).await?;
            ledger.refund(tx, &of, by).await.map(drop)
        }
        Matter::Compensation { entry, nop, tax_year, .. } => {
            let of = overpaid(tx, entry).await?;
            let bill = BillId { nop: Nop::parse(nop)?, tax_year: *tax_year };
            Ok(ledger.compensate(tx, &of, bill, by).await.map(drop)?)
        }
        Matter::Reversal { entry } => {
            let of = reversible(tx, entry).await?;
            Ok(ledger.keep_as_overpayment(tx, of, by).await.map(drop)?)
        }
        Matter::Outage { what, from, until } => {
            let times = times(treasury, from, until)?;
            treasury.note_outage(tx, what, times, &proposal.reason).await
        }
        Matter::Chart { account, code, name } => {
            Ok(codes::put(tx, account, code.trim(), name.trim()).await?)
        }
        Matter::ChartRows { rows } => {
            for row in rows {
                codes::put(tx, &row.account, row.code.trim(), row.name.trim()).await?;
            }
            Ok(())
        }
    }
}

async fn overpaid(tx: &mut Tx, entry: &str) -> Result<Overpaid> {
    let id = Id::parse(entry).ok_or_else(|| missing("payments/unknown-overpayment"))?;
    let found = overpayments::find(tx, id).await?;
    found.ok_or_else(|| missing("payments/unknown-overpayment"))
}

/// A payment that settles bills and was not taken back.
async fn reversible(tx: &mut Tx, entry: &str) -> Result<Id<Entry>> {
    let unknown = || missing("payments/unknown-payment");
    let id: Id<Entry> = Id::parse(entry).ok_or_else(unknown)?;
    let stored = entries::find(tx, id).await?.ok_or_else(unknown)?;
    let settles = !stored.entry.lines.iter().any(|l| l.account == Account::Overpayment);
    let stands = entries::reversal_of(tx, id).await?.is_none();
    match stored.entry.kind == EntryKind::Payment && settles && stands {
        true => Ok(id),
        false => Err(conflict("payments/not-reversible")),
    }
}

/// A time that lies behind us and has an end after its beginning.
fn times(treasury: &Treasury, from: &str, until: &str) -> Result<(Instant, Instant)> {
    let read = |text: &str| Instant::parse(text).map_err(|_| bad("payments/outage-times"));
    let (from, until) = (read(from)?, read(until)?);
    match from < until && until <= treasury.cell().now() {
        true => Ok((from, until)),
        false => Err(bad("payments/outage-times")),
    }
}
