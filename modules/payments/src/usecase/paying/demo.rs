//! The bank of a demo cell: it pays a code at the press of a button, by the way of every payment.

use audit::Who;
use base::{Error, Kind, Result};
use db::Tx;

use super::seen::{self, CodeState};
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::receipt;
use crate::usecase::ledger::{Incoming, Ledger, Posted, Unfit};
use crate::usecase::refused::{PostError, Refused};

/// How the bank of a demo cell is called among the partners.
pub const BANK: &str = "bank-contoh";

/// Pays what a code costs today.
///
/// # Errors
/// `payments/demo-only` in a real cell; `payments/bill-paid`, `payments/code-expired` and what else
/// stands against a payment.
pub async fn pay(ledger: &Ledger, token: &str) -> Result<Posted> {
    let cell = ledger.cell();
    if !cell.settings().demo {
        return Err(Error::new(Kind::NotFound, "payments/demo-only"));
    }
    let reference = format!("BC-{}", &receipt::fresh_number(cell.random())[..12]);
    let who = Who { id: format!("partner/{BANK}"), ..Who::system() };
    let paid = cell.db().write(async |tx: &mut Tx| -> std::result::Result<Posted, PostError> {
        let seen = seen::see(tx, ledger, token).await?;
        match seen.state {
            CodeState::Waiting => {}
            CodeState::Expired => return Err(Refused::ExpiredCode.into()),
            CodeState::Paid | CodeState::Overpaid => return Err(Refused::Paid.into()),
            CodeState::Changed => return Err(Refused::NothingOwed.into()),
        }
        let money = Incoming {
            channel: Channel::VirtualAccount,
            source: Some((BANK, &reference)),
            slip: None,
            code: Some(&seen.made.code),
            bills: &seen.made.bills,
            amount: seen.total,
            into: Account::Partner(BANK.to_owned()),
            paid_at: cell.now(),
            paid_on: cell.today(),
            who: &who,
            note: "",
            unfit: Unfit::Refuse,
        };
        ledger.post(tx, &money).await
    });
    Ok(paid.await?)
}
