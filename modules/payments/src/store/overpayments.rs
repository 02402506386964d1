//! Money for which nothing was owed, and what became of it.

use base::{Date, Id, Rupiah};
use contracts::BillId;
use db::{DbError, Row, Tx, params};

use crate::domain::entry::Entry;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "
        select
          e.id, e.day, e.channel, e.partner, e.reference,
          (select cast(sum(l.credit_rupiah) as bigint)
           from pay_line l
           where l.entry = e.id and l.account = 'overpayment') as amount_rupiah,
          (select l.nop
           from pay_line l
           where l.entry = e.id and l.account = 'overpayment' and l.credit_rupiah > 0
           order by l.number
           limit 1) as nop,
          (select l.tax_year
           from pay_line l
           where l.entry = e.id and l.account = 'overpayment' and l.credit_rupiah > 0
           order by l.number
           limit 1) as tax_year
        from pay_entry e
        left join pay_entry v on v.reverses = e.id
        left join pay_entry c on c.partner = 'house/overpayment' and c.reference = e.id
        left join pay_entry cv on cv.reverses = c.id
        where e.kind = 'payment' and v.id is null and (c.id is null or cv.id is not null)
          and exists (
            select 1
            from pay_line l
            where l.entry = e.id and l.account = 'overpayment' and l.credit_rupiah > 0
          )",
            $rest
        )
    };
}

db::statements! {
    /// All that nobody cleared yet, the oldest first.
    WAITING = select!("
        order by e.id");
    FIND = select!("
          and e.id = $1");
    /// What lies on one account.
    BALANCE = "
        select cast(coalesce(sum(debit_rupiah - credit_rupiah), 0) as bigint) as balance_rupiah
        from pay_line
        where account = $1";
}

/// An overpayment that waits to be cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overpaid {
    pub entry: Id<Entry>,
    pub day: Date,
    pub channel: String,
    pub partner: Option<String>,
    pub reference: Option<String>,
    pub amount: Rupiah,
    /// The bill it was meant for, where that is known.
    pub about: Option<BillId>,
}

pub async fn waiting(tx: &mut Tx) -> Result<Vec<Overpaid>, DbError> {
    tx.rows(&WAITING, params![]).await?.iter().map(read).collect()
}

/// The overpayment of an entry; `None` when it has none or it was cleared.
pub async fn find(tx: &mut Tx, entry: Id<Entry>) -> Result<Option<Overpaid>, DbError> {
    tx.first(&FIND, params![entry]).await?.map(|row| read(&row)).transpose()
}

/// What lies on an account now.
pub async fn balance(tx: &mut Tx, account: &str) -> Result<Rupiah, DbError> {
    tx.one(&BALANCE, params![account]).await?.get(0)
}

fn read(row: &Row) -> Result<Overpaid, DbError> {
    let about = match (row.get(6)?, row.opt_int(7)?) {
        (Some(nop), Some(tax_year)) => Some(BillId { nop, tax_year }),
        _ => None,
    };
    Ok(Overpaid {
        entry: row.get(0)?,
        day: row.get(1)?,
        channel: row.get(2)?,
        partner: row.get(3)?,
        reference: row.get(4)?,
        amount: row.get(5)?,
        about,
    })
}
