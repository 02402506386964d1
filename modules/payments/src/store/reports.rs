//! What a treasurer adds up: journal by account and day, money by channel.

use base::{Date, Rupiah};
use db::{DbError, Row, Tx, params};

use super::unknown;
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::entry::EntryKind;

db::statements! {
    /// By day, kind and account, for the journal of a period.
    JOURNAL_BY_DAY = "
        select e.day, e.kind, l.account, cast(sum(l.debit_rupiah) as bigint) as debit_rupiah,
               cast(sum(l.credit_rupiah) as bigint) as credit_rupiah
        from pay_entry e
        join pay_line l on l.entry = e.id
        where e.day >= $1 and e.day <= $2
        group by e.day, e.kind, l.account
        order by e.day, e.kind, l.account";
    /// What came in and was taken back, by day and channel.
    BY_CHANNEL = "
        select e.day, e.channel, e.kind, count(*) as n,
               cast(sum(e.amount_rupiah) as bigint) as amount_rupiah
        from pay_entry e
        where e.day >= $1 and e.day <= $2 and e.kind in ('payment', 'reversal')
        group by e.day, e.channel, e.kind
        order by e.day, e.channel, e.kind";
    /// Entries of a period that move an account, in the order of booking.
    ACCOUNT_LINES = "
        select e.id, e.day, e.kind, e.channel, e.note, l.nop, l.tax_year, l.debit_rupiah,
               l.credit_rupiah, l.number
        from pay_line l
        join pay_entry e on e.id = l.entry
        where l.account = $1 and e.day >= $2 and e.day <= $3 and (e.id, l.number) > ($4, $5)
        order by e.id, l.number
        limit $6";
}

/// A row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    pub day: Date,
    pub kind: EntryKind,
    pub account: Account,
    pub debit: Rupiah,
    pub credit: Rupiah,
}

/// What came in by a channel on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelRow {
    pub day: Date,
    pub channel: Channel,
    pub kind: EntryKind,
    pub count: i64,
    pub amount: Rupiah,
}

/// One line of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    pub entry: String,
    pub number: i64,
    pub day: Date,
    pub kind: EntryKind,
    pub channel: Channel,
    pub note: String,
    pub nop: Option<String>,
    pub tax_year: Option<i64>,
    pub debit: Rupiah,
    pub credit: Rupiah,
}

/// The journal of the days from one to another, both included.
pub async fn journal(tx: &mut Tx, from: Date, until: Date) -> Result<Vec<JournalRow>, DbError> {
    let read = |row: &Row| {
        Ok(JournalRow {
            day: row.get(0)?,
            kind: kind(row.text(1)?)?,
            account: Account::parse(row.text(2)?).map_err(|_| unknown("account"))?,
            debit: row.get(3)?,
            credit: row.get(4)?,
        })
    };
    tx.rows(&JOURNAL_BY_DAY, params![from, until]).await?.iter().map(read).collect()
}

/// What came in and was taken back by each channel.
pub async fn by_channel(tx: &mut Tx, from: Date, until: Date) -> Result<Vec<ChannelRow>, DbError> {
    let read = |row: &Row| {
        Ok(ChannelRow {
            day: row.get(0)?,
            channel: Channel::parse(row.text(1)?).ok_or_else(|| unknown("channel"))?,
            kind: kind(row.text(2)?)?,
            count: row.int(3)?,
            amount: row.get(4)?,
        })
    };
    tx.rows(&BY_CHANNEL, params![from, until]).await?.iter().map(read).collect()
}

/// Lines of an account after an entry and its line.
pub async fn account_lines(
    tx: &mut Tx,
    account: &Account,
    (from, until): (Date, Date),
    (entry, number): (&str, i64),
    limit: i64,
) -> Result<Vec<AccountLine>, DbError> {
    let values = params![account.to_string(), from, until, entry, number, limit];
    let read = |row: &Row| {
        Ok(AccountLine {
            entry: row.get(0)?,
            day: row.get(1)?,
            kind: kind(row.text(2)?)?,
            channel: Channel::parse(row.text(3)?).ok_or_else(|| unknown("channel"))?,
            note: row.get(4)?,
            nop: row.get(5)?,
            tax_year: row.opt_int(6)?,
            debit: row.get(7)?,
            credit: row.get(8)?,
            number: row.int(9)?,
        })
    };
    tx.rows(&ACCOUNT_LINES, values).await?.iter().map(read).collect()
}

fn kind(text: &str) -> Result<EntryKind, DbError> {
    EntryKind::parse(text).ok_or_else(|| unknown("kind"))
}
