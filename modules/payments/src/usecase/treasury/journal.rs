//! The journal of a period, what came in by each channel, and what lies on each account.

use std::collections::BTreeMap;

use base::{Date, Result, Rupiah};
use db::Tx;
use identity::{Actor, Resource, authorise};

use super::{Treasury, bad};
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::entry::EntryKind;
use crate::permissions::READ;
use crate::store::books::{self, Moved};
use crate::store::counter::{collectors, shifts};
use crate::store::reports;
pub use crate::store::reports::{AccountLine, JournalRow};
use crate::store::{chart, partners};

/// The most days of one journal.
const MOST_DAYS: i64 = 366;

/// The journal of a period.
#[derive(Debug, Clone)]
pub struct Journal {
    pub from: Date,
    pub until: Date,
    pub rows: Vec<JournalRow>,
    /// By account, over the whole period.
    pub accounts: Vec<Moved>,
    pub days: Vec<DayTotal>,
    /// The regency's code by sort of account.
    pub codes: BTreeMap<String, (String, String)>,
    /// Whose accounts they are, by the id in the account.
    pub holders: BTreeMap<String, String>,
}

/// What came in on a day by a channel, less what was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayTotal {
    pub day: Date,
    pub channel: Channel,
    pub payments: i64,
    pub reversals: i64,
    pub paid: Rupiah,
    pub taken_back: Rupiah,
}

/// What lies where now.
#[derive(Debug, Clone)]
pub struct Balances {
    pub accounts: Vec<Moved>,
    /// Whose accounts they are, by the id in the account.
    pub holders: BTreeMap<String, String>,
}

impl Journal {
    /// The regency's code of an account; empty where nobody set it.
    pub fn code(&self, account: &Account) -> &str {
        self.codes.get(account.kind()).map_or("", |(code, _)| code.as_str())
    }

    /// Debits and credits of the period: they are equal.
    pub fn sums(&self) -> (Rupiah, Rupiah) {
        self.accounts.iter().fold((Rupiah::ZERO, Rupiah::ZERO), |(d, c), moved| {
            (Rupiah(d.0.saturating_add(moved.debit.0)), Rupiah(c.0.saturating_add(moved.credit.0)))
        })
    }
}

impl Treasury {
    /// The journal from one day to another, both included.
    ///
    /// # Errors
    /// `payments/period` for more than a year, or one that ends before it begins.
    pub async fn journal(&self, actor: &Actor, from: Date, until: Date) -> Result<Journal> {
        authorise(actor, READ, Resource::Cell)?;
        if until < from || super::overpayments::days_between(from, until) > MOST_DAYS {
            return Err(bad("payments/period"));
        }
        let read = async |tx: &mut Tx| -> Result<Journal> {
            let rows = reports::journal(tx, from, until).await?;
            let accounts = books::journal(tx, from, until).await?;
            let days = by_day(&reports::by_channel(tx, from, until).await?);
            let codes = chart::with_names(tx).await?;
            let holders = holders(tx, accounts.iter().map(|moved| &moved.account)).await?;
            Ok(Journal { from, until, rows, accounts, days, codes, holders })
        };
        self.cell().db().read(read).await
    }

    /// What lies on every account now. It adds the whole ledger up.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn balances(&self, actor: &Actor) -> Result<Balances> {
        authorise(actor, READ, Resource::Cell)?;
        let read = async |tx: &mut Tx| -> Result<Balances> {
            let accounts = books::balances(tx).await?;
            let shown = accounts.iter().filter(|moved| !moved.is_emptied());
            let holders = holders(tx, shown.map(|moved| &moved.account)).await?;
            Ok(Balances { accounts, holders })
        };
        self.cell().db().read(read).await
    }

    /// Whose accounts these are, by the id in the account.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn holders(
        &self,
        actor: &Actor,
        accounts: &[Account],
    ) -> Result<BTreeMap<String, String>> {
        authorise(actor, READ, Resource::Cell)?;
        let read = async |tx: &mut Tx| holders(tx, accounts.iter()).await;
        self.cell().db().read(read).await
    }

    /// Lines of one account in a period, after an entry and its line.
    ///
    /// # Errors
    /// Those of the right.
    pub async fn account_lines(
        &self,
        actor: &Actor,
        account: &Account,
        period: (Date, Date),
        after: (&str, i64),
        limit: i64,
    ) -> Result<Vec<AccountLine>> {
        authorise(actor, READ, Resource::Cell)?;
        let read = async |tx: &mut Tx| -> Result<_> {
            Ok(reports::account_lines(tx, account, period, after, limit).await?)
        };
        self.cell().db().read(read).await
    }
}

/// Whose accounts these are: names of partners, tellers with the day of their shift, collectors.
async fn holders<'a>(
    tx: &mut Tx,
    accounts: impl Iterator<Item = &'a Account>,
) -> Result<BTreeMap<String, String>> {
    let known = partners::list(tx).await?;
    let mut names: BTreeMap<String, String> =
        known.into_iter().map(|k| (k.partner.id, k.partner.name)).collect();
    for account in accounts {
        let (Some(id), false) = (account.holder(), matches!(account, Account::Partner(_))) else {
            continue;
        };
        if names.contains_key(id) {
            continue;
        }
        let name = match account {
            Account::Till(_) => shifts::find(tx, id).await?.map(|shift| {
                let day = shift.day;
                let day = format!("{:02}-{:02}-{}", day.day(), day.month(), day.year());
                format!("{} {day}", shift.teller_name)
            }),
            _ => collectors::find(tx, id).await?.map(|it| format!("{} {id}", it.person_name)),
        };
        names.extend(name.map(|name| (id.to_owned(), name)));
    }
    Ok(names)
}

fn by_day(rows: &[reports::ChannelRow]) -> Vec<DayTotal> {
    let mut days: Vec<DayTotal> = Vec::new();
    for row in rows {
        let same = days.last().is_some_and(|d| d.day == row.day && d.channel == row.channel);
        if !same {
            days.push(DayTotal {
                day: row.day,
                channel: row.channel,
                payments: 0,
                reversals: 0,
                paid: Rupiah::ZERO,
                taken_back: Rupiah::ZERO,
            });
        }
        let Some(day) = days.last_mut() else { continue };
        match row.kind {
            EntryKind::Reversal => (day.reversals, day.taken_back) = (row.count, row.amount),
            _ => (day.payments, day.paid) = (row.count, row.amount),
        }
    }
    days
}
