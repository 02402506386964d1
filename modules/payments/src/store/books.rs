//! Sums over the ledger: balances, the journal of a day.

use base::{Date, Rupiah};
use db::{DbError, Tx, params};

use crate::domain::account::Account;

db::statements! {
    BALANCES = "
        select account, cast(sum(debit_rupiah) as bigint) as debit_rupiah,
               cast(sum(credit_rupiah) as bigint) as credit_rupiah
        from pay_line
        group by account
        order by account";
    JOURNAL = "
        select l.account, cast(sum(l.debit_rupiah) as bigint) as debit_rupiah,
               cast(sum(l.credit_rupiah) as bigint) as credit_rupiah
        from pay_entry e
        join pay_line l on l.entry = e.id
        where e.day >= $1 and e.day <= $2
        group by l.account
        order by l.account";
}

/// What moved on an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub account: Account,
    pub debit: Rupiah,
    pub credit: Rupiah,
}

impl Moved {
    /// What is there: above zero when more came in than went out.
    pub fn balance(&self) -> Rupiah {
        Rupiah(self.debit.0.saturating_sub(self.credit.0))
    }

    /// Whether it is the drawer of a teller or the cash of a collector, and nothing lies in it.
    pub fn is_emptied(&self) -> bool {
        let cash = matches!(self.account, Account::Till(_) | Account::Collector(_));
        cash && self.balance() == Rupiah::ZERO
    }
}

/// Everything that ever moved, by account.
pub async fn balances(tx: &mut Tx) -> Result<Vec<Moved>, DbError> {
    tx.rows(&BALANCES, params![]).await?.iter().map(read).collect()
}

/// What moved from one day to another, both included, by account.
pub async fn journal(tx: &mut Tx, from: Date, until: Date) -> Result<Vec<Moved>, DbError> {
    tx.rows(&JOURNAL, params![from, until]).await?.iter().map(read).collect()
}

fn read(row: &db::Row) -> Result<Moved, DbError> {
    let account = Account::parse(row.text(0)?).map_err(|_| super::unknown("account"))?;
    Ok(Moved { account, debit: row.get(1)?, credit: row.get(2)? })
}
