//! What was booked on a day, the newest first.

use base::{Date, Id, Instant, Rupiah};
use contracts::BillId;
use db::{DbError, Row, Tx, params};

use super::{LAST, unknown};
use crate::domain::account::Account;
use crate::domain::channel::Channel;
use crate::domain::entry::{Entry, EntryKind};

/// A page of a day with the lines of each entry; it walks along `pay_entry_by_day`.
macro_rules! page {
    ($channel:literal, $limit:literal) => {
        concat!(
            "
        with page as (
          select id, kind, booked_at, channel, partner, amount_rupiah
          from pay_entry
          where day = $1 and id < $2",
            $channel,
            "
          order by id desc
          limit ",
            $limit,
            "
        )
        select
          p.id, p.kind, p.booked_at, p.channel, p.partner, p.amount_rupiah, v.id as reversal,
          l.account, l.nop, l.tax_year, l.debit_rupiah, l.credit_rupiah
        from page p
        join pay_line l on l.entry = p.id
        left join pay_entry v on v.reverses = p.id
        order by p.id desc, l.number"
        )
    };
}

db::statements! {
    OF_DAY = page!("", "$3");
    OF_CHANNEL = page!(" and channel = $3", "$4");
}

/// An entry in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    pub id: Id<Entry>,
    pub kind: EntryKind,
    pub booked_at: Instant,
    pub channel: Channel,
    pub partner: Option<String>,
    /// What came in or went out; for what moved no money, the sum of its debits.
    pub amount: Rupiah,
    pub bills: Vec<BillId>,
    pub is_reversed: bool,
}

/// At most `limit` entries of a day that were booked before another one.
pub async fn list(
    tx: &mut Tx,
    day: Date,
    channel: Option<Channel>,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<Booked>, DbError> {
    let before = before.unwrap_or(LAST);
    let rows = match channel {
        None => tx.rows(&OF_DAY, params![day, before, limit]).await?,
        Some(one) => tx.rows(&OF_CHANNEL, params![day, before, one.as_str(), limit]).await?,
    };
    rows.chunk_by(|a, b| a.text(0).ok() == b.text(0).ok()).map(read).collect()
}

/// An entry of its lines, of which there is at least one.
fn read(lines: &[Row]) -> Result<Booked, DbError> {
    let row = lines.first().ok_or_else(|| unknown("entry"))?;
    let reversal: Option<String> = row.get(6)?;
    let (mut bills, mut came, mut went) = (Vec::new(), 0_i64, 0_i64);
    for line in lines {
        let account = Account::parse(line.text(7)?).map_err(|_| unknown("account"))?;
        if let (Some(nop), Some(tax_year)) = (line.get(8)?, line.opt_int(9)?) {
            bills.push(BillId { nop, tax_year });
        }
        if account.holds_money() {
            let (debit, credit): (Rupiah, Rupiah) = (line.get(10)?, line.get(11)?);
            came = came.saturating_add(debit.0);
            went = went.saturating_add(credit.0);
        }
    }
    bills.sort_unstable_by_key(|bill| (bill.nop.digits().to_owned(), bill.tax_year));
    bills.dedup();
    let all: Rupiah = row.get(5)?;
    let moved = came.max(went);
    Ok(Booked {
        id: row.get(0)?,
        kind: EntryKind::parse(row.text(1)?).ok_or_else(|| unknown("kind"))?,
        booked_at: row.get(2)?,
        channel: Channel::parse(row.text(3)?).ok_or_else(|| unknown("channel"))?,
        partner: row.get(4)?,
        amount: if moved == 0 { all } else { Rupiah(moved) },
        bills,
        is_reversed: reversal.is_some(),
    })
}
