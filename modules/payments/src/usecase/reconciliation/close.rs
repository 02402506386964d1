//! Closing a reconciliation: nothing is undecided, the chart of accounts is complete, and what
//! arrived is booked into the treasury.

use std::collections::BTreeMap;

use base::{Error, Kind, Result, Rupiah};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::view::{all, unknown};
use crate::audit_kinds::STATEMENT_CLOSED;
use crate::domain::account::Account;
use crate::domain::reconciliation::{Bucket, Sum};
use crate::permissions::{APPROVE, READ};
use crate::store::chart;
use crate::store::findings::{self, Found};
use crate::store::statements::{self, Loaded, StatementState};
use crate::usecase::Treasury;

/// What the report (berita acara) says.
#[derive(Debug, Clone)]
pub struct Minutes {
    pub file: Loaded,
    pub sums: Vec<(Bucket, Sum)>,
    /// Findings that were decided.
    pub decided: Vec<Found>,
    pub arrived: (Rupiah, Rupiah),
    pub journal: Vec<MovedCode>,
}

/// What moved on an account, with the regency's code.
#[derive(Debug, Clone)]
pub struct MovedCode {
    pub account: Account,
    pub code: String,
    pub name: String,
    pub debit: Rupiah,
    pub credit: Rupiah,
}

impl Treasury {
    /// Closes a reconciliation that somebody else loaded.
    ///
    /// # Errors
    /// `payments/four-eyes`, `payments/statement-undecided`, `payments/chart-incomplete`,
    /// `payments/statement-closed`.
    pub async fn close(&self, actor: &Actor, id: &str) -> Result<()> {
        authorise(actor, APPROVE, Resource::Cell)?;
        let (by, who) = (self.signed(actor), actor.who());
        let write = async |tx: &mut Tx| -> Result<()> {
            let file = statements::find(tx, id).await?.ok_or_else(unknown)?;
            if file.state != StatementState::Open {
                return Err(Error::new(Kind::Conflict, "payments/statement-closed"));
            }
            if file.loaded.actor == actor.id() {
                return Err(Error::new(Kind::Forbidden, "payments/four-eyes"));
            }
            let open = findings::count_open(tx, id).await?;
            if open > 0 {
                let error = Error::new(Kind::Precondition, "payments/statement-undecided");
                return Err(error.with("n", open));
            }
            let (gross, fee) = findings::arrived(tx, id).await?;
            journal(tx, id, gross, fee).await?;
            let note = format!("{} {}", file.file_name, file.from);
            let clearing = match gross > Rupiah::ZERO {
                true => {
                    let (about, sums) = ((file.partner.as_str(), id), (gross, fee));
                    let ledger = self.ledger();
                    Some(ledger.clear_partner(tx, about, sums, (&who, &note)).await?.id)
                }
                false => None,
            };
            statements::close(tx, id, &by, clearing).await?;
            let facts = serde_json::json!({"arrived": gross.0, "fee": fee.0});
            let subject = format!("statement/{id}");
            self.trace(tx, (STATEMENT_CLOSED, subject), &who, facts).await
        };
        self.cell().db().write(write).await
    }

    /// What the report of a closed reconciliation says.
    ///
    /// # Errors
    /// `payments/unknown-statement`; `payments/statement-open` while it is not closed.
    pub async fn minutes(&self, actor: &Actor, id: &str) -> Result<Minutes> {
        authorise(actor, READ, Resource::Cell)?;
        let read = async |tx: &mut Tx| -> Result<Minutes> {
            let file = statements::find(tx, id).await?.ok_or_else(unknown)?;
            if file.state != StatementState::Closed {
                return Err(Error::new(Kind::Precondition, "payments/statement-open"));
            }
            let sums = all(&findings::sums(tx, id).await?);
            let found = findings::of_statement(tx, id).await?;
            let decided = found.into_iter().filter(|found| found.action.is_some()).collect();
            let arrived = findings::arrived(tx, id).await?;
            let journal = journal(tx, id, Rupiah::ZERO, Rupiah::ZERO).await?;
            Ok(Minutes { file, sums, decided, arrived, journal })
        };
        self.cell().db().read(read).await
    }
}

/// What the file moved, with codes; those of the clearing that is still to come are asked for too.
async fn journal(tx: &mut Tx, id: &str, gross: Rupiah, fee: Rupiah) -> Result<Vec<MovedCode>> {
    let codes = chart::with_names(tx).await?;
    let moved = findings::moved(tx, id).await?;
    let mut needed: Vec<&str> = moved.iter().map(|(account, ..)| account.kind()).collect();
    needed.extend((gross > Rupiah::ZERO).then_some("treasury"));
    needed.extend((fee > Rupiah::ZERO).then_some("fee"));
    check_codes(&codes, &needed)?;
    let coded = |(account, debit, credit): (Account, Rupiah, Rupiah)| {
        let (code, name) = codes.get(account.kind()).cloned().unwrap_or_default();
        MovedCode { account, code, name, debit, credit }
    };
    Ok(moved.into_iter().map(coded).collect())
}

fn check_codes(codes: &BTreeMap<String, (String, String)>, needed: &[&str]) -> Result<()> {
    let mut lacking: Vec<&str> =
        needed.iter().copied().filter(|kind| !codes.contains_key(*kind)).collect();
    lacking.sort_unstable();
    lacking.dedup();
    match lacking.is_empty() {
        true => Ok(()),
        false => {
            let error = Error::new(Kind::Precondition, "payments/chart-incomplete");
            Err(error.with("n", lacking.len()))
        }
    }
}
